package contest

import (
	"fmt"
	"strings"
	"time"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/generator/model"
)

// A Compiled set is what was generated for a route set.
type Compiled struct {
	Name        string
	Match       peers.Compiled
	Authorize   func(codes []string) func([]peers.Line, []uint16) uint64 // nil for tables of more than 64 permissions
	Ogen        func() peers.Router                                      // nil if there is no router of ogen's
	OgenRefuses string                                                   // why
}

// A field is everybody who takes a route set.
type field struct {
	api       *model.API
	reference *corpus.Reference
	requests  corpus.Requests
	compiled  Compiled
	routers   []*entered
	result    SetResult
}

// An entered router has taken the set.
type entered struct {
	name, how, kind string
	peers.Router
}

// registering is how long a router may take to register a set.
const registering = time.Minute

// newField has everybody take a set, and checks the answers of ours: a matcher that is wrong is not
// measured. Alone it is without the peers.
func newField(s corpus.Set, c Compiled, alone bool) (*field, error) {
	spec, err := s.Spec()
	if err != nil {
		return nil, err
	}
	api, err := corpus.Resolve(s.Name+".yaml", spec)
	if err != nil {
		return nil, err
	}
	f := &field{api: api, reference: corpus.NewReference(api), compiled: c}
	if f.requests, err = corpus.Invent(f.reference); err != nil {
		return nil, err
	}
	f.result = SetResult{
		Name: s.Name, Title: s.Title, Source: s.Source, Found: s.Found, Routes: len(api.Routes),
		Permissions: len(api.Permissions), Dropped: s.Reasons(),
	}
	if !alone {
		f.enter()
	}
	return f, f.check()
}

// enter has the peers take the set.
func (f *field) enter() {
	var rows []peers.Row
	for _, r := range f.api.Routes {
		rows = append(rows, peers.Row{Method: r.Method, Path: r.Pattern.String()})
	}
	for _, p := range peers.All() {
		r, err := p.Make(peers.NewTable(rows, time.Now().Add(registering)))
		if err != nil {
			f.result.Rejected = append(f.result.Rejected, Rejection{p.Name, err.Error()})
			continue
		}
		f.routers = append(f.routers, &entered{p.Name, p.How, Peer, r})
	}
	switch {
	case f.compiled.Ogen != nil:
		f.routers = append(f.routers, &entered{"ogen", "Server.FindPath, compiled", Ogen, f.compiled.Ogen()})
	case f.compiled.OgenRefuses != "":
		f.result.Rejected = append(f.result.Rejected, Rejection{"ogen", f.compiled.OgenRefuses})
	}
}

// lists returns the lists of requests by order.
func (f *field) lists() map[string][]corpus.Request {
	q := f.requests
	return map[string][]corpus.Request{"random": q.Random, "cyclic": q.Cyclic, "hot": q.Hot, "near": q.Near, "foreign": q.Foreign}
}

// check compares each answer of ours with the reference's.
func (f *field) check() error {
	for order, list := range f.lists() {
		for _, q := range list {
			row, verdict := f.compiled.Match.Answer(peers.Line{Method: q.Method, Path: q.Path})
			if row != q.Row || verdict != q.Verdict.String() {
				return fmt.Errorf("%s request %s %s: row %d %s; the reference says %d %s", order, q.Method, q.Path, row, verdict, q.Row, q.Verdict)
			}
		}
	}
	return nil
}

// linesOf returns what the requests are routed by, each string by itself, as a server reads them.
func linesOf(list []corpus.Request) []peers.Line {
	lines := make([]peers.Line, len(list))
	for i, q := range list {
		lines[i] = peers.Line{Method: strings.Clone(q.Method), Path: strings.Clone(q.Path)}
	}
	return lines
}

// measure has everybody run over a list of requests.
func (f *field) measure(order string, p pace) Heat {
	list := f.lists()[order]
	lines := linesOf(list)
	sequence := randomly(len(lines))
	if order == "cyclic" {
		sequence = cyclically(len(lines))
	}
	runners := append(limits(lines), &runner{
		Entrant: Entrant{Name: "permroute", How: "Match", Kind: Ours}, lines: lines, run: f.compiled.Match.Run,
	})
	if order == "random" {
		runners = append(runners, f.besides(lines)...)
	}
	for _, r := range f.routers {
		e := Entrant{Name: r.name, How: r.how, Kind: r.kind}
		e.Wrong, e.Checked = r.compare(list, lines)
		runners = append(runners, &runner{Entrant: e, lines: lines, run: r.Run})
	}
	for _, r := range runners {
		r.order = sequence
	}
	heat(runners, p)
	h := Heat{Order: order, Requests: len(list), Verdicts: verdicts(list)}
	for _, r := range runners {
		h.Entrants = append(h.Entrants, r.Entrant)
	}
	return h
}

// comparing is how long a router's answers are compared with the table's.
const comparing = 5 * time.Second

// compare counts the requests that the router answers in another way than the table, among those that
// it was asked.
func (r *entered) compare(list []corpus.Request, lines []peers.Line) (wrong, asked int) {
	for start := time.Now(); asked < len(list) && time.Since(start) < comparing; asked++ {
		if r.Answer(lines[asked]) != list[asked].Row {
			wrong++
		}
	}
	return wrong, asked
}

// besides returns what else is measured of ours in the rounds of the random requests, to be compared
// with Match there: Authorize, and the requests that the table does not list.
func (f *field) besides(lines []peers.Line) []*runner {
	also := func(name, how string, lines []peers.Line, run course) *runner {
		return &runner{Entrant: Entrant{Name: name, How: how, Kind: Ours}, lines: lines, run: run}
	}
	all := []*runner{
		also("permroute, near misses", "Match", linesOf(f.requests.Near), f.compiled.Match.Run),
		also("permroute, foreign misses", "Match", linesOf(f.requests.Foreign), f.compiled.Match.Run),
	}
	if f.compiled.Authorize != nil {
		var codes []string
		for _, p := range f.api.Permissions {
			codes = append(codes, p.Code)
		}
		all = append(all, also("permroute, Authorize", "Authorize, for a caller with every permission", lines, f.compiled.Authorize(codes)))
	}
	return all
}

func verdicts(list []corpus.Request) map[string]int {
	count := map[string]int{}
	for _, q := range list {
		count[q.Verdict.String()]++
	}
	return count
}

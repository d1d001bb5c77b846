package interop

import (
	"hash/fnv"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// A trial is a table with the lines that are tried on it, as they reach a guard, and what each guard says
// of them.
type trial struct {
	table  servers.Table
	lines  []arrived
	guards []guard
	whole  bool // each set-up is asked about all lines

	mu   sync.Mutex
	said map[string][]said // by the guard's name and what it knows of the server
}

// An arrived is a line and the request that reaches a guard; nil if the front's own server answers.
type arrived struct {
	line
	request *http.Request
	passes  bool // some proven guard lets it pass
}

// A said is what a guard says of a request: what it demands, if it lets it pass at all.
type said struct {
	demand route.Demand
	passes bool
}

// newTrial makes the lines arrive at a front.
func newTrial(t testing.TB, table servers.Table, lines []line, guards []guard) *trial {
	tr := &trial{table: table, guards: guards, said: map[string][]said{}}
	var over []line
	var at []int
	for i, l := range lines {
		a := arrived{line: l}
		if l.http2 {
			over, at = append(over, l), append(at, i)
		} else {
			a.request, _ = parsed(l.text())
		}
		tr.lines = append(tr.lines, a)
	}
	if len(over) > 0 {
		for i, r := range http2Requests(t, over) {
			tr.lines[at[i]].request = r
		}
	}
	for _, g := range guards {
		for i, s := range tr.saidBy(g, servers.Setup{}) {
			tr.lines[i].passes = tr.lines[i].passes || g.proven && s.passes
		}
	}
	return tr
}

// saidBy returns what the guard says of each line in front of the server.
func (tr *trial) saidBy(g guard, s servers.Setup) []said {
	key := g.name + " " + s.Upstream
	if s.Way.Routed() {
		key += " all-methods"
	}
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.said[key] == nil {
		decider, all := g.decider(tr.table, s), make([]said, len(tr.lines))
		for i, a := range tr.lines {
			if a.request != nil {
				all[i].demand, all[i].passes = decider.Demand(a.request)
			}
		}
		tr.said[key] = all
	}
	return tr.said[key]
}

// A score is what came of the lines that a set-up was asked.
type score struct {
	setup  servers.Setup
	cells  map[string]cell // by class
	around map[string]int  // by guard: lines that ran a handler for a caller who lacks its permission
	idle   []string        // lines as listed for which nothing ran
	unable []string        // tables with patterns that it cannot have
}

// run sends a part of the lines to the set-up.
func (tr *trial) run(s servers.Setup, t *tally) *score {
	sc := &score{setup: s, cells: map[string]cell{}, around: map[string]int{}}
	hosted, err := s.Host(tr.table)
	if err != nil {
		sc.unable = []string{tr.table.Name}
		return sc
	}
	defer hosted.Close()
	for i, a := range tr.lines {
		if a.request == nil || !tr.whole && !asks(s, a) {
			continue
		}
		outcomes := hosted.Run(passedOn(a.request))
		sc.count(a.line, outcomes)
		for _, g := range tr.guards {
			says := tr.saidBy(g, s)[i]
			for _, o := range outcomes {
				if o.Row >= 0 && says.passes && !says.demand.Implies(tr.table.Rows[o.Row].Demand) {
					sc.around[g.name]++
					t.example(g, s, tr, a.line, o)
					break
				}
			}
		}
	}
	return sc
}

func (sc *score) count(l line, outcomes []servers.Outcome) {
	c := sc.cells[l.class]
	c.asked++
	switch {
	case slices.ContainsFunc(outcomes, func(o servers.Outcome) bool { return o.Row >= 0 }):
		c.ran++
	case slices.ContainsFunc(outcomes, servers.Outcome.Redirect):
		c.redirected++
	}
	if l.class == "as listed" && outcomes[0].Row < 0 {
		target, _, _ := strings.Cut(l.target, "?")
		sc.idle = append(sc.idle, l.method+" "+target)
	}
	sc.cells[l.class] = c
}

// asks reports whether the set-up is asked about a line. A router that is called in process is asked about
// all. Of what every proven guard refuses, which no server can be asked behind one, the others have a part,
// and a smaller one where rows are registered in an unusual way.
func asks(s servers.Setup, a arrived) bool {
	part := uint32(1)
	switch usual := s.Way == (servers.Way{}); {
	case !s.Connected || a.class == "as listed" || usual && a.passes:
	case usual || a.passes:
		part = 4
	default:
		part = 64
	}
	if s.Slow {
		part *= 4
	}
	return a.hash()%part == 0
}

func (a arrived) hash() uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(a.method + " " + a.target + strings.Join(a.headers, "") + a.format))
	return hash.Sum32() >> 8
}

// overTCP sends a part of the lines as bytes to a front on a port, and asserts that the same requests
// arrive as were parsed in process. It returns how many it sent.
func (tr *trial) overTCP(t *testing.T) int {
	front, count := listen(t), atomic.Int64{}
	parallel(len(tr.lines), func(i int) {
		a := tr.lines[i]
		if a.http2 || a.hash()%4 != 0 && a.class != "as listed" {
			return
		}
		count.Add(1)
		got, err := front.send(a.text())
		assert.NoError(t, err, "%q", a.text())
		assert.Equal(t, seen(a.request), got, "%q", a.text())
	})
	return int(count.Load())
}

// parallel calls f with 0 to n-1.
func parallel(n int, f func(int)) {
	var group sync.WaitGroup
	next := atomic.Int64{}
	for range 4 {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	group.Wait()
}

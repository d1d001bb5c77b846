package check

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/generator/route"
)

// An oracle asks ServeMux, which names rows exactly and gives the more special one precedence, as we
// do. It takes no two patterns that meet without one being the more special; so the rows are spread
// over as many of them as it takes, each of which knows the truth of its own rows.
type oracle struct {
	ref       *corpus.Reference
	muxes     []*mux
	asked     int
	unwritten int // rows whose pattern ServeMux cannot write
}

// A mux is a ServeMux and the rows that it has.
type mux struct {
	*http.ServeMux
	rows map[int]bool
}

func newOracle(ref *corpus.Reference) (*oracle, error) {
	o := &oracle{ref: ref}
	for i, r := range ref.API.Routes {
		patterns := muxPatterns(r.Method, r.Pattern)
		if patterns == nil {
			o.unwritten++
			continue
		}
		if !o.place(i, patterns) {
			return nil, fmt.Errorf("ServeMux takes %s %s in no table", r.Method, r.Pattern)
		}
	}
	return o, nil
}

// place gives a row to the first ServeMux that takes it, or to a new one.
func (o *oracle) place(row int, patterns []string) bool {
	for _, m := range o.muxes {
		if m.take(row, patterns) {
			return true
		}
	}
	m := &mux{http.NewServeMux(), map[int]bool{}}
	o.muxes = append(o.muxes, m)
	return m.take(row, patterns)
}

// take registers the row if it conflicts with none that is there.
func (m *mux) take(row int, patterns []string) (taken bool) {
	defer func() {
		if recover() != nil {
			taken = false
		}
	}()
	for _, p := range patterns {
		m.Handle(p, rowHandler(row))
	}
	m.rows[row] = true
	return true
}

// muxPatterns returns how ServeMux writes a row, and nil if it cannot.
func muxPatterns(method string, p route.Pattern) []string {
	fixed, open := strings.CutSuffix(p.String(), "/**")
	segments := strings.Split(fixed, "/")
	for i, s := range segments {
		if !strings.Contains(s, "{") {
			continue
		}
		if !strings.HasPrefix(s, "{") || !strings.HasSuffix(s, "}") {
			return nil
		}
		segments[i] = fmt.Sprintf("{p%d}", i)
	}
	path := method + " " + strings.Join(segments, "/")
	switch {
	case open:
		return []string{path, path + "/{rest...}"}
	case fixed == "/":
		return []string{path + "{$}"}
	}
	return []string{path}
}

// A rowHandler stands for a row.
type rowHandler int

func (rowHandler) ServeHTTP(http.ResponseWriter, *http.Request) {}

// compare compares an answer with those of each ServeMux: a row that one of them finds is the one that
// speaks, or a more special one does that this one does not have; and where a row of its own speaks
// that names the path exactly, it finds it.
func (o *oracle) compare(l peers.Line, row int, verdict route.Verdict) error {
	o.asked++
	path, _ := route.ParsePath(l.Path)
	exact := row >= 0 && o.ref.API.Table.Rows[row].Pattern.Reach(path, 0) == route.Exactly
	for _, m := range o.muxes {
		h, _ := m.Handler(&http.Request{Method: l.Method, URL: &url.URL{Path: l.Path}})
		found, ok := h.(rowHandler)
		switch {
		case ok && verdict != route.Listed:
			return fmt.Errorf("%s %q is %s, and ServeMux finds row %d", l.Method, l.Path, verdict, found)
		case ok && int(found) != row && m.rows[row]:
			return fmt.Errorf("%s %q: row %d speaks, and ServeMux finds row %d", l.Method, l.Path, row, found)
		case !ok && exact && m.rows[row]:
			return fmt.Errorf("%s %q: row %d speaks, and ServeMux finds none", l.Method, l.Path, row)
		}
	}
	return nil
}

// Package peers holds the routers that the compiled matcher is measured beside, each brought to answer
// one question: which row of a table is this request for?
//
// Where a router has a lookup of its own that is what is called, otherwise it serves the request, with
// handlers that note their row and a response writer that does nothing. Routers that read a URL get
// one that is there already: only its path is set. Rows are registered in the order of precedence,
// the more special before the more general, for the routers in which the order decides.
package peers

import (
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/permroute/permroute/generator/route"
)

// A Line is what a request is routed by.
type Line struct{ Method, Path string }

// A Router is a peer that holds a table.
type Router struct {
	// Answer returns the row that the router picks; -1 if none.
	Answer func(Line) int

	// Run routes the lines in this order, which may have some of them several times and some not at all,
	// and returns something that depends on each answer.
	Run func(lines []Line, order []uint16) uint64
}

// A Peer is a router under test.
type Peer struct {
	Name string
	How  string // what is called
	make func(*Table) (Router, error)
}

// All returns the routers that are made at run time.
func All() []Peer {
	const serve = "ServeHTTP"
	return []Peer{
		{"httprouter", "Lookup", httpRouter},
		{"gin", serve, ginRouter},
		{"echo v4", "Router.Find", echo4Router},
		{"echo v5", "Router.Route", echo5Router},
		{"chi", "Mux.Find", chiRouter},
		{"fiber", "Handler of fasthttp, reads the target", fiberRouter},
		{"bunrouter", serve, bunRouter},
		{"fox", "Router.Match", foxRouter},
		{"aero", serve, aeroRouter},
		{"denco", "Router.Lookup", dencoRouter},
		{"gorilla", "Router.Match", gorillaRouter},
		{"ServeMux", "ServeMux.Handler", serveMux},
	}
}

// A Row is a row of a table.
type Row struct {
	Method string
	Path   string // in permroute's notation
}

// A Table is what a router is to hold.
type Table struct {
	rows     []Row
	order    []int // of registration
	deadline time.Time
}

// NewTable returns a table to register, which gives up after the deadline.
func NewTable(rows []Row, deadline time.Time) *Table {
	t := &Table{rows: rows, deadline: deadline}
	patterns := make([]route.Pattern, len(rows))
	for i, r := range rows {
		t.order = append(t.order, i)
		patterns[i], _ = route.ParsePattern(r.Path)
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return route.ComparePatterns(patterns[a], patterns[b]) })
	return t
}

var errSlow = errors.New("takes too long to register the routes")

// each yields the rows and how a router writes their patterns: two patterns where one cannot stand for
// a ** with nothing behind it.
func (t *Table) each(s syntax) iter.Seq2[int, registration] {
	return func(yield func(int, registration) bool) {
		for _, i := range t.order {
			if time.Now().After(t.deadline) {
				panic(errSlow)
			}
			patterns, err := s.write(t.rows[i].Path)
			if err != nil {
				panic(fmt.Errorf("cannot write %s: %w", t.rows[i].Path, err))
			}
			for _, p := range patterns {
				if !yield(i, registration{t.rows[i].Method, p}) {
					return
				}
			}
		}
	}
}

// A registration is what a router is told of a row.
type registration struct{ method, pattern string }

// Make returns the router with the table, or why it does not take the table.
func (p Peer) Make(t *Table) (r Router, err error) {
	defer func() {
		if refused := recover(); refused != nil {
			err = fmt.Errorf("%v", refused)
		}
	}()
	return p.make(t)
}

// A note is where handlers say which row they are for.
type note struct{ row int }

// of returns the row that is noted while a router serves; -1 if none is.
func (n *note) of(serve func()) int {
	n.row = -1
	serve()
	return n.row
}

// A request is one that is used again and again: only its method and its path are set.
type request struct {
	*http.Request
	w nowhere
}

func newRequest() *request {
	return &request{
		&http.Request{Method: "GET", URL: &url.URL{Path: "/"}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}},
		nowhere{http.Header{}},
	}
}

// of returns the request for a line.
func (q *request) of(l *Line) *http.Request {
	q.Method, q.URL.Path = l.Method, l.Path
	return q.Request
}

// served returns the router of an http.Handler whose handlers write into a note.
func served(h http.Handler, n *note) Router {
	q := newRequest()
	return Router{
		Answer: func(l Line) int {
			return n.of(func() { h.ServeHTTP(q.w, q.of(&l)) })
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				h.ServeHTTP(q.w, q.of(&lines[i]))
				sum += uint64(n.row)
			}
			return sum
		},
	}
}

// nowhere is a response writer that does nothing.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header       { return n.header }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}

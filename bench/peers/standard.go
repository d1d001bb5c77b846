package peers

import (
	"net/http"

	"github.com/fox-toolkit/fox"
	"github.com/go-chi/chi/v5"
	"github.com/gorilla/mux"
)

func chiRouter(t *Table) (Router, error) {
	r, rows := chi.NewRouter(), map[Line]int{}
	for i, row := range t.each(syntax{param: "{p%d}", rest: "*", special: "*{}", prefix: true, suffix: true}) {
		r.Method(row.method, row.pattern, http.NotFoundHandler())
		rows[Line{row.method, row.pattern}] = i
	}
	c := chi.NewRouteContext()
	return Router{
		Answer: func(l Line) int {
			c.Reset()
			if i, found := rows[Line{l.Method, r.Find(c, l.Method, l.Path)}]; found {
				return i
			}
			return -1
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				c.Reset()
				sum += uint64(len(r.Find(c, lines[i].Method, lines[i].Path)))
			}
			return sum
		},
	}, nil
}

func foxRouter(t *Table) (Router, error) {
	r, err := fox.NewRouter()
	if err != nil {
		return Router{}, err
	}
	rows := map[*fox.Route]int{}
	for i, row := range t.each(syntax{param: "{p%d}", rest: "*{rest}", special: "*+{}", prefix: true}) {
		added, err := r.Add([]string{row.method}, row.pattern, func(*fox.Context) {})
		if err != nil {
			return Router{}, err
		}
		rows[added] = i
	}
	q := newRequest()
	return Router{
		Answer: func(l Line) int {
			if found, slash := r.Match(l.Method, q.of(&l)); found != nil && !slash {
				return rows[found]
			}
			return -1
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				if found, _ := r.Match(lines[i].Method, q.of(&lines[i])); found != nil {
					sum++
				}
			}
			return sum
		},
	}, nil
}

func gorillaRouter(t *Table) (Router, error) {
	r, n := mux.NewRouter(), &note{}
	for i, row := range t.each(syntax{param: "{p%d}", rest: "{rest:.*}", special: "{}", prefix: true, suffix: true}) {
		r.Methods(row.method).Path(row.pattern).Handler(noting(n, i))
	}
	q := newRequest()
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				var match mux.RouteMatch
				if r.Match(q.of(&l), &match) && match.Handler != nil && match.MatchErr == nil {
					match.Handler.ServeHTTP(nil, nil)
				}
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				var match mux.RouteMatch
				if r.Match(q.of(&lines[i]), &match) {
					sum++
				}
			}
			return sum
		},
	}, nil
}

func serveMux(t *Table) (Router, error) {
	r, n := http.NewServeMux(), &note{}
	for i, row := range t.each(syntax{param: "{p%d}", rest: "{rest...}", special: "{}"}) {
		if row.pattern == "/" {
			row.pattern = "/{$}"
		}
		r.Handle(row.method+" "+row.pattern, noting(n, i))
	}
	q := newRequest()
	return Router{
		Answer: func(l Line) int {
			return n.of(func() {
				if handler, pattern := r.Handler(q.of(&l)); pattern != "" {
					handler.ServeHTTP(q.w, q.Request)
				}
			})
		},
		Run: func(lines []Line, order []uint16) (sum uint64) {
			for _, i := range order {
				_, pattern := r.Handler(q.of(&lines[i]))
				sum += uint64(len(pattern))
			}
			return sum
		},
	}, nil
}

// noting returns a handler that notes its row.
func noting(n *note, row int) http.Handler {
	return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { n.row = row })
}

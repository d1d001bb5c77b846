package servers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// An endpoint is what a router registers: one row, or all rows of a shape where it is registered for
// every method.
type endpoint struct {
	method   string // empty: every method
	pattern  route.Pattern
	rows     map[string]int // by method
	fallback int            // the row that runs for a method without one
	named    bool           // of a pattern that ends in **: the path before it is another endpoint's
}

// byMethod returns an endpoint for each row, in the order to register them.
func byMethod(t Table) []endpoint {
	var all []endpoint
	for i, row := range t.Rows {
		all = append(all, endpoint{row.Method, row.Pattern, map[string]int{row.Method: i}, i, false})
	}
	return t.ordered(all)
}

// byPath returns an endpoint for each shape, in the order to register them. A method without a row of
// its own runs the shape's first row, or its last.
func byPath(t Table, last bool) []endpoint {
	var all []endpoint
	for i, row := range t.Rows {
		at := slices.IndexFunc(all, func(e endpoint) bool { return e.pattern.Shape() == row.Pattern.Shape() })
		if at < 0 {
			at = len(all)
			all = append(all, endpoint{"", row.Pattern, map[string]int{}, i, false})
		}
		all[at].rows[row.Method] = i
		if last {
			all[at].fallback = i
		}
	}
	return t.ordered(all)
}

func (t Table) ordered(all []endpoint) []endpoint {
	all = specificFirst(all)
	if t.GeneralFirst {
		slices.Reverse(all)
	}
	return all
}

// specificFirst sorts the endpoints as they must be registered where the first that matches runs. HEAD
// goes before GET, whose handlers some routers run for HEAD as well.
func specificFirst(all []endpoint) []endpoint {
	for i, e := range all {
		// Registered once more, the path would be the last one's with some routers, and an error with others.
		all[i].named = slices.ContainsFunc(all, func(other endpoint) bool {
			return other.method == e.method && other.pattern.Shape()+"/**" == e.pattern.Shape()
		})
	}
	rank := func(e endpoint) int {
		if e.method == http.MethodHead {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b endpoint) int {
		if a.pattern.Shape() == b.pattern.Shape() {
			return rank(a) - rank(b)
		}
		return route.ComparePatterns(a.pattern, b.pattern)
	})
	return all
}

// row returns the row that runs for a method.
func (e endpoint) row(method string) int {
	if row, ok := e.rows[method]; ok {
		return row
	}
	if row, ok := e.rows[http.MethodGet]; ok && method == http.MethodHead {
		return row
	}
	return e.fallback
}

// ServeHTTP marks the row that ran.
func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set(ranHeader, strconv.Itoa(e.row(r.Method)))
	w.WriteHeader(http.StatusOK)
}

// A builder makes a handler that serves the endpoints. It panics if the router cannot have them side
// by side.
type builder func([]endpoint) http.Handler

// hosting returns a Host function for a router that registers rows by their method.
func hosting(build builder) func(Table) Hosted {
	return func(t Table) Hosted { return Hosted{Handlers: []http.Handler{build.handler(byMethod(t))}} }
}

// hostingByPath returns a Host function for a router that registers each shape for every method.
func hostingByPath(build builder) func(Table) Hosted {
	return func(t Table) Hosted {
		return Hosted{Handlers: []http.Handler{build.handler(byPath(t, false)), build.handler(byPath(t, true))}}
	}
}

// handler puts the endpoints on as few routers as it takes for none to panic, in their order. A request
// goes from one to the next until a handler runs.
func (build builder) handler(all []endpoint) http.Handler {
	var routers chain
	for len(all) > 0 {
		var taken, left []endpoint
		var router http.Handler
		for _, e := range all {
			more := append(slices.Clone(taken), e)
			if h := build.try(more); h != nil {
				taken, router = more, h
			} else {
				left = append(left, e)
			}
		}
		if router == nil {
			panic("no router takes " + left[0].method + " " + left[0].pattern.String())
		}
		routers, all = append(routers, router), left
	}
	if len(routers) == 1 {
		return routers[0]
	}
	return routers
}

// A chain is routers of which each has what the ones before it did not take.
type chain []http.Handler

// ServeHTTP answers as the first router does that runs a handler; else as the first one at all does.
func (c chain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var first Outcome
	for i, router := range c {
		outcome := run(router, r)
		if outcome.Row >= 0 {
			w.Header().Set(ranHeader, strconv.Itoa(outcome.Row))
			w.WriteHeader(http.StatusOK)
			return
		}
		if i == 0 {
			first = outcome
		}
	}
	w.WriteHeader(max(first.Status, http.StatusOK))
}

func (build builder) try(endpoints []endpoint) (handler http.Handler) {
	defer func() {
		if recover() != nil {
			handler = nil
		}
	}()
	return build(endpoints)
}

// A dialect says how a router writes patterns.
type dialect struct {
	param string   // P stands for the parameter's name
	quote quoting  // of literals; nil where they stand for themselves, and none can stand behind a parameter
	rests []string // what follows a slash for a final **
	root  string   // the path / alone
}

// A quoting writes a literal of a pattern. after says that a parameter stands before it in its segment.
type quoting func(literal string, after bool) string

// escaping returns a quoting that puts a backslash before some bytes, and before the first one after a
// parameter whose name would go on with it.
func escaping(bytes, endOfName string) quoting {
	return func(literal string, after bool) string {
		var b strings.Builder
		for i, c := range literal {
			if strings.ContainsRune(bytes, c) || after && i == 0 && endOfName != "" && !strings.ContainsRune(endOfName, c) {
				b.WriteByte('\\')
			}
			b.WriteRune(c)
		}
		return b.String()
	}
}

func (d dialect) literal(text string, after bool) string {
	if d.quote == nil {
		return text
	}
	return d.quote(text, after)
}

// paths returns the patterns of the router that together are the endpoint's. Parameters are named by
// their place, for some routers want the same name wherever patterns meet.
func (d dialect) paths(e endpoint) []string {
	var b strings.Builder
	for i, s := range e.pattern.Segments() {
		switch s.Kind {
		case route.Literal:
			b.WriteString("/" + d.literal(s.Text, false))
		case route.Param:
			name := strings.Replace(d.param, "P", "p"+strconv.Itoa(i), 1)
			b.WriteString("/" + d.literal(s.Prefix, false) + name + d.literal(s.Suffix, true))
		case route.Rest:
			return d.open(b.String(), e.named)
		}
	}
	if b.Len() == 0 {
		return []string{d.root}
	}
	return []string{b.String()}
}

// open returns the patterns that together are base/**, without base if it is named elsewhere.
func (d dialect) open(base string, named bool) []string {
	var paths []string
	if base != "" && !named {
		paths = append(paths, base)
	}
	for _, rest := range d.rests {
		paths = append(paths, base+"/"+rest)
	}
	return paths
}

// cutFirst cuts a router's pattern after its first segment; the rest of a single one is /.
func cutFirst(path string) (first, rest string) {
	if i := strings.IndexByte(path[1:], '/'); i >= 0 {
		return path[:i+1], path[i+1:]
	}
	return path, "/"
}

package servers

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// An endpoint is what a router registers: one row, or all rows of a shape where it is registered for
// every method.
type endpoint struct {
	number  int    // its place among those of the table
	method  string // empty: every method
	pattern route.Pattern
	rows    map[string]int // by method
	open    Open

	// Of a pattern that ends in **: the path before it is another endpoint's, without and with a slash.
	hasBase, hasSlash bool
}

// endpoints returns what is to be registered for a table, in the order to do so.
func endpoints(t Table, way Way) []endpoint {
	var all []endpoint
	shapes := shapesOf(t)
	for _, shape := range shapes {
		if way.byPath(coveredBy(shape, shapes)) {
			all = append(all, shape)
			continue
		}
		for _, method := range shape.named() {
			all = append(all, endpoint{method: method, pattern: shape.pattern, rows: map[string]int{method: shape.rows[method]}})
		}
	}
	all = specificFirst(all)
	if t.GeneralFirst {
		slices.Reverse(all)
	}
	for i := range all {
		all[i].number, all[i].open = i, way.Open
	}
	return all
}

// behindMethods returns an endpoint for all methods of whose paths one for a single method has all; nil if there is
// none.
func behindMethods(all []endpoint) *endpoint {
	for i, e := range all {
		if e.method == "" && slices.ContainsFunc(all, func(o endpoint) bool { return o.method != "" && o.pattern.Covers(e.pattern) }) {
			return &all[i]
		}
	}
	return nil
}

// coveredBy returns how many of the shapes cover the other one, and so are more general.
func coveredBy(shape endpoint, shapes []endpoint) (count int) {
	for _, s := range shapes {
		if s.pattern.Shape() != shape.pattern.Shape() && s.pattern.Covers(shape.pattern) {
			count++
		}
	}
	return count
}

// shapesOf returns an endpoint for each shape, the most special one first.
func shapesOf(t Table) []endpoint {
	var all []endpoint
	for i, row := range t.Rows {
		at := slices.IndexFunc(all, func(e endpoint) bool { return e.pattern.Shape() == row.Pattern.Shape() })
		if at < 0 {
			at = len(all)
			all = append(all, endpoint{pattern: row.Pattern, rows: map[string]int{}})
		}
		all[at].rows[row.Method] = i
	}
	slices.SortStableFunc(all, func(a, b endpoint) int { return route.ComparePatterns(a.pattern, b.pattern) })
	return all
}

// specificFirst sorts the endpoints as they must be registered where the first that matches runs. HEAD
// goes before GET, whose handlers some routers run for HEAD as well, and / before /{p}, which some run for /.
func specificFirst(all []endpoint) []endpoint {
	for i, e := range all {
		// Registered once more, the path would be the last one's with some routers, and an error with others.
		all[i].hasBase, all[i].hasSlash = e.meets(all, "/**"), e.meets(all, "**")
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
		return compare(a.pattern, b.pattern)
	})
	return all
}

// meets reports whether the endpoint's shape is that of another one for its method and these bytes.
func (e endpoint) meets(all []endpoint, more string) bool {
	return slices.ContainsFunc(all, func(other endpoint) bool {
		return (other.method == e.method || other.method == "" || e.method == "") && other.pattern.Shape()+more == e.pattern.Shape()
	})
}

// compare orders patterns by precedence, / first.
func compare(a, b route.Pattern) int {
	root := func(p route.Pattern) int { return min(1, len(p.Segments())) }
	return cmp.Or(root(a)-root(b), route.ComparePatterns(a, b))
}

// rowsOf returns the rows that the handler may run for a method: the method's own, GET's for HEAD, or
// else any of them, for the handler may not look at the method at all.
func (e endpoint) rowsOf(method string) []int {
	if row, ok := e.rows[method]; ok {
		return []int{row}
	}
	if row, ok := e.rows[http.MethodGet]; ok && method == http.MethodHead {
		return []int{row}
	}
	var rows []int
	for _, of := range e.named() {
		rows = append(rows, e.rows[of])
	}
	return rows
}

// named returns the methods of the endpoint's rows.
func (e endpoint) named() []string { return slices.Sorted(maps.Keys(e.rows)) }

// methods returns the endpoint's methods for a router that has no word for all.
func (e endpoint) methods() []string {
	if e.method != "" {
		return []string{e.method}
	}
	return []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}
}

// ranHeader carries what ran: the endpoint's number, and the method as its handler saw it.
const ranHeader = "Ran"

// ServeHTTP marks the endpoint as what ran.
func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set(ranHeader, e.mark(r.Method))
	w.WriteHeader(http.StatusOK)
}

// mark returns the value of ranHeader.
func (e endpoint) mark(method string) string { return strconv.Itoa(e.number) + " " + method }

// A ran is an endpoint that ran for a method.
type ran struct {
	endpoint int
	method   string
}

// readRan reads the value of ranHeader; nil if there is none.
func readRan(value string) *ran {
	if value == "" {
		return nil
	}
	number, method, _ := strings.Cut(value, " ")
	i, err := strconv.Atoi(number)
	if err != nil {
		panic(fmt.Sprintf("%s: %q", ranHeader, value))
	}
	return &ran{i, method}
}

package support

import (
	"iter"
	"strings"
	"text/tabwriter"
)

// RouteOf returns the route of a handler by the method and the pattern with which a router has it. The pattern may
// have the syntax of any router: /users/:id, /users/{id:[0-9]+} and /users/<int:id> are /users/{id}, and
// /files/*path and /files/{path...} are /files/**. The names of parameters do not count. RouteOf reports false if no
// row has the pattern's shape. HEAD has the rows of GET too.
//
// The method may stand in the pattern, as in "GET /users/{id}"; then method is empty.
func RouteOf(method, pattern string) (Route, bool) {
	r := Route(rowOfHandler(comparedRoutes(), comparedHandler{Method: method, Pattern: pattern}) + 1)
	return r, r != 0
}

// CheckRoutes compares the table with the handlers of a router: their methods and their patterns, in the syntax of
// the router. If every handler has a row and every row has a handler, the Coverage is empty. It is meant for a test:
//
//	if gaps := CheckRoutes(handlers); len(gaps) > 0 {
//		t.Errorf("the table and the router do not agree:\n%v", gaps)
//	}
//
// The method of a handler for all methods is empty, *, ANY or ALL. A handler that is registered for each common method
// counts as one for all methods. It needs a row for one of them, and another row only where
// the table would let somebody send another method. CONNECT and TRACE do not count: nobody can send them.
//
// A row that ends in ** and has no handler of its own lists the handlers below it.
func CheckRoutes(handlers iter.Seq2[string, string]) Coverage {
	var all []comparedHandler
	for method, pattern := range handlers {
		all = append(all, comparedHandler{Method: method, Pattern: pattern})
	}
	gaps := compareHandlers(comparedRoutes(), all, func(method, path string) (int, bool) {
		r, v := Match(method, path)
		return int(r) - 1, len(requirementOf(r, v)) > 0
	})
	var coverage Coverage
	for _, found := range gaps {
		g := Gap{Kind: GapKind(found.Kind), Method: found.Method, Pattern: found.Pattern, Route: Route(found.Row + 1), Path: found.Path}
		if g.Path != "" {
			g.Callers = callersOf(Match(g.Method, g.Path))
		}
		coverage = append(coverage, g)
	}
	return coverage
}

// A Coverage holds the places where the table and the handlers of a router do not agree. It is empty if they do.
type Coverage []Gap

// A Gap is a place where the table and the handlers of a router do not agree.
type Gap struct {
	Kind    GapKind
	Method  string
	Pattern string // of the handler, as the router has it; empty for GapNoHandler
	Route   Route  // GapNoHandler, GapBroader, GapFinalSlash: the row; GapNoRow: the row that decides on Path, if one does
	Path    string // an example: the gap shows on it; empty for GapUnread
	Callers string // who may send Path with this method today, in words
}

// A GapKind says what does not agree.
type GapKind string

const (
	// GapNoRow: no row has the pattern of the handler. The table decides on its requests by another row, or as
	// on requests that it does not list.
	GapNoRow GapKind = gapNoRow

	// GapNoHandler: the row has no handler.
	GapNoHandler GapKind = gapNoHandler

	// GapBroader: the handler answers the paths of the row, and other paths too.
	GapBroader GapKind = gapBroader

	// GapFinalSlash: the pattern of the handler and that of the row differ in a final slash.
	GapFinalSlash GapKind = gapFinalSlash

	// GapUnread: the pattern of the handler cannot be read. So nothing is known of it.
	GapUnread GapKind = gapUnread
)

// String returns a table with a line for each gap: what does not agree, the handler, the row, and an example with
// the callers who may send it. It is empty if there are none.
func (c Coverage) String() string {
	if len(c) == 0 {
		return ""
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	line := func(cells ...string) { _, _ = w.Write([]byte(strings.Join(cells, "\t") + "\n")) } // a Builder never fails
	line("gap", "handler", "row", "such as", "open to")
	for _, g := range c {
		handler, row, path := "-", "-", "-"
		if g.Pattern != "" {
			handler = g.Method + " " + g.Pattern
		}
		if g.Route != 0 {
			row = g.Route.String() + " " + g.Route.Pattern()
		}
		if g.Path != "" {
			path = g.Method + " " + g.Path
		}
		line(string(g.Kind), handler, row, path, g.Callers)
	}
	_ = w.Flush()
	return b.String()
}

// callersOf returns in words who may send a request.
func callersOf(r Route, v Verdict) string {
	need := requirementOf(r, v)
	switch {
	case isPublic(need):
		return "everyone"
	case len(need) == 0:
		return "nobody"
	case need[0][0] == 0:
		return "every authenticated caller"
	}
	var words []string
	for _, all := range need {
		var codes []string
		for _, p := range all {
			codes = append(codes, p.String())
		}
		words = append(words, strings.Join(codes, " and "))
	}
	return "callers with " + strings.Join(words, ", or ")
}

// comparedRoutes returns the rows of the table as the comparison has them.
func comparedRoutes() (rows []comparedRow) {
	for _, r := range routes[1:] {
		rows = append(rows, comparedRow{Method: r.method, Pattern: r.pattern})
	}
	return rows
}

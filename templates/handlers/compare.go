package handlers

import (
	"sort"
	"strings"
)

// A comparedRow is a row of a table.
type comparedRow struct{ Method, Pattern string }

// A comparedHandler is a handler as a router lists it.
type comparedHandler struct{ Method, Pattern string }

// A comparedGap is a place where a table and the handlers of a router do not agree.
type comparedGap struct {
	Kind    string
	Handler int
	Row     int
	Method  string
	Pattern string
	Path    string
	Why     string
}

// The kinds of gaps.
const (
	gapNoRow      = "no row"
	gapNoHandler  = "no handler"
	gapBroader    = "broader"
	gapFinalSlash = "final slash"
	gapUnread     = "not understood"
)

// compareHandlers compares the rows of a table with the handlers of a router. asked answers for a request: the row that
// decides, or -1, and whether some caller may send it.
func compareHandlers(rows []comparedRow, handlers []comparedHandler, asked func(method, path string) (row int, open bool)) []comparedGap {
	c := &comparison{rows: rows, handlers: handlers, asked: asked}
	return c.gaps()
}

// rowOfHandler returns the index of the row that has the pattern of a handler, or -1.
func rowOfHandler(rows []comparedRow, h comparedHandler) int {
	c := &comparison{rows: rows, handlers: []comparedHandler{h}}
	c.index()
	h = c.handlers[0]
	readings, err := readPattern(h.Pattern)
	if err != nil {
		return -1
	}
	for _, reading := range readings {
		for _, p := range reading {
			if row := c.row(h.Method, shapeOfPattern(p)); row >= 0 {
				return row
			}
		}
	}
	return -1
}

// echoNotFound is the method that echo lists handlers of 404 with. Groups with middleware have such handlers.
const echoNotFound = "echo_route_not_found"

// A comparison compares a table with the handlers of a router.
type comparison struct {
	rows     []comparedRow
	handlers []comparedHandler
	asked    func(method, path string) (row int, open bool)

	byShape map[string]int             // the rows by METHOD and shape
	methods map[string]map[string]bool // the methods of each handler pattern
	claimed map[string]bool            // METHOD and shape of the claims
	value   string                     // of parameters: no literal of the table equals it
	claims  []claim
	own     []bool // by row: a handler has its shape
	near    []bool // by row: a handler answers it, but has another shape
	found   []comparedGap
}

// A claim is a pattern of a reading that a handler answers, for one method.
type claim struct {
	handler int
	method  string
	pattern string
	shape   string // of the pattern
	every   bool   // the handler answers all methods
	settled bool
}

// gaps returns where the two do not agree. Rows come into question for a handler in this order: the row of its
// shape; the one that differs in a final slash; narrower rows without a handler of their own; a row with ** without a
// handler of its own, which lists what stands below it.
func (c *comparison) gaps() []comparedGap {
	c.index()
	for i := range c.handlers {
		c.claimFor(i)
	}
	for _, settle := range []func(*claim){c.exact, c.slashed, c.broader, c.below, c.alone} {
		for i := range c.claims {
			if cl := &c.claims[i]; !cl.settled {
				settle(cl)
			}
		}
	}
	c.order()
	for i, r := range c.rows {
		if !c.own[i] && !c.near[i] {
			c.found = append(c.found, comparedGap{Kind: gapNoHandler, Handler: -1, Row: i, Method: r.Method, Path: c.example(r.Pattern, "")})
		}
	}
	return c.found
}

// index prepares the rows and the methods of the handlers.
func (c *comparison) index() {
	c.byShape, c.own, c.near = map[string]int{}, make([]bool, len(c.rows)), make([]bool, len(c.rows))
	c.methods, c.claimed = map[string]map[string]bool{}, map[string]bool{}
	for i, h := range c.handlers {
		h = h.split()
		if c.handlers[i] = h; c.methods[h.Pattern] == nil {
			c.methods[h.Pattern] = map[string]bool{}
		}
		c.methods[h.Pattern][h.Method] = true
	}
	all := ""
	for i, r := range c.rows {
		c.byShape[r.Method+" "+shapeOfPattern(r.Pattern)] = i
		all += r.Pattern + "/"
	}
	for c.value = "7"; strings.Contains(all, "/"+c.value+"/"); {
		c.value += "7"
	}
}

// claimFor makes the claims of a handler. Of several readings it takes the one that has the most rows.
func (c *comparison) claimFor(handler int) {
	h := c.handlers[handler]
	if isRefused(h.Method) || h.Method == echoNotFound {
		return
	}
	readings, err := readPattern(h.Pattern)
	if err != nil {
		c.found = append(c.found, comparedGap{Kind: gapUnread, Handler: handler, Row: -1, Method: h.Method, Pattern: h.Pattern, Why: err.Error()})
		return
	}
	methods, every := []string{h.Method}, c.everyMethod(h.Pattern)
	if every {
		methods = c.allMethods()
	}
	best, most := 0, -1
	for i, reading := range readings {
		if n := c.count(methods, reading); n > most {
			best, most = i, n
		}
	}
	for _, pattern := range readings[best] {
		for _, method := range methods {
			cl := claim{handler: handler, method: method, pattern: pattern, shape: shapeOfPattern(pattern), every: every}
			if key := method + " " + cl.shape; !c.claimed[key] {
				c.claimed[key] = true
				c.claims = append(c.claims, cl)
			}
		}
	}
}

// split returns a handler with the method that its pattern begins with: net/http has "GET /users/{id}".
func (h comparedHandler) split() comparedHandler {
	if method, pattern, found := strings.Cut(h.Pattern, " "); found && h.Method == "" {
		h.Method, h.Pattern = method, strings.TrimLeft(pattern, " \t")
	}
	if isEveryMethod(h.Method) {
		h.Method = ""
	}
	return h
}

// isEveryMethod reports whether a word stands for all methods where routers have a method.
func isEveryMethod(word string) bool {
	word = strings.ToUpper(word)
	return word == "*" || word == "ANY" || word == "ALL"
}

// isRefused reports whether nobody may ever send a method.
func isRefused(method string) bool { return method == "CONNECT" || method == "TRACE" }

// everyMethod reports whether a pattern is registered for all methods: with one call, or for each common one.
func (c *comparison) everyMethod(pattern string) bool {
	there := c.methods[pattern]
	return there[""] || there["GET"] && there["POST"] && there["PUT"] && there["PATCH"] && there["DELETE"]
}

// allMethods returns the methods of the rows, and GET.
func (c *comparison) allMethods() []string {
	all := []string{"GET"}
	seen := map[string]bool{"GET": true}
	for _, r := range c.rows {
		if !seen[r.Method] {
			seen[r.Method] = true
			all = append(all, r.Method)
		}
	}
	return all
}

func (c *comparison) count(methods, patterns []string) (n int) {
	for _, pattern := range patterns {
		for _, method := range methods {
			if c.row(method, shapeOfPattern(pattern)) >= 0 {
				n++
			}
		}
	}
	return n
}

// row returns the row of a method with a shape, or -1. HEAD has the rows of GET too.
func (c *comparison) row(method, shape string) int {
	if i, ok := c.byShape[method+" "+shape]; ok {
		return i
	}
	if method == "HEAD" {
		return c.row("GET", shape)
	}
	return -1
}

// order sorts what was found by pattern and method, and leaves one gap of a kind to a handler for all methods.
func (c *comparison) order() {
	sort.SliceStable(c.found, func(i, j int) bool {
		a, b := c.handlers[c.found[i].Handler], c.handlers[c.found[j].Handler]
		if a.Pattern != b.Pattern {
			return a.Pattern < b.Pattern
		}
		return a.Method < b.Method
	})
	kept := c.found[:0]
	for _, g := range c.found {
		pattern := c.handlers[g.Handler].Pattern
		if last := len(kept) - 1; last >= 0 && kept[last].Kind == g.Kind && c.everyMethod(pattern) && c.handlers[kept[last].Handler].Pattern == pattern {
			continue
		}
		kept = append(kept, g)
	}
	c.found = kept
}

package support

import "strings"

// An index is a tree of the patterns of routes, by segments. It finds the routes that a server might run for
// a path, whatever their methods. It may find too many: reach decides.
type index struct {
	rows  []routeEntry // rows[r-1] is the line of the route r
	nodes []node       // the first one is the root

	// edges is a hash table of the literals below all nodes. Each one is at the first free place from its
	// hash on.
	edges []edge
	used  int // the number of edges

	get, head methodSet // the columns of these methods
	twins     []bool    // by route, for those of HEAD: a GET route has the same paths

	meaning
}

// A meaning is what an index must know about a table besides its patterns.
type meaning struct {
	upstream equivalence                   // what your servers may do
	implies  func(r, s Route) bool         // whether everybody who may call r may call s
	methodOf func(method string) methodSet // the column of a method, as a set
}

// A node is a place in patterns, after some segments that they have in common.
type node struct {
	ends     uint64        // the lastBit of each path that can match a pattern through this node; all bits if every path can
	literal  bool          // the segment before the node is a literal
	goesOn   bool          // the segment before the node ends in a parameter
	literals int           // the number of edges
	param    uint32        // the node after a parameter that is a whole segment; zero if there is none
	affixed  []affixEdge   // the other parameters
	here     []shapedRoute // the routes whose patterns end here
	slashed  []shapedRoute // the routes whose patterns end here with a slash
	below    []shapedRoute // the routes whose patterns continue with **
}

// An edge leads from a node to another one over a literal. If the nodes after it have one edge each and
// nothing else, the edge leads over their literals too. Only the first literal is compared here. The others
// are compared by reach.
type edge struct {
	from, to uint32 // to is zero if there is no edge
	literal  string
	hash     uint64 // the segmentHash of the literal
	more     int    // the number of further literals
}

// An affixEdge leads to a node over a parameter with literals beside it.
type affixEdge struct {
	affix
	to      uint32
	loosely bool // a server may ignore the literal after the parameter
}

// A shapedRoute is one of the routes whose patterns differ in the names of parameters only. It answers
// these methods.
type shapedRoute struct {
	methods methodSet
	route   Route
}

// newIndex returns the index of all routes.
func newIndex(rows []routeEntry, m meaning) *index {
	all := make([]Route, len(rows))
	for i := range all {
		all[i] = Route(i + 1)
	}
	x := &index{rows: rows, meaning: m, get: m.methodOf("GET"), head: m.methodOf("HEAD"), twins: make([]bool, len(rows))}
	if m.upstream&looseSuffix == 0 {
		return x.of(rivalList{routes: all})
	}
	return x.of(rivalList{routes: all, loosely: len(all)})
}

// of returns the index of these routes alone.
func (x *index) of(list rivalList) *index {
	size := 8 // a power of two, and large enough for most tables
	for size < 2*len(list.routes) {
		size *= 2
	}
	x = &index{
		rows: x.rows, nodes: make([]node, 1, 1+len(list.routes)*2), edges: make([]edge, size),
		get: x.get, head: x.head, twins: x.twins, meaning: x.meaning,
	}
	if list.loosely == 0 {
		x.upstream &^= looseSuffix
	}
	for i, r := range list.routes {
		x.add(r, i < list.loosely)
	}
	for i := range x.nodes {
		x.share(x.nodes[i].here)
		x.share(x.nodes[i].slashed)
		x.share(x.nodes[i].below)
	}
	x.join()
	return x
}

// add adds the pattern of a route. loosely tells that the literals after its parameters may be ignored.
func (x *index) add(r Route, loosely bool) {
	row := shapedRoute{x.methodOf(x.rows[r-1].method), r}
	at, rest, ends := uint32(0), x.rows[r-1].pattern, endsOf(x.rows[r-1].pattern)
	x.nodes[at].ends |= ends
	for rest != "" && rest != "/" {
		var segment string
		if segment, rest = cutSegment(rest); segment == "**" {
			x.nodes[at].below = append(x.nodes[at].below, row)
			return
		}
		at = x.step(at, segment, loosely)
		x.nodes[at].ends |= ends
	}
	if endsInSlash(x.rows[r-1].pattern) {
		x.nodes[at].slashed = append(x.nodes[at].slashed, row)
		return
	}
	x.nodes[at].here = append(x.nodes[at].here, row)
}

// endsOf returns the lastBit of the paths that can match a pattern, or all bits if that may be any.
func endsOf(pattern string) uint64 {
	pattern = strings.TrimSuffix(pattern, "/")
	last := pattern[strings.LastIndexByte(pattern, '/')+1:]
	if last == "" || last == "**" || strings.Contains(last, "{") {
		return ^uint64(0)
	}
	return lastBit(last)
}

// step returns the node after a segment of a pattern. It adds the node if there is none.
func (x *index) step(at uint32, segment string, loosely bool) uint32 {
	next := uint32(len(x.nodes))
	a, _, isParam := cutAffix(segment)
	switch {
	case !isParam:
		e := x.place(at, segment)
		if e.to != 0 {
			return e.to
		}
		*e = edge{at, next, segment, segmentHash(segment), 0}
		x.nodes[at].literals++
		if x.used++; x.used*2 > len(x.edges) {
			x.grow()
		}
	case a == affix{}:
		if x.nodes[at].param != 0 {
			return x.nodes[at].param
		}
		x.nodes[at].param = next
	default:
		for i := range x.nodes[at].affixed {
			if e := &x.nodes[at].affixed[i]; e.affix == a {
				e.loosely = e.loosely || loosely
				x.nodes[e.to].goesOn = x.nodes[e.to].goesOn || loosely
				return e.to
			}
		}
		x.nodes[at].affixed = append(x.nodes[at].affixed, affixEdge{a, next, loosely})
	}
	x.nodes = append(x.nodes, node{literal: !isParam, goesOn: isParam && (a.suffix == "" || loosely)})
	return next
}

// join makes edges lead over the nodes that have one edge and nothing else.
func (x *index) join() {
	only := make([]*edge, len(x.nodes)) // an edge of each node
	for i := range x.edges {
		if e := &x.edges[i]; e.to != 0 {
			only[e.from] = e
		}
	}
	for i := range x.edges {
		e := &x.edges[i]
		if e.to == 0 || x.nodes[e.from].between() {
			continue // no edge, or another edge leads over it
		}
		for x.nodes[e.to].between() {
			e.to = only[e.to].to
			e.more++
		}
	}
}

// between reports whether a node has one edge and nothing else, and stands after a literal.
func (n *node) between() bool {
	return n.literal && n.literals == 1 && n.param == 0 && n.affixed == nil && n.here == nil && n.slashed == nil && n.below == nil
}

// place returns the place of the edge from a node over a literal. If there is no such edge, it is free.
func (x *index) place(at uint32, literal string) *edge {
	for i := x.first(at, segmentHash(literal)); ; i = (i + 1) & (len(x.edges) - 1) {
		if e := &x.edges[i]; e.to == 0 || e.from == at && e.literal == literal {
			return e
		}
	}
}

// grow doubles the hash table.
func (x *index) grow() {
	old := x.edges
	x.edges = make([]edge, 2*len(old))
	for _, e := range old {
		if e.to != 0 {
			*x.place(e.from, e.literal) = e
		}
	}
}

// first returns the first place to look for an edge from a node over a literal with this segmentHash.
func (x *index) first(at uint32, hash uint64) int {
	return int((hash^uint64(at)*mix)*mix>>32) & (len(x.edges) - 1)
}

// share lets the GET route answer HEAD if these routes have none for HEAD. If they have one, it notes that the
// one has a twin.
func (x *index) share(routes []shapedRoute) {
	if x.get == 0 || x.get == x.head {
		return
	}
	get, head := -1, -1
	for i := range routes {
		switch routes[i].methods {
		case x.get:
			get = i
		case x.head:
			if x.rows[routes[i].route-1].method == "HEAD" {
				head = i
			}
		}
	}
	switch {
	case get < 0:
	case head < 0:
		routes[get].methods |= x.head
	case !x.twins[routes[head].route-1]: // in newIndex; later indexes must not write what requests read
		x.twins[routes[head].route-1] = true
	}
}

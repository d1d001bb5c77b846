package support

import "strings"

// A column of the table's methods: those that have the same rows. The first one is 1.
type column uint8

// A methodSet is a set of columns, a bit each.
type methodSet uint64

// set returns the set of the column alone; of none for zero.
func (c column) set() methodSet { return 1 << c &^ 1 }

// An equivalence is a way in which a server takes a request for one that a row names, or a set of such
// ways.
type equivalence uint8

const (
	finalSlash   equivalence = 1 << iota // it ignores a final slash
	letterCase                           // it folds the case of ASCII letters
	extension                            // it drops .suffix from a literal at the end
	emptyParam                           // it takes an empty last parameter
	tail                                 // it takes what goes on below a last parameter
	otherMethods                         // it routes by path alone
	affixes                              // it reads a parameter between literals in its own way, or takes an empty one
	spanning                             // it lets a parameter before one last byte take slashes
)

// An index holds the paths of rows, whatever their methods, as a tree of segments. It tells which rows a
// path could reach; reach decides.
type index struct {
	rows  []routeEntry // row r-1 is the route r
	nodes []node       // the first one is the root

	// edges holds the literals below all nodes, each at the first free place from its hash on.
	edges []edge
	used  int // how many of them there are

	meaning
}

// A meaning is what else a table says of its rows.
type meaning struct {
	could    equivalence                   // what the servers behind could do
	implies  func(r, s Route) bool         // whether whoever may call r may call s
	methodOf func(method string) methodSet // the method's bit
}

// A node stands after some segments of rows.
type node struct {
	ends     uint64      // the lastBit of each path that reaches a row here or further on; all bits where any can
	literal  bool        // it stands after a literal
	goesOn   bool        // it stands after a parameter that nothing follows in the segment
	literals int         // how many edges there are
	param    uint32      // the node after a parameter that takes a whole segment; zero for none
	affixed  []affixEdge // other parameters
	here     []shapedRow // the rows that end here
	below    []shapedRow // the rows that go on with **
}

// An edge leads over a literal segment, and over all literals after it that nothing else stands beside:
// whether the path has those is looked at where a row is met.
type edge struct {
	from, to uint32 // to is zero where there is no edge
	literal  string
	hash     uint64 // the literal's segmentHash
	more     int    // how many other literals there are
}

// An affixEdge leads over a parameter with literals beside it.
type affixEdge struct {
	affix
	to uint32
}

// A shapedRow is a row among those of one shape, and the methods whose own row it is.
type shapedRow struct {
	methods methodSet
	route   Route
}

// newIndex returns the index of all rows.
func newIndex(rows []routeEntry, m meaning) *index {
	all := make([]Route, len(rows))
	for i := range all {
		all[i] = Route(i + 1)
	}
	return (&index{rows: rows, meaning: m}).of(all)
}

// parts returns an index of each list of rows. A list has all rows of a shape, or none.
func (x *index) parts(lists [][]Route) []*index {
	parts := make([]*index, len(lists))
	for i, routes := range lists {
		parts[i] = x.of(routes)
	}
	return parts
}

// of returns the index of these rows alone.
func (x *index) of(routes []Route) *index {
	size := 8 // a power of two, which most tables of edges need not grow beyond
	for size < 2*len(routes) {
		size *= 2
	}
	x = &index{rows: x.rows, nodes: make([]node, 1, 1+len(routes)*2), edges: make([]edge, size), meaning: x.meaning}
	for _, r := range routes {
		x.add(r)
	}
	get, head := x.methodOf("GET"), x.methodOf("HEAD")
	for i := range x.nodes {
		share(x.nodes[i].here, get, head)
		share(x.nodes[i].below, get, head)
	}
	x.join()
	return x
}

// add adds the path of a row.
func (x *index) add(r Route) {
	row := shapedRow{x.methodOf(x.rows[r-1].method), r}
	at, rest, ends := uint32(0), x.rows[r-1].pattern, endsOf(x.rows[r-1].pattern)
	x.nodes[at].ends |= ends
	for rest != "" && rest != "/" {
		var segment string
		if segment, rest = cutSegment(rest); segment == "**" {
			x.nodes[at].below = append(x.nodes[at].below, row)
			return
		}
		at = x.step(at, segment)
		x.nodes[at].ends |= ends
	}
	x.nodes[at].here = append(x.nodes[at].here, row)
}

// endsOf returns the lastBit that a path must have to reach a pattern, or all bits where any path can.
func endsOf(pattern string) uint64 {
	last := pattern[strings.LastIndexByte(pattern, '/')+1:]
	if last == "" || last == "**" || strings.Contains(last, "{") {
		return ^uint64(0)
	}
	return lastBit(last)
}

// step returns the node after a segment of a pattern, which it makes if there is none.
func (x *index) step(at uint32, segment string) uint32 {
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
		for _, e := range x.nodes[at].affixed {
			if e.affix == a {
				return e.to
			}
		}
		x.nodes[at].affixed = append(x.nodes[at].affixed, affixEdge{a, next})
	}
	x.nodes = append(x.nodes, node{literal: !isParam, goesOn: isParam && a.suffix == ""})
	return next
}

// join lets edges lead over all nodes that have nothing but one edge.
func (x *index) join() {
	only := make([]*edge, len(x.nodes)) // a node's last edge
	for i := range x.edges {
		if e := &x.edges[i]; e.to != 0 {
			only[e.from] = e
		}
	}
	for i := range x.edges {
		e := &x.edges[i]
		if e.to == 0 || x.nodes[e.from].between() {
			continue // no edge, or one that is joined to the one before it
		}
		for x.nodes[e.to].between() {
			e.to = only[e.to].to
			e.more++
		}
	}
}

// between reports whether a node is nothing but a place between two literals.
func (n *node) between() bool {
	return n.literal && n.literals == 1 && n.param == 0 && n.affixed == nil && n.here == nil && n.below == nil
}

// place returns where the edge from a node over a literal is, or where it would be.
func (x *index) place(at uint32, literal string) *edge {
	for i := x.first(at, segmentHash(literal)); ; i = (i + 1) & (len(x.edges) - 1) {
		if e := &x.edges[i]; e.to == 0 || e.from == at && e.literal == literal {
			return e
		}
	}
}

func (x *index) grow() {
	old := x.edges
	x.edges = make([]edge, 2*len(old))
	for _, e := range old {
		if e.to != 0 {
			*x.place(e.from, e.literal) = e
		}
	}
}

// first returns where to look first for the edges from a node over literals with this segmentHash.
func (x *index) first(at uint32, hash uint64) int {
	return int((hash^uint64(at)*mix)*mix>>32) & (len(x.edges) - 1)
}

// share makes rows of GET rows of HEAD where HEAD has none of the same shape.
func share(rows []shapedRow, get, head methodSet) {
	if get == 0 || get == head {
		return
	}
	for i := range rows {
		if rows[i].methods == head {
			return
		}
	}
	for i := range rows {
		if rows[i].methods == get {
			rows[i].methods |= head
		}
	}
}

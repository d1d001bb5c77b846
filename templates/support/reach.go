package support

import "strings"

// A methodSet is a set of the table's methods, a bit each.
type methodSet uint64

// A node of the table's paths, whatever their methods, segment by segment.
type node struct {
	literals []edge
	param    uint32      // the node after a parameter; zero for none
	here     []shapedRow // the rows that end here
	below    []shapedRow // the rows that go on with **
}

// An edge leads over a literal segment to the node to.
type edge struct {
	literal string
	to      uint32
}

// A shapedRow is a row among those of one shape, and the methods whose own row it is.
type shapedRow struct {
	methods methodSet
	route   Route
}

// resolve answers for a canonical path that the switches of its method do not have. It finds all rows
// that some server could take the path for; one of them speaks if it demands enough for all.
func resolve(path string, own methodSet) (Route, Verdict) {
	v := visit{own: own}
	v.node(0, path, way{exact: true})
	switch {
	case v.winner == 0 && !v.foreign:
		return 0, Unlisted
	case v.winner == 0:
		return 0, MethodUnlisted
	}
	v.against = true
	v.node(0, path, way{exact: true})
	if v.contested {
		return 0, Refused
	}
	return v.winner, Listed
}

// A visit walks over the nodes that a path reaches: once to find the winner, once for what stands
// against it.
type visit struct {
	own       methodSet
	winner    Route // the first of the method's own rows, or zero
	exact     bool  // the winner names the path exactly
	foreign   bool  // a row of another method is reached
	against   bool  // this is the second walk
	contested bool  // the winner does not demand enough for a row that is reached
}

// A way says how the walk came to a node.
type way struct {
	exact bool // every literal so far was byte for byte equal
	param bool // the last step went over a parameter
}

// A reach says how a path reaches a row.
type reach uint8

const (
	inexactly reach = iota
	byTail          // only because it goes on below a last parameter
	exactly
)

// ifEqual returns the reach if the literals were equal, else inexactly.
func (r reach) ifEqual(equal bool) reach {
	if equal {
		return r
	}
	return inexactly
}

// node walks on from a node with what is left of the path: nothing, or what begins with a slash.
func (v *visit) node(at uint32, rest string, w way) {
	n := &nodes[at]
	v.meet(n.below, exactly.ifEqual(w.exact))
	tail := goesBelow && w.param
	switch rest {
	case "":
		v.meet(n.here, exactly.ifEqual(w.exact))
		return
	case "/":
		switch {
		case at == 0:
			v.meet(n.here, exactly)
		case tail || dropsFinalSlash:
			v.meet(n.here, inexactly)
		}
		if takesEmptyParam && n.param != 0 {
			v.meet(nodes[n.param].here, inexactly)
			v.meet(nodes[n.param].below, inexactly)
		}
		return
	}
	if tail {
		v.meet(n.here, byTail.ifEqual(w.exact))
	}
	segment, rest := cutSegment(rest)
	last := rest == "" || rest == "/"
	for i := range n.literals {
		if e := &n.literals[i]; resembles(e.literal, segment, last) {
			v.node(e.to, rest, way{exact: w.exact && e.literal == segment})
		}
	}
	if n.param != 0 {
		v.node(n.param, rest, way{exact: w.exact, param: true})
	}
}

// meet takes notice of the rows of one shape: of the method's own row, or of those of other methods.
func (v *visit) meet(rows []shapedRow, how reach) {
	for i := range rows {
		if rows[i].methods&v.own != 0 {
			v.meetOwn(rows[i].route, how)
			return
		}
	}
	v.foreign = v.foreign || len(rows) > 0
	if !v.against || !routesByPath {
		return
	}
	for i := range rows {
		v.contested = v.contested || !implies(v.winner, rows[i].route)
	}
}

func (v *visit) meetOwn(r Route, how reach) {
	exact := how == exactly
	switch {
	case v.against:
		v.contested = v.contested || r != v.winner && !v.beats(r, how)
	case v.winner == 0, exact && !v.exact, exact == v.exact && precedence[r] < precedence[v.winner]:
		v.winner, v.exact = r, exact
	}
}

// beats reports whether the winner may speak although the path reaches another row of the method too.
func (v *visit) beats(r Route, how reach) bool {
	winner, other := &routes[v.winner], &routes[r]
	switch {
	case implies(v.winner, r):
		return true
	case winner.method != "HEAD" && other.method == "HEAD":
		return false // most routers run the row of HEAD, whatever its shape
	case how == exactly:
		return v.exact && covers(other.pattern, winner.pattern, false)
	case how == byTail:
		return v.exact && covers(other.pattern, winner.pattern, true) || extends(winner.pattern, other.pattern)
	}
	return false
}

// implies reports whether whoever may call r may call s: each alternative of r has all of one of s.
func implies(r, s Route) bool {
	for _, need := range requirements[r] {
		if !s.Permits(need) {
			return false
		}
	}
	return true
}

// cutSegment cuts the segment after a first slash from rest, which does not begin with two.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// resembles reports whether a server behind could take a segment for a literal.
func resembles(literal, segment string, last bool) bool {
	if len(segment) != len(literal) {
		if !dropsExtension || !last || len(segment) < len(literal) || segment[len(literal)] != '.' {
			return false
		}
		segment = segment[:len(literal)]
	}
	if !foldsCase {
		return literal == segment
	}
	for i := range len(literal) {
		a, b := literal[i], segment[i]
		if a != b && (a|0x20 != b|0x20 || a|0x20 < 'a' || a|0x20 > 'z') {
			return false
		}
	}
	return true
}

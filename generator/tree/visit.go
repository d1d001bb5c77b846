package tree

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A visit walks over the nodes that some server could take a canonical path to. The first walk finds
// the winner, a second one what stands against it.
type visit struct {
	matcher *Matcher
	table   route.Table
	own     uint64 // the branch's bit

	winner    int // a row's index, or -1
	exact     bool
	foreign   bool
	against   bool // this is the second walk
	contested bool
}

// does reports whether a server behind could do this.
func (v *visit) does(e route.Equivalence) bool { return v.table.Excluded&e == 0 }

func (v *visit) resolve(path string) (int, route.Verdict) {
	v.node(0, path, way{exact: true})
	switch {
	case v.winner < 0 && !v.foreign:
		return -1, route.Unlisted
	case v.winner < 0:
		return -1, route.MethodUnlisted
	}
	v.against = true
	v.node(0, path, way{exact: true})
	if v.contested {
		return -1, route.Refused
	}
	return v.winner, route.Listed
}

// A way says how the walk came to a node.
type way struct {
	exact bool // every literal so far was equal
	param bool // the last step went over a parameter
}

// how returns the reach of rows that are met with their literals equal or not.
func how(exact bool, reach route.Reach) route.Reach {
	if exact {
		return reach
	}
	return route.Inexactly
}

// node walks on from a node with what is left of the path.
func (v *visit) node(at int, rest string, w way) {
	n := &v.matcher.Shapes[at]
	v.meet(n.Below, how(w.exact, route.Exactly))
	tail := w.param && v.does(route.Tail)
	switch rest {
	case "":
		v.meet(n.Here, how(w.exact, route.Exactly))
		return
	case "/":
		switch {
		case at == 0:
			v.meet(n.Here, route.Exactly)
		case tail || v.does(route.FinalSlash):
			v.meet(n.Here, route.Inexactly)
		}
		if n.Param != 0 && v.does(route.EmptyParam) {
			v.meet(v.matcher.Shapes[n.Param].Here, route.Inexactly)
			v.meet(v.matcher.Shapes[n.Param].Below, route.Inexactly)
		}
		return
	}
	if tail {
		v.meet(n.Here, how(w.exact, route.ByTail))
	}
	segment, rest := cutSegment(rest)
	for _, e := range n.Literals {
		if v.resembles(e.Literal, segment, rest == "" || rest == "/") {
			v.node(e.To, rest, way{exact: w.exact && e.Literal == segment})
		}
	}
	if n.Param != 0 {
		v.node(n.Param, rest, way{exact: w.exact, param: true})
	}
}

// resembles reports whether a server behind could take a segment for a literal.
func (v *visit) resembles(literal, segment string, last bool) bool {
	if last && v.does(route.Extension) && strings.HasPrefix(segment[min(len(literal), len(segment)):], ".") {
		segment = segment[:len(literal)]
	}
	// Characters that fold into ASCII ones are not canonical.
	return literal == segment || v.does(route.LetterCase) && strings.EqualFold(literal, segment)
}

// meet takes notice of rows of one shape.
func (v *visit) meet(rows []ShapeRow, reach route.Reach) {
	for _, r := range rows {
		if r.Branches&v.own != 0 {
			v.meetOwn(r.Row, reach)
			return
		}
	}
	v.foreign = v.foreign || len(rows) > 0
	for _, r := range rows {
		if v.against && v.does(route.OtherMethods) && !v.demand(v.winner).Implies(v.demand(r.Row)) {
			v.contested = true
		}
	}
}

func (v *visit) meetOwn(row int, reach route.Reach) {
	exact := reach == route.Exactly
	switch {
	case v.against:
		v.contested = v.contested || row != v.winner && !v.beats(row, reach)
	case v.winner < 0, exact && !v.exact,
		exact == v.exact && v.matcher.Precedence[row] < v.matcher.Precedence[v.winner]:
		v.winner, v.exact = row, exact
	}
}

// beats reports whether the winner may speak although the path reaches an own row c too.
func (v *visit) beats(c int, reach route.Reach) bool {
	winner, other := v.table.Rows[v.winner], v.table.Rows[c]
	switch {
	case winner.Demand.Implies(other.Demand):
		return true
	case winner.Method != "HEAD" && other.Method == "HEAD":
		return false
	case reach == route.Exactly:
		return v.exact && other.Pattern.Covers(winner.Pattern)
	case reach == route.ByTail:
		return v.exact && other.Pattern.CoversByTail(winner.Pattern) || winner.Pattern.Extends(other.Pattern)
	}
	return false
}

func (v *visit) demand(row int) route.Demand { return v.table.Rows[row].Demand }

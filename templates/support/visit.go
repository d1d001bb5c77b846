package support

import "strings"

// resolve answers for a path. It finds all rows that some server could take the path for; one of them
// speaks if it demands enough for all.
func (x *index) resolve(path *cutPath, own methodSet) (Route, Verdict) {
	v := visit{index: x, cutPath: path, last: unknown, own: own}
	v.node(0, 0)
	switch {
	case v.winner == 0 && !v.foreign:
		return 0, Unlisted
	case v.winner == 0:
		return 0, MethodUnlisted
	}
	v.against = true
	v.node(0, 0)
	if v.contested {
		return 0, Refused
	}
	return v.winner, Listed
}

// contested reports whether a path, which the row names exactly, reaches a row too for which the row's
// requirement is not enough.
func (x *index) contested(r Route, path *cutPath, own methodSet) bool {
	v := visit{index: x, cutPath: path, last: unknown, own: own, winner: r, exact: true, against: true}
	v.node(0, 0)
	return v.contested
}

// A visit walks over the nodes that a path could reach: once to find the winner, once for what stands
// against it.
type visit struct {
	*index
	*cutPath
	last      uint64 // the path's lastBit
	own       methodSet
	winner    Route // the first of the method's own rows, or zero
	exact     bool  // the winner names the path exactly
	foreign   bool  // a row of another method is reached
	against   bool  // this is the second walk
	contested bool  // the winner does not demand enough for a row that is reached
}

// unknown is a path's lastBit as long as nobody has looked, which is worth it once a path is not foreign.
const unknown = ^uint64(0)

// does reports whether a server behind could do this.
func (v *visit) does(e equivalence) bool { return v.could&e != 0 }

// node walks on from a node, which stands before a segment.
func (v *visit) node(at uint32, i int) {
	for {
		n := &v.nodes[at]
		if n.ends&v.last == 0 || v.contested || v.own == 0 && v.foreign {
			return // nothing more can be reached, or the answer is known
		}
		if n.below != nil {
			v.meet(n.below)
		}
		if i >= v.count {
			v.end(n)
			return
		}
		if n.goesOn && v.does(tail) {
			v.meet(n.here)
		}
		if n.affixed != nil {
			v.affixes(n.affixed, i)
		}
		if n.literals == 0 {
			if n.param == 0 {
				return
			}
			at, i = n.param, i+1
			continue
		}
		if n.param != 0 {
			v.node(n.param, i+1)
		}
		if i == v.count-1 && v.does(extension) {
			v.extended(at, i)
		}
		if at, i = v.literal(at, v.hash(i), i); at == 0 {
			return
		}
		if v.last == unknown {
			v.last = v.lastBit()
		}
	}
}

// end is node where the path has no further segment.
func (v *visit) end(n *node) {
	v.meet(n.here)
	if n.param != 0 && v.does(emptyParam) && (v.slash || v.count == 0) {
		v.meet(v.nodes[n.param].here)
		v.meet(v.nodes[n.param].below)
	}
}

// literal returns the node, and the segment that it stands before, after a literal with this hash; the node
// zero if there is none. Where there are several it walks on over all but the last one.
func (v *visit) literal(at uint32, hash uint64, i int) (to uint32, next int) {
	for place := v.first(at, hash); v.edges[place].to != 0; place = (place + 1) & (len(v.edges) - 1) {
		if e := &v.edges[place]; e.from == at && e.hash == hash && i+e.more < v.count {
			if to != 0 {
				v.node(to, next)
			}
			to, next = e.to, i+e.more+1
		}
	}
	return to, next
}

// affixes walks on over parameters with literals beside them, those that a server behind could take the
// segment for.
func (v *visit) affixes(edges []affixEdge, i int) {
	segment, extended := v.segment(i), i == v.count-1 && v.does(extension)
	for a := range edges {
		e := &edges[a]
		if v.resemblesAffix(e.affix, segment, extended) {
			v.node(e.to, i+1)
		}
		if len(e.suffix) != 1 || !v.does(spanning) {
			continue
		}
		for _, more := range v.spansOf(e.affix, i) {
			if more > 0 {
				v.node(e.to, i+more+1)
			}
		}
	}
}

// extended walks on over the literals that a server behind could take the last segment for, once it has
// dropped an extension.
func (v *visit) extended(at uint32, i int) {
	segment := v.segment(i)
	for dot := strings.IndexByte(segment, '.'); dot >= 0 && dot < len(segment); dot++ {
		if segment[dot] == '.' {
			if to, next := v.literal(at, segmentHash(segment[:dot]), i); to != 0 {
				v.node(to, next)
			}
		}
	}
}

// meet takes notice of the rows of one shape, if the path reaches them: of the method's own row, or of
// those of other methods.
func (v *visit) meet(rows []shapedRow) {
	if len(rows) == 0 {
		return
	}
	how := v.reach(v.rows[rows[0].route-1].pattern)
	if how == unreached {
		return
	}
	for i := range rows {
		if rows[i].methods&v.own != 0 {
			v.meetOwn(rows[i].route, how)
			return
		}
	}
	v.foreign = true
	if !v.against || !v.does(otherMethods) || how == byExtension && v.isStatic() {
		return
	}
	for i := range rows {
		v.contested = v.contested || !v.implies(v.winner, rows[i].route)
	}
}

func (v *visit) meetOwn(r Route, how reach) {
	exact := how == exactly
	switch {
	case v.against:
		v.contested = v.contested || r != v.winner && !v.beats(r, how)
	case v.winner == 0, exact && !v.exact, exact == v.exact && comparePatterns(v.rows[r-1].pattern, v.rows[v.winner-1].pattern) < 0:
		v.winner, v.exact = r, exact
	}
}

// beats reports whether the winner may speak although the path reaches another row of the method too.
func (v *visit) beats(r Route, how reach) bool {
	winner, other := &v.rows[v.winner-1], &v.rows[r-1]
	switch {
	case v.implies(v.winner, r):
		return true
	case how == byExtension:
		return v.isStatic()
	case winner.method != "HEAD" && other.method == "HEAD":
		return false // most routers run the row of HEAD, whatever its shape
	case how == exactly:
		return v.exact && covers(other.pattern, winner.pattern, false)
	case how == byTail:
		return v.exact && covers(other.pattern, winner.pattern, true) || extends(winner.pattern, other.pattern)
	}
	return false
}

// isStatic reports whether the winner names this path and no other one.
func (v *visit) isStatic() bool {
	pattern := v.rows[v.winner-1].pattern
	return v.exact && !strings.Contains(pattern, "{") && !strings.HasSuffix(pattern, "**")
}

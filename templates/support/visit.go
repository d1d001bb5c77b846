package support

import "strings"

// resolve returns the verdict on a path. It finds all routes that one of your servers might run. The most
// specific one of the method decides if its requirement is enough for the others.
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

// contests reports whether one of your servers might run another route for a path that r matches exactly, and
// the requirement of r is not enough for that route.
func (x *index) contests(r Route, path *cutPath, own methodSet) bool {
	v := visit{index: x, cutPath: path, last: unknown, own: own, winner: r, exact: true, against: true}
	v.node(0, 0)
	return v.contested
}

// A visit is a walk over the nodes of an index that match a path. The first walk finds the winner: the most
// specific route of the method. The second walk compares the other routes with it.
type visit struct {
	*index
	*cutPath
	last      uint64 // the lastBit of the path
	own       methodSet
	winner    Route // zero if there is none
	exact     bool  // the winner matches the path exactly
	foreign   bool  // a route of another method matches the path
	against   bool  // this is the second walk
	contested bool  // the requirement of the winner is not enough for another route
}

// unknown is the lastBit of a path before it is needed: after the first literal that matches. Many unlisted
// paths never get there.
const unknown = ^uint64(0)

// does reports whether one of your servers may do this.
func (v *visit) does(e equivalence) bool { return v.upstream&e != 0 }

// node walks on from a node with segment i of the path.
func (v *visit) node(at uint32, i int) {
	for {
		n := &v.nodes[at]
		if n.ends&v.last == 0 || v.contested || v.own == 0 && v.foreign {
			return // no route here can match, or the answer is known
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

// end is node if the path has no further segment.
func (v *visit) end(n *node) {
	v.meet(n.here)
	if n.param != 0 && v.does(emptyParam) && (v.slash || v.count == 0) {
		v.meet(v.nodes[n.param].here)
		v.meet(v.nodes[n.param].below)
	}
}

// literal returns the node after a literal with this hash, and the next segment. The node is zero if there is
// none. If there are several, it walks on over all but the last one.
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

// affixes walks on over those parameters with literals beside them that match segment i on one of your servers.
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

// extended walks on over the literals that match the last segment after an extension has been dropped.
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

// meet notes the routes with one pattern if it matches the path: the route of the method if there is one, else
// those of other methods.
func (v *visit) meet(routes []shapedRoute) {
	if len(routes) == 0 {
		return
	}
	how := v.reach(v.rows[routes[0].route-1].pattern)
	if how == unreached {
		return
	}
	for i := range routes {
		if routes[i].methods&v.own != 0 {
			v.meetOwn(routes[i].route, how)
			return
		}
	}
	v.foreign = true
	if !v.against || !v.does(otherMethods) || how == byExtension && v.isStatic() {
		return
	}
	for i := range routes {
		v.contested = v.contested || !v.implies(v.winner, routes[i].route)
	}
}

// meetOwn notes a route of the method that matches the path.
func (v *visit) meetOwn(r Route, how reach) {
	exact := how == exactly
	switch {
	case v.against:
		v.contested = v.contested || r != v.winner && !v.beats(r, how)
	case v.winner == 0, exact && !v.exact, exact == v.exact && comparePatterns(v.rows[r-1].pattern, v.rows[v.winner-1].pattern) < 0:
		v.winner, v.exact = r, exact
	}
}

// beats reports whether the winner may decide although another route of the method matches the path too.
func (v *visit) beats(r Route, how reach) bool {
	winner, other := &v.rows[v.winner-1], &v.rows[r-1]
	switch {
	case v.implies(v.winner, r):
		return true
	case how == byExtension:
		return v.isStatic()
	case winner.method != "HEAD" && other.method == "HEAD":
		return false // most routers run the HEAD route, even if it is less specific
	case how == exactly:
		return v.exact && covers(other.pattern, winner.pattern, false)
	case how == byTail:
		return v.exact && covers(other.pattern, winner.pattern, true) || extends(winner.pattern, other.pattern)
	}
	return false
}

// isStatic reports whether the winner matches this path exactly, and no other path.
func (v *visit) isStatic() bool {
	pattern := v.rows[v.winner-1].pattern
	return v.exact && !strings.Contains(pattern, "{") && !strings.HasSuffix(pattern, "**")
}

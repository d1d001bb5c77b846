package support

import "strings"

// answer returns the verdict on a path whose escapes stand for these. Some servers decode reservedBytes before they
// route, and some after. The verdicts on both readings must be the same, unless one of them matches no route.
func (x *index) answer(path *cutPath, encoded encoding, own methodSet) (Route, Verdict) {
	r, v := x.resolve(path, own)
	if encoded&reserved == 0 || escapes.decode == nil {
		return r, v
	}
	var decoded cutPath
	text := escapes.decode(path.text)
	decoded.cut(text, slashesOf(text), onWire)
	switch other, verdict := x.resolve(&decoded, own); {
	case r == other && v == verdict, verdict == Unlisted:
		return r, v
	case v == Unlisted:
		return other, verdict
	}
	return 0, Refused
}

// resolve returns the verdict on a path. It finds all routes that one of your servers might run. The most
// specific one of the method decides if its requirement is enough for the others.
func (x *index) resolve(path *cutPath, own methodSet) (Route, Verdict) {
	v := visit{index: x, cutPath: path, last: unknown, own: own}
	v.script = v.dropsFirst()
	v.walk()
	if v.script && (!v.how.leading() || !beginsWithScript(v.rows[v.winner-1].pattern)) {
		return 0, Refused // the table does not know the file
	}
	switch {
	case v.winner == 0 && !v.foreign:
		return 0, Unlisted
	case v.winner == 0:
		return 0, MethodUnlisted
	}
	v.against = true
	v.walk()
	if v.contested {
		return 0, Refused
	}
	return v.winner, Listed
}

// contests reports whether one of your servers might run another route for a path that r matches exactly, and
// the requirement of r is not enough for that route.
func (x *index) contests(r Route, path *cutPath, own methodSet) bool {
	v := visit{index: x, cutPath: path, last: unknown, own: own, winner: r, how: exactly, against: true}
	v.script = v.dropsFirst()
	v.walk()
	return v.contested
}

// A visit is a walk over the nodes of an index that match a path. The first walk finds the winner: the most
// specific route of the method. The second walk compares the other routes with it.
type visit struct {
	*index
	*cutPath
	last      uint64 // the lastBit of the path
	own       methodSet
	winner    Route    // zero if there is none
	how       reach    // how the path matches the winner
	foreign   bool     // a route of another method matches the path
	against   bool     // this is the second walk
	contested bool     // the requirement of the winner is not enough for another route
	rivals    *[]Route // collects all such routes, if it is not nil; then contested stays false
	script    bool     // a server may drop the first segment of the path

	// How patterns are read at the moment:
	loose bool // without the literals after parameters
	from  int  // from this segment of the path on
}

// walk finds all routes.
func (v *visit) walk() {
	v.node(0, 0)
	if v.script {
		v.node(0, 1)
	}
}

// dropsFirst reports whether a server may drop the first segment of the path.
func (v *visit) dropsFirst() bool {
	return v.does(frontController) && v.count > 0 && v.drops(v.segment(0))
}

// drops reports whether a server that drops scripts may drop this first segment.
func (v *visit) drops(segment string) bool {
	name := len(segment) - len(".php")
	return name > 0 && v.resembles(".php", segment[name:])
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
	v.meet(n.slashed)
	if !v.does(emptyParam) || !v.slash && v.count > 0 && !v.script {
		return
	}
	if n.param != 0 {
		v.meet(v.nodes[n.param].here)
		v.meet(v.nodes[n.param].below)
	}
	for i := range n.affixed {
		if n.affixed[i].prefix == "" && n.affixed[i].loosely {
			v.meet(v.nodes[n.affixed[i].to].here)
			v.meet(v.nodes[n.affixed[i].to].below)
		}
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
		if v.resemblesAffix(e.affix, segment, extended) || e.loosely && v.resemblesAffix(affix{prefix: e.prefix}, segment, false) {
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
	own := Route(0)
	for i := range routes {
		if routes[i].methods&v.own != 0 {
			own = routes[i].route
		}
	}
	if len(routes) == 0 || own == 0 && v.foreign && !v.against {
		return // there is no route, or a route of another method is known already
	}
	how := v.reach(v.rows[routes[0].route-1].pattern)
	if how == unreached {
		return
	}
	if own != 0 {
		v.meetOwn(own, how)
		if !v.isHead() || !v.does(headAsGet) {
			return
		}
	} else {
		v.foreign = true
	}
	for i := range routes {
		r := routes[i].route
		if v.against && r != own && v.mayRun(r, own) && !v.contested {
			// A server that runs this GET route for HEAD never runs the winner if both have the same paths.
			v.contest(r, !v.implies(v.winner, r) && (own == v.winner || !v.beats(r, how)))
		}
	}
}

// mayRun reports whether a server may run a route of another method. own is the route of the method that matches
// the same paths, or zero.
func (v *visit) mayRun(r, own Route) bool {
	if own != 0 {
		return v.rows[r-1].method == "GET" // instead of the HEAD route
	}
	return v.does(otherMethods)
}

// isHead reports whether the method is HEAD, and the table does not treat it as GET.
func (v *visit) isHead() bool { return v.own == v.head && v.head != v.get }

// leading reports whether a route that matches so goes before all routes that match otherwise.
func (r reach) leading() bool { return r >= byEmptyRest }

// meetOwn notes a route of the method that matches the path.
func (v *visit) meetOwn(r Route, how reach) {
	leads := how.leading()
	switch {
	case v.against:
		v.contest(r, r != v.winner && !v.beats(r, how))
	case v.winner == 0, leads && !v.how.leading(),
		leads == v.how.leading() && comparePatterns(v.rows[r-1].pattern, v.rows[v.winner-1].pattern) < 0:
		v.winner, v.how = r, how
	}
}

// contest notes a route for which the requirement of the winner is not enough.
func (v *visit) contest(r Route, unbeaten bool) {
	switch {
	case !unbeaten:
	case v.rivals == nil:
		v.contested = true
	default:
		*v.rivals = append(*v.rivals, r)
	}
}

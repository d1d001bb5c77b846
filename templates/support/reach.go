package support

import "strings"

// resolve answers for a canonical path. It finds all rows that some server could take the path for; one
// of them speaks if it demands enough for all.
func (x *index) resolve(path string, own methodSet) (Route, Verdict) {
	v := visit{index: x, own: own}
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

// contested reports whether a canonical path, which the row names exactly, reaches a row too for which
// the row's requirement is not enough.
func (x *index) contested(r Route, path string, own methodSet) bool {
	v := visit{index: x, own: own, winner: r, exact: true, against: true}
	v.node(0, path, way{exact: true})
	return v.contested
}

// A visit walks over the nodes that a path reaches: once to find the winner, once for what stands
// against it.
type visit struct {
	*index
	own       methodSet
	winner    Route // the first of the method's own rows, or zero
	exact     bool  // the winner names the path exactly
	foreign   bool  // a row of another method is reached
	against   bool  // this is the second walk
	contested bool  // the winner does not demand enough for a row that is reached
}

// A way says how the walk came to a node.
type way struct {
	exact   bool // every segment so far was named exactly
	dropped bool // every segment was, but for an extension of the last one
	param   bool // the last step went over a parameter that nothing follows
	spanned bool // the last step went over several segments: a literal cannot follow
}

// A reach says how a path reaches a row.
type reach uint8

const (
	inexactly   reach = iota
	byExtension       // only because an extension is dropped, or as the empty parameter of /
	byTail            // only because it goes on below a last parameter
	exactly
)

// reach returns how rows are reached that would be reached so, had every segment been named exactly.
func (w way) reach(how reach) reach {
	switch {
	case w.exact:
		return how
	case w.dropped && how == exactly:
		return byExtension
	}
	return inexactly
}

// does reports whether a server behind could do this.
func (v *visit) does(e equivalence) bool { return v.could&e != 0 }

// node walks on from a node with what is left of the path: nothing, or what begins with a slash.
func (v *visit) node(at uint32, rest string, w way) {
	if v.contested || v.own == 0 && v.foreign {
		return // the answer is known
	}
	n := &v.nodes[at]
	v.meet(n.below, w.reach(exactly))
	goesBelow := w.param && v.does(tail)
	switch rest {
	case "":
		v.meet(n.here, w.reach(exactly))
		return
	case "/":
		switch {
		case at == 0:
			v.meet(n.here, exactly)
		case goesBelow || v.does(finalSlash):
			v.meet(n.here, inexactly)
		}
		if n.param != 0 && v.does(emptyParam) {
			how := way{dropped: at == 0}.reach(exactly)
			v.meet(v.nodes[n.param].here, how)
			v.meet(v.nodes[n.param].below, how)
		}
		return
	}
	if goesBelow {
		v.meet(n.here, w.reach(byTail))
	}
	whole := rest
	segment, rest := cutSegment(rest)
	last := rest == "" || rest == "/"
	if n.literals > 0 && !w.spanned {
		v.literals(at, segment, rest, way{exact: w.exact})
		if last && v.does(extension) {
			v.extended(at, segment, rest, w.exact)
		}
	}
	for i := range n.affixed {
		e := &n.affixed[i]
		if w.spanned && e.prefix != "" {
			continue
		}
		v.affix(e, segment, rest, w.exact)
		if len(e.suffix) == 1 && !last && v.does(spanning) {
			v.span(e, whole[1:])
		}
	}
	if n.param != 0 {
		v.node(n.param, rest, way{exact: w.exact, param: true})
	}
}

// literals walks on over the literals that a server behind could take a segment for, whole. w is the way
// on if it is the literal.
func (v *visit) literals(at uint32, segment, rest string, w way) {
	for i := v.hash(at, segment); v.edges[i].to != 0; i = (i + 1) & (len(v.edges) - 1) {
		if e := &v.edges[i]; e.from == at && v.resembles(e.literal, segment) {
			equal := e.literal == segment
			v.along(e, rest, way{exact: w.exact && equal, dropped: w.dropped && equal})
		}
	}
}

// along walks over the other literals of an edge.
func (v *visit) along(e *edge, rest string, w way) {
	if e.more == "" {
		v.node(e.to, rest, w)
		return
	}
	n := len(e.more)
	if len(rest) < n || !v.resembles(e.more, rest[:n]) {
		return
	}
	exact := w.exact && e.more == rest[:n]
	switch rest = rest[n:]; {
	case rest == "" || rest[0] == '/':
		v.node(e.to, rest, way{exact: exact})
	case rest[0] == '.' && v.does(extension):
		if _, after := cutSegment("/" + rest); after == "" || after == "/" {
			v.node(e.to, after, way{dropped: exact})
		}
	}
}

// extended walks on over the literals that a server behind could take a path's last segment for, once
// it has dropped an extension.
func (v *visit) extended(at uint32, segment, rest string, exact bool) {
	for i := range len(segment) {
		if segment[i] == '.' {
			v.literals(at, segment[:i], rest, way{dropped: exact})
		}
	}
}

// affix walks on over a parameter with literals beside it, if a server behind could take the segment
// for that.
func (v *visit) affix(e *affixEdge, segment, rest string, exact bool) {
	exact = exact && e.names(segment, v.does(affixes))
	last := rest == "" || rest == "/"
	if !exact && !v.resemblesAffix(e.affix, segment, last && v.does(extension)) {
		return
	}
	v.node(e.to, rest, way{exact: exact, param: e.suffix == ""})
}

// span walks on over a parameter before one byte, if a server behind could take more than a segment for it:
// what is left of the path up to that byte, or to it in the other letter case.
func (v *visit) span(e *affixEdge, rest string) {
	if len(rest) < len(e.prefix) || !v.resembles(e.prefix, rest[:len(e.prefix)]) {
		return
	}
	rest = rest[len(e.prefix):]
	as := strings.IndexByte(rest, e.suffix[0])
	v.spanTo(e, rest, as)
	if c := e.suffix[0] ^ 0x20; v.sameLetters(uint64(c), uint64(e.suffix[0])) {
		if other := strings.IndexByte(rest, c); as < 0 || other < as {
			v.spanTo(e, rest, other)
		}
	}
}

// spanTo walks on where a parameter ends at this place, before its one byte.
func (v *visit) spanTo(e *affixEdge, rest string, end int) {
	if end < 0 || strings.IndexByte(rest[:end], '/') < 0 {
		return
	}
	switch rest = rest[end+1:]; {
	case rest == "" || rest[0] == '/':
		v.node(e.to, rest, way{spanned: true})
	case rest[0] == '.' && v.does(extension):
		if dropped, more, _ := strings.Cut(rest, "/"); more == "" {
			v.node(e.to, rest[len(dropped):], way{spanned: true})
		}
	}
}

// names reports whether a segment is exactly this parameter and what stands beside it. strict says that
// servers read literals beside a parameter in their own way: then its value must not have the first byte of
// what follows it, nor the last one before it that is more than itself in a pattern of Express 4.
func (a affix) names(segment string, strict bool) bool {
	value, ok := a.value(segment)
	if !ok || !strict {
		return ok
	}
	before := strings.LastIndexAny(a.prefix, ".:$+()")
	return (before < 0 || strings.IndexByte(value, a.prefix[before]) < 0) &&
		(a.suffix == "" || strings.IndexByte(value, a.suffix[0]) < 0)
}

// resemblesAffix reports whether a server behind could take a segment for a parameter with literals
// beside it, perhaps without an extension.
func (v *visit) resemblesAffix(a affix, segment string, extended bool) bool {
	for end := len(segment); end > 0; end = strings.LastIndexByte(segment[:end], '.') {
		text := segment[:end]
		value := len(text) - len(a.prefix) - len(a.suffix)
		if (value > 0 || value == 0 && v.does(affixes)) &&
			v.resembles(a.prefix, text[:len(a.prefix)]) && v.resembles(a.suffix, text[len(text)-len(a.suffix):]) {
			return true
		}
		if !extended || a.suffix == "" {
			return false
		}
	}
	return false
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

// cutSegment cuts the segment after a first slash from rest, which does not begin with two.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// resembles reports whether a server behind could take a text for a literal.
func (v *visit) resembles(literal, text string) bool {
	if len(literal) != len(text) {
		return false
	}
	rest := 0
	for ; rest+8 <= len(literal); rest += 8 {
		if !v.sameLetters(word(literal[rest:]), word(text[rest:])) {
			return false
		}
	}
	for ; rest < len(literal); rest++ {
		if a, b := literal[rest], text[rest]; a != b && !v.sameLetters(uint64(a), uint64(b)) {
			return false
		}
	}
	return true
}

// sameLetters reports whether two words are the same bytes or, if a server behind folds it, differ in
// nothing but the case of letters.
func (v *visit) sameLetters(a, b uint64) bool {
	const ones = 0x0101010101010101
	differ := a ^ b
	if differ == 0 {
		return true
	}
	if differ&^(0x20*ones) != 0 || !v.does(letterCase) {
		return false
	}
	lower := (a | 0x20*ones) &^ (0x80 * ones)
	letters := (lower + (0x80-'a')*ones) &^ (lower + (0x7f-'z')*ones) &^ a & (0x80 * ones)
	return differ&^(letters>>2) == 0
}

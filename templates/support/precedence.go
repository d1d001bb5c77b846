package support

import (
	"cmp"
	"strings"
)

// comparePatterns compares patterns by precedence. The more specific one is less. It compares segment by
// segment from the left: a literal, then a parameter (the one with more literal bytes beside it first), then
// the end of the pattern, then **. If that does not decide, the longer literal is less, then the pattern with a final
// slash, then the lesser text.
func comparePatterns(p, q string) int {
	longer, ps, qs := 0, p, q
	for ps != "" && ps != "/" || qs != "" && qs != "/" {
		var a, b string
		a, ps = firstSegment(ps)
		b, qs = firstSegment(qs)
		if c := compareSegments(a, b); c != 0 {
			return c
		}
		if longer == 0 && rankOf(a) == 0 {
			longer = cmp.Compare(len(b), len(a))
		}
	}
	if a, b := endsInSlash(p), endsInSlash(q); longer == 0 && a != b {
		if a {
			return -1
		}
		return 1
	}
	return cmp.Or(longer, cmp.Compare(p, q))
}

// firstSegment is cutSegment, but returns an empty segment at the end of a pattern.
func firstSegment(pattern string) (segment, after string) {
	if pattern == "" || pattern == "/" {
		return "", ""
	}
	return cutSegment(pattern)
}

// compareSegments compares segments of patterns by precedence, except for the length of literals.
func compareSegments(a, b string) int {
	if c := cmp.Compare(rankOf(a), rankOf(b)); c != 0 || rankOf(a) != 1 {
		return c
	}
	p, _, _ := cutAffix(a)
	q, _, _ := cutAffix(b)
	return cmp.Or(
		cmp.Compare(len(q.prefix)+len(q.suffix), len(p.prefix)+len(p.suffix)),
		cmp.Compare(len(q.prefix), len(p.prefix)),
		cmp.Compare(p.prefix, q.prefix),
		cmp.Compare(p.suffix, q.suffix),
	)
}

// rankOf returns the rank of a segment in the order of precedence. An empty segment is the end of a pattern.
func rankOf(segment string) int {
	switch {
	case segment == "":
		return 2
	case segment == "**":
		return 3
	case strings.Contains(segment, "{"):
		return 1
	}
	return 0
}

// beats reports whether the winner may decide although another route matches the path too.
func (v *visit) beats(r Route, how reach) bool {
	winner, other := &v.rows[v.winner-1], &v.rows[r-1]
	switch {
	case v.implies(v.winner, r):
		return true
	case endsInSlash(winner.pattern) && !endsInSlash(other.pattern) && v.does(finalSlash):
		return false // a server that drops the slash does not look at the winner
	case how == byTail: // no server that runs GET routes for HEAD has a tail
	case winner.method == "HEAD" && other.method == "GET" && v.isHead() && v.does(headAsGet) && !v.twins[v.winner-1]:
		return false // a server that runs GET routes for HEAD does not look at the winner
	}
	as := reading{below: !how.leading(), loose: how == byLooseSuffix}
	if how == inexactly {
		return false
	}
	// For HEAD, servers prefer two kinds of handlers to those of GET, even if these are more specific: handlers of HEAD,
	// and handlers of all methods.
	getFirst := !v.isHead() || winner.method != "GET" || other.method != "HEAD"
	ordered := getFirst && (!v.isHead() || winner.method != "GET" || !v.does(otherMethods))
	if how == byExtension {
		return ordered && v.isStatic()
	}
	return v.how == exactly && ordered && covers(other.pattern, winner.pattern, as) ||
		as.below && getFirst && extends(winner.pattern, other.pattern, as.loose)
}

// isStatic reports whether the winner matches this path exactly, and no other path.
func (v *visit) isStatic() bool {
	pattern := v.rows[v.winner-1].pattern
	return v.how == exactly && !strings.Contains(pattern, "{") && !strings.HasSuffix(pattern, "**")
}

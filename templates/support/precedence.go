package support

import (
	"cmp"
	"strings"
)

// comparePatterns orders patterns by precedence: segment by segment from the left a literal before a
// parameter, one with more literal bytes beside it first, before the pattern's end, before **; then
// the longer literal; then the bytes.
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
	return cmp.Or(longer, cmp.Compare(p, q))
}

// firstSegment cuts the first segment from what is left of a pattern; it is empty at the end.
func firstSegment(pattern string) (segment, after string) {
	if pattern == "" || pattern == "/" {
		return "", ""
	}
	return cutSegment(pattern)
}

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

// rankOf returns the place of a pattern's segment in the order of precedence.
func rankOf(segment string) int {
	switch {
	case segment == "": // the pattern's end
		return 2
	case segment == "**":
		return 3
	case strings.Contains(segment, "{"):
		return 1
	}
	return 0
}

package support

import "strings"

// An affix is what stands beside a parameter inside of its segment: nothing, for most.
type affix struct{ prefix, suffix string }

// cutAffix returns what stands beside the parameter of a pattern's segment, and the parameter's name.
// It reports false for a literal.
func cutAffix(segment string) (a affix, name string, ok bool) {
	prefix, rest, ok := strings.Cut(segment, "{")
	if !ok {
		return affix{}, "", false
	}
	name, suffix, _ := strings.Cut(rest, "}")
	return affix{prefix, suffix}, name, true
}

// value returns what the parameter stands for in a segment, and whether the segment has what stands
// beside it, byte for byte, and more.
func (a affix) value(segment string) (value string, ok bool) {
	if len(segment) <= len(a.prefix)+len(a.suffix) || !strings.HasPrefix(segment, a.prefix) || !strings.HasSuffix(segment, a.suffix) {
		return "", false
	}
	return segment[len(a.prefix) : len(segment)-len(a.suffix)], true
}

// covers reports whether every path that the pattern q names is named by p or, if below is set, by p
// and what goes on below it.
func covers(p, q string, below bool) bool {
	for p != "" && p != "/" {
		var a, b string
		if a, p = cutSegment(p); a == "**" {
			return true
		}
		if q == "" || q == "/" {
			return false
		}
		if b, q = cutSegment(q); b == "**" || !coversSegment(a, b) {
			return false
		}
	}
	return below || q == "" || q == "/"
}

// coversSegment is covers for one segment of each, neither of them **.
func coversSegment(p, q string) bool {
	a, _, ok := cutAffix(p)
	if !ok {
		return p == q
	}
	b, _, ok := cutAffix(q)
	if !ok {
		_, ok = a.value(q)
		return ok
	}
	return strings.HasPrefix(b.prefix, a.prefix) && strings.HasSuffix(b.suffix, a.suffix)
}

// extends reports whether the pattern p goes on below q, whatever the names of parameters.
func extends(p, q string) bool {
	for q != "" && q != "/" {
		if p == "" || p == "/" {
			return false
		}
		var a, b string
		a, p = cutSegment(p)
		b, q = cutSegment(q)
		if !sameShape(a, b) {
			return false
		}
	}
	return p != "" && p != "/"
}

// sameShape reports whether two segments are the same but for the names of parameters.
func sameShape(p, q string) bool {
	a, _, isParam := cutAffix(p)
	b, _, both := cutAffix(q)
	return p == q || isParam && both && a == b
}

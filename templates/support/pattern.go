package support

import "strings"

// An affix is the literals before and after a parameter in its segment. Most parameters have none.
type affix struct{ prefix, suffix string }

// cutSegment cuts the first segment, without its slash, from a pattern or a canonical path.
func cutSegment(pattern string) (segment, rest string) {
	if i := strings.IndexByte(pattern[1:], '/'); i >= 0 {
		return pattern[1 : 1+i], pattern[1+i:]
	}
	return pattern[1:], ""
}

// cutAffix returns the literals beside the parameter of a segment, and the name of the parameter. It reports
// false if the segment is a literal.
func cutAffix(segment string) (a affix, name string, ok bool) {
	prefix, rest, ok := strings.Cut(segment, "{")
	if !ok {
		return affix{}, "", false
	}
	name, suffix, _ := strings.Cut(rest, "}")
	return affix{prefix, suffix}, name, true
}

// value returns the value of the parameter in a segment. It reports false if the segment does not have the
// literals beside the parameter, byte for byte, and at least one byte more.
func (a affix) value(segment string) (value string, ok bool) {
	if len(segment) <= len(a.prefix)+len(a.suffix) || !strings.HasPrefix(segment, a.prefix) || !strings.HasSuffix(segment, a.suffix) {
		return "", false
	}
	return segment[len(a.prefix) : len(segment)-len(a.suffix)], true
}

// covers reports whether the pattern p matches every path that q matches. If below is set, p also matches all
// paths with further segments.
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

// extends reports whether the pattern p is q with further segments. The names of parameters do not count.
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

// sameShape reports whether two segments differ in the name of a parameter at most.
func sameShape(p, q string) bool {
	a, _, isParam := cutAffix(p)
	b, _, both := cutAffix(q)
	return p == q || isParam && both && a == b
}

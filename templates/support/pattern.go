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
	open := strings.IndexByte(segment, '{')
	if open < 0 {
		return affix{}, "", false
	}
	shut := open + strings.IndexByte(segment[open:], '}')
	return affix{segment[:open], segment[shut+1:]}, segment[open+1 : shut], true
}

// value returns the value of the parameter in a segment. It reports false if the segment does not have the
// literals beside the parameter, byte for byte, and at least one byte more.
func (a affix) value(segment string) (value string, ok bool) {
	if len(segment) <= len(a.prefix)+len(a.suffix) || !strings.HasPrefix(segment, a.prefix) || !strings.HasSuffix(segment, a.suffix) {
		return "", false
	}
	return segment[len(a.prefix) : len(segment)-len(a.suffix)], true
}

// endsInSlash reports whether a pattern ends in a slash, and is not just a slash.
func endsInSlash(pattern string) bool { return len(pattern) > 1 && pattern[len(pattern)-1] == '/' }

// beginsWithScript reports whether all paths that the pattern matches begin with a segment that ends in .php.
func beginsWithScript(pattern string) bool {
	if pattern == "/" {
		return false
	}
	segment, _ := cutSegment(pattern)
	if a, _, isParam := cutAffix(segment); isParam {
		segment = a.suffix
	}
	return len(segment) >= len(".php") && strings.EqualFold(segment[len(segment)-len(".php"):], ".php")
}

// A reading says how a server reads a pattern.
type reading struct {
	below bool // it also matches all paths with further segments
	loose bool // literals after parameters do not count
}

// covers reports whether the pattern p, in this reading, matches every path that q matches.
func covers(p, q string, as reading) bool {
	for p != "" && p != "/" {
		var a, b string
		if a, p = cutSegment(p); a == "**" {
			return true
		}
		if q == "" || q == "/" {
			return false
		}
		if b, q = cutSegment(q); b == "**" || !coversSegment(a, b, as.loose) {
			return false
		}
	}
	return as.below || p == q
}

// coversSegment is covers for one segment of each, neither of them **.
func coversSegment(p, q string, loose bool) bool {
	a, _, ok := cutAffix(p)
	if !ok {
		return p == q
	}
	if loose {
		a.suffix = ""
	}
	b, _, ok := cutAffix(q)
	if !ok {
		_, ok = a.value(q)
		return ok
	}
	return strings.HasPrefix(b.prefix, a.prefix) && strings.HasSuffix(b.suffix, a.suffix)
}

// extends reports whether the pattern p is q with further segments. The names of parameters do not count. If
// loose is set, the literals after the parameters of q do not count either.
func extends(p, q string, loose bool) bool {
	for q != "" && q != "/" {
		if p == "" || p == "/" {
			return false
		}
		var a, b string
		a, p = cutSegment(p)
		b, q = cutSegment(q)
		if !sameShape(a, b, loose) {
			return false
		}
	}
	return p != "" && p != "/"
}

// sameShape reports whether two segments differ in the name of a parameter at most.
func sameShape(p, q string, loose bool) bool {
	a, _, isParam := cutAffix(p)
	b, _, both := cutAffix(q)
	if loose && both {
		return isParam && a == affix{prefix: b.prefix}
	}
	return p == q || isParam && both && a == b
}

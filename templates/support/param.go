package support

import "strings"

// Param returns the value of a parameter in a path that the route matches exactly. The value is a part of
// path: it is not unescaped. The name "**" stands for what ** at the end takes, without the slash before it.
// Param reports false if the route does not match the path exactly, or has no such parameter.
func (r Route) Param(path, name string) (string, bool) {
	if !r.known() || !r.takes(path) {
		return "", false
	}
	value, found, pattern, rest := "", false, routes[r].pattern, path
	for pattern != "" && pattern != "/" {
		var p, s string
		if p, pattern = cutSegment(pattern); p == "**" {
			if name == "**" {
				return strings.TrimPrefix(rest, "/"), true
			}
			return value, found
		}
		if rest == "" || rest == "/" {
			return "", false
		}
		s, rest = cutSegment(rest)
		a, param, isParam := cutAffix(p)
		if !isParam {
			if p != s {
				return "", false
			}
			continue
		}
		if !a.matches(s, upstream&affixes != 0) {
			return "", false
		}
		if param == name {
			value, _ = a.value(s)
			found = true
		}
	}
	if rest != pattern {
		return "", false
	}
	return value, found
}

// takes reports whether a path is canonical, with no other escapes than the route allows.
func (r Route) takes(path string) bool {
	var p cutPath
	encoded, ok := p.cut(path, slashesOf(path), onWire)
	return ok && escapesAllowed(encoded, r)
}

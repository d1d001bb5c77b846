package support

import "strings"

// A methodSet is a set of the table's methods, a bit each.
type methodSet uint64

// A node of the table's paths, whatever their methods, segment by segment.
type node struct {
	literals []edge
	param    uint32    // the node after a parameter; zero for none
	here     methodSet // the methods of the rows that end here
	below    methodSet // the methods of the rows that go on with **
}

// An edge leads over a literal segment to the node to.
type edge struct {
	literal string
	to      uint32
}

// reached returns the methods of the rows that some server could take a canonical path for, and of
// those that name it exactly. A server may ignore a final slash, fold the case of ASCII letters, drop
// an extension, take an empty last parameter, or go on below a last one.
func reached(path string) (near, exact methodSet) {
	var v visit
	v.node(0, path, state{exact: true})
	return v.near, v.exact
}

// A visit collects what a path reaches.
type visit struct{ near, exact methodSet }

// A state says how a visit came to a node.
type state struct {
	exact bool // every literal so far was byte for byte equal
	param bool // the last step went over a parameter
}

func (v *visit) add(methods methodSet, exact bool) {
	v.near |= methods
	if exact {
		v.exact |= methods
	}
}

// node visits a node with what is left of the path: nothing, or what begins with a slash.
func (v *visit) node(at uint32, rest string, s state) {
	n := &nodes[at]
	v.add(n.below, s.exact)
	switch rest {
	case "/":
		v.add(n.here, s.exact && at == 0)
		if n.param != 0 { // an empty last parameter
			v.add(nodes[n.param].here|nodes[n.param].below, false)
		}
		return
	case "":
		v.add(n.here, s.exact)
		return
	}
	if s.param { // further below a last parameter
		v.add(n.here, false)
	}
	segment, rest := cutSegment(rest)
	last := rest == "" || rest == "/"
	for i := range n.literals {
		if e := &n.literals[i]; resembles(e.literal, segment, last) {
			v.node(e.to, rest, state{exact: s.exact && e.literal == segment})
		}
	}
	if n.param != 0 {
		v.node(n.param, rest, state{exact: s.exact, param: true})
	}
}

// cutSegment cuts the segment after a first slash from rest, which does not begin with two.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// resembles reports whether some server could take a segment for a literal: it folds the case of
// ASCII letters and, in the last segment, drops an extension.
func resembles(literal, segment string, last bool) bool {
	if len(segment) != len(literal) {
		if !last || len(segment) < len(literal) || segment[len(literal)] != '.' {
			return false
		}
		segment = segment[:len(literal)]
	}
	for i := range len(literal) {
		a, b := literal[i], segment[i]
		if a != b && (a|0x20 != b|0x20 || a|0x20 < 'a' || a|0x20 > 'z') {
			return false
		}
	}
	return true
}

// A rival is a row that a request may reach besides the row that names it, and whose requirement is
// another one.
type rival struct {
	pattern    string
	tailYields bool // it is no rival where the request reaches it only by its tail
}

// contested reports whether a canonical path reaches one of the rivals.
func contested(path string, rivals []rival) bool {
	for i := range rivals {
		if reached, tail := reaches(path, rivals[i].pattern); reached && !(tail && rivals[i].tailYields) {
			return true
		}
	}
	return false
}

// reaches reports whether some server could take a canonical path for the pattern, and whether only
// because it goes on below the pattern's last parameter.
func reaches(path, pattern string) (reached, tail bool) {
	exact, param := true, false
	for pattern != "" && pattern != "/" {
		var p, s string
		if p, pattern = cutSegment(pattern); p == "**" {
			return true, false
		}
		param = p[0] == '{'
		switch path {
		case "":
			return false, false
		case "/":
			return param && (pattern == "" || pattern == "/**"), false
		}
		s, path = cutSegment(path)
		if !param {
			if !resembles(p, s, path == "" || path == "/") {
				return false, false
			}
			exact = exact && p == s
		}
	}
	if path == "" || path == "/" {
		return true, false
	}
	return param, param && exact
}

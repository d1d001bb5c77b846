package tree

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Match answers as the compiled matcher does: the row that speaks for the request, or -1, and the
// verdict. table is the table that the matcher was built for.
func (m *Matcher) Match(table route.Table, method, path string) (int, route.Verdict) {
	for i, b := range m.Branches {
		if slices.Contains(b.Methods, method) {
			if leaf := b.Root.find(path); leaf != nil && path != "" { // ** at the root takes / but not nothing
				return leaf.answer(table, path)
			}
			return m.unmatched(path, 1<<i)
		}
	}
	if !route.CanonicalMethod(method) {
		return -1, route.Refused
	}
	return m.unmatched(path, 0)
}

// find returns the leaf of the row that is the first to name the rest of a path exactly.
func (n *Node) find(rest string) *Leaf {
	for i := range n.Static {
		if n.Static[i].Text == rest {
			return &n.Static[i]
		}
	}
	for _, e := range n.Literals {
		if after, ok := strings.CutPrefix(rest, e.Text); ok {
			if leaf := e.Next.find(after); leaf != nil {
				return leaf
			}
		}
	}
	if n.Param != nil {
		if after, ok := cutCanonical(rest); ok {
			if leaf := n.Param.find(after); leaf != nil {
				return leaf
			}
		}
	}
	if n.Rest != nil && canonicalRest(rest) {
		return n.Rest
	}
	return nil
}

// answer is the leaf's, unless the path reaches one of its rivals.
func (l *Leaf) answer(table route.Table, text string) (int, route.Verdict) {
	path, _ := route.ParsePath(text)
	for _, rival := range l.Rivals {
		reach := table[rival.Row].Pattern.Reach(path)
		if reach != route.Unreached && !(reach == route.ByTail && rival.TailYields) {
			return -1, route.Refused
		}
	}
	return l.Row, route.Listed
}

// unmatched is the verdict on a path that no row of the branch names exactly.
func (m *Matcher) unmatched(path string, own uint64) (int, route.Verdict) {
	if _, ok := route.ParsePath(path); !ok {
		return -1, route.Refused
	}
	v := visit{nodes: m.Shapes}
	v.node(0, path, true, false)
	switch {
	case v.near&own != 0:
		return -1, route.Refused
	case v.exact != 0:
		return -1, route.MethodUnlisted
	case v.near != 0:
		return -1, route.Refused
	}
	return -1, route.Unlisted
}

// A visit collects the branches with rows that a path reaches, and those with rows that name it.
type visit struct {
	nodes       []ShapeNode
	near, exact uint64
}

func (v *visit) add(branches uint64, exact bool) {
	v.near |= branches
	if exact {
		v.exact |= branches
	}
}

// node visits a node with what is left of the path. exact says that every literal so far was equal,
// param that the last step went over a parameter.
func (v *visit) node(at int, rest string, exact, param bool) {
	n := v.nodes[at]
	v.add(n.Below, exact)
	if rest == "/" && n.Param != 0 {
		v.add(v.nodes[n.Param].Here|v.nodes[n.Param].Below, false)
	}
	if rest == "" || rest == "/" {
		v.add(n.Here, exact && (rest == "" || at == 0))
		return
	}
	if param {
		v.add(n.Here, false)
	}
	segment, rest := cutSegment(rest)
	for _, e := range n.Literals {
		if resembles(e.Literal, segment, rest == "" || rest == "/") {
			v.node(e.To, rest, exact && e.Literal == segment, false)
		}
	}
	if n.Param != 0 {
		v.node(n.Param, rest, exact, true)
	}
}

// resembles reports whether some server could take a segment for a literal.
func resembles(literal, segment string, last bool) bool {
	if last && strings.HasPrefix(segment[min(len(literal), len(segment)):], ".") {
		segment = segment[:len(literal)]
	}
	return strings.EqualFold(literal, segment) // canonical segments are ASCII
}

// cutSegment cuts a slash and the segment after it from rest.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// cutCanonical cuts a slash and the canonical segment after it from rest.
func cutCanonical(rest string) (after string, ok bool) {
	if rest == "" || rest == "/" || rest[0] != '/' {
		return "", false
	}
	segment, after := cutSegment(rest)
	_, ok = route.ParsePath("/" + segment)
	return after, ok && segment != ""
}

// canonicalRest reports whether rest is nothing or a canonical path.
func canonicalRest(rest string) bool {
	_, ok := route.ParsePath(rest)
	return ok || rest == ""
}

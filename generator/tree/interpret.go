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
				if leaf.Crowded() {
					return m.unmatched(table, path, 1<<i)
				}
				return leaf.answer(table, path)
			}
			return m.unmatched(table, path, 1<<i)
		}
	}
	if !route.CanonicalMethod(method) {
		return -1, route.Refused
	}
	return m.unmatched(table, path, 0)
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
		reach := table.Rows[rival.Row].Pattern.Reach(path, route.AnyServer&^table.Excluded)
		if reach != route.Unreached && !(reach == route.ByTail && rival.TailYields) {
			return -1, route.Refused
		}
	}
	return l.Row, route.Listed
}

// unmatched is the answer for a path that no row of the branch names exactly without escapes.
func (m *Matcher) unmatched(table route.Table, path string, own uint64) (int, route.Verdict) {
	parsed, ok := route.ParsePath(path)
	if !ok {
		return -1, route.Refused
	}
	v := &visit{matcher: m, table: table, own: own, winner: -1}
	row, verdict := v.resolve(path)
	allowed := table.Encoded
	if verdict == route.Listed {
		allowed = table.Rows[row].Encoded
	}
	if parsed.Encoded()&^allowed != 0 {
		return -1, route.Refused
	}
	return row, verdict
}

// cutSegment cuts a slash and the segment after it from rest.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// cutCanonical cuts a slash and the canonical segment without escapes after it from rest.
func cutCanonical(rest string) (after string, ok bool) {
	if rest == "" || rest == "/" || rest[0] != '/' {
		return "", false
	}
	segment, after := cutSegment(rest)
	path, ok := route.ParsePath("/" + segment)
	return after, ok && segment != "" && path.Encoded() == 0
}

// canonicalRest reports whether rest is nothing or a canonical path without escapes.
func canonicalRest(rest string) bool {
	path, ok := route.ParsePath(rest)
	return ok && path.Encoded() == 0 || rest == ""
}

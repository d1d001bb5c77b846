package tree

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Find returns the index of the row that is the first of a method's own rows to name a path exactly,
// without escapes, as the compiled matcher finds it, and whether that is contested; -1 if there is none.
// does is what the servers behind could do.
func (m *Matcher) Find(method, path string, does route.Equivalence) (row int, contested bool) {
	column := slices.IndexFunc(m.Columns, func(methods []string) bool { return slices.Contains(methods, method) })
	if column < 0 {
		return -1, false
	}
	f := finder{m, column, does}
	leaf := f.node(m.Root, path, true)
	if leaf == nil {
		return -1, false
	}
	p := m.Paths[leaf.Path]
	return p.Rows[column], p.Contested[column]
}

type finder struct {
	*Matcher
	column int
	does   route.Equivalence
}

// found returns the leaf unless its path has no row of the method: then the search goes on.
func (f finder) found(l *Leaf) *Leaf {
	if f.Paths[l.Path].Rows[f.column] < 0 {
		return nil
	}
	return l
}

func (f finder) node(n *Node, rest string, root bool) *Leaf {
	if n.Static != nil {
		if leaf := n.Static.find(rest); leaf != nil && f.found(leaf) != nil {
			return leaf
		}
	}
	if n.Edges == nil {
		return nil
	}
	return f.edges(n.Edges, rest, root)
}

// find returns the leaf whose text is what is left of the path.
func (c *Choice) find(rest string) *Leaf {
	for c.Leaf == nil {
		value := len(rest)
		if c.At != ByLength {
			value = int(rest[c.At])
		}
		at := slices.IndexFunc(c.Cases, func(next ChoiceCase) bool { return next.Value == value })
		if at < 0 {
			return nil
		}
		c = c.Cases[at].Choice
	}
	if c.Leaf.Text != rest {
		return nil
	}
	return c.Leaf
}

func (f finder) edges(e *Edges, rest string, root bool) *Leaf {
	rest, ok := strings.CutPrefix(rest, e.Text)
	if !ok {
		return nil
	}
	for _, c := range e.Cases {
		if len(rest) > e.At && rest[e.At] == c.Byte {
			if leaf := f.edges(c.Edges, rest, false); leaf != nil {
				return leaf
			}
		}
	}
	if len(e.Affixed) > 0 || e.Param != nil {
		if leaf := f.param(e, rest); leaf != nil {
			return leaf
		}
	}
	if e.Rest != nil && canonicalRest(rest, root && e.Text == "") {
		return f.found(e.Rest)
	}
	return nil
}

// param goes on over the segment that rest begins with.
func (f finder) param(e *Edges, rest string) *Leaf {
	segment, _, _ := strings.Cut(rest, "/")
	if path, ok := route.ParsePath("/" + segment); segment == "" || !ok || path.Encoded() != 0 {
		return nil
	}
	rest = rest[len(segment):]
	for _, a := range e.Affixed {
		if a.Segment.Names(segment, f.does) {
			if leaf := f.node(a.Next, rest, false); leaf != nil {
				return leaf
			}
		}
	}
	if e.Param == nil {
		return nil
	}
	return f.node(e.Param, rest, false)
}

// canonicalRest reports whether rest is nothing or a canonical path without escapes; at the root it
// must be something.
func canonicalRest(rest string, root bool) bool {
	path, ok := route.ParsePath(rest)
	return ok && path.Encoded() == 0 || rest == "" && !root
}

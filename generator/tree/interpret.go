package tree

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Find returns the leaf of the row that is the first of a method's own rows to name a path exactly,
// without escapes, as the compiled matcher finds it; nil if there is none. does is what the servers
// behind could do.
func Find(branches []*Branch, method, path string, does route.Equivalence) *Leaf {
	for _, b := range branches {
		if slices.Contains(b.Methods, method) {
			return finder{does}.node(b.Root, path, true)
		}
	}
	return nil
}

type finder struct{ does route.Equivalence }

func (f finder) node(n *Node, rest string, root bool) *Leaf {
	if n.Static != nil {
		if leaf := n.Static.find(rest); leaf != nil {
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
		if rest != "" && rest[0] == c.Byte {
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
		return e.Rest
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

package tree

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Column returns the index of the column of a method; -1 if no row has it.
func (m *Matcher) Column(method string) int {
	return slices.IndexFunc(m.Columns, func(methods []string) bool { return slices.Contains(methods, method) })
}

// Find returns the index of the first row of a column that names the path exactly, as the compiled matcher finds it,
// and whether the row is contested. It returns -1 if there is none, if the column is -1, or if the path has
// escapes or is not canonical. It also returns -1 where other rows may decide: if the path has nothing for the row's
// **, or a server may drop the path's first segment.
func (m *Matcher) Find(column int, path string) (row int, contested bool) {
	if column < 0 {
		return -1, false
	}
	f := &finder{Matcher: m, column: column, path: path}
	leaf := f.node(m.Root, path)
	if leaf == nil || f.atBase {
		return -1, false
	}
	p := m.Paths[leaf.Path]
	return p.Rows[column], p.Rivals[column] >= 0
}

// A finder looks for a row of one column. Its methods return nil if they find none, and the search goes on.
type finder struct {
	*Matcher
	column int
	path   string
	atBase bool // the path has nothing for the ** of the row that was found, and other rows may decide
}

// row returns the leaf if its path has a row in the column; otherwise nil.
func (f *finder) row(l *Leaf) *Leaf {
	if f.Paths[l.Path].Rows[f.column] < 0 {
		return nil
	}
	return l
}

func (f *finder) node(n *Node, rest string) *Leaf {
	if n.Static != nil {
		if leaf := n.Static.find(rest); leaf != nil && f.row(leaf) != nil {
			return leaf
		}
	}
	if n.Edges == nil {
		return nil
	}
	return f.edges(n.Edges, rest)
}

// find returns the leaf whose text is equal to the rest of the path; nil if there is none.
func (c *Choice) find(rest string) *Leaf {
	for c.Leaf == nil {
		value := len(rest)
		if c.At != ByLength {
			value = int(rest[c.At])
		}
		if c = c.at(value); c == nil {
			return nil
		}
	}
	if c.Leaf.Text != rest {
		return nil
	}
	return c.Leaf
}

// at returns the choice that is left for a value; nil if there is none.
func (c *Choice) at(value int) *Choice {
	for _, next := range c.Cases {
		if next.Value == value {
			return next.Choice
		}
	}
	return nil
}

func (f *finder) edges(e *Edges, rest string) *Leaf {
	if !strings.HasPrefix(rest, e.Text) {
		return nil
	}
	rest = rest[len(e.Text):]
	if len(rest) > e.At {
		for i := range e.Cases {
			if e.Cases[i].Byte != rest[e.At] {
				continue
			}
			if leaf := f.edges(e.Cases[i].Edges, rest); leaf != nil {
				return leaf
			}
			break
		}
	}
	if len(e.Affixed) > 0 || e.Param != nil {
		if leaf := f.param(e, rest); leaf != nil {
			return leaf
		}
	}
	all := len(rest) == len(f.path)
	if e.Rest == nil || f.row(e.Rest) == nil || !plainRest(rest, all) || all && f.script() {
		return nil
	}
	f.atBase = f.Paths[e.Rest.Path].AtBase && len(rest) <= 1
	return e.Rest
}

// script reports whether a server may drop the first segment of the path.
func (f *finder) script() bool {
	segment, _, _ := strings.Cut(f.path[1:], "/")
	return f.Does.Drops(segment)
}

// param goes on after the segment that rest begins with, if a parameter takes it.
func (f *finder) param(e *Edges, rest string) *Leaf {
	end := strings.IndexByte(rest, '/')
	if end < 0 {
		end = len(rest)
	}
	first := len(f.path)-len(rest) == 1
	segment, rest := rest[:end], rest[end:]
	if !plain(segment) || first && f.script() {
		return nil
	}
	for _, a := range e.Affixed {
		if a.Segment.Names(segment, f.Does) {
			if leaf := f.node(a.Next, rest); leaf != nil {
				return leaf
			}
		}
	}
	if e.Param == nil {
		return nil
	}
	return f.node(e.Param, rest)
}

// plain reports whether a segment is canonical and has no escapes.
func plain(segment string) bool {
	encoded, wrong := route.ReadSegment(segment)
	return encoded == 0 && wrong == nil
}

// plainRest reports whether rest is nothing, or canonical segments without escapes and perhaps a final
// slash. At the root it is not nothing.
func plainRest(rest string, root bool) bool {
	if rest == "" || rest == "/" {
		return rest != "" || !root
	}
	if rest[0] != '/' {
		return false
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(rest[1:], "/"), "/") {
		if !plain(segment) {
			return false
		}
	}
	return true
}

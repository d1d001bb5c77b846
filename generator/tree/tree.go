// Package tree turns a permission table into a decision tree that finds the row which names a path exactly.
//
// The compiled matcher is printed from the tree, and Find interprets it. So tests can compare the tree with the
// reference matcher without compiling anything, and logs can be counted with it. A path goes down the tree from
// slash to slash: it is compared with whole texts and common beginnings of literals, and a parameter takes
// a segment. The tree also knows which rows are contested. For those and for all paths that no row names exactly
// the reference matcher, or the generated one, has to look at all rows that the path reaches.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package tree

import (
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// Large is how many paths a part of the tree may have. A part with more gets a function of its own, because the
// time that compilers take for a function grows much faster than its size.
const Large = 60

// A Matcher finds the rows of a table. It first finds the path, whatever the method, and then the path's row for
// the method.
type Matcher struct {
	Columns [][]string // the methods of each column
	Paths   []*Path    // those with a contested row come last
	Rivals  []Rivals
	Root    *Node

	Does route.Equivalence // what the servers behind may do
}

// A Path stands for the rows of one shape.
type Path struct {
	Pattern route.Pattern
	Rows    []int // by column: the index of the row in the table, or -1

	// Rivals has, by column, the index of the Matcher's Rivals with those of the row; -1 if the row is not contested.
	Rivals []int

	// AtBase tells that other rows may decide on a path that has nothing for the pattern's **.
	AtBase bool
}

// Contested reports whether one of the rows has rivals.
func (p *Path) Contested() bool {
	return slices.ContainsFunc(p.Rivals, func(list int) bool { return list >= 0 })
}

// A Node is a place after a parameter, where a slash or the end of the path follows. The root is the beginning of
// the path. The fields are tried in their order, which is the order of precedence. If one finds no row, the next
// one is tried.
type Node struct {
	Static *Choice // the rest of the path is one of these texts
	Edges  *Edges  // the path goes on with literals up to a parameter or **
	Large  bool    // the node has a function of its own
}

// A Leaf is a path that is found.
type Leaf struct {
	Text string // in a Choice: the rest of the path
	Path int    // the index of the path
}

// Build returns the matcher of a table whose views these are.
func Build(table *route.Views) *Matcher {
	b := builder{table: table, Matcher: &Matcher{Columns: table.Columns(), Does: table.Does()}}
	b.paths()
	var rows []remainder
	for i, p := range b.Paths {
		rows = append(rows, remainder{p.Pattern.Segments(), p.Pattern.EndsInSlash(), Leaf{Path: i}})
	}
	b.Root = build(rows, "/")
	b.Root.splitRoot()
	return b.Matcher
}

// A builder makes a matcher.
type builder struct {
	*Matcher
	table  *route.Views
	pathOf []*Path // by row
	rows   [][]int // by row: all rows of the same shape
	lists  rivalLists
}

// paths makes the paths, in the order of their first rows.
func (b *builder) paths() {
	b.shapes()
	for column, of := range b.rivals() {
		for _, r := range of {
			p := b.pathOf[r.row]
			p.Rows[column] = r.row
			p.Rivals[column] = b.lists.place(r.Rivals, b.Columns[column][0] == "HEAD")
			p.AtBase = p.AtBase || r.atBase
		}
	}
	b.Rivals = b.lists.all
	b.joinHead()
	slices.SortStableFunc(b.Paths, func(p, q *Path) int {
		switch {
		case p.Contested() == q.Contested():
			return 0
		case q.Contested():
			return -1
		}
		return 1
	})
}

// joinHead joins the column of HEAD with that of GET if they are the same. If a row is contested they are not, even if
// both have the row and its rivals: which servers prefer the row depends on the method.
func (b *builder) joinHead() {
	column := func(method string) int {
		return slices.IndexFunc(b.Columns, func(methods []string) bool { return methods[0] == method })
	}
	get, head := column("GET"), column("HEAD")
	if get < 0 || head < 0 || slices.ContainsFunc(b.Paths, func(p *Path) bool {
		return p.Rows[get] != p.Rows[head] || p.Rivals[get] >= 0 || p.Rivals[head] >= 0
	}) {
		return
	}
	b.Columns[get] = append(b.Columns[get], "HEAD")
	b.Columns = slices.Delete(b.Columns, head, head+1)
	for _, p := range b.Paths {
		p.Rows = slices.Delete(p.Rows, head, head+1)
		p.Rivals = slices.Delete(p.Rivals, head, head+1)
	}
}

// shapes makes an empty path for each shape.
func (b *builder) shapes() {
	paths, rows := map[string]*Path{}, map[string][]int{}
	for i, r := range b.table.Rows {
		shape := r.Pattern.Shape()
		rows[shape] = append(rows[shape], i)
		if paths[shape] == nil {
			paths[shape] = &Path{Pattern: r.Pattern, Rows: slices.Repeat([]int{-1}, len(b.Columns)), Rivals: slices.Repeat([]int{-1}, len(b.Columns))}
			b.Paths = append(b.Paths, paths[shape])
		}
		b.pathOf = append(b.pathOf, paths[shape])
	}
	for _, p := range b.pathOf {
		b.rows = append(b.rows, rows[p.Pattern.Shape()])
	}
}

// A remainder is the part of a path's pattern below a node.
type remainder struct {
	segments []route.Segment
	slash    bool // a final slash follows the segments
	leaf     Leaf
}

// build returns the node for the remainders of some paths. end is the text of an empty remainder.
func build(paths []remainder, end string) *Node {
	var static []Leaf
	forks := map[string]*fork{}
	for _, p := range paths {
		text, open := run(p.segments)
		if open == nil {
			p.leaf.Text = text
			switch {
			case p.slash:
				p.leaf.Text += "/"
			case text == "":
				p.leaf.Text = end
			}
			static = append(static, p.leaf)
			continue
		}
		if open[0].Kind == route.Param {
			text += "/"
		}
		if forks[text] == nil {
			forks[text] = newFork()
		}
		forks[text].add(open[0], remainder{open[1:], p.slash, p.leaf})
	}
	return &Node{Static: choose(static), Edges: edges(forks)}
}

// run returns the literals at the beginning of segments as a text, each after a slash, and the other segments.
func run(segments []route.Segment) (text string, open []route.Segment) {
	for i, s := range segments {
		if s.Kind != route.Literal {
			return text, segments[i:]
		}
		text += "/" + s.Text
	}
	return text, nil
}

// A fork is a place where paths go on with a parameter or **.
type fork struct {
	affixed map[route.Segment][]remainder // after an affixed parameter, which has no name here
	param   []remainder                   // after a parameter
	rest    *Leaf                         // the path of **
}

func newFork() *fork { return &fork{affixed: map[route.Segment][]remainder{}} }

// add adds a path that goes on with the segment first.
func (f *fork) add(first route.Segment, next remainder) {
	switch {
	case first.Kind == route.Rest:
		f.rest = &next.leaf
	case first.Affixed():
		f.affixed[first.Unnamed()] = append(f.affixed[first.Unnamed()], next)
	default:
		f.param = append(f.param, next)
	}
}

// affixes returns the affixed parameters, in the order of precedence.
func (f *fork) affixes() (affixes []Affix) {
	for s, paths := range f.affixed {
		affixes = append(affixes, Affix{s, build(paths, "")})
	}
	slices.SortFunc(affixes, func(a, b Affix) int { return route.CompareSegments(a.Segment, b.Segment) })
	return affixes
}

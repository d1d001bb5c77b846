// Package tree decides beforehand what a permission table decides: it turns a table into the decision
// tree that the compiled matcher is printed from, and interprets it, so that it can be held against
// the reference matcher without compiling anything.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package tree

import (
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// Large is how many paths may stand below a place of the tree for it to be printed where it is met.
// Compilers take much longer than twice the time for a function of twice the size.
const Large = 60

// A Matcher finds a table's rows: first the path, whatever the method, and then the row.
type Matcher struct {
	Columns [][]string // the methods of each column of paths
	Paths   []*Path    // those with a contested row stand last
	Rivals  [][]int    // lists of rows, ascending: of each shape all rows or none
	Root    *Node

	Does route.Equivalence // what the servers behind may do
}

// A Path is what rows of one shape have in common.
type Path struct {
	Pattern route.Pattern
	Rows    []int // by column: the index of the row in the table, or -1

	// Contested says, by column, that a server could take some request that the row names for another
	// row too, with a demand that the one does not imply.
	Contested []bool

	// AtBase says that other rows may decide where the ** at the end of the pattern takes nothing.
	AtBase bool

	// Rivals is the index of the list of the rows that stand against the contested ones; -1 if none is.
	Rivals int
}

// AnyContested reports whether one of the rows is.
func (p *Path) AnyContested() bool { return slices.Contains(p.Contested, true) }

// A Node stands after a parameter, before a slash or at the end of the path; the root stands at the
// path's begin. What is tried first stands first; where a way fails the next one is tried, which is
// the order of precedence.
type Node struct {
	Static *Choice // what is left of the path is one of these texts
	Edges  *Edges  // it goes on with literals up to a parameter or **
	Large  bool    // it has a function of its own
}

// A Leaf is a path.
type Leaf struct {
	Text string // in a Choice: what is left of the path
	Path int    // its index
}

// Build returns the matcher of a table whose views these are.
func Build(table *route.Views) *Matcher {
	b := builder{table: table, Matcher: &Matcher{Columns: table.Columns(), Does: table.Does()}, pathOf: map[string]*Path{}, byShape: map[string][]int{}, against: map[*Path][]int{}}
	b.paths()
	var rows []ended
	for i, p := range b.Paths {
		rows = append(rows, ended{p.Pattern.Segments(), p.Pattern.EndsInSlash(), Leaf{Path: i}})
	}
	b.Root = build(rows, "/")
	b.Root.splitRoot()
	return b.Matcher
}

// A builder makes a matcher.
type builder struct {
	*Matcher
	table   *route.Views
	pathOf  map[string]*Path // by shape
	byShape map[string][]int // the rows
	against map[*Path][]int  // the rivals of its rows
}

// paths makes the paths, in the order of their first rows.
func (b *builder) paths() {
	for i, r := range b.table.Rows {
		shape := r.Pattern.Shape()
		b.byShape[shape] = append(b.byShape[shape], i)
		if b.pathOf[shape] == nil {
			p := &Path{Pattern: r.Pattern, Rows: slices.Repeat([]int{-1}, len(b.Columns)), Contested: make([]bool, len(b.Columns)), Rivals: -1}
			b.pathOf[shape] = p
			b.Paths = append(b.Paths, p)
		}
	}
	for column, methods := range b.Columns {
		view := b.table.Of(methods[0])
		for _, row := range view.Own {
			p := b.path(row)
			p.Rows[column] = row
			rivals := view.Rivals(row)
			p.Contested[column] = len(rivals) > 0
			p.AtBase = p.AtBase || view.ContestedAtBase(row)
			for _, r := range rivals {
				b.against[p] = append(b.against[p], b.alike(r)...)
			}
		}
	}
	b.joinHead()
	b.rivals()
	slices.SortStableFunc(b.Paths, func(p, q *Path) int {
		switch {
		case p.AnyContested() == q.AnyContested():
			return 0
		case q.AnyContested():
			return -1
		}
		return 1
	})
}

// joinHead joins the column of HEAD with that of GET if they are the same.
func (b *builder) joinHead() {
	column := func(method string) int {
		return slices.IndexFunc(b.Columns, func(methods []string) bool { return methods[0] == method })
	}
	get, head := column("GET"), column("HEAD")
	if get < 0 || head < 0 || slices.ContainsFunc(b.Paths, func(p *Path) bool {
		return p.Rows[get] != p.Rows[head] || p.Contested[get] != p.Contested[head]
	}) {
		return
	}
	b.Columns[get] = append(b.Columns[get], "HEAD")
	b.Columns = slices.Delete(b.Columns, head, head+1)
	for _, p := range b.Paths {
		p.Rows = slices.Delete(p.Rows, head, head+1)
		p.Contested = slices.Delete(p.Contested, head, head+1)
	}
}

// rivals lists the rivals of the contested paths and all other rows of their shapes, for who of them counts
// is for a request's method to say. Lists that have much in common are one: to ask too many rows costs
// little, and changes nothing.
func (b *builder) rivals() {
	for _, p := range b.Paths {
		rows := b.against[p]
		if rows == nil {
			continue
		}
		slices.Sort(rows)
		rows = slices.Compact(rows)
		p.Rivals = slices.IndexFunc(b.Rivals, func(list []int) bool { return 2*shared(list, rows) >= len(rows) })
		if p.Rivals < 0 {
			p.Rivals = len(b.Rivals)
			b.Rivals = append(b.Rivals, nil)
		}
		list := slices.Concat(b.Rivals[p.Rivals], rows)
		slices.Sort(list)
		b.Rivals[p.Rivals] = slices.Compact(list)
	}
}

// shared counts the rows that two ascending lists both have.
func shared(list, rows []int) (n int) {
	for _, row := range rows {
		if _, found := slices.BinarySearch(list, row); found {
			n++
		}
	}
	return n
}

// alike returns the rows of a row's shape.
func (b *builder) alike(row int) []int { return b.byShape[b.table.Rows[row].Pattern.Shape()] }

// path returns the path of a row.
func (b *builder) path(row int) *Path { return b.pathOf[b.table.Rows[row].Pattern.Shape()] }

// An ended is what is left of a path's pattern below a node.
type ended struct {
	segments []route.Segment
	slash    bool // a slash follows them
	leaf     Leaf
}

// build returns the node for what is left of paths. end is the text that stands for nothing left.
func build(paths []ended, end string) *Node {
	var static []Leaf
	ways := map[string]*ways{}
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
		if ways[text] == nil {
			ways[text] = newWays()
		}
		ways[text].add(open[0], ended{open[1:], p.slash, p.leaf})
	}
	return &Node{Static: choose(static), Edges: edges(ways)}
}

// run returns the literals that segments begin with, each with its slash before it, and the segments
// from the first one on that is none.
func run(segments []route.Segment) (text string, open []route.Segment) {
	for i, s := range segments {
		if s.Kind != route.Literal {
			return text, segments[i:]
		}
		text += "/" + s.Text
	}
	return text, nil
}

// ways holds what paths go on with at one place.
type ways struct {
	affixed map[route.Segment][]ended // by the parameter's literals
	param   []ended
	rest    *Leaf
}

func newWays() *ways { return &ways{affixed: map[route.Segment][]ended{}} }

func (w *ways) add(first route.Segment, next ended) {
	switch {
	case first.Kind == route.Rest:
		w.rest = &next.leaf
	case first.Affixed():
		w.affixed[first.Unnamed()] = append(w.affixed[first.Unnamed()], next)
	default:
		w.param = append(w.param, next)
	}
}

// affixes returns the ways over parameters with literals beside them, in the order of precedence.
func (w *ways) affixes() (affixes []Affix) {
	for s, paths := range w.affixed {
		affixes = append(affixes, Affix{s, build(paths, "")})
	}
	slices.SortFunc(affixes, func(a, b Affix) int { return route.CompareSegments(a.Segment, b.Segment) })
	return affixes
}

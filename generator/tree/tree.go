// Package tree decides beforehand what a permission table decides: it turns a table into the decision
// trees that the compiled matcher is printed from, and interprets them, so that they can be held
// against the reference matcher without compiling anything.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package tree

import (
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// Large is how many rows may stand below a place of the tree for it to be printed where it is met.
// Compilers take much longer than twice the time for a function of twice the size.
const Large = 24

// A Branch answers the requests of methods that see the same rows.
type Branch struct {
	Methods []string
	Root    *Node
}

// A Node stands after a parameter, before a slash or at the end of the path; the root stands at the
// path's begin. What is tried first stands first; where a way fails the next one is tried, which is
// the order of precedence.
type Node struct {
	Static *Choice // what is left of the path is one of these texts
	Edges  *Edges  // it goes on with literals up to a parameter or **
	Large  bool    // it has a function of its own
}

// A Leaf is a row that names the path.
type Leaf struct {
	Text      string // in a Choice: what is left of the path
	Row       int    // the row's index in the table
	Contested bool   // a server could take some such paths for a row with another demand too
}

// Build returns a table's branches, in the order of the table's methods.
func Build(table route.Table) (branches []*Branch) {
	for _, methods := range methods(table) {
		view := table.View(methods[0])
		var rows []row
		for _, i := range view.Own {
			rows = append(rows, row{table.Rows[i].Pattern.Segments(), Leaf{Row: i, Contested: view.Contested(i)}})
		}
		root := build(rows, "/")
		root.split()
		branches = append(branches, &Branch{methods, root})
	}
	return branches
}

// methods returns the methods that have rows, in the order of their first row, those together that
// see the same rows: HEAD goes with GET unless it has rows of its own.
func methods(table route.Table) (groups [][]string) {
	seen := map[string]bool{}
	for _, r := range table.Rows {
		if !seen[r.Method] {
			seen[r.Method] = true
			groups = append(groups, []string{r.Method})
		}
	}
	for i := range groups {
		if groups[i][0] == "GET" && !seen["HEAD"] {
			groups[i] = append(groups[i], "HEAD")
		}
	}
	return groups
}

// A row is what is left of a row's pattern below a node.
type row struct {
	segments []route.Segment
	leaf     Leaf
}

// build returns the node for what is left of rows. end is the text that stands for nothing left.
func build(rows []row, end string) *Node {
	var static []Leaf
	ways := map[string]*ways{}
	for _, r := range rows {
		text, open := run(r.segments)
		if open == nil {
			r.leaf.Text = text
			if text == "" {
				r.leaf.Text = end
			}
			static = append(static, r.leaf)
			continue
		}
		if open[0].Kind == route.Param {
			text += "/"
		}
		if ways[text] == nil {
			ways[text] = newWays()
		}
		ways[text].add(open[0], row{open[1:], r.leaf})
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

// ways holds what rows go on with at one place.
type ways struct {
	affixed map[route.Segment][]row // by the parameter's literals
	param   []row
	rest    *Leaf
}

func newWays() *ways { return &ways{affixed: map[route.Segment][]row{}} }

func (w *ways) add(first route.Segment, next row) {
	switch {
	case first.Kind == route.Rest:
		w.rest = &next.leaf
	case first.Affixed():
		first.Text = ""
		w.affixed[first] = append(w.affixed[first], next)
	default:
		w.param = append(w.param, next)
	}
}

// affixes returns the ways over parameters with literals beside them, in the order of precedence.
func (w *ways) affixes() (affixes []Affix) {
	for s, rows := range w.affixed {
		affixes = append(affixes, Affix{s, build(rows, "")})
	}
	slices.SortFunc(affixes, func(a, b Affix) int { return route.CompareSegments(a.Segment, b.Segment) })
	return affixes
}

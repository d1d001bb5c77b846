// Package tree decides beforehand what a permission table decides: it turns a table into the decision
// trees that the compiled matcher is printed from, and interprets them, so that they can be held
// against the reference matcher without compiling anything.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package tree

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Matcher answers for a table.
type Matcher struct {
	Branches []*Branch
	Shapes   []ShapeNode // the paths of all rows, for what no row names exactly; the root is first

	// Precedence holds the place of each row's pattern in the order of precedence.
	Precedence []int
}

// A Branch answers the requests of methods that see the same rows. Its place in Branches is its bit
// in a set of methods.
type Branch struct {
	Methods []string
	Root    *Node
}

// A Node stands before a slash, or at the end, of the paths that rows name exactly. What is tried
// first stands first; where a way fails, the next one is tried, which is the order of precedence.
type Node struct {
	Static   []Leaf // the rest of the path is their Text, to the end
	Literals []Edge // the path goes on with a literal and then leaves literals; no two begin alike
	Param    *Node  // the path goes on with a parameter
	Rest     *Leaf  // ** takes the rest
}

// An Edge leads over one or more literal segments, each with its slash before it.
type Edge struct {
	Text string
	Next *Node
}

// A Leaf is a row that names the path.
type Leaf struct {
	Text   string // in Static: what is left of the path
	Row    int    // the row's index in the table
	Rivals []route.Rival
}

// crowd is how many rivals are looked at one by one.
const crowd = 16

// Crowded reports whether the row has so many rivals that a walk over the nodes finds sooner which of
// them a path reaches.
func (l *Leaf) Crowded() bool { return len(l.Rivals) > crowd }

// Build returns the matcher of a table.
func Build(table route.Table) *Matcher {
	m := &Matcher{}
	branchOf := map[string]int{} // by method
	for _, methods := range methods(table) {
		view := table.View(methods[0])
		var rows []row
		for _, i := range view.Own {
			rows = append(rows, row{table.Rows[i].Pattern.Segments(), Leaf{Row: i, Rivals: view.Rivals(i)}})
		}
		root := build(rows)
		if len(root.Static) > 0 && root.Static[0].Text == "" {
			root.Static[0].Text = "/" // the path / ends in its slash
		}
		for _, method := range methods {
			branchOf[method] = len(m.Branches)
		}
		m.Branches = append(m.Branches, &Branch{methods, root})
	}
	m.Shapes = shapes(table, branchOf)
	m.Precedence = precedence(table)
	return m
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

// build returns the node for what is left of rows.
func build(rows []row) *Node {
	n := &Node{}
	var params []row
	literals := map[string][]row{}
	var order []string
	for _, r := range rows {
		if static(r.segments) {
			r.leaf.Text = text(r.segments)
			n.Static = append(n.Static, r.leaf)
			continue
		}
		first := r.segments[0]
		next := row{r.segments[1:], r.leaf}
		switch first.Kind {
		case route.Literal:
			if literals[first.Text] == nil {
				order = append(order, first.Text)
			}
			literals[first.Text] = append(literals[first.Text], next)
		case route.Param:
			params = append(params, next)
		case route.Rest:
			n.Rest = &next.leaf
		}
	}
	slices.SortFunc(n.Static, func(a, b Leaf) int { return strings.Compare(a.Text, b.Text) })
	slices.Sort(order)
	for _, literal := range order {
		n.Literals = append(n.Literals, edge("/"+literal, build(literals[literal])))
	}
	if params != nil {
		n.Param = build(params)
	}
	return n
}

// edge returns an edge to a node, over its literal too if that is the node's only way on.
func edge(text string, next *Node) Edge {
	if len(next.Literals) == 1 && len(next.Static) == 0 && next.Param == nil && next.Rest == nil {
		return Edge{text + next.Literals[0].Text, next.Literals[0].Next}
	}
	return Edge{text, next}
}

func static(segments []route.Segment) bool {
	return !slices.ContainsFunc(segments, func(s route.Segment) bool { return s.Kind != route.Literal })
}

func text(segments []route.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString("/" + s.Text)
	}
	return b.String()
}

// precedence returns the place of each row in the order of precedence of patterns. Rows of one shape
// never meet as own rows; theirs is by pattern all the same.
func precedence(table route.Table) []int {
	order := make([]int, len(table.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return route.ComparePatterns(table.Rows[a].Pattern, table.Rows[b].Pattern)
	})
	places := make([]int, len(order))
	for place, i := range order {
		places[i] = place
	}
	return places
}

package tree

import (
	"maps"
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// A ShapeNode is a node of all rows' paths, segment by segment, whatever their methods.
type ShapeNode struct {
	Literals []ShapeEdge // by their text
	Param    int         // the index of the node after a parameter; 0 for none
	Here     []ShapeRow  // the rows that end here
	Below    []ShapeRow  // the rows that go on with **
}

// A ShapeRow is a row and the branches whose own row it is, by their bits.
type ShapeRow struct {
	Row      int
	Branches uint64
}

// A ShapeEdge leads over a literal segment.
type ShapeEdge struct {
	Literal string
	To      int
}

// shapes returns the nodes of all rows' paths, each before those below it. branchOf gives each
// method's branch.
func shapes(table route.Table, branchOf map[string]int) []ShapeNode {
	root := &shape{}
	for i, r := range table.Rows {
		root.add(r.Pattern.Segments(), ShapeRow{i, 1 << branchOf[r.Method]})
	}
	if get, head, apart := branchesOfHead(branchOf); apart {
		root.share(get, head)
	}
	var nodes []ShapeNode
	root.number(&nodes)
	return nodes
}

// branchesOfHead returns the bits of GET and HEAD, and whether they have branches of their own.
func branchesOfHead(branchOf map[string]int) (get, head uint64, apart bool) {
	g, hasGet := branchOf["GET"]
	h, hasHead := branchOf["HEAD"]
	return 1 << g, 1 << h, hasGet && hasHead && g != h
}

// A shape is a ShapeNode that still grows.
type shape struct {
	literals    map[string]*shape
	param       *shape
	here, below []ShapeRow
}

// add grows the shape by what is left of a row's pattern.
func (s *shape) add(segments []route.Segment, row ShapeRow) {
	if len(segments) == 0 {
		s.here = append(s.here, row)
		return
	}
	switch first := segments[0]; first.Kind {
	case route.Rest:
		s.below = append(s.below, row)
	case route.Param:
		if s.param == nil {
			s.param = &shape{}
		}
		s.param.add(segments[1:], row)
	case route.Literal:
		if s.literals == nil {
			s.literals = map[string]*shape{}
		}
		if s.literals[first.Text] == nil {
			s.literals[first.Text] = &shape{}
		}
		s.literals[first.Text].add(segments[1:], row)
	}
}

// share makes rows of GET rows of HEAD where HEAD has none of the same shape.
func (s *shape) share(get, head uint64) {
	for _, rows := range [][]ShapeRow{s.here, s.below} {
		at := slices.IndexFunc(rows, func(r ShapeRow) bool { return r.Branches&get != 0 })
		if at >= 0 && !slices.ContainsFunc(rows, func(r ShapeRow) bool { return r.Branches&head != 0 }) {
			rows[at].Branches |= head
		}
	}
	for _, below := range s.literals {
		below.share(get, head)
	}
	if s.param != nil {
		s.param.share(get, head)
	}
}

// number appends the shape and those below it, and returns its index.
func (s *shape) number(nodes *[]ShapeNode) int {
	at := len(*nodes)
	*nodes = append(*nodes, ShapeNode{})
	n := ShapeNode{Here: s.here, Below: s.below}
	for _, literal := range slices.Sorted(maps.Keys(s.literals)) {
		n.Literals = append(n.Literals, ShapeEdge{literal, s.literals[literal].number(nodes)})
	}
	if s.param != nil {
		n.Param = s.param.number(nodes)
	}
	(*nodes)[at] = n
	return at
}

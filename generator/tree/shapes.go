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
	Here     uint64      // the branches that have a row which ends here, by their bits
	Below    uint64      // the branches that have a row which goes on with **
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
	for _, r := range table {
		branches := uint64(1) << branchOf[r.Method]
		if head, ok := branchOf["HEAD"]; ok && r.Method == "GET" {
			branches |= 1 << head // a row of GET is one of HEAD, or HEAD has its own of that shape
		}
		root.add(r.Pattern.Segments(), branches)
	}
	var nodes []ShapeNode
	root.number(&nodes)
	return nodes
}

// A shape is a ShapeNode that still grows.
type shape struct {
	literals    map[string]*shape
	param       *shape
	here, below uint64
}

// add grows the shape by what is left of a pattern.
func (s *shape) add(segments []route.Segment, branches uint64) {
	if len(segments) == 0 {
		s.here |= branches
		return
	}
	switch first := segments[0]; first.Kind {
	case route.Rest:
		s.below |= branches
	case route.Param:
		if s.param == nil {
			s.param = &shape{}
		}
		s.param.add(segments[1:], branches)
	case route.Literal:
		if s.literals == nil {
			s.literals = map[string]*shape{}
		}
		if s.literals[first.Text] == nil {
			s.literals[first.Text] = &shape{}
		}
		s.literals[first.Text].add(segments[1:], branches)
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

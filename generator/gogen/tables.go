package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// rivalTable returns
//
//	// rivals holds, for the rows that have any, the other rows that could be meant.
//	var rivals = [...]rival{
//		// RouteShowMe against RouteShowUser
//		{"/users/me", false},
//		…
//	}
func rivalTable(rivals []jen.Code) jen.Code {
	return comment("rivals holds, for the rows that have any, the other rows that could be meant.").Line().
		Var().Id("rivals").Op("=").Index(jen.Op("...")).Id("rival").Add(lines("{", "}", ",", rivals))
}

// nodeTable returns
//
//	// nodes holds the paths of all rows, for the requests that no row names exactly.
//	var nodes = [...]node{
//		0: {literals: []edge{{"v1.0", 1}, {"v2", 6}}},
//		…
//	}
func nodeTable(m *tree.Matcher) jen.Code {
	var nodes []jen.Code
	for i, n := range m.Shapes {
		nodes = append(nodes, jen.Lit(i).Op(":").Values(nodeFields(m.Branches, n)...))
	}
	return comment("nodes holds the paths of all rows, for the requests that no row names exactly.").Line().
		Var().Id("nodes").Op("=").Index(jen.Op("...")).Id("node").Add(lines("{", "}", ",", nodes))
}

// nodeFields returns the fields of a node that are not zero.
func nodeFields(branches []*tree.Branch, n tree.ShapeNode) (fields []jen.Code) {
	if len(n.Literals) > 0 {
		var edges []jen.Code
		for _, e := range n.Literals {
			edges = append(edges, jen.Values(jen.Lit(e.Literal), jen.Lit(e.To)))
		}
		fields = append(fields, jen.Id("literals").Op(":").Index().Id("edge").Values(edges...))
	}
	if n.Param != 0 {
		fields = append(fields, jen.Id("param").Op(":").Lit(n.Param))
	}
	if n.Here != 0 {
		fields = append(fields, jen.Id("here").Op(":").Add(methodSet(branches, n.Here)))
	}
	if n.Below != 0 {
		fields = append(fields, jen.Id("below").Op(":").Add(methodSet(branches, n.Below)))
	}
	return fields
}

// methodSet returns isGET | isPOST.
func methodSet(branches []*tree.Branch, bits uint64) jen.Code {
	set := jen.Null()
	for i, b := range branches {
		if bits>>i&1 == 0 {
			continue
		}
		if bits&(1<<i-1) != 0 {
			set.Op("|")
		}
		set.Id("is" + branchName(b))
	}
	return set
}

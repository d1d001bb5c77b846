package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
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

// precedenceTable returns
//
//	// precedence holds the place of each row's pattern in the order of precedence.
//	var precedence = [...]uint16{
//		RouteShowMe: 0,
//		…
//	}
func precedenceTable(m *tree.Matcher, routes []*model.Route) jen.Code {
	var places []jen.Code
	for i, r := range routes {
		places = append(places, jen.Id(r.Const).Op(":").Lit(m.Precedence[i]))
	}
	return comment("precedence holds the place of each row's pattern in the order of precedence.").Line().
		Var().Id("precedence").Op("=").Index(jen.Op("...")).Uint16().Add(lines("{", "}", ",", places))
}

// A nodePrinter prints nodes with the names of methods and routes.
type nodePrinter struct {
	branches []*tree.Branch
	routes   []*model.Route
}

// nodeTable returns
//
//	// nodes holds the paths of all rows, for the requests that no row names exactly.
//	var nodes = [...]node{
//		0: {literals: []edge{{"v1.0", 1}, {"v2", 6}}},
//		…
//	}
func nodeTable(m *tree.Matcher, routes []*model.Route) jen.Code {
	p := nodePrinter{m.Branches, routes}
	var nodes []jen.Code
	for i, n := range m.Shapes {
		nodes = append(nodes, jen.Lit(i).Op(":").Values(p.fields(n)...))
	}
	return comment("nodes holds the paths of all rows, for the requests that no row names exactly.").Line().
		Var().Id("nodes").Op("=").Index(jen.Op("...")).Id("node").Add(lines("{", "}", ",", nodes))
}

// fields returns the fields of a node that are not zero.
func (p nodePrinter) fields(n tree.ShapeNode) (fields []jen.Code) {
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
	if n.Here != nil {
		fields = append(fields, jen.Id("here").Op(":").Add(p.rows(n.Here)))
	}
	if n.Below != nil {
		fields = append(fields, jen.Id("below").Op(":").Add(p.rows(n.Below)))
	}
	return fields
}

// rows returns []shapedRow{{isGET, RouteShowUser}, {isPUT, RouteUpdateUser}}.
func (p nodePrinter) rows(shaped []tree.ShapeRow) jen.Code {
	var rows []jen.Code
	for _, r := range shaped {
		rows = append(rows, jen.Values(p.methodSet(r.Branches), jen.Id(p.routes[r.Row].Const)))
	}
	return jen.Index().Id("shapedRow").Values(rows...)
}

// methodSet returns isGET | isHEAD.
func (p nodePrinter) methodSet(bits uint64) jen.Code {
	set := jen.Null()
	for i, b := range p.branches {
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

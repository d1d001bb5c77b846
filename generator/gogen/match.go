package gogen

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// matchFile returns the declarations of match.gen.go.
func matchFile(m *tree.Matcher, api *model.API) []jen.Code {
	declarations := []jen.Code{
		unlistedConsts(api),
		couldConst(api.Table),
		encodingConsts(api.Table),
		encodedIn(api),
		columnConsts(m),
		columnOf(m),
		firstContested(m),
		pathTable(m, api.Routes),
	}
	p := &findPrinter{api: api, paths: m.Paths}
	return append(declarations, p.root(m.Root)...)
}

// unlistedConsts returns
//
//	// What requests get that the table does not list.
//	const (
//		allowUnlistedPath   = true
//		allowUnlistedMethod = false
//	)
func unlistedConsts(api *model.API) jen.Code {
	return comment("What requests get that the table does not list.").Line().Const().Defs(
		jen.Id("allowUnlistedPath").Op("=").Lit(api.AllowUnlistedPath),
		jen.Id("allowUnlistedMethod").Op("=").Lit(api.AllowUnlistedMethod),
	)
}

// columnName returns the name of a column's constant, from its first method. Methods are capital letters
// and hyphens.
func columnName(methods []string) string { return "in" + strings.ReplaceAll(methods[0], "-", "_") }

// columnConsts returns
//
//	// The methods, as columns of paths. HEAD goes with GET where it has no rows of its own.
//	const (
//		inGET column = iota + 1 // GET, HEAD
//		…
//		columns int = iota + 1
//	)
func columnConsts(m *tree.Matcher) jen.Code {
	var consts []jen.Code
	for i, methods := range m.Columns {
		consts = append(consts, numbered(i, columnName(methods), "column").Add(comment("%s", strings.Join(methods, ", "))))
	}
	consts = append(consts, jen.Id("columns").Int().Op("=").Iota().Op("+").Lit(1))
	return comment("The methods, as columns of paths. HEAD goes with GET where it has no rows of its own.").Line().
		Const().Add(lines("(", ")", "", consts))
}

// columnOf returns
//
//	// columnOf returns the column of a method, or zero if the table does not have it.
//	func columnOf(method string) column {
//		switch method {
//		case "GET", "HEAD":
//			return inGET
//		…
//		}
//		return 0
//	}
func columnOf(m *tree.Matcher) jen.Code {
	var cases []jen.Code
	for _, methods := range m.Columns {
		var names []jen.Code
		for _, method := range methods {
			names = append(names, jen.Lit(method))
		}
		cases = append(cases, jen.Case(names...).Block(jen.Return(jen.Id(columnName(methods)))))
	}
	return comment("columnOf returns the column of a method, or zero if the table does not have it.").Line().
		Func().Id("columnOf").Params(jen.Id("method").String()).Id("column").
		Block(jen.Switch(jen.Id("method")).Block(cases...), jen.Return(jen.Lit(0)))
}

// firstContested returns
//
//	// firstContested is the first path of which a server could take some request for a row too whose
//	// requirement the path's own row does not imply.
//	const firstContested = 7
func firstContested(m *tree.Matcher) jen.Code {
	first := slices.IndexFunc(m.Paths, func(p *tree.Path) bool { return p.Contested })
	if first < 0 {
		first = len(m.Paths)
	}
	return comment("firstContested is the first path of which a server could take some request for a row too whose").Line().
		Add(comment("requirement the path's own row does not imply.")).Line().
		Const().Id("firstContested").Op("=").Lit(first + 1)
}

// pathTable returns
//
//	// paths holds the rows of each path, by the columns of their methods.
//	var paths = [...][columns]Route{
//		1: {inGET: RouteListCustomerOrders}, // /v2/orders/customer-orders
//		…
//	}
func pathTable(m *tree.Matcher, routes []*model.Route) jen.Code {
	var entries []jen.Code
	if large(routes) {
		entries = append(entries, jen.Values())
	}
	for i, p := range m.Paths {
		var row []jen.Code
		for c, r := range p.Rows {
			switch {
			case large(routes):
				row = append(row, jen.Lit(r+1))
			case r >= 0:
				row = append(row, jen.Id(columnName(m.Columns[c])).Op(":").Id(routes[r].Const))
			}
		}
		if large(routes) {
			entries = append(entries, jen.Values(append([]jen.Code{jen.Lit(0)}, row...)...))
			continue
		}
		entries = append(entries, comment("%s", p.Pattern).Line().Lit(i+1).Op(":").Values(row...))
	}
	return comment("paths holds the rows of each path, by the columns of their methods.").Line().
		Var().Id("paths").Op("=").Index(jen.Op("...")).Index(jen.Id("columns")).Id("Route").Add(lines("{", "}", ",", entries))
}

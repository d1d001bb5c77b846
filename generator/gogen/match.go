package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// matchFile returns the declarations of match.gen.go.
func matchFile(m *tree.Matcher, api *model.API) []jen.Code {
	p := &findPrinter{api: api, Matcher: m}
	declarations := []jen.Code{
		unlistedConsts(api),
		couldConst(api.Table),
		encodingConsts(api.Table),
		encodedIn(api),
		columnConsts(m),
		columnOf(m),
		rivals(m, api),
	}
	if large(api.Routes) {
		declarations = append(declarations, firstContested(m), matchInPaths(), rivalsOf(m), pathTable(m))
	}
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
//	// The columns of methods. HEAD goes with GET where it has no rows of its own.
//	const (
//		inGET column = iota + 1 // GET, HEAD
//		…
//	)
func columnConsts(m *tree.Matcher) jen.Code {
	var consts []jen.Code
	for i, methods := range m.Columns {
		consts = append(consts, numbered(i, columnName(methods), "column").Add(comment("%s", strings.Join(methods, ", "))))
	}
	return comment("The columns of methods. HEAD goes with GET where it has no rows of its own.").Line().
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
		cases = append(cases, jen.Case(literals(methods)...).Block(jen.Return(jen.Id(columnName(methods)))))
	}
	return comment("columnOf returns the column of a method, or zero if the table does not have it.").Line().
		Func().Id("columnOf").Params(jen.Id("method").String()).Id("column").
		Block(jen.Switch(jen.Id("method")).Block(cases...), jen.Return(jen.Lit(0)))
}

func literals(texts []string) (list []jen.Code) {
	for _, t := range texts {
		list = append(list, jen.Lit(t))
	}
	return list
}

// rivals returns
//
//	// rivals holds, in lists, the routes that servers could take a request for too which another route names
//	// exactly without demanding enough for them, and those of the same paths.
//	var rivals = [][]Route{
//		{RouteShowUser, RouteDeleteUser},
//		…
//	}
func rivals(m *tree.Matcher, api *model.API) jen.Code {
	var lists []jen.Code
	for _, rows := range m.Rivals {
		var routes []jen.Code
		for _, row := range rows {
			if large(api.Routes) {
				routes = append(routes, jen.Lit(row+1))
				continue
			}
			routes = append(routes, jen.Id(api.Routes[row].Const))
		}
		lists = append(lists, jen.Values(routes...))
	}
	all := jen.Values()
	if lists != nil {
		all = lines("{", "}", ",", lists)
	}
	return comment("rivals holds, in lists, the routes that servers could take a request for too which another route names").Line().
		Add(comment("exactly without demanding enough for them, and those of the same paths.")).Line().
		Var().Id("rivals").Op("=").Index().Index().Id("Route").Add(all)
}

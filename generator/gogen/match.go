package gogen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// matchFile returns the declarations of match.gen.go that depend on the table.
func matchFile(m *tree.Matcher, api *model.API) (declarations []jen.Code) {
	p := &findPrinter{api: api, Matcher: m}
	if large(api.Routes) {
		declarations = append(declarations, matchInPaths())
	}
	declarations = append(declarations, p.root(m.Root)...)
	declarations = append(declarations, columnOf(m))
	if len(m.Rivals) > 0 || large(api.Routes) {
		declarations = append(declarations, rivals(m, api))
	}
	if large(api.Routes) {
		declarations = append(declarations, firstContested(m), rivalsOf(m), pathTable(m))
	}
	return declarations
}

// columnOf returns
//
//	// columnOf returns the column of a method, or zero if the table has no route for it. HEAD shares the column
//	// of GET if no request gets another answer for HEAD.
//	func columnOf(method string) column {
//		switch method {
//		case "GET", "HEAD":
//			return 1
//		…
//		}
//		return 0
//	}
func columnOf(m *tree.Matcher) jen.Code {
	var cases []jen.Code
	for i, methods := range m.Columns {
		cases = append(cases, jen.Case(literals(methods)...).Block(jen.Return(jen.Lit(i+1))))
	}
	return comment("columnOf returns the column of a method, or zero if the table has no route for it. HEAD shares the column").Line().
		Add(comment("of GET if no request gets another answer for HEAD.")).Line().
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
//	// rivals holds lists of routes. One of your servers might run a route of the list for a path that
//	// another route matches exactly. The function match names the list for each such route.
//	var rivals = [...]rivalList{
//		{routes: []Route{RouteShowUser, RouteDeleteUser}},
//		…
//	}
func rivals(m *tree.Matcher, api *model.API) jen.Code {
	var lists []jen.Code
	for _, list := range m.Rivals {
		strictly := slices.DeleteFunc(slices.Clone(list.Rows), func(row int) bool { return slices.Contains(list.Loosely, row) })
		var routes []jen.Code
		for _, row := range slices.Concat(list.Loosely, strictly) {
			if large(api.Routes) {
				routes = append(routes, jen.Lit(row+1))
				continue
			}
			routes = append(routes, jen.Id(api.Routes[row].Const))
		}
		fields := []jen.Code{jen.Id("routes").Op(":").Index().Id("Route").Values(routes...)}
		if n := len(list.Loosely); n > 0 {
			fields = append(fields, jen.Id("loosely").Op(":").Lit(n))
		}
		lists = append(lists, jen.Values(fields...))
	}
	return comment("rivals holds lists of routes. One of your servers might run a route of the list for a path that").Line().
		Add(comment("another route matches exactly. The function match names the list for each such route.")).Line().
		Var().Id("rivals").Op("=").Index(jen.Op("...")).Id("rivalList").Add(lines("{", "}", ",", lists))
}

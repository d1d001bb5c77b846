package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
)

// routeFile returns the declarations of routes.gen.go.
func routeFile(api *model.API) []jen.Code {
	return []jen.Code{
		routeConsts(api.Routes),
		routeTable(api.Routes),
		requirements(api.Routes),
		lookupRoute(api.Routes),
	}
}

// routeConsts returns
//
//	// The routes, in the order of the table.
//	const (
//		RouteListCosts Route = iota + 1 // POST /v4/costs/…: 查询成本数据
//		…
//	)
func routeConsts(routes []*model.Route) jen.Code {
	var consts []jen.Code
	for i, r := range routes {
		about := strings.TrimSuffix(r.Method+" "+r.Pattern.String()+": "+r.Name, ": ")
		consts = append(consts, numbered(i, r.Const, "Route").Add(comment("%s", about)))
	}
	return comment("The routes, in the order of the table.").Line().Const().Add(lines("(", ")", "", consts))
}

// routeTable returns
//
//	// routes holds what the table says of each route.
//	var routes = [...]routeEntry{
//		RouteListCosts: {"ListCosts", "POST", "/v4/costs/…", "查询成本数据", "管理成本 > 管理成本"},
//		…
//	}
func routeTable(routes []*model.Route) jen.Code {
	var entries []jen.Code
	for _, r := range routes {
		entries = append(entries, jen.Id(r.Const).Op(":").Values(
			jen.Lit(r.ID), jen.Lit(r.Method), jen.Lit(r.Pattern.String()), jen.Lit(r.Name), jen.Lit(r.Group.Path)))
	}
	return comment("routes holds what the table says of each route.").Line().
		Var().Id("routes").Op("=").Index(jen.Op("...")).Id("routeEntry").Add(lines("{", "}", ",", entries))
}

// requirements returns
//
//	// requirements holds each route's alternatives, of which a caller needs one, whole.
//	var requirements = [...][]Set{
//		RouteListCosts: {{[setWords]uint64{1 << (CostanalysisView - 1)}}},
//		…
//	}
func requirements(routes []*model.Route) jen.Code {
	var entries []jen.Code
	for _, r := range routes {
		var alternatives []jen.Code
		for _, permissions := range r.Alternatives {
			alternatives = append(alternatives, set(permissions))
		}
		entries = append(entries, jen.Id(r.Const).Op(":").Values(alternatives...))
	}
	return comment("requirements holds each route's alternatives, of which a caller needs one, whole.").Line().
		Var().Id("requirements").Op("=").Index(jen.Op("...")).Index().Id("Set").Add(lines("{", "}", ",", entries))
}

// set returns a Set's value without its type:
//
//	{[setWords]uint64{1<<(OrderView-1) | 1<<(OrderPay-1), 2: 1 << (UserView - 129)}}
func set(permissions []*model.Permission) jen.Code {
	if len(permissions) == 0 {
		return jen.Values()
	}
	bits := map[int]*jen.Statement{}
	last := 0
	for _, p := range permissions {
		word := (p.Number - 1) / 64
		bit := jen.Lit(1).Op("<<").Parens(jen.Id(p.Const).Op("-").Lit(word*64 + 1))
		if bits[word] == nil {
			bits[word] = bit
		} else {
			bits[word].Op("|").Add(bit)
		}
		last = max(last, word)
	}
	var words []jen.Code
	for word := range last + 1 {
		switch {
		case bits[word] == nil:
		case word == 0:
			words = append(words, bits[word])
		default:
			words = append(words, jen.Lit(word).Op(":").Add(bits[word]))
		}
	}
	return jen.Values(jen.Index(jen.Id("setWords")).Uint64().Values(words...))
}

// lookupRoute returns
//
//	// lookupRoute returns the route with this id, or zero.
//	func lookupRoute(id string) Route {
//		switch id {
//		case "ListCosts":
//			return RouteListCosts
//		…
//		}
//		return 0
//	}
func lookupRoute(routes []*model.Route) jen.Code {
	var cases []jen.Code
	for _, r := range routes {
		cases = append(cases, jen.Case(jen.Lit(r.ID)).Block(jen.Return(jen.Id(r.Const))))
	}
	return comment("lookupRoute returns the route with this id, or zero.").Line().
		Func().Id("lookupRoute").Params(jen.Id("id").String()).Id("Route").
		Block(jen.Switch(jen.Id("id")).Block(cases...), jen.Return(jen.Lit(0)))
}

package gogen

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
)

// routeFile returns the declarations of routes.gen.go that depend on the table.
func routeFile(api *model.API) []jen.Code {
	return []jen.Code{
		routeConsts(api.Routes),
		requirements(api),
		routeTable(api.Routes),
		nameTable(api.Routes),
		groupTable(api.Routes),
		schemesOf(api),
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
		c := numbered(i, r.Const, "Route")
		if !large(routes) {
			c.Add(comment("%s", strings.TrimSuffix(r.Method+" "+r.Pattern.String()+": "+r.Name, ": ")))
		}
		consts = append(consts, c)
	}
	return comment("The routes, in the order of the table.").Line().Const().Add(lines("(", ")", "", consts))
}

// routeTable returns
//
//	// routes holds the id, the method and the pattern of each route.
//	var routes = [...]routeEntry{
//		RouteListCosts: {"ListCosts", "POST", "/v4/costs/…"},
//		…
//	}
func routeTable(routes []*model.Route) jen.Code {
	return routeArray("routes holds the id, the method and the pattern of each route.", "routes", jen.Id("routeEntry"), routes, func(r *model.Route) jen.Code {
		return jen.Values(jen.Lit(r.ID), jen.Lit(r.Method), jen.Lit(r.Pattern.String()))
	})
}

// nameTable returns
//
//	// names holds the table's names for those routes that have one.
//	var names = [...]string{
//		RouteListCosts: "查询成本数据",
//		…
//	}
func nameTable(routes []*model.Route) jen.Code {
	var entries []jen.Code
	for _, r := range routes {
		if r.Name != "" {
			entries = append(entries, jen.Id(r.Const).Op(":").Lit(r.Name))
		}
	}
	return comment("names holds the table's names for those routes that have one.").Line().
		Var().Id("names").Op("=").Index(jen.Op("...")).String().Add(lines("{", "}", ",", entries))
}

// groupTable returns
//
//	// groups holds the headings of the table, each with the first route below it.
//	var groups = [...]groupEntry{
//		{RouteListCosts, "管理成本 > 管理成本"},
//		…
//	}
func groupTable(routes []*model.Route) jen.Code {
	var entries []jen.Code
	for i, r := range routes {
		if i == 0 || r.Group != routes[i-1].Group {
			entries = append(entries, jen.Values(jen.Id(r.Const), jen.Lit(r.Group.Path)))
		}
	}
	return comment("groups holds the headings of the table, each with the first route below it.").Line().
		Var().Id("groups").Op("=").Index(jen.Op("...")).Id("groupEntry").Add(lines("{", "}", ",", entries))
}

// routeArray returns an array with an entry for each route. The entries are in the order of the table and, unless
// it is large, have the names of the routes.
func routeArray(about, name string, of jen.Code, routes []*model.Route, entry func(*model.Route) jen.Code) jen.Code {
	var entries []jen.Code
	if large(routes) {
		entries = append(entries, jen.Lit(0).Op(":").Values())
	}
	for _, r := range routes {
		if large(routes) {
			entries = append(entries, entry(r))
			continue
		}
		entries = append(entries, jen.Id(r.Const).Op(":").Add(entry(r)))
	}
	return comment("%s", about).Line().Var().Id(name).Op("=").Index(jen.Op("...")).Add(of).Add(lines("{", "}", ",", entries))
}

// requirements returns
//
//	// requirements holds the alternatives of each route. A caller needs all permissions of one alternative.
//	var requirements = [...][][]Permission{
//		RouteListCosts: {{CostView}, {BillView, BillDetailView}},
//		RouteLogin:     public,
//		…
//	}
//
// and before it, for a large table, where routes share their requirements,
//
//	// The requirements that occur in the table.
//	var (
//		n1 = [][]Permission{{CostView}}
//		…
//	)
func requirements(api *model.API) jen.Code {
	const about = "requirements holds the alternatives of each route. A caller needs all permissions of one alternative."
	lists := jen.Index().Index().Id("Permission")
	if !large(api.Routes) {
		return routeArray(about, "requirements", lists, api.Routes, requirement)
	}
	firsts, of := api.Requirements()
	name := func(i int) *jen.Statement { return jen.Id("n" + strconv.Itoa(i+1)) }
	var shared []jen.Code
	for i, r := range firsts {
		if _, ok := r.Access(); ok {
			shared = append(shared, name(i).Op("=").Add(requirement(r)))
			continue
		}
		shared = append(shared, name(i).Op("=").Add(lists).Add(requirement(r)))
	}
	return comment("The requirements that occur in the table.").Line().Var().Add(lines("(", ")", "", shared)).Line().Line().
		Add(routeArray(about, "requirements", lists, api.Routes, func(r *model.Route) jen.Code { return name(of[r.Number-1]) }))
}

// requirement returns the requirement of a route without its type: {{OrderView}, {OrderUpdate, OrderPay}}, or the
// variable of the package support that has the name of the word.
func requirement(r *model.Route) jen.Code {
	if a, ok := r.Access(); ok {
		return jen.Id(a.String())
	}
	var all []jen.Code
	for _, permissions := range r.Alternatives {
		all = append(all, jen.Values(names(permissions)...))
	}
	return jen.Values(all...)
}

// schemesOf returns
//
//	// schemesOf returns the security schemes that callers of a route authenticate with.
//	func schemesOf(r Route) [][]string {
//		switch r {
//		case RoutePlaceOrder:
//			return [][]string{{"clientId", "secret"}}
//		}
//		return [][]string{{"login"}}
//	}
//
// The last return is for the schemes that most routes have.
func schemesOf(api *model.API) jen.Code {
	printed, count := map[string][]*model.Route{}, []string{}
	literals := map[string]jen.Code{}
	most := ""
	for _, r := range api.Routes {
		literal, key := schemesLiteral(r)
		if literals[key] == nil {
			literals[key] = literal
			count = append(count, key)
		}
		printed[key] = append(printed[key], r)
		if most == "" || len(printed[key]) > len(printed[most]) {
			most = key
		}
	}
	var cases []jen.Code
	for _, key := range count {
		if key == most {
			continue
		}
		var names []jen.Code
		for _, r := range printed[key] {
			names = append(names, jen.Id(r.Const))
		}
		cases = append(cases, jen.Case(names...).Block(jen.Return(literals[key])))
	}
	body := []jen.Code{jen.Return(literals[most])}
	if cases != nil {
		body = append([]jen.Code{jen.Switch(jen.Id("r")).Block(cases...)}, body...)
	}
	return comment("schemesOf returns the security schemes that callers of a route authenticate with.").Line().
		Func().Id("schemesOf").Params(jen.Id("r").Id("Route")).Index().Index().String().Block(body...)
}

// schemesLiteral returns the security schemes of a route, and a text that is the same for equal ones.
func schemesLiteral(r *model.Route) (literal jen.Code, key string) {
	var sets []jen.Code
	for _, set := range r.Schemes() {
		var names []jen.Code
		for _, name := range set {
			names = append(names, jen.Lit(name))
			key += name + " "
		}
		key += ";"
		sets = append(sets, jen.Values(names...))
	}
	if sets == nil {
		return jen.Nil(), "none"
	}
	return jen.Index().Index().String().Values(sets...), key
}

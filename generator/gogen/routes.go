package gogen

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
)

// routeFile returns the declarations of routes.gen.go.
func routeFile(api *model.API) []jen.Code {
	return []jen.Code{
		routeConsts(api.Routes),
		routeTable(api.Routes),
		nameTable(api.Routes),
		groupTable(api.Routes),
		sharedRequirements(api.Routes),
		requirements(api.Routes),
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
//	// routes holds what the table says of each route.
//	var routes = [...]routeEntry{
//		RouteListCosts: {"ListCosts", "POST", "/v4/costs/…"},
//		…
//	}
func routeTable(routes []*model.Route) jen.Code {
	return routeArray("routes holds what the table says of each route.", "routes", jen.Id("routeEntry"), routes, func(r *model.Route) jen.Code {
		return jen.Values(jen.Lit(r.ID), jen.Lit(r.Method), jen.Lit(r.Pattern.String()))
	})
}

// nameTable returns
//
//	// names holds the table's names for routes that have one.
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
	return comment("names holds the table's names for routes that have one.").Line().
		Var().Id("names").Op("=").Index(jen.Op("...")).String().Add(lines("{", "}", ",", entries))
}

// groupTable returns
//
//	// groups holds the headings in the order of the table, each with the first route under it.
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
	return comment("groups holds the headings in the order of the table, each with the first route under it.").Line().
		Var().Id("groups").Op("=").Index(jen.Op("...")).Id("groupEntry").Add(lines("{", "}", ",", entries))
}

// routeArray returns an array with an entry for each route, by the route's name, or, for a large table,
// by its place alone.
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
//	// requirements holds each route's alternatives, of which a caller needs one, whole.
//	var requirements = [...][]Set{
//		RouteListCosts: {{[setWords]uint64{1 << (CostanalysisView - 1)}}},
//		…
//	}
func requirements(routes []*model.Route) jen.Code {
	names := sharedNames(routes)
	return routeArray("requirements holds each route's alternatives, of which a caller needs one, whole.", "requirements",
		jen.Index().Id("Set"), routes, func(r *model.Route) jen.Code {
			if large(routes) {
				return jen.Id(names[requirementKey(r)])
			}
			return alternatives(r)
		})
}

// sharedRequirements returns, for a large table,
//
//	// The requirements, which many routes share.
//	var (
//		n1 = []Set{{[setWords]uint64{1 << (CostanalysisView - 1)}}}
//		…
//	)
func sharedRequirements(routes []*model.Route) jen.Code {
	if !large(routes) {
		return nil
	}
	names, printed := sharedNames(routes), map[string]bool{}
	var needs []jen.Code
	for _, r := range routes {
		if key := requirementKey(r); !printed[key] {
			printed[key] = true
			needs = append(needs, jen.Id(names[key]).Op("=").Index().Id("Set").Add(alternatives(r)))
		}
	}
	return comment("The requirements, which many routes share.").Line().Var().Add(lines("(", ")", "", needs))
}

// sharedNames returns the Go names of requirements by their keys, numbered as routes first need them.
func sharedNames(routes []*model.Route) map[string]string {
	names := map[string]string{}
	for _, r := range routes {
		if key := requirementKey(r); names[key] == "" {
			names[key] = fmt.Sprintf("n%d", len(names)+1)
		}
	}
	return names
}

// requirementKey returns a text that two routes have in common only if their requirements are the same.
func requirementKey(r *model.Route) string {
	var b strings.Builder
	for _, permissions := range r.Alternatives {
		for _, p := range permissions {
			fmt.Fprintf(&b, "%d,", p.Number)
		}
		b.WriteByte(';')
	}
	return b.String()
}

// alternatives returns a requirement's sets without their type.
func alternatives(r *model.Route) jen.Code {
	var sets []jen.Code
	for _, permissions := range r.Alternatives {
		sets = append(sets, set(permissions))
	}
	return jen.Values(sets...)
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

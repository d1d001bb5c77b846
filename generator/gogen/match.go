package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// matchFile returns the declarations of match.gen.go.
func matchFile(m *tree.Matcher, api *model.API) []jen.Code {
	p := &matchPrinter{api: api}
	declarations := []jen.Code{
		unlistedConsts(api),
		upstreamConsts(api.Table),
		encodingConsts(api.Table),
		encodedIn(api),
		methodConsts(m.Branches),
		matchFunc(m.Branches),
	}
	for _, b := range m.Branches {
		declarations = append(declarations, p.branch(b))
	}
	if p.rivals != nil {
		declarations = append(declarations, rivalTable(p.rivals))
	}
	return append(declarations, precedenceTable(m, api.Routes), nodeTable(m, api.Routes))
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

// branchName returns a branch's name in Go, from its first method. Methods are capital letters and
// hyphens.
func branchName(b *tree.Branch) string { return strings.ReplaceAll(b.Methods[0], "-", "_") }

// methodConsts returns
//
//	// The methods of the table. HEAD goes with GET where it has no rows of its own.
//	const (
//		isGET methodSet = 1 << iota // GET, HEAD
//		…
//	)
func methodConsts(branches []*tree.Branch) jen.Code {
	var consts []jen.Code
	for i, b := range branches {
		c := jen.Id("is" + branchName(b))
		if i == 0 {
			c.Id("methodSet").Op("=").Lit(1).Op("<<").Iota()
		}
		consts = append(consts, c.Add(comment("%s", strings.Join(b.Methods, ", "))))
	}
	return comment("The methods of the table. HEAD goes with GET where it has no rows of its own.").Line().
		Const().Add(lines("(", ")", "", consts))
}

// matchFunc returns
//
//	// match does the work of Match.
//	func match(method, path string, in form) (Route, Verdict) {
//		switch method {
//		case "GET", "HEAD":
//			return matchGET(path, in)
//		…
//		}
//		if !canonicalMethod(method) {
//			return 0, Refused
//		}
//		return unmatched(path, 0, in)
//	}
func matchFunc(branches []*tree.Branch) jen.Code {
	var cases []jen.Code
	for _, b := range branches {
		var methods []jen.Code
		for _, m := range b.Methods {
			methods = append(methods, jen.Lit(m))
		}
		cases = append(cases, jen.Case(methods...).Block(jen.Return(jen.Id("match"+branchName(b)).Call(jen.Id("path"), jen.Id("in")))))
	}
	return comment("match does the work of Match.").Line().
		Func().Id("match").Params(jen.List(jen.Id("method"), jen.Id("path")).String(), jen.Id("in").Id("form")).Params(jen.Id("Route"), jen.Id("Verdict")).
		Block(
			jen.Switch(jen.Id("method")).Block(cases...),
			jen.If(jen.Op("!").Id("canonicalMethod").Call(jen.Id("method"))).Block(refuse()),
			jen.Return(jen.Id("unmatched").Call(jen.Id("path"), jen.Lit(0), jen.Id("in"))),
		)
}

func refuse() jen.Code { return jen.Return(jen.Lit(0), jen.Id("Refused")) }

// A matchPrinter prints the trees and collects the rivals that their leaves name.
type matchPrinter struct {
	api    *model.API
	name   string // of the branch that is printed
	rivals []jen.Code
}

// branch returns
//
//	// matchGET is Match for GET and HEAD.
//	func matchGET(path string, in form) (Route, Verdict) {
//		…
//		return unmatched(path, isGET, in)
//	}
func (p *matchPrinter) branch(b *tree.Branch) jen.Code {
	name := branchName(b)
	p.name = name
	body := p.node(b.Root, place{name: "path"})
	body = append(body, jen.Return(jen.Id("unmatched").Call(jen.Id("path"), jen.Id("is"+name), jen.Id("in"))))
	return comment("match%s is Match for %s.", name, strings.Join(b.Methods, " and ")).Line().
		Func().Id("match"+name).Params(jen.Id("path").String(), jen.Id("in").Id("form")).Params(jen.Id("Route"), jen.Id("Verdict")).Block(body...)
}

// A place is where in the path the code stands: bytes into a variable.
type place struct {
	name   string
	offset int
}

// rest returns what is left of the path.
func (at place) rest() *jen.Statement {
	if at.offset == 0 {
		return jen.Id(at.name)
	}
	return jen.Id(at.name).Index(jen.Lit(at.offset), jen.Empty())
}

// node returns statements that return if a row below n names the path exactly, and fall through if
// none does: falling through is the backtracking.
func (p *matchPrinter) node(n *tree.Node, at place) []jen.Code {
	var body []jen.Code
	if len(n.Static) > 0 {
		body = append(body, p.static(n.Static, at))
	}
	for _, e := range n.Literals {
		body = append(body, p.literal(e, at))
	}
	if n.Param != nil {
		body = append(body, p.param(n.Param, at))
	}
	if n.Rest != nil {
		rest := "segments"
		if at.name == "path" && at.offset == 0 {
			rest = "plain"
		}
		body = append(body, jen.If(jen.Id(rest).Call(at.rest())).Block(p.leaf(n.Rest)...))
	}
	return body
}

// static returns
//
//	switch path {
//	case "/v2/orders/customer-orders":
//		return RouteListCustomerOrders, Listed
//	…
//	}
//
// The comparison proves that the path is canonical.
func (p *matchPrinter) static(leaves []tree.Leaf, at place) jen.Code {
	if len(leaves) == 1 {
		return jen.If(at.rest().Op("==").Lit(leaves[0].Text)).Block(p.leaf(&leaves[0])...)
	}
	var cases []jen.Code
	for i := range leaves {
		cases = append(cases, jen.Case(jen.Lit(leaves[i].Text)).Block(p.leaf(&leaves[i])...))
	}
	return jen.Switch(at.rest()).Block(cases...)
}

// literal returns
//
//	if len(path) >= 5 && path[:5] == "/v1.0" {
//		…
//	}
//
// The compiler compares a slice of known length with a constant word by word, without a call.
func (p *matchPrinter) literal(e tree.Edge, at place) jen.Code {
	end := at.offset + len(e.Text)
	from := jen.Empty()
	if at.offset > 0 {
		from = jen.Lit(at.offset)
	}
	return jen.If(
		jen.Len(jen.Id(at.name)).Op(">=").Lit(end).Op("&&").
			Id(at.name).Index(from, jen.Lit(end)).Op("==").Lit(e.Text),
	).Block(p.node(e.Next, place{at.name, end})...)
}

// param returns
//
//	if rest, ok := segment(path[5:]); ok {
//		…
//	}
func (p *matchPrinter) param(n *tree.Node, at place) jen.Code {
	cut := jen.List(jen.Id("rest"), jen.Id("ok")).Op(":=").Id("segment").Call(at.rest())
	if only := onlyEnd(n); only != nil {
		return jen.If(cut, jen.Id("ok").Op("&&").Id("rest").Op("==").Lit("")).Block(p.leaf(only)...)
	}
	return jen.If(cut, jen.Id("ok")).Block(p.node(n, place{name: "rest"})...)
}

// onlyEnd returns the leaf of a node where the path can only end, or nil.
func onlyEnd(n *tree.Node) *tree.Leaf {
	if len(n.Static) == 1 && n.Static[0].Text == "" && n.Literals == nil && n.Param == nil && n.Rest == nil {
		return &n.Static[0]
	}
	return nil
}

// leaf returns
//
//	if contested(path, rivals[2:4]) {
//		return 0, Refused
//	}
//	return RouteListCosts, Listed
//
// A row with very many rivals is found again, with all of them, among the nodes.
func (p *matchPrinter) leaf(l *tree.Leaf) []jen.Code {
	found := jen.Return(jen.Id(p.api.Routes[l.Row].Const), jen.Id("Listed"))
	if len(l.Rivals) == 0 {
		return []jen.Code{found}
	}
	if l.Crowded() {
		return []jen.Code{jen.Return(jen.Id("resolve").Call(jen.Id("path"), jen.Id("is"+p.name)))}
	}
	from := len(p.rivals)
	for _, r := range l.Rivals {
		rival := p.api.Routes[r.Row]
		p.rivals = append(p.rivals, comment("%s against %s", rival.Const, p.api.Routes[l.Row].Const).Line().
			Values(jen.Lit(rival.Pattern.String()), jen.Lit(r.TailYields)))
	}
	slice := jen.Id("rivals").Index(jen.Lit(from), jen.Lit(len(p.rivals)))
	return []jen.Code{jen.If(jen.Id("contested").Call(jen.Id("path"), slice)).Block(refuse()), found}
}

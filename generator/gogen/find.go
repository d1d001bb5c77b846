package gogen

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// A findPrinter prints a branch's tree: a function for the branch, and one for each large part.
type findPrinter struct {
	api       *model.API
	name      string // of the branch's function
	method    string // the constant of the branch's methods
	functions []jen.Code
}

// branch returns
//
//	// findGET is find for GET and HEAD.
//	func findGET(path string) Route {
//		…
//		return 0
//	}
//
// and the functions of the large parts.
func (p *findPrinter) branch(b *tree.Branch) []jen.Code {
	body := append(p.nodeBody(b.Root, place{rest: "path"}), jen.Return(jen.Lit(0)))
	root := comment("%s is find for %s.", p.name, strings.Join(b.Methods, " and ")).Line().
		Func().Id(p.name).Params(jen.Id("path").String()).Id("Route").Block(body...)
	return append([]jen.Code{root}, p.functions...)
}

// A place is where in the path the code stands.
type place struct {
	rest   string // the variable that holds the path from some place on
	start  string // the variable that holds this place; "" for the path's begin
	offset int    // bytes into rest
}

// left returns what is left of the path.
func (at place) left() *jen.Statement {
	if at.offset == 0 {
		return jen.Id(at.rest)
	}
	return jen.Id(at.rest).Index(jen.Lit(at.offset), jen.Empty())
}

// length returns how many bytes are left.
func (at place) length() *jen.Statement {
	if at.offset == 0 {
		return jen.Len(jen.Id(at.rest))
	}
	return jen.Len(jen.Id(at.rest)).Op("-").Lit(at.offset)
}

// index returns the place's offset in the path.
func (at place) index() *jen.Statement {
	switch {
	case at.start == "":
		return jen.Lit(at.offset)
	case at.offset == 0:
		return jen.Id(at.start)
	}
	return jen.Id(at.start).Op("+").Lit(at.offset)
}

// own returns, for a large part, a call of the function that body becomes:
//
//	if r := findGET3(path, end+11); r != 0 {
//		return r
//	}
func (p *findPrinter) own(at place, body func(place) []jen.Code) []jen.Code {
	number := len(p.functions)
	name := fmt.Sprintf("%s%d", p.name, number+1)
	p.functions = append(p.functions, nil)
	statements := append([]jen.Code{jen.Id("rest").Op(":=").Id("path").Index(jen.Id("at"), jen.Empty())}, body(place{rest: "rest", start: "at"})...)
	p.functions[number] = jen.Func().Id(name).Params(jen.Id("path").String(), jen.Id("at").Int()).Id("Route").
		Block(append(statements, jen.Return(jen.Lit(0)))...)
	return []jen.Code{
		jen.If(jen.Id("r").Op(":=").Id(name).Call(jen.Id("path"), at.index()), jen.Id("r").Op("!=").Lit(0)).Block(jen.Return(jen.Id("r"))),
	}
}

// node returns statements that return if a row below n names the path exactly, and fall through if
// none does: falling through is the backtracking.
func (p *findPrinter) node(n *tree.Node, at place) []jen.Code {
	if n.Large {
		return p.own(at, func(at place) []jen.Code { return p.nodeBody(n, at) })
	}
	return p.nodeBody(n, at)
}

func (p *findPrinter) nodeBody(n *tree.Node, at place) (body []jen.Code) {
	if n.Static != nil {
		body = append(body, p.choice(n.Static, at, unknown)...)
	}
	if n.Edges != nil {
		body = append(body, p.edges(n.Edges, at)...)
	}
	return body
}

// unknown is the length of what is left of the path where the code has not looked at it yet.
const unknown = -1

// choice returns
//
//	switch len(rest) {
//	case 5:
//		if rest == "/keys" {
//			return RouteListKeys
//		}
//	case 13:
//		switch rest[5] {
//		…
//		}
//	}
//
// The comparison proves that the path is canonical.
func (p *findPrinter) choice(c *tree.Choice, at place, length int) []jen.Code {
	if c.Leaf != nil {
		return []jen.Code{jen.If(equals(at, c.Leaf.Text, length)).Block(p.leaf(c.Leaf)...)}
	}
	if c.Large {
		return p.own(at, func(at place) []jen.Code { return p.choiceBody(c, at, unknown) })
	}
	return p.choiceBody(c, at, length)
}

func (p *findPrinter) choiceBody(c *tree.Choice, at place, length int) []jen.Code {
	if c.At != tree.ByLength && length == unknown { // in a function of its own
		length = textLength(c)
		return []jen.Code{jen.If(at.length().Op("==").Lit(length)).Block(p.choiceBody(c, at, length)...)}
	}
	var cases []jen.Code
	on := at.length()
	if c.At != tree.ByLength {
		on = jen.Id(at.rest).Index(jen.Lit(at.offset + c.At))
	}
	for _, next := range c.Cases {
		value, known := jen.Lit(next.Value), next.Value
		if c.At != tree.ByLength {
			value, known = jen.LitByte(byte(next.Value)), length
			value = jen.LitRune(rune(next.Value))
		}
		cases = append(cases, jen.Case(value).Block(p.choice(next.Choice, at, known)...))
	}
	return []jen.Code{jen.Switch(on).Block(cases...)}
}

// textLength returns the length of the texts of a choice by a byte.
func textLength(c *tree.Choice) int {
	for c.Leaf == nil {
		c = c.Cases[0].Choice
	}
	return len(c.Leaf.Text)
}

// edges returns
//
//	if len(rest) > 10 && rest[:10] == "/customers" {
//		switch rest[10] {
//		case '-':
//			…
//		}
//		…
//	}
func (p *findPrinter) edges(e *tree.Edges, at place) []jen.Code {
	if e.Large {
		return p.own(at, func(at place) []jen.Code { return p.edgesBody(e, at) })
	}
	return p.edgesBody(e, at)
}

func (p *findPrinter) edgesBody(e *tree.Edges, at place) []jen.Code {
	next := at
	next.offset += len(e.Text)
	body := p.cases(e.Cases, next, e.Text != "" && e.Rest == nil)
	if e.Param != nil || len(e.Affixed) > 0 {
		body = append(body, p.param(e, next)...)
	}
	if e.Rest != nil {
		segments := "segments"
		if at.rest == "path" && next.offset == 0 {
			segments = "plain"
		}
		body = append(body, jen.If(jen.Id(segments).Call(next.left())).Block(p.leaf(e.Rest)...))
	}
	if e.Text == "" {
		return body
	}
	more := 0 // where nothing but what follows counts there must be something
	if e.Rest == nil {
		more = 1
	}
	return []jen.Code{jen.If(begins(at, e.Text, more)).Block(body...)}
}

// cases returns the cases of a switch over the next byte. more says that there is one.
func (p *findPrinter) cases(edges []tree.EdgeCase, at place, more bool) []jen.Code {
	if len(edges) == 0 {
		return nil
	}
	if len(edges) == 1 {
		return p.edges(edges[0].Edges, at)
	}
	var cases []jen.Code
	for _, c := range edges {
		cases = append(cases, jen.Case(jen.LitRune(rune(c.Byte))).Block(p.edges(c.Edges, at)...))
	}
	byNext := jen.Switch(jen.Id(at.rest).Index(jen.Lit(at.offset))).Block(cases...)
	if more {
		return []jen.Code{byNext}
	}
	return []jen.Code{jen.If(jen.Len(jen.Id(at.rest)).Op(">").Lit(at.offset)).Block(byNext)}
}

// param returns
//
//	if end := segmentEnd(path, at+11); end > 0 {
//		…
//	}
func (p *findPrinter) param(e *tree.Edges, at place) []jen.Code {
	begin := at.index()
	cut := jen.Id("end").Op(":=").Id("segmentEnd").Call(jen.Id("path"), begin)
	if only := onlyEnd(e); only != nil {
		return []jen.Code{jen.If(cut, jen.Id("end").Op("==").Len(jen.Id("path"))).Block(p.leaf(only)...)}
	}
	var before, body []jen.Code
	if len(e.Affixed) > 0 {
		if at.start != "" { // which may be an end itself
			before = append(before, jen.Id("begin").Op(":=").Add(begin))
			begin = jen.Id("begin")
			cut = jen.Id("end").Op(":=").Id("segmentEnd").Call(jen.Id("path"), begin)
		}
		body = append(body, jen.Id("segment").Op(":=").Id("path").Index(begin, jen.Id("end")))
	}
	for _, a := range e.Affixed {
		body = append(body, jen.If(affixed(a)).Block(p.after(a.Next)...))
	}
	if e.Param != nil {
		body = append(body, p.after(e.Param)...)
	}
	return append(before, jen.If(cut, jen.Id("end").Op(">").Lit(0)).Block(body...))
}

// after returns the statements of a node that stands after a parameter.
func (p *findPrinter) after(n *tree.Node) []jen.Code {
	if n.Large {
		return p.node(n, place{start: "end"})
	}
	if only := n.Static; n.Edges == nil && only.Leaf != nil && only.Leaf.Text == "" {
		return []jen.Code{jen.If(jen.Id("end").Op("==").Len(jen.Id("path"))).Block(p.leaf(only.Leaf)...)}
	}
	rest := jen.Id("rest").Op(":=").Id("path").Index(jen.Id("end"), jen.Empty())
	return append([]jen.Code{rest}, p.node(n, place{rest: "rest", start: "end"})...)
}

// onlyEnd returns the leaf of a parameter after which the path can only end, or nil.
func onlyEnd(e *tree.Edges) *tree.Leaf {
	if len(e.Affixed) > 0 || e.Param.Edges != nil || e.Param.Static.Leaf == nil || e.Param.Static.Leaf.Text != "" {
		return nil
	}
	return e.Param.Static.Leaf
}

// leaf returns
//
//	return RouteListCosts
//
// or, for a row that is contested,
//
//	return alone(RouteListCosts, path, isGET)
func (p *findPrinter) leaf(l *tree.Leaf) []jen.Code {
	route := jen.Id(p.api.Routes[l.Row].Const)
	if l.Contested {
		return []jen.Code{jen.Return(jen.Id("alone").Call(route, jen.Id("path"), jen.Id(p.method)))}
	}
	return []jen.Code{jen.Return(route)}
}

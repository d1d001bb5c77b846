package gogen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// A findPrinter prints the tree: a function, and one for each large part.
type findPrinter struct {
	api       *model.API
	paths     []*tree.Path
	functions []jen.Code
}

// root returns
//
//	// findPath returns the place in paths of the first path that names this one exactly, or zero.
//	func findPath(path string, c column) int {
//		…
//		return 0
//	}
//
// and the functions of the large parts.
func (p *findPrinter) root(n *tree.Node) []jen.Code {
	body := append(p.nodeBody(n, place{rest: "path"}), jen.Return(jen.Lit(0)))
	root := comment("findPath returns the place in paths of the first one that names a path exactly, or zero. Where another").Line().
		Add(comment("one may have the method instead, it goes on.")).Line().
		Func().Id("findPath").Params(jen.Id("path").String(), jen.Id("c").Id("column")).Int().Block(body...)
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
//	if p := findPath3(path, end+11, c); p != 0 {
//		return p
//	}
func (p *findPrinter) own(at place, body func(place) []jen.Code) []jen.Code {
	number := len(p.functions)
	name := fmt.Sprintf("findPath%d", number+1)
	p.functions = append(p.functions, nil)
	statements := body(place{rest: "rest", start: "at"})
	p.functions[number] = jen.Func().Id(name).Params(jen.Id("path").String(), jen.Id("at").Int(), jen.Id("c").Id("column")).Int().
		Block(append(statements, jen.Return(jen.Lit(0)))...)
	return []jen.Code{
		jen.If(jen.Id("p").Op(":=").Id(name).Call(jen.Id("path"), at.index(), jen.Id("c")), jen.Id("p").Op("!=").Lit(0)).Block(jen.Return(jen.Id("p"))),
	}
}

// node returns statements that return if a path below n names this one exactly, and fall through if
// none does: falling through is the backtracking.
func (p *findPrinter) node(n *tree.Node, at place) []jen.Code {
	if n.Large {
		return p.own(at, func(at place) []jen.Code { return append(rest(n, "at"), p.nodeBody(n, at)...) })
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
//			return 31 // /user/{name}/keys
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
		return p.own(at, func(at place) []jen.Code {
			return append(rest(&tree.Node{Static: &tree.Choice{}}, "at"), p.choiceBody(c, at, unknown)...)
		})
	}
	if large(p.api.Routes) {
		var cases []jen.Code
		for l := range c.Leaves() {
			cases = append(cases, jen.Case(jen.Lit(l.Text)).Block(p.leaf(l)...))
		}
		return []jen.Code{jen.Switch(at.left()).Block(cases...)}
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
		return p.own(at, func(at place) []jen.Code {
			return append(rest(&tree.Node{Edges: &tree.Edges{}}, "at"), p.edgesBody(e, at)...)
		})
	}
	return p.edgesBody(e, at)
}

func (p *findPrinter) edgesBody(e *tree.Edges, at place) []jen.Code {
	next := at
	next.offset += len(e.Text)
	body := p.cases(e, next)
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
	if e.Text == "" && enough(e) == 0 {
		return body
	}
	return []jen.Code{jen.If(begins(at, e.Text, enough(e))).Block(body...)}
}

// cases returns the cases of a switch over the byte that tells them apart.
func (p *findPrinter) cases(e *tree.Edges, at place) []jen.Code {
	switch len(e.Cases) {
	case 0:
		return nil
	case 1:
		return p.edges(e.Cases[0].Edges, at)
	}
	var cases []jen.Code
	for _, c := range e.Cases {
		cases = append(cases, jen.Case(jen.LitRune(rune(c.Byte))).Block(p.edges(c.Edges, at)...))
	}
	byte := jen.Switch(jen.Id(at.rest).Index(jen.Lit(at.offset + e.At))).Block(cases...)
	if enough(e) > e.At {
		return []jen.Code{byte}
	}
	return []jen.Code{jen.If(jen.Len(jen.Id(at.rest)).Op(">").Lit(at.offset + e.At)).Block(byte)}
}

// enough returns how many bytes there must be after the text of edges so that any of them can lead on.
func enough(e *tree.Edges) int {
	least := -1
	at := func(bytes int) {
		if least < 0 || bytes < least {
			least = bytes
		}
	}
	if e.Rest != nil {
		at(0)
	}
	if e.Param != nil || len(e.Affixed) > 0 {
		at(1)
	}
	for _, c := range e.Cases {
		at(len(c.Edges.Text) + enough(c.Edges))
	}
	return least
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
	return append(rest(n, "end"), p.node(n, place{rest: "rest", start: "end"})...)
}

// rest returns
//
//	rest := path[end:]
//
// unless all that follows stands in functions of its own.
func rest(n *tree.Node, start string) []jen.Code {
	if (n.Static == nil || n.Static.Large) && (n.Edges == nil || n.Edges.Large) {
		return nil
	}
	return []jen.Code{jen.Id("rest").Op(":=").Id("path").Index(jen.Id(start), jen.Empty())}
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
//	return 12 // /v4/costs/…
//
// or, for a path beside which another one may have the method,
//
//	if paths[12][c] != 0 {
//		return 12
//	}
func (p *findPrinter) leaf(l *tree.Leaf) []jen.Code {
	found := jen.Return(jen.Lit(l.Path + 1))
	if !large(p.api.Routes) {
		found.Add(comment("%s", p.paths[l.Path].Pattern))
	}
	if l.Open {
		return []jen.Code{jen.If(jen.Id("paths").Index(jen.Lit(l.Path + 1)).Index(jen.Id("c")).Op("!=").Lit(0)).Block(found)}
	}
	return []jen.Code{found}
}

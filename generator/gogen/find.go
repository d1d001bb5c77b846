package gogen

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// Why the tree is printed so, of what was tried (in random order, where mispredicted branches are most of
// the time): one tree for all methods, with the method asked where the path ends, needs a branch less than
// a tree for each method, and half the code. Texts are found by their length, then by the byte that tells
// most: the length is known at once, so that a wrong guess is mended early; a switch over a mix of length
// and bytes jumps once instead of twice and was slower by half. A segment's end is part of that switch
// (length 0): asking for it first costs a guess more. Edges branch on one telling byte; branching on the
// first one that differs nests deeper. Constants are compared in pieces of 16 bytes, in place. Segments
// are scanned by words of 8 bytes: by 16 it is no faster, and strings.IndexByte without any check of the
// bytes would save no more than a tenth. Parts of more than tree.Large paths are functions: twice as many
// calls cost 5 %, and calling one for all that the root has cost a tenth. A perfect hash of what is left of
// the path, in place of its length and a byte, took as long for 149 texts, and longer where parameters or
// thousands of rows follow: its instructions cost what the wrong guesses did. A byte that tells whole texts
// and literals before parameters apart, asked for before either, saves nothing. Large tables share numbers
// of paths between methods, for less source (see paths.go).

// A findPrinter prints the tree: the function match, and one for each large part.
type findPrinter struct {
	*tree.Matcher
	api       *model.API
	functions []jen.Code
	inside    bool // of a function for a large part
}

const matchAbout = "match does the work of Match. Where no row of the method names the path exactly it asks for the others."

// root returns
//
//	// match does the work of Match. …
//	func match(method, path string, in form) (Route, Verdict) {
//		…
//		return unmatched(method, path, in)
//	}
//
// and the functions of the large parts, which return the route or zero. For a large table there is
// findPath instead, which returns the place in paths.
func (p *findPrinter) root(n *tree.Node) []jen.Code {
	if large(p.api.Routes) {
		p.inside = true
		body := append(p.nodeBody(n, place{rest: "path"}), jen.Return(jen.Lit(0)))
		root := comment("findPath returns the place in paths of the first one that names a path exactly, or zero.").Line().
			Func().Id("findPath").Params(jen.Id("path").String()).Int().Block(body...)
		return append([]jen.Code{root}, p.functions...)
	}
	root := matchHead().Block(append(p.nodeBody(n, place{rest: "path"}), unmatched())...)
	return append([]jen.Code{root}, p.functions...)
}

func matchHead() *jen.Statement {
	return comment(matchAbout).Line().
		Func().Id("match").Params(jen.List(jen.Id("method"), jen.Id("path")).String(), jen.Id("in").Id("form")).Params(jen.Id("Route"), jen.Id("Verdict"))
}

func unmatched() jen.Code {
	return jen.Return(jen.Id("unmatched").Call(jen.Id("method"), jen.Id("path"), jen.Id("in")))
}

// function returns the head of a function: find3(method, path string, at int) Route.
func (p *findPrinter) function(number string) *jen.Statement {
	if large(p.api.Routes) {
		return jen.Func().Id("findPath"+number).Params(jen.Id("path").String(), jen.Id("at").Int()).Int()
	}
	return jen.Func().Id("find"+number).Params(jen.List(jen.Id("method"), jen.Id("path")).String(), jen.Id("at").Int()).Id("Route")
}

// call returns a call of such a function.
func (p *findPrinter) call(number string, at jen.Code) *jen.Statement {
	if large(p.api.Routes) {
		return jen.Id("findPath"+number).Call(jen.Id("path"), at)
	}
	return jen.Id("find"+number).Call(jen.Id("method"), jen.Id("path"), at)
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
//	if r := find3(method, path, end+11); r != 0 {
//		return decided(r)
//	}
func (p *findPrinter) own(at place, body func(place) []jen.Code) []jen.Code {
	place := place{rest: "rest", start: "at"}
	i := len(p.functions)
	p.functions = append(p.functions, nil)
	number := strconv.Itoa(i + 1)
	before := p.inside
	p.inside = true
	p.functions[i] = p.function(number).Block(append(body(place), jen.Return(jen.Lit(0)))...)
	p.inside = before
	return []jen.Code{
		jen.If(jen.Id("r").Op(":=").Add(p.call(number, at.index())), jen.Id("r").Op("!=").Lit(0)).Block(p.decided(jen.Id("r"))),
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

// leaf returns
//
//	switch method {
//	case "GET", "HEAD":
//		return RouteShowUser, Listed
//	…
//	}
//
// so that the search goes on where another path may have the method. For a large table it is the place
// in paths.
func (p *findPrinter) leaf(l *tree.Leaf) []jen.Code {
	if large(p.api.Routes) {
		return []jen.Code{jen.Return(jen.Lit(l.Path + 1))}
	}
	path := p.Paths[l.Path]
	var cases []jen.Code
	var only jen.Code
	for c, row := range path.Rows {
		if row < 0 {
			continue
		}
		found := p.found(jen.Id(p.api.Routes[row].Const))
		if path.Contested[c] {
			found = p.contested(jen.Id(p.api.Routes[row].Const), jen.Id(columnName(p.Columns[c])), path.Rivals)
		}
		cases = append(cases, jen.Case(literals(p.Columns[c])...).Block(found))
		only = jen.If(oneOf(p.Columns[c])).Block(found)
	}
	if len(cases) == 1 {
		return []jen.Code{only}
	}
	return []jen.Code{jen.Switch(jen.Id("method")).Block(cases...)}
}

// found returns the statement for a route that is found.
func (p *findPrinter) found(route jen.Code) jen.Code {
	if p.inside {
		return jen.Return(route)
	}
	return jen.Return(route, jen.Id("Listed"))
}

// decided returns the statement for what another function has found.
func (p *findPrinter) decided(route jen.Code) jen.Code {
	if p.inside {
		return jen.Return(route)
	}
	return jen.Return(jen.Id("decided").Call(route))
}

// contested returns the statement for a route that is found unless another row stands against it:
// return decided(alone(RouteShowUser, path, inGET, 0)).
func (p *findPrinter) contested(route, column jen.Code, rivals int) jen.Code {
	return p.decided(jen.Id("alone").Call(route, jen.Id("path"), column, jen.Lit(rivals)))
}

// oneOf returns method == "GET" || method == "HEAD".
func oneOf(methods []string) *jen.Statement {
	test := jen.Null()
	for i, m := range methods {
		if i > 0 {
			test.Op("||")
		}
		test.Id("method").Op("==").Lit(m)
	}
	return test
}

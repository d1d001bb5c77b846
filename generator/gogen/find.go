package gogen

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// Why the code looks as it does. With requests in random order most of the time goes into branches that the
// processor predicts wrongly, some 8 ns each. What was measured:
//
//   - One tree for all methods, which compares the method where the path ends, needs one branch less than a
//     tree for each method, and half the code.
//   - Texts are found by their length, then by the byte that distinguishes most of them. The length is known
//     at once, so that a wrong prediction costs less. A switch over a hash of the length and some bytes jumps
//     once and not twice, and took half as long again.
//   - The end of a segment is part of that switch, as length 0. To ask for it first costs a wrong prediction.
//   - Edges branch on the byte that distinguishes most. With the first byte that differs the code is deeper.
//   - Texts are compared in pieces of at most 16 bytes, which compilers compare in place. The pieces end
//     between words. Equal pieces that overlap at the end need up to three comparisons less: that saves less
//     than 1 ns, and nobody can read it.
//   - Segments are read eight bytes at a time. Sixteen are not faster. strings.IndexByte with no check of the
//     bytes would save a tenth.
//   - Parts with more than tree.Large paths are functions. With twice as many calls a lookup took 5 % longer,
//     with one call for the whole root 10 %.
//   - A perfect hash of the rest of the path took as long as the length and a byte for 149 texts, and longer
//     for parameters and for thousands of routes.
//   - To compare a byte first that separates whole texts from literals before parameters saves nothing.
//   - The code for a large table returns the number of a path, which all methods share: it is shorter source
//     (see paths.go).

// A findPrinter prints the tree of a table: the function match, and a function for each large part.
type findPrinter struct {
	*tree.Matcher
	api       *model.API
	functions []jen.Code
	inside    bool     // what is printed belongs to a function for a large part
	rest      jen.Code // the test whether ** takes nothing, while the leaf of a pattern that ends in ** is printed
}

const matchAbout = "match is Match for a path in either form. If no route with this method matches the path exactly, unmatched decides."

// root returns
//
//	// match is Match for …
//	func match(method, path string, in form) (Route, Verdict) {
//		…
//		return unmatched(method, path, in)
//	}
//
// and the functions of the large parts, which return the route or zero. For a large table it returns findPath,
// which returns an index of the variable paths.
func (p *findPrinter) root(n *tree.Node) []jen.Code {
	if large(p.api.Routes) {
		p.inside = true
		body := append(p.nodeBody(n, place{rest: "path"}), jen.Return(jen.Lit(0)))
		root := comment("findPath returns the index in paths of the most specific pattern that matches a path exactly, or zero.").Line().
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

// A place is a place in the path, as the code that is being printed knows it.
type place struct {
	rest   string // the variable that holds the end of the path
	start  string // the variable that holds where rest begins in the path; "" if it is the whole path
	offset int    // where the place is in rest
	long   int    // rest is known to have at least so many bytes
}

// left returns the path from the place on.
func (at place) left() *jen.Statement {
	if at.offset == 0 {
		return jen.Id(at.rest)
	}
	return jen.Id(at.rest).Index(jen.Lit(at.offset), jen.Empty())
}

// length returns the number of bytes from the place on.
func (at place) length() *jen.Statement {
	if at.offset == 0 {
		return jen.Len(jen.Id(at.rest))
	}
	return jen.Len(jen.Id(at.rest)).Op("-").Lit(at.offset)
}

// index returns where the place is in the path.
func (at place) index() *jen.Statement {
	switch {
	case at.start == "":
		return jen.Lit(at.offset)
	case at.offset == 0:
		return jen.Id(at.start)
	}
	return jen.Id(at.start).Op("+").Lit(at.offset)
}

// own makes a function of a large part, and returns the call:
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

// node returns statements that return if a pattern below n matches the path exactly. If none does, the next
// statements try the less specific patterns.
func (p *findPrinter) node(n *tree.Node, at place) []jen.Code {
	if n.Large {
		return p.own(at, func(at place) []jen.Code { return append(rest(n, "at"), p.nodeBody(n, at)...) })
	}
	return p.nodeBody(n, at)
}

// nodeBody is node in the function where it is printed.
func (p *findPrinter) nodeBody(n *tree.Node, at place) (body []jen.Code) {
	if n.Static != nil {
		body = append(body, p.choice(n.Static, at, unknown)...)
	}
	if n.Edges != nil {
		body = append(body, p.edges(n.Edges, at, 0)...)
	}
	return body
}

// leaf returns
//
//	// /users/{id}
//	if end == len(path) {
//		switch method {
//		case "GET", "HEAD":
//			return RouteShowUser, Listed
//		…
//		}
//	}
//
// with these tests. If the pattern has no route of the method, the next statements try less specific patterns.
// For a large table the code returns an index of the variable paths.
func (p *findPrinter) leaf(l *tree.Leaf, tests ...jen.Code) (code []jen.Code) {
	if !large(p.api.Routes) {
		code = append(code, p.patterns(l))
	}
	if tests == nil {
		return append(code, p.answer(l)...)
	}
	return append(code, jen.If(tests...).Block(p.answer(l)...))
}

// openLeaf is leaf for a pattern that ends in **, which takes all from a place on. If that is nothing, or only a
// slash, other routes may decide, and the index finds them:
//
//	if len(rest) <= 1 {
//		return decided(atBase(method, path))
//	}
func (p *findPrinter) openLeaf(l *tree.Leaf, at place, canonical jen.Code) []jen.Code {
	if !p.Paths[l.Path].AtBase {
		return p.leaf(l, canonical)
	}
	p.rest = at.length().Op("<=").Lit(1)
	defer func() { p.rest = nil }()
	return p.leaf(l, canonical)
}

// patterns returns a comment with the pattern of a leaf, or with all if its routes name their parameters
// differently.
func (p *findPrinter) patterns(l *tree.Leaf) jen.Code {
	var patterns []string
	for _, row := range p.Paths[l.Path].Rows {
		if row < 0 {
			continue
		}
		if pattern := p.api.Routes[row].Pattern.String(); !slices.Contains(patterns, pattern) {
			patterns = append(patterns, pattern)
		}
	}
	return comment("%s", strings.Join(patterns, ", "))
}

// answer returns the statements for a path that a pattern matches exactly.
func (p *findPrinter) answer(l *tree.Leaf) []jen.Code {
	if large(p.api.Routes) {
		found := []jen.Code{jen.Return(jen.Lit(l.Path + 1))}
		if p.rest != nil {
			found = append([]jen.Code{jen.If(p.rest).Block(jen.Return(jen.Lit(len(p.Paths) + 1)))}, found...)
		}
		return found
	}
	path := p.Paths[l.Path]
	answers := p.answers(path)
	if len(answers) == 1 {
		return []jen.Code{jen.If(oneOf(answers[0].methods)).Block(answers[0].found...)}
	}
	var cases []jen.Code
	for _, a := range answers {
		cases = append(cases, jen.Case(literals(a.methods)...).Block(a.found...))
	}
	return []jen.Code{jen.Switch(jen.Id("method")).Block(cases...)}
}

// An answered is what some methods have in common: the statements for a path that one of their routes matches.
type answered struct {
	methods []string
	found   []jen.Code
}

// answers returns the statements for each method that has a route with this path. Methods that have the same
// one, with the same rivals or without, stand together: GET and HEAD.
func (p *findPrinter) answers(path *tree.Path) (answers []answered) {
	type key struct{ row, rivals int }
	places := map[key]int{}
	for c, row := range path.Rows {
		if row < 0 {
			continue
		}
		k := key{row, path.Rivals[c]}
		if at, known := places[k]; known {
			answers[at].methods = slices.Concat(answers[at].methods, p.Columns[c])
			continue
		}
		places[k] = len(answers)
		found := p.found(jen.Id(p.api.Routes[row].Const))
		if k.rivals >= 0 {
			found = p.contested(jen.Id(p.api.Routes[row].Const), k.rivals)
		}
		statements := []jen.Code{found}
		if p.rest != nil {
			atBase := p.decided(jen.Id("atBase").Call(jen.Id("method"), jen.Id("path")))
			statements = []jen.Code{jen.If(p.rest).Block(atBase), found}
		}
		answers = append(answers, answered{p.Columns[c], statements})
	}
	return answers
}

// found returns the statement for a route that is not contested.
func (p *findPrinter) found(route jen.Code) jen.Code {
	if p.inside {
		return jen.Return(route)
	}
	return jen.Return(route, jen.Id("Listed"))
}

// decided returns the statement for the result of a function that returns a route or contested.
func (p *findPrinter) decided(route jen.Code) jen.Code {
	if p.inside {
		return jen.Return(route)
	}
	return jen.Return(jen.Id("decided").Call(route))
}

// contested returns the statement for a route that has rivals:
//
//	return decided(unlessContested(RouteShowUser, method, path, 0))
func (p *findPrinter) contested(route jen.Code, rivals int) jen.Code {
	return p.decided(jen.Id("unlessContested").Call(route, jen.Id("method"), jen.Id("path"), jen.Lit(rivals)))
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

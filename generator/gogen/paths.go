package gogen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// The code for a large table finds a path and returns its number, and an array holds the routes of each path.
// So the methods share the code, and no branch depends on the method. If a path has no route of the method,
// but a less specific path has one, the index finds that.

// firstContested returns
//
//	// firstContested is the first of the paths with contested routes, which stand last.
//	const firstContested = 7
func firstContested(m *tree.Matcher) jen.Code {
	first := slices.IndexFunc(m.Paths, (*tree.Path).Contested)
	if first < 0 {
		first = len(m.Paths)
	}
	return comment("firstContested is the first of the paths with contested routes, which stand last.").Line().
		Const().Id("firstContested").Op("=").Lit(first + 1)
}

// matchInPaths returns
//
//	// match is Match for …
//	func match(method, path string, in form) (Route, Verdict) {
//		c := columnOf(method)
//		if c == 0 {
//			return unmatched(method, path, in)
//		}
//		p := findPath(path)
//		r := paths[p][c-1]
//		if r == 0 {
//			return unmatched(method, path, in)
//		}
//		if p >= firstContested {
//			if list := rivalsOf[p-firstContested][c-1]; list != 0 {
//				return decided(unlessContested(r, method, path, int(list-1)))
//			}
//		}
//		return r, Listed
//	}
func matchInPaths() jen.Code {
	r := func() *jen.Statement { return jen.Id("r") }
	return matchHead().Block(
		jen.Id("c").Op(":=").Id("columnOf").Call(jen.Id("method")),
		jen.If(jen.Id("c").Op("==").Lit(0)).Block(unmatched()),
		jen.Id("p").Op(":=").Id("findPath").Call(jen.Id("path")),
		r().Op(":=").Id("paths").Index(jen.Id("p")).Index(jen.Id("c").Op("-").Lit(1)),
		jen.If(r().Op("==").Lit(0)).Block(unmatched()),
		jen.If(jen.Id("p").Op(">=").Id("firstContested")).Block(
			jen.If(
				jen.Id("list").Op(":=").Id("rivalsOf").Index(jen.Id("p").Op("-").Id("firstContested")).Index(jen.Id("c").Op("-").Lit(1)),
				jen.Id("list").Op("!=").Lit(0),
			).Block(jen.Return(jen.Id("decided").Call(jen.Id("unlessContested").Call(r(), jen.Id("method"), jen.Id("path"),
				jen.Int().Call(jen.Id("list").Op("-").Lit(1)))))),
		),
		jen.Return(r(), jen.Id("Listed")),
	)
}

// pathTable returns
//
//	// paths holds the routes of each path, by the columns of their methods.
//	var paths = [...][5]Route{
//		{},
//		{12, 0, 13},
//		…
//	}
func pathTable(m *tree.Matcher) jen.Code {
	entries := []jen.Code{jen.Values()}
	for _, p := range m.Paths {
		entries = append(entries, byColumn(p.Rows))
	}
	if slices.ContainsFunc(m.Paths, func(p *tree.Path) bool { return p.AtBase }) {
		entries = append(entries, jen.Values()) // of a path where ** takes nothing
	}
	return comment("paths holds the routes of each path, by the columns of their methods.").Line().
		Var().Id("paths").Op("=").Index(jen.Op("...")).Index(jen.Lit(len(m.Columns))).Id("Route").Add(lines("{", "}", ",", entries))
}

// byColumn returns {12, 0, 13} for indexes by column that are one less. Zeros at the end are left out.
func byColumn(indexes []int) jen.Code {
	last := len(indexes)
	for last > 0 && indexes[last-1] < 0 {
		last--
	}
	var values []jen.Code
	for _, i := range indexes[:last] {
		values = append(values, jen.Lit(i+1))
	}
	return jen.Values(values...)
}

// rivalsOf returns
//
//	// rivalsOf holds, for each path with contested routes and by the columns of their methods, the place in rivals
//	// of the list for the route. The first place is 1; zero is for a route that is not contested.
//	var rivalsOf = [...][5]uint16{
//		{2, 0, 1},
//		…
//	}
func rivalsOf(m *tree.Matcher) jen.Code {
	var lists []jen.Code
	for _, p := range m.Paths {
		if p.Contested() {
			lists = append(lists, byColumn(p.Rivals))
		}
	}
	return comment("rivalsOf holds, for each path with contested routes and by the columns of their methods, the place in rivals").Line().
		Add(comment("of the list for the route. The first place is 1; zero is for a route that is not contested.")).Line().
		Var().Id("rivalsOf").Op("=").Index(jen.Lit(max(1, len(lists)))).Index(jen.Lit(len(m.Columns))).Uint16().Add(lines("{", "}", ",", lists))
}

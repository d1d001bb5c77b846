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
	first := slices.IndexFunc(m.Paths, (*tree.Path).AnyContested)
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
//		switch {
//		case r == 0:
//			return unmatched(method, path, in)
//		case p >= firstContested:
//			return decided(unlessContested(r, method, path, int(rivalsOf[p-firstContested])))
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
		jen.Switch().Block(
			jen.Case(r().Op("==").Lit(0)).Block(unmatched()),
			jen.Case(jen.Id("p").Op(">=").Id("firstContested")).
				Block(jen.Return(jen.Id("decided").Call(jen.Id("unlessContested").Call(r(), jen.Id("method"), jen.Id("path"),
					jen.Int().Call(jen.Id("rivalsOf").Index(jen.Id("p").Op("-").Id("firstContested"))))))),
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
		last := len(p.Rows)
		for last > 0 && p.Rows[last-1] < 0 {
			last--
		}
		var row []jen.Code
		for _, r := range p.Rows[:last] {
			row = append(row, jen.Lit(r+1))
		}
		entries = append(entries, jen.Values(row...))
	}
	if slices.ContainsFunc(m.Paths, func(p *tree.Path) bool { return p.AtBase }) {
		entries = append(entries, jen.Values()) // of a path where ** takes nothing
	}
	return comment("paths holds the routes of each path, by the columns of their methods.").Line().
		Var().Id("paths").Op("=").Index(jen.Op("...")).Index(jen.Lit(len(m.Columns))).Id("Route").Add(lines("{", "}", ",", entries))
}

// rivalsOf returns
//
//	// rivalsOf holds the index in rivals of each path with contested routes.
//	var rivalsOf = [...]uint16{
//		0,
//		…
//	}
func rivalsOf(m *tree.Matcher) jen.Code {
	var lists []jen.Code
	for _, p := range m.Paths {
		if p.AnyContested() {
			lists = append(lists, jen.Lit(p.Rivals))
		}
	}
	return comment("rivalsOf holds the index in rivals of each path with contested routes.").Line().
		Var().Id("rivalsOf").Op("=").Index(jen.Lit(max(1, len(lists)))).Uint16().Values(lists...)
}

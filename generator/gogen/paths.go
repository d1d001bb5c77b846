package gogen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// A large table's tree leads to numbers of paths, and a table has the rows of each: rows of one path
// share its code, and no branch depends on the method. Where a path has no row of the method although a
// more general one has, the index finds that.

// firstContested returns
//
//	// firstContested is the first path of which a server could take some request for a row too whose
//	// requirement the path's own row does not imply.
//	const firstContested = 7
func firstContested(m *tree.Matcher) jen.Code {
	first := slices.IndexFunc(m.Paths, (*tree.Path).AnyContested)
	if first < 0 {
		first = len(m.Paths)
	}
	return comment("firstContested is the first path of which a server could take some request for a row too whose").Line().
		Add(comment("requirement the path's own row does not imply.")).Line().
		Const().Id("firstContested").Op("=").Lit(first + 1)
}

// matchInPaths returns
//
//	// match does the work of Match. …
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
//			return decided(alone(r, path, c, int(rivalsOf[p-firstContested])))
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
				Block(jen.Return(jen.Id("decided").Call(jen.Id("alone").Call(r(), jen.Id("path"), jen.Id("c"),
					jen.Int().Call(jen.Id("rivalsOf").Index(jen.Id("p").Op("-").Id("firstContested"))))))),
		),
		jen.Return(r(), jen.Id("Listed")),
	)
}

// pathTable returns
//
//	// paths holds the rows of each path, by the columns of their methods.
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
	return comment("paths holds the rows of each path, by the columns of their methods.").Line().
		Var().Id("paths").Op("=").Index(jen.Op("...")).Index(jen.Lit(len(m.Columns))).Id("Route").Add(lines("{", "}", ",", entries))
}

// rivalsOf returns
//
//	// rivalsOf holds the list in rivals of each contested path.
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
	return comment("rivalsOf holds the list in rivals of each contested path.").Line().
		Var().Id("rivalsOf").Op("=").Index(jen.Lit(max(1, len(lists)))).Uint16().Values(lists...)
}

package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// matchFile returns the declarations of match.gen.go.
func matchFile(branches []*tree.Branch, api *model.API) []jen.Code {
	declarations := []jen.Code{
		unlistedConsts(api),
		couldConst(api.Table),
		encodingConsts(api.Table),
		encodedIn(api),
		methodConsts(branches),
		methodOf(branches),
		findFunc(branches),
	}
	for _, b := range branches {
		p := &findPrinter{api: api, name: "find" + branchName(b), method: "is" + branchName(b)}
		declarations = append(declarations, p.branch(b)...)
	}
	return declarations
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

// methodOf returns
//
//	// methodOf returns the set of this method, or none if the table does not have it.
//	func methodOf(method string) methodSet {
//		switch method {
//		case "GET", "HEAD":
//			return isGET
//		…
//		}
//		return 0
//	}
func methodOf(branches []*tree.Branch) jen.Code {
	return comment("methodOf returns the set of this method, or none if the table does not have it.").Line().
		Func().Id("methodOf").Params(jen.Id("method").String()).Id("methodSet").
		Block(methodSwitch(branches, func(b *tree.Branch) jen.Code { return jen.Id("is" + branchName(b)) }), jen.Return(jen.Lit(0)))
}

// findFunc returns
//
//	// find returns the row that is the first of the method's own rows to name a path exactly, or zero: also
//	// if a server could take the path for a row too whose requirement it does not imply.
//	func find(method, path string) Route {
//		switch method {
//		case "GET", "HEAD":
//			return findGET(path)
//		…
//		}
//		return 0
//	}
func findFunc(branches []*tree.Branch) jen.Code {
	return comment("find returns the row that is the first of the method's own rows to name a path exactly, or zero: also").Line().
		Add(comment("if a server could take the path for a row too whose requirement it does not imply.")).Line().
		Func().Id("find").Params(jen.List(jen.Id("method"), jen.Id("path")).String()).Id("Route").
		Block(
			methodSwitch(branches, func(b *tree.Branch) jen.Code { return jen.Id("find" + branchName(b)).Call(jen.Id("path")) }),
			jen.Return(jen.Lit(0)),
		)
}

// methodSwitch returns a switch over a method that returns something for each branch.
func methodSwitch(branches []*tree.Branch, result func(*tree.Branch) jen.Code) jen.Code {
	var cases []jen.Code
	for _, b := range branches {
		var methods []jen.Code
		for _, m := range b.Methods {
			methods = append(methods, jen.Lit(m))
		}
		cases = append(cases, jen.Case(methods...).Block(jen.Return(result(b))))
	}
	return jen.Switch(jen.Id("method")).Block(cases...)
}

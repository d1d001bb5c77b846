package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// guardFile returns the declarations of guard.gen.go.
func guardFile(m *tree.Matcher) []jen.Code {
	return []jen.Code{methodNames(m.Branches)}
}

// methodNames returns
//
//	// methodNames holds what an Allow header says for each method of a methodSet, by its bit.
//	var methodNames = [...]string{
//		"GET, HEAD",
//		…
//	}
func methodNames(branches []*tree.Branch) jen.Code {
	var names []jen.Code
	for _, b := range branches {
		names = append(names, jen.Lit(strings.Join(b.Methods, ", ")))
	}
	return comment("methodNames holds what an Allow header says for each method of a methodSet, by its bit.").Line().
		Var().Id("methodNames").Op("=").Index(jen.Op("...")).String().Add(lines("{", "}", ",", names))
}

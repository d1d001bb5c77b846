package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// guardFile returns the declarations of guard.gen.go.
func guardFile(m *tree.Matcher, api *model.API) []jen.Code {
	return []jen.Code{deniedBody(api), methodNames(m.Branches)}
}

// deniedBody returns
//
//	// deniedBody is the JSON object that a 403 is answered with; empty for a problem by RFC 9457.
//	const deniedBody = "{\"error_code\":\"CBC.0151\",…}"
func deniedBody(api *model.API) jen.Code {
	return comment("deniedBody is the JSON object that a 403 is answered with; empty for a problem by RFC 9457.").Line().
		Const().Id("deniedBody").Op("=").Lit(api.DeniedBody)
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

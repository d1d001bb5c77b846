package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// guardFile returns the declarations of guard.gen.go.
func guardFile(m *tree.Matcher, api *model.API) []jen.Code {
	return []jen.Code{deniedBody(api), methodTable(m)}
}

// deniedBody returns
//
//	// deniedBody is the JSON object that a 403 is answered with; empty for a problem by RFC 9457.
//	const deniedBody = "{\"error_code\":\"CBC.0151\",…}"
func deniedBody(api *model.API) jen.Code {
	return comment("deniedBody is the JSON object that a 403 is answered with; empty for a problem by RFC 9457.").Line().
		Const().Id("deniedBody").Op("=").Lit(api.DeniedBody)
}

// methodTable returns
//
//	// methods holds the methods of the table, and HEAD with GET.
//	var methods = [...]string{
//		"GET",
//		"HEAD",
//		…
//	}
func methodTable(m *tree.Matcher) jen.Code {
	var methods []jen.Code
	for _, column := range m.Columns {
		for _, method := range column {
			methods = append(methods, jen.Lit(method))
		}
	}
	return comment("methods holds the methods of the table, and HEAD with GET.").Line().
		Var().Id("methods").Op("=").Index(jen.Op("...")).String().Add(lines("{", "}", ",", methods))
}

package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// guardFile returns the declarations of guard.gen.go that depend on the table.
func guardFile(m *tree.Matcher, api *model.API) []jen.Code {
	return []jen.Code{unlistedVars(api), deniedBody(api), methodTable(m)}
}

// unlistedVars returns
//
//	// The requirements of requests that the table does not list.
//	var (
//		unlistedPath   = authenticated
//		unlistedMethod = nobody
//	)
func unlistedVars(api *model.API) jen.Code {
	return comment("The requirements of requests that the table does not list.").Line().Var().Defs(
		jen.Id("unlistedPath").Op("=").Id(api.UnlistedPath.String()),
		jen.Id("unlistedMethod").Op("=").Id(api.UnlistedMethod.String()),
	)
}

// deniedBody returns
//
//	// deniedBody is the JSON object in the body of a 403. If it is empty, the body is a problem of RFC 9457.
//	const deniedBody = "{\"error_code\":\"CBC.0151\",…}"
func deniedBody(api *model.API) jen.Code {
	return comment("deniedBody is the JSON object in the body of a 403. If it is empty, the body is a problem of RFC 9457.").Line().
		Const().Id("deniedBody").Op("=").Lit(api.DeniedBody)
}

// methodTable returns
//
//	// methods holds the methods that the table answers: its own, and HEAD if it has GET.
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
	return comment("methods holds the methods that the table answers: its own, and HEAD if it has GET.").Line().
		Var().Id("methods").Op("=").Index(jen.Op("...")).String().Add(lines("{", "}", ",", methods))
}

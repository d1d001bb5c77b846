package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
)

// guardFile returns the declarations of guard.gen.go that depend on the table.
func guardFile(m *tree.Matcher, api *model.API) []jen.Code {
	return []jen.Code{unlistedConsts(api), deniedBody(api), methodTable(m)}
}

// unlistedConsts returns
//
//	// The decisions on requests that the table does not list.
//	const (
//		allowUnlistedPath   = true
//		allowUnlistedMethod = false
//	)
func unlistedConsts(api *model.API) jen.Code {
	return comment("The decisions on requests that the table does not list.").Line().Const().Defs(
		jen.Id("allowUnlistedPath").Op("=").Lit(api.AllowUnlistedPath),
		jen.Id("allowUnlistedMethod").Op("=").Lit(api.AllowUnlistedMethod),
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

package openapi

import (
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// Pages made of an OpenAPI document show descriptions at once. They hide security, or show only the names of schemes.
// So operations also say in their texts what they require.

// Unauthenticated is the description of the 401 response.
const Unauthenticated = "Not authenticated: the request says not, or not validly, who the caller is."

// Describe returns a sentence of CommonMark that says what an operation requires. codes are not read unless
// permissions decide.
func Describe(who access.Access, decides bool, codes service.Codes) string {
	switch {
	case !decides:
		return "Requires " + needed(codes) + "."
	case who == access.Nobody:
		return "Nobody may call this operation."
	case who == access.Public:
		return "Public: open to everyone, without authentication."
	}
	return "Requires authentication, and no permission."
}

// Forbidden returns the description of the 403 response of an operation with such requirements.
func Forbidden(nobody bool, codes service.Codes) string {
	if nobody {
		return "Denied: nobody may call this operation."
	}
	return "Denied: the caller lacks permission. Required: " + needed(codes) + "."
}

// needed returns alternatives of codes in words.
func needed(codes service.Codes) string {
	var alternatives []string
	for _, all := range codes {
		var spans []string
		for _, code := range all {
			spans = append(spans, span(code))
		}
		alternatives = append(alternatives, strings.Join(spans, " and "))
	}
	return strings.Join(alternatives, ", or ")
}

// span returns a code span of CommonMark, in which a text means nothing but itself.
func span(text string) string {
	text = diag.Inert(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// describe adds the description of a row's operation.
func (p printer) describe(o *syntax.Map, r *model.Route) {
	if p.api.OpenAPI.Describes {
		who, decides := r.Access()
		o.Add("description", Describe(who, decides, codesOf(r)))
	}
}

// forbidden returns the 403 response of a row.
func (p printer) forbidden(r *model.Route) syntax.Map {
	return described(Forbidden(r.Is(access.Nobody), codesOf(r)))
}

// codesOf returns the alternatives of a row.
func codesOf(r *model.Route) (codes service.Codes) {
	for _, alternative := range r.Alternatives {
		all := []string{}
		for _, permission := range alternative {
			all = append(all, permission.Code)
		}
		codes = append(codes, all)
	}
	return codes
}

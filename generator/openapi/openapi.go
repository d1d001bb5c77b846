// Package openapi prints a table as a complete OpenAPI document, as path items by top-level group, and as
// plain JSON.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package openapi

import (
	"iter"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// complete is the name of the complete document.
const complete = "permissions.openapi.yaml"

// Files yields the outputs that the spec chooses, each with its slash-separated file name.
func Files(api *model.API) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, output := range api.OpenAPI.Outputs {
			for name, data := range emitters()[output](api) {
				if !yield(name, data) {
					return
				}
			}
		}
	}
}

// An emitter yields the files of an output.
type emitter func(api *model.API) iter.Seq2[string, []byte]

func emitters() map[model.Output]emitter {
	return map[model.Output]emitter{model.Document: documentFile, model.Paths: pathFiles, model.JSON: tableFiles}
}

// firstLine is the first line of each file.
func firstLine(api *model.API) string { return mark.Mark{Spec: api.Spec}.String() }

// documentFile yields the complete document.
func documentFile(api *model.API) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		yield(complete, syntax.Encode(firstLine(api), document(api)))
	}
}

// pathFiles yields the path items of each top-level group that has some, in the table's order.
func pathFiles(api *model.API) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		p := printer{api: api, home: "../" + complete, inline: !api.OpenAPI.Writes(model.Document)}
		comment := firstLine(api) + "\n\n" + usage(api)
		for _, g := range api.Groups {
			items := p.pathItems(func(t *model.Template) bool { return t.Group == g })
			if len(items) > 0 && !yield("paths/"+g.Slug+".yaml", syntax.Encode(comment, items)) {
				return
			}
		}
	}
}

// document returns the complete document.
func document(api *model.API) syntax.Map {
	all := func(*model.Template) bool { return true }
	d := syntax.Map{
		{Key: "openapi", Value: api.OpenAPI.Version.Number},
		{Key: "info", Value: info(api)},
		{Key: "servers", Value: syntax.List{syntax.Map{{Key: "url", Value: "/"}}}}, // the default; linters want it written
	}
	if len(api.Schemes) == 0 {
		d.Add("security", syntax.List{}) // likewise
	}
	d.Add("tags", tags(api))
	d.Add("paths", printer{api: api}.pathItems(all))
	d.Add("components", components(api))
	d.Add(oas.Extra, extension(api))
	return d
}

func components(api *model.API) syntax.Map {
	var schemes, c syntax.Map
	for _, s := range api.Schemes {
		schemes.Add(s.Name, SchemeObject(api, s))
	}
	if len(schemes) > 0 {
		c.Add("securitySchemes", schemes)
	}
	c.Add("responses", sharedResponses(api))
	return c
}

// SchemeObject returns a scheme. Each of its flows declares the permissions as scopes, after the scopes
// that the spec gives.
func SchemeObject(api *model.API, s model.Scheme) syntax.Map {
	flows, ok := s.Object.Get("flows").(syntax.Map)
	if !ok || s.Object.Get("type") != "oauth2" {
		return s.Object
	}
	var declared syntax.Map
	for _, e := range flows {
		if flow, ok := e.Value.(syntax.Map); ok {
			scopes, _ := flow.Get("scopes").(syntax.Map)
			e.Value = flow.With("scopes", scopesOf(api, s.Name, scopes))
		}
		declared = append(declared, e)
	}
	return s.Object.With("flows", declared)
}

// scopesOf returns the given scopes of a scheme, then those that stand for permissions, with their texts.
func scopesOf(api *model.API, scheme string, given syntax.Map) syntax.Map {
	scopes := append(syntax.Map{}, given...)
	for _, p := range api.Permissions {
		for _, scope := range Scopes([]*model.Permission{p}, scheme, true) {
			if scopes.Get(scope) == nil {
				scopes.Add(scope, ScopeText(p))
			}
		}
	}
	return scopes
}

// ScopeText returns the text of a permission, or its code if it has none.
func ScopeText(p *model.Permission) string {
	if p.Text == "" {
		return p.Code
	}
	return p.Text
}

// sharedResponses returns the responses that operations refer to, by name.
func sharedResponses(api *model.API) syntax.Map {
	responses := syntax.Map{
		{Key: "Refused", Value: described("Refused: the path is not canonical, or a server might run another operation for the\n" +
			"request.")},
	}
	if api.OpenAPI.Describes {
		responses.Add("Unauthenticated", described(Unauthenticated))
	} else {
		responses.Add("Forbidden", described("Denied: the caller lacks permission for the operation."))
	}
	if api.UnlistedMethod != access.Nobody {
		return responses
	}
	allow := described("The methods that the path is listed with.")
	allow.Add("schema", syntax.Map{{Key: "type", Value: "string"}})
	denied := described("Denied: the path is listed, but not with this method.")
	denied.Add("headers", syntax.Map{{Key: "Allow", Value: allow}})
	responses.Add("MethodNotAllowed", denied)
	return responses
}

func described(text string) syntax.Map { return syntax.Map{{Key: "description", Value: text}} }

package openapi

import (
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// addSettings adds what a spec says about the whole table: its source, what is unlisted, and the servers behind.
func addSettings(m *syntax.Map, api *model.API) {
	if api.Document != "" {
		origin := syntax.Map{{Key: "document", Value: api.Document}}
		if api.Updated != "" {
			origin.Add("updated", api.Updated)
		}
		m.Add("source", origin)
	}
	m.Add("unlisted", unlistedOf(api))
	if len(api.Upstream) > 0 {
		m.Add("upstream", syntax.Texts(api.Upstream))
	}
}

// extension returns what a spec says and OpenAPI has no field for, under the keys of the spec. With it
// permroute import openapi restores the spec from the document.
func extension(api *model.API) syntax.Map {
	m := syntax.Map{{Key: "package", Value: api.Package}}
	addSettings(&m, api)
	if e := api.Table.Encoded; e != route.EveryEncoding {
		m.Add("encoded", syntax.Texts(e.Names()))
	}
	if len(api.Denied) > 0 {
		m.Add("denied", syntax.Map{{Key: "body", Value: api.Denied}})
	}
	if api.OpenAPI.Roles {
		grantable(&m, api)
	}
	if api.Allowed != nil {
		m.Add("schemes", syntax.SchemeSets(api.Allowed))
	}
	m.Add("permissions", permissions(api, true))
	if api.OpenAPI.Roles && len(api.Roles) > 0 {
		m.Add("roles", specRoles(api))
	}
	if len(api.Extras) > 0 {
		m.Add("outputs", named(api.Extras))
	}
	if o := chosen(api.OpenAPI); len(o) > 0 {
		m.Add("openapi", o)
	}
	return m
}

// chosen returns what a spec says of the OpenAPI outputs.
func chosen(o model.OpenAPI) (m syntax.Map) {
	if len(o.Outputs) < len(model.Outputs()) {
		m.Add("outputs", named(o.Outputs))
	}
	if !o.Describes {
		m.Add("describe", false)
	}
	return m
}

// named returns the names of outputs.
func named[T ~string](outputs []T) syntax.List {
	list := syntax.List{}
	for _, output := range outputs {
		list = append(list, string(output))
	}
	return list
}

func unlistedOf(api *model.API) syntax.Map {
	return syntax.Map{
		{Key: "path", Value: api.UnlistedPath.String()},
		{Key: "method", Value: api.UnlistedMethod.String()},
	}
}

// permissions returns the declared codes with their texts, and with what they imply and are called besides; in the
// extension only if the spec asks for that. With named it is for the extension, and has the Go names that the spec gives.
func permissions(api *model.API, named bool) syntax.List {
	list := syntax.List{}
	for _, p := range api.Permissions {
		m := syntax.Map{{Key: "code", Value: p.Code}}
		if p.Text != "" {
			m.Add("text", p.Text)
		}
		if p.Scheme != "" {
			m.Add("scheme", p.Scheme)
		}
		if p.Scope != "" {
			m.Add("scope", p.Scope)
		}
		if named && p.Named {
			m.Add("const", p.Const)
		}
		if !named || api.OpenAPI.Roles {
			if len(p.Implies) > 0 {
				m.Add("implies", codes(p.Implies))
			}
			if len(p.Aliases) > 0 {
				m.Add("aliases", syntax.Texts(p.Aliases))
			}
		}
		list = append(list, m)
	}
	return list
}

package openapi

import (
	"cmp"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// A printer makes the path items of one document.
type printer struct {
	api    *model.API
	home   string // where this document finds the components; empty if it has them
	inline bool   // there is no document with the components: responses are written out
}

// pathItems returns the path items of the chosen templates by path, in the order of their first rows.
func (p printer) pathItems(chosen func(*model.Template) bool) (items syntax.Map) {
	for _, t := range p.api.Templates {
		if chosen(t) {
			items.Add(t.Path, p.pathItem(t))
		}
	}
	return items
}

// pathItem returns the operations by method.
func (p printer) pathItem(t *model.Template) (item syntax.Map) {
	var additional syntax.Map
	for _, op := range t.Operations {
		if field, ok := p.api.OpenAPI.Version.Field(op.Route.Method); ok {
			item.Add(field, p.operation(t, op))
		} else {
			additional.Add(op.Route.Method, p.operation(t, op))
		}
	}
	if len(additional) > 0 {
		item.Add(p.api.OpenAPI.Version.AdditionalField(), additional)
	}
	return item
}

func (p printer) operation(t *model.Template, op *model.Operation) syntax.Map {
	r := op.Route
	o := syntax.Map{{Key: "operationId", Value: r.ID}}
	o.Add("summary", cmp.Or(r.Name, r.ID)) // linters want one
	p.describe(&o, r)
	o.Add("tags", syntax.List{r.Group.Tag})
	if r.Deprecated {
		o.Add("deprecated", true)
	}
	addParameters(&o, op)
	if r.Pattern.String() != t.Path {
		o.Add(oas.RoutePattern, r.Pattern.String()) // an OpenAPI parameter is one segment
	}
	switch {
	case r.Public:
		o.Add("security", syntax.List{})
	case len(p.api.Schemes) > 0:
		o.Add("security", p.security(r))
	}
	if !r.Public && !r.Is(access.Nobody) {
		o.Add(oas.Required, required(r))
	}
	if m := p.rowExtension(r); len(m) > 0 {
		o.Add(oas.Extra, m)
	}
	o.Add("responses", p.answers(r))
	return o
}

// rowExtension returns what a row says and OpenAPI has no field for, under the keys of the spec.
func (p printer) rowExtension(r *model.Route) (m syntax.Map) {
	if r.Is(access.Nobody) {
		m.Add("require", access.Nobody.String())
	}
	if r.Named {
		m.Add("const", strings.TrimPrefix(r.Const, "Route"))
	}
	if e := p.api.Table.Rows[r.Number-1].Encoded; e != p.api.Table.Encoded {
		m.Add("encoded", syntax.Texts(e.Names()))
	}
	return m
}

// addParameters adds the path parameters.
func addParameters(o *syntax.Map, op *model.Operation) {
	var parameters syntax.List
	for _, p := range op.Params {
		parameter := syntax.Map{
			{Key: "name", Value: p.Name},
			{Key: "in", Value: "path"},
			{Key: "required", Value: true},
		}
		if p.Multi {
			parameter.Add("description", "The rest of the path: any number of segments.")
		}
		parameter.Add("schema", syntax.Map{{Key: "type", Value: "string"}})
		if p.Multi {
			parameter.Add(oas.MultiSegment, true)
		}
		parameters = append(parameters, parameter)
	}
	if len(parameters) > 0 {
		o.Add("parameters", parameters)
	}
}

// security returns the entries of security: a caller must satisfy one of them.
func (p printer) security(r *model.Route) (entries syntax.List) {
	roles := p.api.OpenAPI.Version.Roles
	for _, requirement := range Security(r, func(scheme string) bool { return roles || p.api.Scheme(scheme).Type().Scopes }) {
		entry := syntax.Map{}
		for _, need := range requirement {
			entry.Add(need.Scheme, syntax.Texts(need.Scopes))
		}
		entries = append(entries, entry)
	}
	return entries
}

// Security returns what a row asks for as the security of OpenAPI has it: an entry for each alternative of codes with each of
// its sets of security schemes. carries reports whether codes can be listed for a scheme. OpenAPI cannot say that nobody
// may call an operation: such a row asks for authentication.
func Security(r *model.Route, carries func(scheme string) bool) (all []service.Requirement) {
	alternatives := r.Alternatives
	if r.Is(access.Nobody) {
		alternatives = [][]*model.Permission{{}}
	}
	for _, alternative := range alternatives {
		for _, set := range r.SchemesOf(alternative) {
			requirement := service.Requirement{}
			for _, scheme := range set {
				requirement = append(requirement, service.Need{Scheme: scheme, Scopes: Scopes(alternative, scheme, carries(scheme))})
			}
			all = append(all, requirement)
		}
	}
	return service.LeanRequirements(all)
}

// Scopes returns what a scheme lists for codes: the scopes of those that are bound to it and, if it can list codes, all codes
// that are bound to none.
func Scopes(codes []*model.Permission, scheme string, carries bool) (scopes []string) {
	for _, p := range codes {
		switch {
		case p.Scheme == scheme && p.Scope != "":
			scopes = append(scopes, p.Scope)
		case p.Scheme == "" && carries:
			scopes = append(scopes, p.Code)
		}
	}
	return scopes
}

// required returns the codes of a single alternative, or a list of codes for each alternative.
func required(r *model.Route) (list syntax.List) {
	if len(r.Alternatives) == 1 {
		return codes(r.Alternatives[0])
	}
	for _, alternative := range r.Alternatives {
		list = append(list, codes(alternative))
	}
	return list
}

func codes(alternative []*model.Permission) syntax.List {
	list := syntax.List{}
	for _, permission := range alternative {
		list = append(list, permission.Code)
	}
	return list
}

// answers returns the responses that a request for the row can get.
func (p printer) answers(r *model.Route) (responses syntax.Map) {
	shared := sharedResponses(p.api)
	refer := func(name string) any {
		if p.inline {
			return shared.Get(name)
		}
		return syntax.Map{{Key: "$ref", Value: p.home + "#/components/responses/" + name}}
	}
	if !r.Is(access.Nobody) {
		responses.Add("200", described("Permitted. The API answers."))
	}
	responses.Add("400", refer("Refused"))
	who, decides := r.Access()
	describes := p.api.OpenAPI.Describes
	if describes && who != access.Public && (!decides || who != access.Nobody) {
		responses.Add("401", refer("Unauthenticated"))
	}
	switch denies := !decides || who == access.Nobody; {
	case denies && describes:
		responses.Add("403", p.forbidden(r))
	case denies:
		responses.Add("403", refer("Forbidden"))
	}
	if p.api.UnlistedMethod == access.Nobody {
		responses.Add("405", refer("MethodNotAllowed"))
	}
	return responses
}

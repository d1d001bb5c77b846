package openapi

import (
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// A printer makes the path items of one document.
type printer struct {
	api  *model.API
	home string // the document that has the components, as this one refers to it; empty for itself
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

// pathItem returns the operations by method. OpenAPI 3.2 has additionalOperations for the methods
// without a field of their own; a 3.1 document can have it as an extension.
func (p printer) pathItem(t *model.Template) (item syntax.Map) {
	var additional syntax.Map
	for _, op := range t.Operations {
		if field, ok := methodField(op.Route.Method); ok {
			item.Add(field, p.operation(op))
		} else {
			additional.Add(op.Route.Method, p.operation(op))
		}
	}
	if len(additional) > 0 {
		item.Add("x-additionalOperations", additional)
	}
	return item
}

// methodField returns the field that a path item has for a method: the method in small letters. TRACE,
// the last of OpenAPI's, stands in no table.
func methodField(method string) (string, bool) {
	switch method {
	case "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH":
		return strings.ToLower(method), true
	}
	return "", false
}

func (p printer) operation(op *model.Operation) syntax.Map {
	r := op.Route
	o := syntax.Map{{Key: "operationId", Value: r.ID}}
	if r.Name != "" {
		o.Add("summary", r.Name)
	}
	o.Add("tags", syntax.List{r.Group.Tag})
	addParameters(&o, op)
	if len(p.api.Schemes) > 0 {
		o.Add("security", p.security(r))
	}
	if r.Never() {
		o.Add("x-permroute", syntax.Map{{Key: "require", Value: "never"}})
	} else {
		o.Add("x-required-permissions", required(r))
	}
	o.Add("responses", p.answers(r))
	return o
}

// addParameters adds the path parameters and, where one of them stands for **, the pattern: OpenAPI
// has no parameter of several segments.
func addParameters(o *syntax.Map, op *model.Operation) {
	var parameters syntax.List
	open := false
	for _, p := range op.Params {
		parameter := syntax.Map{
			{Key: "name", Value: p.Name},
			{Key: "in", Value: "path"},
			{Key: "required", Value: true},
		}
		if p.Multi {
			open = true
			parameter.Add("description", "The rest of the path: any number of segments.")
		}
		parameter.Add("schema", syntax.Map{{Key: "type", Value: "string"}})
		if p.Multi {
			parameter.Add("x-multiSegment", true)
		}
		parameters = append(parameters, parameter)
	}
	if len(parameters) > 0 {
		o.Add("parameters", parameters)
	}
	if open {
		o.Add("x-route-pattern", op.Route.Pattern.String())
	}
}

// security returns an entry for each alternative with each scheme: a caller needs one entry in full.
// No list of entries says "nobody", so a row that admits nobody asks for authentication, the most that
// can be said.
func (p printer) security(r *model.Route) (entries syntax.List) {
	alternatives := r.Alternatives
	if r.Never() {
		alternatives = [][]*model.Permission{{}}
	}
	for _, alternative := range alternatives {
		for _, scheme := range p.api.Schemes {
			entries = append(entries, syntax.Map{{Key: scheme.Name, Value: codes(alternative)}})
		}
	}
	return entries
}

// required returns the codes of the one alternative, or a list of codes for each of several.
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

// answers returns the responses that a request for the row can get. A row that admits nobody is never
// permitted, and one that needs no permission is never denied.
func (p printer) answers(r *model.Route) (responses syntax.Map) {
	refer := func(name string) syntax.Map {
		return syntax.Map{{Key: "$ref", Value: p.home + "#/components/responses/" + name}}
	}
	if !r.Never() {
		responses.Add("200", described("Permitted; the answer is the API's own."))
	}
	responses.Add("400", refer("Refused"))
	if needsNone := !r.Never() && len(r.Alternatives[0]) == 0; !needsNone {
		responses.Add("403", refer("Forbidden"))
	}
	if !p.api.AllowUnlistedMethod {
		responses.Add("405", refer("MethodNotAllowed"))
	}
	return responses
}

package model

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// An Output is what is written to files below openapi/.
type Output string

// The outputs.
const (
	Document Output = "document" // the complete OpenAPI document
	Paths    Output = "paths"    // its path items by group
	JSON     Output = "json"     // the table as plain JSON
)

// Outputs returns all outputs, in the order in which they are written.
func Outputs() []Output { return []Output{Document, Paths, JSON} }

// An OpenAPI says which files are written below openapi/, and how.
type OpenAPI struct {
	Version oas.Version
	Outputs []Output // in the order of Outputs

	// Describes and DescribesOthers say whether operations say in their texts what they require: in our own document,
	// and in the overlay of a document of others. They differ only if the spec does not say.
	Describes, DescribesOthers bool

	// Roles says whether the document has the roles, and what codes imply and are called besides.
	Roles bool
}

// Writes reports whether an output is written.
func (o OpenAPI) Writes(output Output) bool { return slices.Contains(o.Outputs, output) }

// openAPI resolves the version and the outputs.
func (r *resolver) openAPI() {
	written := r.spec.OpenAPI
	o := &r.api.OpenAPI
	o.Version = oas.Default()
	if v, ok := oas.Find(written.Version.Value); ok { // syntax allows no other
		o.Version = v
	}
	o.Roles = written.Roles
	o.Describes = written.Describe == nil || *written.Describe
	o.DescribesOthers = written.Describe != nil && *written.Describe
	var names []string
	for _, output := range Outputs() {
		names = append(names, string(output))
		if written.Outputs == nil || slices.ContainsFunc(written.Outputs, func(t syntax.Text) bool { return t.Value == string(output) }) {
			o.Outputs = append(o.Outputs, output)
		}
	}
	for i, name := range written.Outputs {
		if !slices.Contains(names, name.Value) {
			r.addf(name.Pos, diag.DidYouMean(name.Value, names), "the output %s; allowed: %s", diag.Quote(name.Value), strings.Join(names, ", "))
		}
		r.once(written.Outputs[:i], name)
	}
}

// flows checks the flows of an oauth2 scheme: the permissions are declared there as scopes.
func (r *resolver) flows(flows syntax.Map) {
	version := r.api.OpenAPI.Version
	var names, known []string
	for _, f := range oas.Flows() {
		names = append(names, f.Name)
		if first := oas.Versions()[0]; first.Has(f.OpenAPI) {
			known = append(known, f.Name)
		} else {
			known = append(known, f.Name+" (from OpenAPI "+f.OpenAPI+" on)")
		}
	}
	found := false
	for _, e := range flows {
		if strings.HasPrefix(e.Key, "x-") {
			continue
		}
		flow, isFlow := oas.FlowOf(e.Key)
		switch {
		case !isFlow:
			r.addf(e.Pos, diag.DidYouMean(e.Key, names), "the flow %s; allowed: %s", diag.Quote(e.Key), strings.Join(known, ", "))
		case !version.Has(flow.OpenAPI):
			r.addf(e.Pos, "write version: "+oas.Since(flow.OpenAPI).Number, "OpenAPI %s has no flow %s", version.Number, flow.Name)
		default:
			r.flow(e, flow.URLs)
		}
		found = true
	}
	if !found && len(flows) > 0 {
		r.addf(flows[0].Pos, "", "flows has no flow; allowed: %s", strings.Join(known, ", "))
	}
}

// flow checks that a flow has its URLs, and texts for its scopes.
func (r *resolver) flow(e syntax.Entry, fields []string) {
	flow, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "", "the flow %s is not a mapping; allowed: a mapping with %s", e.Key, strings.Join(fields, ", "))
		return
	}
	for _, f := range fields {
		if text, _ := flow.Get(f).(string); text == "" {
			r.addf(e.Pos, "", "the flow %s has no %s", e.Key, f)
		}
	}
	scopes := entry(flow, "scopes")
	if scopes == nil {
		return
	}
	texts, ok := scopes.Value.(syntax.Map)
	if !ok {
		r.addf(scopes.Pos, "the permissions are added to them", "scopes is not a mapping; allowed: a mapping of scopes to texts")
	}
	for _, scope := range texts {
		if _, ok := scope.Value.(string); !ok {
			r.addf(scope.Pos, "", "the scope %s has no text; allowed: a string", diag.Quote(scope.Key))
		}
	}
}

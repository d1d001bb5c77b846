package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// An OpenAPI says which OpenAPI output is written, and how.
type OpenAPI struct {
	Version  string // 3.0.4, 3.1.1 or 3.2.0
	Document bool   // the complete document
	Paths    bool   // its path items by group
	JSON     bool   // the table as plain JSON
}

// DefaultOpenAPIVersion is what a spec's document is written in that names no version.
const DefaultOpenAPIVersion = "3.1.1"

// outputs are the names of what is written to openapi/.
func outputs() []string { return []string{"document", "paths", "json"} }

// openAPI resolves the version and the outputs.
func (r *resolver) openAPI() {
	written := r.spec.OpenAPI
	o := &r.api.OpenAPI
	o.Version = cmp.Or(written.Version.Value, DefaultOpenAPIVersion)
	for i, name := range written.Outputs {
		if !slices.Contains(outputs(), name.Value) {
			r.addf(name.Pos, diag.DidYouMean(name.Value, outputs()), "the output %s; allowed: %s", diag.Quote(name.Value), strings.Join(outputs(), ", "))
		}
		r.once(written.Outputs[:i], name)
	}
	chosen := func(name string) bool {
		return written.Outputs == nil || slices.ContainsFunc(written.Outputs, func(t syntax.Text) bool { return t.Value == name })
	}
	o.Document, o.Paths, o.JSON = chosen("document"), chosen("paths"), chosen("json")
}

// flowFields returns the URLs that each flow of oauth2 needs.
func flowFields() map[string][]string {
	return map[string][]string{
		"implicit":            {"authorizationUrl"},
		"password":            {"tokenUrl"},
		"clientCredentials":   {"tokenUrl"},
		"authorizationCode":   {"authorizationUrl", "tokenUrl"},
		"deviceAuthorization": {"deviceAuthorizationUrl", "tokenUrl"},
	}
}

// flows checks the flows of an oauth2 scheme: the permissions are declared there as scopes.
func (r *resolver) flows(flows syntax.Map) {
	const known = "implicit, password, clientCredentials, authorizationCode, and from OpenAPI 3.2 on deviceAuthorization"
	found := false
	for _, e := range flows {
		if strings.HasPrefix(e.Key, "x-") {
			continue
		}
		fields, isFlow := flowFields()[e.Key]
		switch {
		case !isFlow:
			r.addf(e.Pos, diag.DidYouMean(e.Key, []string{"implicit", "password", "clientCredentials", "authorizationCode"}),
				"the flow %s; allowed: %s", diag.Quote(e.Key), known)
		case e.Key == "deviceAuthorization" && r.api.OpenAPI.Version < "3.2":
			r.addf(e.Pos, "say version: 3.2.0", "the flow deviceAuthorization, which OpenAPI %s does not have", r.api.OpenAPI.Version)
		default:
			r.flow(e, fields)
		}
		found = true
	}
	if !found && len(flows) > 0 {
		r.addf(flows[0].Pos, "", "flows without a flow; allowed: %s", known)
	}
}

// flow checks that a flow has its URLs, and texts for its scopes.
func (r *resolver) flow(e syntax.Entry, fields []string) {
	flow, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "", "the flow %s that is no mapping; allowed: a mapping with %s", e.Key, strings.Join(fields, ", "))
		return
	}
	for _, f := range fields {
		if text, _ := flow.Get(f).(string); text == "" {
			r.addf(e.Pos, "", "the flow %s without %s", e.Key, f)
		}
	}
	scopes := entry(flow, "scopes")
	if scopes == nil {
		return
	}
	texts, ok := scopes.Value.(syntax.Map)
	if !ok {
		r.addf(scopes.Pos, "the permissions are added to them", "scopes that are no mapping; allowed: a mapping of scopes to texts")
	}
	for _, scope := range texts {
		if _, ok := scope.Value.(string); !ok {
			r.addf(scope.Pos, "", "the scope %s without a text; allowed: a string", diag.Quote(scope.Key))
		}
	}
}

package model

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// An OpenAPI says which OpenAPI output is written, and how.
type OpenAPI struct {
	Version  oas.Version
	Document bool // the complete document
	Paths    bool // its path items by group
	JSON     bool // the table as plain JSON
}

// outputs are the names of what is written to openapi/.
func outputs() []string { return []string{"document", "paths", "json"} }

// openAPI resolves the version and the outputs.
func (r *resolver) openAPI() {
	written := r.spec.OpenAPI
	o := &r.api.OpenAPI
	o.Version = oas.Default()
	if v, ok := oas.Find(written.Version.Value); ok { // syntax allows no other
		o.Version = v
	}
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
	first := oas.First(func(v oas.Version) bool { return v.DeviceFlow })
	known := "implicit, password, clientCredentials, authorizationCode, and from OpenAPI " + first.Minor + " on deviceAuthorization"
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
		case e.Key == "deviceAuthorization" && !r.api.OpenAPI.Version.DeviceFlow:
			r.addf(e.Pos, "write version: "+first.Number, "the flow deviceAuthorization, which OpenAPI %s does not have", r.api.OpenAPI.Version.Number)
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

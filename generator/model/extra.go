package model

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// An Extra is an output besides the Go package and OpenAPI. A spec names it under outputs.
type Extra string

// The extras.
const (
	HTML       Extra = "html"       // a page for people
	TypeScript Extra = "typescript" // constants for a front end
)

// Extras returns all extras, in the order in which they are written.
func Extras() []Extra { return []Extra{HTML, TypeScript} }

// extras resolves the extras that the spec names.
func (r *resolver) extras() {
	var names []string
	for _, extra := range Extras() {
		names = append(names, string(extra))
		if slices.ContainsFunc(r.spec.Outputs, func(t syntax.Text) bool { return t.Value == string(extra) }) {
			r.api.Extras = append(r.api.Extras, extra)
		}
	}
	for i, name := range r.spec.Outputs {
		if !slices.Contains(names, name.Value) {
			r.addf(name.Pos, extraRemedy(name.Value, names), "outputs: %s; allowed: %s", diag.Quote(name.Value), strings.Join(names, ", "))
		}
		r.once(r.spec.Outputs[:i], name)
	}
}

// extraRemedy says what may be meant by a name that is no extra.
func extraRemedy(name string, names []string) string {
	for _, output := range Outputs() {
		if name == string(output) {
			return "write it into outputs under openapi"
		}
	}
	return diag.DidYouMean(name, names)
}

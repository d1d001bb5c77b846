package model

import (
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

var schemeName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

func (r *resolver) schemes() {
	for _, s := range r.spec.Schemes {
		if !schemeName.MatchString(s.Name.Value) {
			r.addf(s.Name.Pos, "", "the security scheme %s; allowed in its name: letters, digits and . _ -", diag.Quote(s.Name.Value))
		}
		r.scheme(s)
		r.api.Schemes = append(r.api.Schemes, Scheme{s.Name.Value, s.Object})
	}
}

// Scheme returns the security scheme of that name; one without an object if there is none.
func (a *API) Scheme(name string) Scheme {
	for _, s := range a.Schemes {
		if s.Name == name {
			return s
		}
	}
	return Scheme{Name: name}
}

// scheme checks that a scheme has what its type requires.
func (r *resolver) scheme(s syntax.Scheme) {
	var names []string
	for _, t := range oas.SchemeTypes() {
		names = append(names, t.Name)
	}
	e := entry(s.Object, "type")
	if e == nil {
		r.addf(s.Name.Pos, "", "the security scheme %s has no type; allowed: %s", diag.Quote(s.Name.Value), strings.Join(names, ", "))
		return
	}
	found, _ := e.Value.(string)
	t, known := oas.SchemeTypeOf(found)
	if !known {
		r.addf(e.Pos, diag.DidYouMean(found, names), "the %s of the security scheme %s; allowed: %s",
			described(e), diag.Quote(s.Name.Value), strings.Join(names, ", "))
		return
	}
	if version := r.api.OpenAPI.Version; !version.Has(t.OpenAPI) {
		r.addf(e.Pos, "write version: "+oas.Since(t.OpenAPI).Number, "OpenAPI %s has no type %s", version.Number, t.Name)
	}
	r.schemeFields(s, t)
	if flows, ok := s.Object.Get("flows").(syntax.Map); ok && slices.Contains(t.Fields, "flows") {
		r.flows(flows)
	}
}

func (r *resolver) schemeFields(s syntax.Scheme, t oas.SchemeType) {
	for _, f := range t.Fields {
		e := entry(s.Object, f)
		if e == nil {
			r.addf(s.Name.Pos, "", "the security scheme %s of type %s has no %s", diag.Quote(s.Name.Value), t.Name, f)
			continue
		}
		if allowed := fieldAllowed(f, e.Value); allowed != "" {
			r.addf(e.Pos, "", "the %s of the security scheme %s; allowed: %s", described(e), diag.Quote(s.Name.Value), allowed)
		}
	}
}

// described returns the key of an entry, and its value if that is a string.
func described(e *syntax.Entry) string {
	if text, ok := e.Value.(string); ok {
		return e.Key + " " + diag.Quote(text)
	}
	return e.Key
}

// fieldAllowed returns what a field of a scheme can be, or "" if the value is allowed.
func fieldAllowed(field string, value any) string {
	if field == "flows" {
		if _, ok := value.(syntax.Map); ok {
			return ""
		}
		return "a mapping"
	}
	text, _ := value.(string)
	switch {
	case field == "in" && !slices.Contains(oas.KeyPlaces(), text):
		return strings.Join(oas.KeyPlaces(), ", ")
	case text == "":
		return "a string of at least one character"
	}
	return ""
}

// entry returns the entry of a key, or nil.
func entry(m syntax.Map, key string) *syntax.Entry {
	i := slices.IndexFunc(m, func(e syntax.Entry) bool { return e.Key == key })
	if i < 0 {
		return nil
	}
	return &m[i]
}

package model

import (
	"slices"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// eachAlone returns the security schemes of rows that say nothing of them: each scheme alone is enough.
func eachAlone(schemes []Scheme) (sets [][]string) {
	for _, s := range schemes {
		sets = append(sets, []string{s.Name})
	}
	return sets
}

// EachAlone reports whether these are the sets of security schemes of rows that say nothing of them: each scheme alone.
func (a *API) EachAlone(sets [][]string) bool {
	return slices.EqualFunc(sets, eachAlone(a.Schemes), slices.Equal)
}

// allowed resolves names of security schemes. Without any it returns the ones above.
func (r *resolver) allowed(written [][]syntax.Text, above [][]string) [][]string {
	if written == nil {
		return above
	}
	var declared []string
	for _, s := range r.api.Schemes {
		declared = append(declared, s.Name)
	}
	sets := [][]string{}
	for _, names := range written {
		set := []string{}
		for i, name := range names {
			r.once(names[:i], name)
			if r.declared(name, declared) {
				set = append(set, name.Value)
			}
		}
		sets = append(sets, set)
	}
	return sets
}

// declared adds a diagnostic if there is no security scheme of a name.
func (r *resolver) declared(name syntax.Text, declared []string) bool {
	if slices.Contains(declared, name.Value) {
		return true
	}
	remedy := diag.DidYouMean(name.Value, declared)
	if remedy == "" {
		remedy = "declare it under openapi: securitySchemes"
	}
	r.addf(name.Pos, remedy, "the security scheme %s is not declared", diag.Quote(name.Value))
	return false
}

// security resolves the security schemes of the table and of the codes.
func (r *resolver) security() {
	var names []string
	for _, s := range r.api.Schemes {
		names = append(names, s.Name)
	}
	r.alone = eachAlone(r.api.Schemes)
	r.api.Allowed = r.allowed(r.spec.Allowed, nil)
	for _, written := range r.spec.Permissions {
		p := r.codes[written.Code.Value]
		scheme := written.Scheme
		switch {
		case p == nil || p.pos != written.Code.Pos:
		case !scheme.Written() && written.Scope.Written():
			r.addf(written.Scope.Pos, "add scheme: with the name of the security scheme that has it", "a scope without a scheme")
		case scheme.Written() && r.declared(scheme, names):
			p.Scheme, p.Scope = scheme.Value, written.Scope.Value
			t := r.api.Schemes[slices.Index(names, scheme.Value)].Type()
			if version := r.api.OpenAPI.Version; written.Scope.Written() && !t.Scopes && !version.Roles {
				r.addf(written.Scope.Pos, "write version: "+oas.Default().Number, "OpenAPI %s lists no scopes for a scheme of type %s", version.Number, t.Name)
			}
		}
	}
}

// rowSchemes resolves the security schemes of a row.
func (r *resolver) rowSchemes(row *Route, written syntax.Route) {
	if row.Public && written.Allowed != nil {
		r.addf(written.Allowed[0][0].Pos, "remove schemes, or write authenticated", "security schemes of a row that is public")
	}
	row.allowed = r.allowed(written.Allowed, r.above)
	if row.Public || row.allowed == nil {
		return
	}
	for _, a := range row.Alternatives {
		if bound := boundTo(a); len(sets(row.allowed, bound)) == 0 {
			r.addf(row.pos, "add them to schemes", "the codes of %s are for callers of %s, which no alternative of schemes has", diag.Quote(row.ID), listOf(bound))
		}
	}
}

func listOf(names []string) (text string) {
	for i, n := range names {
		if i > 0 {
			text += " and "
		}
		text += diag.Quote(n)
	}
	return text
}

// boundTo returns the security schemes that the codes are bound to.
func boundTo(codes []*Permission) (names []string) {
	for _, p := range codes {
		if p.Scheme != "" && !slices.Contains(names, p.Scheme) {
			names = append(names, p.Scheme)
		}
	}
	return names
}

// sets returns those of the sets that have all names.
func sets(all [][]string, names []string) (having [][]string) {
	for _, set := range all {
		if !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(set, name) }) {
			having = append(having, set)
		}
	}
	return having
}

// SchemesOf returns the sets of security schemes of which callers need one with an alternative of the row's codes. Without
// schemes: that is each scheme alone, or those that the codes are bound to. It is nil if the table has no security schemes.
func (r *Route) SchemesOf(alternative []*Permission) [][]string {
	bound := boundTo(alternative)
	if r.allowed != nil {
		return sets(r.allowed, bound)
	}
	if len(bound) > 0 {
		return [][]string{bound}
	}
	return r.alone
}

// Schemes returns the sets of security schemes of which callers need one. It is nil if the row is public, or if the table has
// no security schemes.
func (r *Route) Schemes() (all [][]string) {
	if r.Public {
		return nil
	}
	alternatives := r.Alternatives
	if len(alternatives) == 0 {
		alternatives = [][]*Permission{{}}
	}
	for _, a := range alternatives {
		for _, set := range r.SchemesOf(a) {
			if !slices.ContainsFunc(all, func(other []string) bool { return slices.Equal(other, set) }) {
				all = append(all, set)
			}
		}
	}
	return all
}

package model

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/syntax"
)

// Holdings returns what callers can hold besides codes and roles, as a spec names it under grants.
func Holdings() []string { return []string{"policies"} }

// grantable resolves how codes are compared, what they imply and what else they are called. The codes must be
// resolved before.
func (r *resolver) grantable() {
	r.api.FoldCase = r.spec.Codes.Case.Value == "fold"
	for i, word := range r.spec.Grants {
		r.once(r.spec.Grants[:i], word)
		if word.Value != Holdings()[0] {
			r.addf(word.Pos, diag.DidYouMean(word.Value, Holdings()), "grants: %s; allowed: %s", diag.Quote(word.Value), strings.Join(Holdings(), ", "))
		}
		r.api.Policies = true
	}
	spelt := map[string]syntax.Text{} // by the spelling as it is compared
	for _, written := range r.spec.Permissions {
		p := r.codes[written.Code.Value]
		if written.Code.Pos != p.pos {
			continue // it is declared twice
		}
		r.spelling(spelt, written.Code)
		for _, alias := range written.Aliases {
			r.spelling(spelt, alias)
			p.Aliases = append(p.Aliases, alias.Value)
		}
		r.implies(p, written.Implies)
	}
	codes := make([]grants.Code, len(r.api.Permissions))
	for i, p := range r.api.Permissions {
		codes[i] = grants.Code{Text: p.Code, Aliases: p.Aliases}
		for _, implied := range p.Implies {
			codes[i].Implies = append(codes[i].Implies, implied.Number-1)
		}
	}
	r.api.Grants = grants.New(codes, r.api.FoldCase)
	if circle := r.api.Grants.Circle(); circle != nil {
		var names []string
		for _, i := range circle {
			names = append(names, r.api.Permissions[i].Code)
		}
		r.addf(r.api.Permissions[circle[0]].pos, "remove one of these from implies; for one permission with two names use aliases",
			"the code %s implies itself%s", diag.Quote(names[0]), by("implies", names))
	}
}

// spelling notes a code or an alias, and adds a diagnostic if another one is compared as equal.
func (r *resolver) spelling(spelt map[string]syntax.Text, text syntax.Text) {
	key := text.Value
	if r.api.FoldCase {
		key = grants.Folded(key)
	}
	other, taken := spelt[key]
	switch {
	case !taken:
		spelt[key] = text
	case other.Value == text.Value:
		r.addf(text.Pos, "remove one of them", "the code %s is written twice (%s)", diag.Quote(text.Value), elsewhere(text.Pos, other.Pos))
	default:
		r.addf(text.Pos, "remove one of them, or write case: exact", "with case: fold the code %s is the code %s (%s)",
			diag.Quote(text.Value), diag.Quote(other.Value), elsewhere(text.Pos, other.Pos))
	}
}

// implies resolves the codes that a code implies.
func (r *resolver) implies(p *Permission, written []syntax.Text) {
	for i, code := range written {
		r.once(written[:i], code)
		implied := r.codes[code.Value]
		if implied == nil {
			r.undeclared(code, "the code %s is not declared")
			continue
		}
		p.Implies = append(p.Implies, implied)
	}
}

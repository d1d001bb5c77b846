package model

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/syntax"
)

// A Role is a name for what callers are granted.
type Role struct {
	Number   int // from 1
	Name     string
	Text     string // may be empty
	Const    string // its Go name
	Named    bool   // the spec gives that name, without Role
	Grants   []string
	Includes []*Role
	Accept   []syntax.Acceptance

	Permissions []*Permission  // what it grants by itself and by the roles that it includes, in the order of the table
	Holding     grants.Holding // the same with all that these imply

	pos diag.Position
}

// Position returns where the role is declared.
func (r *Role) Position() diag.Position { return r.pos }

// Role returns the role of that name, or nil.
func (a *API) Role(name string) *Role {
	if i := slices.IndexFunc(a.Roles, func(r *Role) bool { return r.Name == name }); i >= 0 {
		return a.Roles[i]
	}
	return nil
}

// Held returns the permissions of a holding, in the order of the table.
func (a *API) Held(h grants.Holding) (held []*Permission) {
	for i, has := range h {
		if has {
			held = append(held, a.Permissions[i])
		}
	}
	return held
}

// Closure returns permissions and all that they imply. The first are those given, in their order.
func (a *API) Closure(permissions []*Permission) []*Permission {
	all := slices.Clone(permissions)
	seen := map[*Permission]bool{}
	for _, p := range all {
		seen[p] = true
	}
	for i := 0; i < len(all); i++ {
		for _, q := range all[i].Implies {
			if !seen[q] {
				seen[q] = true
				all = append(all, q)
			}
		}
	}
	return all
}

// roles resolves the roles. The codes must be resolved before.
func (r *resolver) roles() {
	for _, written := range r.spec.Roles {
		role := &Role{
			Number: len(r.api.Roles) + 1, Name: written.Name.Value, Text: written.Text.Value,
			Accept: written.Accept, pos: written.Name.Pos,
		}
		name := goName(role.Name, "")
		if written.Const.Written() {
			name, role.Named = written.Const.Value, true
		}
		role.Const = "Role" + name
		r.names.claim(&r.list, role.Const, owner{"role", role.Name, role.pos, written.Const})
		r.api.Roles = append(r.api.Roles, role)
	}
	byName := map[string]*Role{}
	for _, role := range r.api.Roles {
		byName[role.Name] = role
	}
	held := make([]grants.Holding, len(r.api.Roles))
	for i, role := range r.api.Roles {
		held[i] = r.grants(role, r.spec.Roles[i].Grants)
		r.includes(role, r.spec.Roles[i].Includes, byName)
	}
	if r.includesItself() {
		return
	}
	done := map[*Role]bool{}
	for _, role := range r.api.Roles {
		r.hold(role, held, done)
	}
}

// hold resolves what a role grants. held has what the roles grant by themselves or, if they are done, with the
// roles that they include.
func (r *resolver) hold(role *Role, held []grants.Holding, done map[*Role]bool) {
	if done[role] {
		return
	}
	done[role] = true
	all := held[role.Number-1]
	for _, included := range role.Includes {
		r.hold(included, held, done)
		all = all.Union(held[included.Number-1])
	}
	held[role.Number-1] = all
	role.Permissions, role.Holding = r.api.Held(all), r.api.Grants.Closed(all)
}

// grants resolves the codes and patterns of a role.
func (r *resolver) grants(role *Role, written []syntax.Text) grants.Holding {
	held := r.api.Grants.None()
	for i, grant := range written {
		r.once(written[:i], grant)
		matching := r.api.Grants.Matching(grant.Value)
		switch code, isCode := r.api.Grants.Find(grant.Value); {
		case isCode && r.api.Permissions[code].Code != grant.Value:
			r.addf(grant.Pos, "write "+diag.Quote(r.api.Permissions[code].Code), "the code %s is not written as it is declared", diag.Quote(grant.Value))
		case matching.Empty() && strings.Contains(grant.Value, "*"):
			r.addf(grant.Pos, r.nearPattern(grant.Value), "the pattern %s matches no code", diag.Quote(grant.Value))
		case matching.Empty():
			r.undeclared(grant, "the code %s is not declared")
		}
		role.Grants = append(role.Grants, grant.Value)
		held = held.Union(matching)
	}
	return held
}

// nearPattern suggests a pattern that is like one that matches no code, and matches some. It returns "" if it finds
// none. It looks at the first declared codes only.
func (r *resolver) nearPattern(pattern string) string {
	if r.suggested++; r.suggested > mostSuggestions {
		return ""
	}
	before := strings.IndexByte(pattern, '*')
	after := strings.LastIndexByte(pattern, '*') + 1
	var near []string
	for _, p := range r.api.Permissions[:min(len(r.api.Permissions), mostSuggestions)] {
		for at := range p.Code {
			near = append(near, p.Code[:at]+pattern[before:], pattern[:after]+p.Code[at:])
		}
	}
	near = slices.DeleteFunc(near, func(other string) bool { return other == pattern || strings.Trim(other, "*") == "" })
	if best := diag.Nearest(pattern, near); best == "" || r.api.Grants.Matching(best).Empty() {
		return ""
	}
	return diag.DidYouMean(pattern, near)
}

// includes resolves the roles that a role includes.
func (r *resolver) includes(role *Role, written []syntax.Text, byName map[string]*Role) {
	for i, name := range written {
		r.once(written[:i], name)
		included := byName[name.Value]
		if included == nil {
			var names []string
			for _, other := range r.api.Roles {
				names = append(names, other.Name)
			}
			r.addf(name.Pos, diag.DidYouMean(name.Value, names), "the role %s is not declared", diag.Quote(name.Value))
			continue
		}
		role.Includes = append(role.Includes, included)
	}
}

// includesItself reports whether a role includes itself, directly or not, and adds a diagnostic if so.
func (r *resolver) includesItself() bool {
	circle := grants.Circle(len(r.api.Roles), func(i int) (next []int) {
		for _, included := range r.api.Roles[i].Includes {
			next = append(next, included.Number-1)
		}
		return next
	})
	var names []string
	for _, i := range circle {
		names = append(names, r.api.Roles[i].Name)
	}
	if circle != nil {
		r.addf(r.api.Roles[circle[0]].pos, "remove one of these from includes", "the role %s includes itself%s", diag.Quote(names[0]), by("includes", names))
	}
	return circle != nil
}

// by returns the way around a circle in words; nothing for a circle of one.
func by(verb string, names []string) string {
	if len(names) == 1 {
		return ""
	}
	var steps []string
	for i, name := range names {
		steps = append(steps, diag.Quote(name)+" "+verb+" "+diag.Quote(names[(i+1)%len(names)]))
	}
	return ": " + strings.Join(steps, ", ")
}

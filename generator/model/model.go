// Package model loads a spec. Names become pointers, each name that an output needs is computed here
// once, and each mistake that could make an output wrong is found here. After Load no output can fail
// because of the spec, and no output changes, sorts or looks up a name.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package model

import (
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// An API is a permission table, resolved.
type API struct {
	Spec     string // the spec's base name
	Package  string // the Go package's name
	Title    string
	Document string // where the table comes from; may be empty
	Updated  string // the document's date; may be empty

	UnlistedPath   access.Access // of requests whose path no row has
	UnlistedMethod access.Access // of requests whose path rows have, but none with their method

	DeniedBody string     // the JSON object in the body of a 403; empty if the spec has none
	Denied     syntax.Map // the same with sorted keys

	Upstream []string // the names of the servers behind; empty for any
	OpenAPI  OpenAPI
	Extras   []Extra // in the order of Extras

	Grants   *grants.Codes // what callers hold: its code i is Permissions[i]
	FoldCase bool          // the case of ASCII letters in codes has no meaning
	Policies bool          // callers can hold IAM policies

	Permissions []*Permission // in the spec's order
	Roles       []*Role       // in the spec's order
	Routes      []*Route      // in the spec's order
	Groups      []*Group      // the top-level groups, in the spec's order
	Schemes     []Scheme
	Allowed     [][]string  // the sets of security schemes of rows that name none; nil if the spec has none for the table
	Templates   []*Template // in the order of their first rows

	Table route.Table // its row i is Routes[i]; With replaces it

	Accept  []syntax.Acceptance // of findings of lint, for the whole table
	Written *syntax.Spec        // what the table was resolved from

	views *route.Views
}

// Unlisted returns who may send requests with this verdict, if no row decides on them.
func (a *API) Unlisted(v route.Verdict) access.Access {
	switch v {
	case route.Unlisted:
		return a.UnlistedPath
	case route.MethodUnlisted:
		return a.UnlistedMethod
	}
	return access.Nobody
}

// Views returns the views of the table. All packages share them, so that nothing is computed twice. They
// are for one goroutine.
func (a *API) Views() *route.Views {
	if a.views == nil {
		a.views = a.Table.Views()
	}
	return a.views
}

// With returns a copy of the API with another table. It must have the same rows.
func (a *API) With(table route.Table) *API {
	other := *a
	other.Table, other.views = table, nil
	return &other
}

// A Permission is a declared code.
type Permission struct {
	Number int // from 1
	Code   string
	Text   string // may be empty
	Const  string // its Go name
	Accept []syntax.Acceptance
	Named  bool // the spec gives that name

	Implies []*Permission // directly, as written
	Aliases []string      // other spellings of the code

	Scheme string // the security scheme whose callers have the code; "" for any
	Scope  string // the scope of that scheme that stands for the code; "" if every caller of the scheme has it

	pos diag.Position
}

// Position returns where the code is declared.
func (p *Permission) Position() diag.Position { return p.pos }

// A Group is a heading of the table.
type Group struct {
	Name   string
	Slug   string // of letters, digits and hyphens; unique among its siblings
	Tag    string // the slugs from the top, joined by slashes: unique in the table
	Path   string // the names from the top, joined by " > "
	Parent *Group // nil at the top
	Groups []*Group
	Routes []*Route
}

// Top returns the top-level group that the group stands in.
func (g *Group) Top() *Group {
	for g.Parent != nil {
		g = g.Parent
	}
	return g
}

// A Route is a row of the table.
type Route struct {
	Number       int // from 1
	ID           string
	Const        string // its Go name
	Named        bool   // the spec gives that name, without Route
	Name         string // may be empty
	Method       string
	Pattern      route.Pattern
	Public       bool            // everyone may call it; then Alternatives has an empty alternative
	Alternatives [][]*Permission // as written, without those that contain all of another one
	Group        *Group
	Accept       []syntax.Acceptance
	Printed      syntax.Printed
	Deprecated   bool
	encoded      route.Encoding
	allowed      [][]string // sets of security schemes; nil if neither the row nor what is above it names some
	alone        [][]string // each security scheme of the table
	written      syntax.Text
	pos          diag.Position
}

// Position returns where the row's METHOD /path stands.
func (r *Route) Position() diag.Position { return r.pos }

// PositionOf returns where a segment of the row's pattern stands, from 0.
func (r *Route) PositionOf(segment int) diag.Position {
	offset := len(r.Method + " /")
	for _, before := range strings.Split(r.Pattern.String(), "/")[1 : 1+segment] {
		offset += len(before) + 1
	}
	return r.written.At(offset)
}

// Access returns who may call the row. ok is false if permissions decide that.
func (r *Route) Access() (a access.Access, ok bool) {
	switch {
	case r.Public:
		return access.Public, true
	case len(r.Alternatives) == 0:
		return access.Nobody, true
	}
	return access.Authenticated, len(r.Alternatives[0]) == 0
}

// Is reports whether the row is for these callers, whatever their permissions.
func (r *Route) Is(a access.Access) bool {
	is, ok := r.Access()
	return ok && is == a
}

// A Scheme is an OpenAPI security scheme.
type Scheme struct {
	Name   string
	Object syntax.Map
}

// Type returns the type of the scheme.
func (s Scheme) Type() oas.SchemeType {
	name, _ := s.Object.Get("type").(string)
	t, _ := oas.SchemeTypeOf(name)
	return t
}

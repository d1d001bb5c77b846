package model

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// A resolver builds an API from a spec and collects diagnostics.
type resolver struct {
	spec  *syntax.Spec
	api   *API
	list  diag.List
	names *namespace
	codes map[string]*Permission
	ids   map[string]*Route
	rows  map[string]*Route // by method and shape
	tags  map[string]diag.Position

	alone [][]string // each security scheme
	above [][]string // the security schemes of the group that is being resolved; nil for none

	suggested int // how many undeclared codes were compared with the declared ones
}

func newResolver(spec *syntax.Spec) *resolver {
	return &resolver{
		spec:  spec,
		api:   &API{Spec: filepath.Base(spec.File), Accept: spec.Accept, Written: spec},
		names: newNamespace(),
		codes: map[string]*Permission{},
		ids:   map[string]*Route{},
		rows:  map[string]*Route{},
		tags:  map[string]diag.Position{},
	}
}

// addf adds a diagnostic, unless the list is full.
func (r *resolver) addf(pos diag.Position, remedy, format string, args ...any) {
	if !r.list.Full() {
		r.list.Add(diag.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Remedy: remedy})
	}
}

// elsewhere says on which line the other one of two equal things is. It may be further down in the file:
// the keys of a spec can be in any order.
func elsewhere(pos, other diag.Position) string {
	if other.Line > pos.Line {
		return fmt.Sprintf("also at line %d", other.Line)
	}
	return fmt.Sprintf("first at line %d", other.Line)
}

func (r *resolver) header() {
	s, api := r.spec, r.api
	api.Package = s.Package.Value
	api.Title = cmp.Or(s.Title.Value, s.Package.Value)
	api.Document, api.Updated = s.Source.Document.Value, s.Source.Updated.Value
	api.UnlistedPath, _ = access.Of(s.Unlisted.Path.Value) // syntax allows no other words
	api.UnlistedMethod, _ = access.Of(s.Unlisted.Method.Value)
	if why := names.Package(api.Package); why != "" {
		r.addf(s.Package.Pos, "write a Go identifier in small letters, such as orders", "the package name %s %s", diag.Quote(api.Package), why)
	}
}

// upstream resolves the names of the servers behind, and the escapes that are allowed.
func (r *resolver) upstream() {
	var does route.Equivalence
	for i, name := range r.spec.Upstream {
		u, known := route.UpstreamOf(name.Value)
		does |= u.Does
		if !known {
			r.addf(name.Pos, remedyForServer(name.Value), "the server %s; allowed: any, or a list of %s",
				diag.Quote(name.Value), strings.Join(route.UpstreamNames(), ", "))
		}
		r.once(r.spec.Upstream[:i], name)
		r.api.Upstream = append(r.api.Upstream, name.Value)
	}
	if r.spec.Upstream != nil {
		r.api.Table.Excluded = route.AnyServer &^ does
	}
	r.api.Table.Encoded = route.EveryEncoding
	if r.spec.Encoded != nil {
		r.api.Table.Encoded = r.encoding(r.spec.Encoded)
	}
}

// encoding resolves the names of the escapes that are allowed.
func (r *resolver) encoding(names []syntax.Text) (all route.Encoding) {
	for i, name := range names {
		e := route.EncodingNamed(name.Value)
		if e == 0 {
			known := route.EncodingNames()
			r.addf(name.Pos, diag.DidYouMean(name.Value, known), "%s; allowed: %s", diag.Quote(name.Value), strings.Join(known, ", "))
		}
		all |= e
		r.once(names[:i], name)
	}
	return all
}

// once adds a diagnostic if a word is one of those before it.
func (r *resolver) once(before []syntax.Text, word syntax.Text) {
	for _, other := range before {
		if other.Value == word.Value {
			r.addf(word.Pos, "remove one of them", "%s is written twice (%s)", diag.Quote(word.Value), elsewhere(word.Pos, other.Pos))
			return
		}
	}
}

func (r *resolver) permissions() {
	for _, written := range r.spec.Permissions {
		code := written.Code.Value
		p := &Permission{Number: len(r.api.Permissions) + 1, Code: code, Text: written.Text.Value, Accept: written.Accept, pos: written.Code.Pos}
		if other := r.codes[code]; other != nil {
			r.addf(p.pos, "remove one of them", "the code %s is declared twice (%s)", diag.Quote(code), elsewhere(p.pos, other.pos))
			continue
		}
		if _, ok := access.Of(code); ok {
			r.addf(p.pos, "give the code another name", "the code %s has a meaning of its own in require", code)
		}
		p.Const = goName(code, r.api.Package)
		if written.Const.Written() {
			p.Const, p.Named = written.Const.Value, true
		}
		r.names.claim(&r.list, p.Const, owner{"code", code, p.pos, written.Const})
		r.codes[code] = p
		r.api.Permissions = append(r.api.Permissions, p)
	}
}

// most is how many routes, how many permissions and how many roles a table can have. Each has a uint16. The first and the
// last number mean none.
const most = 1<<16 - 2

// mostMethods is how many methods a table can have: the matcher keeps a set of them in a uint64.
const mostMethods = 63

func (r *resolver) limits() {
	if n := len(r.api.Permissions); n > most {
		r.addf(r.api.Permissions[most].pos, "split the table", "%d permissions; allowed: %d", n, most)
	}
	if n := len(r.api.Roles); n > most {
		r.addf(r.api.Roles[most].pos, "split the table", "%d roles; allowed: %d", n, most)
	}
	if n := len(r.api.Routes); n > most {
		r.addf(r.api.Routes[most].pos, "split the table", "%d routes; allowed: %d", n, most)
	}
	methods := map[string]bool{}
	for _, row := range r.api.Routes {
		methods[row.Method] = true
		if len(methods) > mostMethods {
			r.addf(row.pos, "split the table", "more than %d methods", mostMethods)
			return
		}
	}
}

// table builds the table of the reference matcher.
func (r *resolver) table() {
	for _, row := range r.api.Routes {
		r.api.Table.Rows = append(r.api.Table.Rows, route.Row{
			Method: row.Method, Pattern: row.Pattern, Demand: r.api.demandOf(row), Encoded: row.encoded,
		})
	}
}

// demandOf returns what a row demands. Each alternative has what its codes imply as well: who has the codes has
// it too. So a row that needs order:write demands enough for one that needs order:read, if the first code implies
// the second.
func (a *API) demandOf(row *Route) route.Demand {
	if access, ok := row.Access(); ok {
		return route.DemandFor(access)
	}
	d := route.Demand{}
	for _, alternative := range row.Alternatives {
		set := []int{}
		for _, p := range a.Closure(alternative) {
			set = append(set, p.Number)
		}
		d = append(d, set)
	}
	return d.Normalise()
}

// remedyForServer says what to write instead of a name that no server has.
func remedyForServer(name string) string {
	known := map[string]string{
		"net/http": "servemux", "http": "servemux", "stdlib": "servemux", "gorilla/mux": "gorilla", "mux": "gorilla", "go-chi": "chi",
		"nginx-ingress": "nginx", "ingress-nginx": "nginx", "fastapi": "starlette", "laravel": "symfony", "nest": "express",
		"nestjs": "express", "httpd": "apache", "werkzeug": "flask",
	}[strings.ToLower(name)]
	if known != "" {
		return "write " + known
	}
	return cmp.Or(diag.DidYouMean(name, route.UpstreamNames()), "leave upstream out: then any server may stand behind")
}

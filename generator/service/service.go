// Package service reads an OpenAPI document of a service: its operations, their places, security and base
// paths. It reads all versions of package oas, Swagger 2.0, and path items behind references to files below the
// folder of the document. It ignores all else, such as webhooks, callbacks and schemas.
//
// An operation that is not understood does not spoil the others: it is read, and says why.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package service

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// A Document is an OpenAPI document.
type Document struct {
	File    string // as positions name it
	Version oas.Version
	Root    syntax.Map

	Security   []Requirement // of operations without their own
	Secured    bool          // whether the document has security at its root
	Schemes    []Scheme
	Operations []*Operation // in the document's order
	Variables  []Variable   // of the paths of servers, in the order of their use
}

// A Variable is a variable in the path of a server's URL for which its default stands.
type Variable struct {
	Pos           diag.Position
	Name, Default string
}

// A Scheme is one of the document's security schemes.
type Scheme struct {
	Name     string
	Object   syntax.Map
	Pos      diag.Position
	Referred bool // it is behind a reference
}

// Type returns the type of the scheme; the zero value if OpenAPI has no such type.
func (s Scheme) Type() oas.SchemeType {
	name, _ := s.Object.Get("type").(string)
	t, _ := oas.SchemeTypeOf(name)
	return t
}

// An Operation is a METHOD and path of the document.
type Operation struct {
	Path   string // as the document's paths have it
	Method string // in capital letters
	Pos    diag.Position
	Place  Place
	Object syntax.Map
	Item   syntax.Map // the path item
	Bases  []string   // the paths of its servers, each empty or with a slash at the start and none at the end

	Security []Requirement // its own, or the document's
	Secured  bool          // one of the two is written
	Own      bool          // the operation has its own

	// Unclear says what is not understood; who may call the operation is not known then. For WholeItem the path item is not
	// understood, and the operation stands for one of the methods that it may have.
	Unclear   diag.List
	WholeItem bool

	AnyMethod bool // it is one of the operations that x-amazon-apigateway-any-method stands for
}

// String returns METHOD and path.
func (o *Operation) String() string { return o.Method + " " + o.Path }

// A Place is a file, and the keys that lead from its root to an object.
type Place struct {
	File string // as positions name it
	Keys []string
}

// String returns a text that no other place has.
func (p Place) String() string { return p.File + "\x00" + strings.Join(p.Keys, "\x00") }

func (p Place) below(keys ...string) Place {
	return Place{p.File, append(slices.Clone(p.Keys), keys...)}
}

// A Requirement is one entry of security: all of its schemes are needed. An empty one admits every caller.
type Requirement []Need

// A Need is a scheme with the scopes or roles that are needed with it.
type Need struct {
	Scheme string
	Scopes []string
}

// Read reads a document. load returns the content of a file: of the document itself, or of one that a
// reference names. The latter are below the folder of the document; load must not follow links out of it. If the list
// is not empty, the document is nil.
func Read(file string, load func(file string) ([]byte, error)) (*Document, diag.List) {
	r := &reader{root: file, load: load, files: map[string]syntax.Map{}, faults: map[string]bool{}, seen: map[*syntax.Entry]Place{}}
	root := r.document(file)
	d := &Document{File: file, Root: root}
	r.read = d
	if len(r.list) == 0 {
		r.parts(d)
	}
	r.list.Sort()
	if len(r.list) > 0 {
		return nil, r.list
	}
	return d, nil
}

// A reader reads one document.
type reader struct {
	root   string // the document's file
	load   func(file string) ([]byte, error)
	files  map[string]syntax.Map
	faults map[string]bool         // files that cannot be read
	seen   map[*syntax.Entry]Place // mappings by their first entry, which an alias shares
	read   *Document

	list     diag.List // of what is being read
	security diag.List // what is wrong with the document's own security
}

// since takes back what was added to the list since it had that length.
func (r *reader) since(length int) diag.List {
	taken := slices.Clone(r.list[length:])
	r.list = r.list[:length]
	return taken
}

func (r *reader) addf(pos diag.Position, remedy, format string, args ...any) {
	r.list.Addf(pos, format, args...)
	r.list[len(r.list)-1].Remedy = remedy
}

// document returns the root of the document.
func (r *reader) document(name string) syntax.Map {
	data, err := r.load(name)
	if err != nil {
		r.addf(diag.Position{File: name}, "", "%s cannot be read: %v", diag.Quote(name), err)
		return nil
	}
	root, list := syntax.ReadDocument(name, data)
	r.list = append(r.list, list...)
	r.files[name] = root
	return root
}

// file returns the root of a file that a reference at pos names. Diagnostics quote nothing of the file, because the
// author of the document may not be allowed to read it.
func (r *reader) file(pos diag.Position, name string) (syntax.Map, bool) {
	if root, read := r.files[name]; read && !r.faults[name] {
		return root, true
	}
	if !r.faults[name] {
		r.files[name] = nil
		data, err := r.load(name)
		if err == nil {
			var list diag.List
			r.files[name], list = syntax.ReadDocument(name, data)
			err = list.Err()
		}
		r.faults[name] = err != nil
	}
	if r.faults[name] {
		r.addf(pos, "", "%s cannot be read as YAML or JSON below the folder of the document", diag.Quote(name))
		return nil, false
	}
	return r.files[name], true
}

// parts reads what the root has.
func (r *reader) parts(d *Document) {
	r.unambiguous(d.Root)
	if !r.version(d) {
		return
	}
	if e := entry(d.Root, "security"); e != nil {
		before := len(r.list)
		d.Security, d.Secured = r.requirements(*e), true
		r.security = r.since(before)
	}
	r.schemes(d)
	paths := entry(d.Root, "paths")
	if paths == nil {
		return // a document may have webhooks or components only
	}
	items, ok := paths.Value.(syntax.Map)
	if !ok {
		r.addf(paths.Pos, "", "paths that are no mapping; allowed: a mapping of paths to path items")
		return
	}
	r.unambiguous(items)
	for _, e := range items {
		if !strings.HasPrefix(e.Key, "x-") {
			r.pathItem(d, e)
		}
	}
}

// version reads the version of OpenAPI.
func (r *reader) version(d *Document) bool {
	allowed := "allowed: an OpenAPI document; versions: " + oas.Swagger().Minor + ", " + strings.Join(oas.Minors(), ", ")
	e, ok := entry(d.Root, "openapi"), false
	if swagger := entry(d.Root, "swagger"); swagger != nil && e == nil {
		e, d.Version, ok = swagger, oas.Swagger(), swagger.Value == oas.Swagger().Minor
	} else if e != nil {
		text, _ := e.Value.(string)
		d.Version, ok = oas.Of(text)
	}
	switch {
	case e == nil:
		r.addf(diag.Position{File: d.File, Line: 1, Column: 1}, "", "a document without openapi; %s", allowed)
	case !ok:
		text, _ := e.Value.(string)
		r.addf(e.Pos, "", "%s: %s; %s", e.Key, diag.Quote(text), allowed)
	}
	return ok
}

// schemes reads the security schemes.
func (r *reader) schemes(d *Document) {
	if d.Version.IsSwagger() {
		for _, e := range r.mapping(d.Root, "securityDefinitions") {
			object, _ := e.Value.(syntax.Map)
			d.Schemes = append(d.Schemes, Scheme{Name: e.Key, Object: fromSwagger(object), Pos: e.Pos})
		}
		return
	}
	schemes := r.mapping(r.mapping(d.Root, "components"), "securitySchemes")
	for _, e := range schemes {
		object, _ := e.Value.(syntax.Map)
		reference, referred := object.Get("$ref").(string)
		if referred {
			name, _ := strings.CutPrefix(reference, "#/components/securitySchemes/")
			object, _ = schemes.Get(name).(syntax.Map)
		}
		d.Schemes = append(d.Schemes, Scheme{e.Key, object, e.Pos, referred})
	}
}

// mapping returns the mapping of a key, if it is there.
func (r *reader) mapping(m syntax.Map, key string) syntax.Map {
	e := entry(m, key)
	if e == nil {
		return nil
	}
	value, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "remove the key, or write {}", "%s that is no mapping", key)
	}
	return value
}

// Scheme returns the scheme of a name, and nil if there is none.
func (d *Document) Scheme(name string) *Scheme {
	for i := range d.Schemes {
		if d.Schemes[i].Name == name {
			return &d.Schemes[i]
		}
	}
	return nil
}

// unambiguous refuses what tools read in different ways: a key that is there twice, and YAML's merge key.
func (r *reader) unambiguous(m syntax.Map) {
	first := map[string]diag.Position{}
	for _, e := range m {
		other, twice := first[e.Key]
		switch {
		case e.Key == "<<":
			r.addf(e.Pos, "write out the keys that it merges", "the merge key <<, which not every reader supports")
		case twice:
			r.addf(e.Pos, "remove one of them", "the key %s is written twice (first at line %d)", diag.Quote(e.Key), other.Line)
		default:
			first[e.Key] = e.Pos
		}
	}
}

// entry returns the entry of a key, or nil.
func entry(m syntax.Map, key string) *syntax.Entry {
	for i := range m {
		if m[i].Key == key {
			return &m[i]
		}
	}
	return nil
}

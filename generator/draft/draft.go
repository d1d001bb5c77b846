// Package draft makes a spec from an OpenAPI document. Operations become rows, and their security and
// x-required-permissions become the requirements of the rows. From a document that permroute generated it
// restores the spec, except for comments and the order of rows.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package draft

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// Spec returns a spec for the document, and doubts: what the spec leaves out, or says in another way than
// the document. The spec may need editing before it generates.
func Spec(d *service.Document) ([]byte, diag.List) {
	b := &builder{document: d, names: model.NewNames(), ids: map[string]bool{}, shapes: map[string]*service.Operation{}, declared: map[string]bool{}, bases: map[string]bool{}}
	b.extra, _ = d.Root.Get(oas.Extra).(syntax.Map)
	info, _ := d.Root.Get("info").(syntax.Map)
	title, _ := info.Get("title").(string)
	b.pkg = cmp.Or(text(b.extra, "package"), packageOf(title), "api")
	for _, o := range d.Operations {
		b.row(o)
	}
	comment := "Read from " + diag.Inert(path.Base(d.File)) + " by permroute import openapi."
	spec := syntax.Map{{Key: "permroute", Value: 1}, {Key: "package", Value: b.pkg}}
	if title != "" && title != b.pkg {
		spec.Add("title", title)
	}
	b.header(&spec, info)
	spec.Add("permissions", b.permissions())
	if roles := b.extra.Get("roles"); roles != nil {
		spec.Add("roles", roles)
	}
	b.openAPI(&spec)
	spec.Add("groups", b.tree())
	b.doubts.Sort()
	return syntax.Encode(comment, spec), b.doubts
}

// A builder collects a spec.
type builder struct {
	document *service.Document
	extra    syntax.Map // x-permroute of the document's root
	pkg      string
	names    *model.Names
	rows     []row
	ids      map[string]bool
	shapes   map[string]*service.Operation // by method and shape
	declared map[string]bool
	used     []string        // codes, in the order of the rows
	bases    map[string]bool // lists of several base paths that were reported
	doubts   diag.List
}

// A row is an operation as a row of the spec.
type row struct {
	operation *service.Operation
	tag       string
	tree      syntax.Map
}

func (b *builder) doubt(pos diag.Position, remedy, format string, args ...any) {
	b.doubts.Add(diag.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// text returns the text of a key, and "" if there is none.
func text(m syntax.Map, key string) string {
	s, _ := m.Get(key).(string)
	return s
}

// header adds what stands between the title and the permissions.
func (b *builder) header(spec *syntax.Map, info syntax.Map) {
	if source, ok := b.extra.Get("source").(syntax.Map); ok {
		spec.Add("source", source)
	} else if updated := text(info, "version"); b.extra == nil && isDate(updated) {
		spec.Add("source", syntax.Map{{Key: "document", Value: cmp.Or(text(info, "title"), b.document.File)}, {Key: "updated", Value: updated}})
	}
	unlisted, ok := b.extra.Get("unlisted").(syntax.Map)
	if !ok {
		nobody := access.Nobody.String()
		unlisted = syntax.Map{{Key: "path", Value: nobody}, {Key: "method", Value: nobody}}
		b.doubt(diag.Position{File: b.document.File}, "the spec says nobody", "the document does not say what happens to a request that has no operation")
	}
	spec.Add("unlisted", unlisted)
	for _, key := range []string{"upstream", "encoded", "denied", "codes", "grants"} {
		if value := b.extra.Get(key); value != nil {
			spec.Add(key, value)
		}
	}
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// openAPI adds the version, the outputs and the security schemes.
func (b *builder) openAPI(spec *syntax.Map) {
	var m syntax.Map
	if version := b.document.Version; version != oas.Default() {
		m.Add("version", version.Number)
	}
	if outputs := b.extra.Get("outputs"); outputs != nil {
		m.Add("outputs", outputs)
	}
	if b.extra.Get("describe") == false {
		m.Add("describe", false)
	}
	if b.publishesRoles() {
		m.Add("roles", true)
	}
	schemes := syntax.Map{}
	for _, s := range b.document.Schemes {
		if s.Object == nil {
			b.doubt(s.Pos, "write it into the spec", "the security scheme %s, which is a $ref to another place", diag.Quote(s.Name))
			continue
		}
		schemes.Add(s.Name, s.Object)
	}
	if len(schemes) > 0 {
		m.Add("securitySchemes", schemes)
	}
	if len(m) > 0 {
		spec.Add("openapi", m)
	}
}

// publishesRoles reports whether the document has roles, or what codes imply and are called besides.
func (b *builder) publishesRoles() bool {
	for _, key := range []string{"roles", "codes", "grants"} {
		if b.extra.Get(key) != nil {
			return true
		}
	}
	given, _ := b.extra.Get("permissions").(syntax.List)
	return slices.ContainsFunc(given, func(item any) bool {
		m, _ := item.(syntax.Map)
		return m.Get("implies") != nil || m.Get("aliases") != nil
	})
}

// permissions returns the codes: those that the document declares, then further ones that rows need.
func (b *builder) permissions() syntax.List {
	list := syntax.List{}
	given, _ := b.extra.Get("permissions").(syntax.List)
	for _, item := range given {
		if m, ok := item.(syntax.Map); ok && text(m, "code") != "" {
			list = append(list, m)
			b.declared[text(m, "code")] = true
			if text(m, "const") == "" {
				b.names.Permission(text(m, "code"), b.pkg)
			}
		}
	}
	for _, code := range b.used {
		if b.declared[code] {
			continue
		}
		b.declared[code] = true
		m := syntax.Map{{Key: "code", Value: code}}
		if text := b.scopeText(code); text != "" {
			m.Add("text", text)
		}
		if name := b.names.Permission(code, b.pkg); name != "" {
			m.Add("const", name)
		}
		list = append(list, m)
	}
	return list
}

// scopeText returns the document's description of a scope.
func (b *builder) scopeText(code string) string {
	for _, s := range b.document.Schemes {
		flows, _ := s.Object.Get("flows").(syntax.Map)
		for _, e := range flows {
			flow, _ := e.Value.(syntax.Map)
			scopes, _ := flow.Get("scopes").(syntax.Map)
			if about := text(scopes, code); about != "" {
				return about
			}
		}
	}
	return ""
}

var notInPackage = regexp.MustCompile(`[^a-z0-9]+`)

// packageOf returns a package name for a title, and "" where it gives none.
func packageOf(title string) string {
	name := notInPackage.ReplaceAllString(strings.ToLower(title), "")
	name = strings.TrimLeft(name, "0123456789")
	if names.Package(name) != "" {
		return ""
	}
	return name
}

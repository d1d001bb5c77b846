// Package draft makes a spec from an OpenAPI document. Operations become rows, and their security and
// x-required-permissions become the requirements of the rows. What is not understood denies. From a document that
// permroute generated it restores the spec, except for comments and the order of rows.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package draft

import (
	"cmp"
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

// Options say how a document is read.
type Options struct {
	Base            *string  // the base path of all operations; nil for the paths of their servers
	Upstream        []string // the servers behind; empty for any
	Schemes         []string // the security schemes whose alternatives are read; empty for all
	PermissionsFrom []string // extensions of operations that hold codes
}

// A Draft is what is made of a document.
type Draft struct {
	Spec   []byte
	Doubts []Doubt // what the spec leaves out, or says in another way than the document; by kind and place

	Operations int // of the document
	Rows       int
	LeftOut    int // operations without a row
}

// Spec makes a spec from a document. It generates as it is, unless the document has no operation that a row can have.
// What is not understood denies: the spec is never weaker than the document.
func Spec(d *service.Document, options Options) Draft {
	b := &builder{
		document: d, options: options, names: model.NewNames(), ids: map[string]bool{}, byShape: map[string]int{}, bases: map[string]bool{},
		schemeNames: map[string]string{}, codeOf: map[atom]string{}, atomOf: map[string]atom{}, declared: map[string]bool{}, unread: map[string]*unread{},
	}
	b.extra, _ = d.Root.Get(oas.Extra).(syntax.Map)
	info, _ := d.Root.Get("info").(syntax.Map)
	title, _ := info.Get("title").(string)
	b.pkg = cmp.Or(text(b.extra, "package"), packageOf(title), "api")
	b.printedCodes()
	b.operations()
	b.schemesOfScopes()
	b.reach()
	b.chooseAllowed()
	spec := syntax.Map{{Key: "permroute", Value: 1}, {Key: "package", Value: b.pkg}}
	if title != "" && title != b.pkg {
		spec.Add("title", title)
	}
	b.header(&spec, info)
	for i := range b.rows {
		b.rows[i].tree = b.row(b.rows[i])
	}
	if list := b.permissions(); len(list) > 0 {
		spec.Add("permissions", list)
	}
	if roles := b.extra.Get("roles"); roles != nil {
		spec.Add("roles", roles)
	}
	if outputs := b.extra.Get("outputs"); outputs != nil {
		spec.Add("outputs", outputs)
	}
	b.openAPI(&spec)
	if b.allowed != nil {
		spec.Add("schemes", syntax.SchemeSets(b.allowed))
	}
	spec.Add("groups", b.tree())
	b.general()
	return Draft{Spec: syntax.Encode(b.comment(), spec), Doubts: sortDoubts(b.doubts), Operations: b.count(), Rows: len(b.rows), LeftOut: b.leftOut}
}

// count returns the number of operations. A path item that is not understood counts as one.
func (b *builder) count() (n int) {
	for _, o := range b.document.Operations {
		if counts(o) {
			n++
		}
	}
	return n
}

// counts reports whether an operation is counted: of those that a path item stands for, the first one is.
func counts(o *service.Operation) bool { return !o.WholeItem || o.Method == "GET" }

// comment returns the first lines of the spec.
func (b *builder) comment() string {
	comment := "Read from " + diag.Inert(path.Base(b.document.File)) + " by permroute import openapi."
	if len(b.unstated) > 0 {
		comment += "\n\nThe document does not say who may call some operations. Nobody may call them until you decide:\nwrite a code, authenticated or public instead of nobody."
	}
	return comment
}

// A builder collects a spec.
type builder struct {
	document *service.Document
	options  Options
	extra    syntax.Map // x-permroute of the document's root
	pkg      string
	names    *model.Names
	rows     []row
	ids      map[string]bool
	byShape  map[string]int // indexes of rows by method and shape
	unplaced []unplaced
	leftOut  int
	unstated []*service.Operation // that do not say who may call them

	schemesOf   map[string][]string // by scope
	codeOf      map[atom]string
	atomOf      map[string]atom
	schemeNames map[string]string
	allowed     [][]string // the security schemes of the table; nil for each alone
	declared    map[string]bool
	used        []string // codes, in the order of the rows
	named       []string // codes and ids that got a const
	bases       map[string]bool
	unread      map[string]*unread
	doubts      []Doubt
}

// A row is an operation as a row of the spec.
type row struct {
	operation *service.Operation
	place     place
	demand    demand
	joined    service.Codes // of rows that servers may run instead; {{}} for none
	id        string
	tag       string
	closed    bool // its requirement is not understood
	tree      syntax.Map
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
		b.doubt(Chosen, diag.Position{File: b.document.File}, "the spec says nobody", "the document does not say what happens to a request that has no operation")
	}
	spec.Add("unlisted", unlisted)
	for _, key := range []string{"upstream", "encoded", "denied", "codes", "grants"} {
		value := b.extra.Get(key)
		if servers := b.options.Upstream; key == "upstream" && len(servers) > 0 {
			value = syntax.Texts(servers)
		}
		if value != nil {
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
	version := b.version()
	if version != oas.Default() {
		m.Add("version", version.Number)
	}
	chosen, _ := b.extra.Get("openapi").(syntax.Map)
	if outputs := chosen.Get("outputs"); outputs != nil {
		m.Add("outputs", outputs)
	}
	if chosen.Get("describe") == false {
		m.Add("describe", false)
	}
	if b.publishesRoles() {
		m.Add("roles", true)
	}
	if schemes := b.schemes(version); len(schemes) > 0 {
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

// version returns the version that the spec's document is written in: that of the document, unless only a later one can
// say what the document says.
func (b *builder) version() oas.Version {
	version := b.document.Version
	if version.IsSwagger() {
		version = oas.Default()
	}
	if version.Roles {
		return version
	}
	scoped := map[string]bool{} // the schemes that the version lets have scopes, as the spec says them
	for _, s := range b.document.Schemes {
		scoped[s.Name] = s.Type().Scopes && b.knows(s, version)
	}
	for _, r := range b.rows {
		for _, entry := range r.demand.entries {
			for _, n := range entry {
				if len(n.Scopes) > 0 && !scoped[n.Scheme] {
					b.doubt(Chosen, r.operation.Pos, "", "%s asks for scopes of %s, which OpenAPI %s allows for oauth2 and openIdConnect alone; the spec writes OpenAPI %s", diag.Inert(r.operation.String()), diag.Quote(n.Scheme), version.Minor, oas.Default().Minor)
					return oas.Default()
				}
			}
		}
	}
	return version
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
		b.bind(&m, code)
		if name := b.names.Permission(code, b.pkg); name != "" {
			m.Add("const", name)
			b.named = append(b.named, code)
		}
		list = append(list, m)
	}
	return list
}

// scopeText returns the document's description of a scope.
func (b *builder) scopeText(code string) string {
	scope := code
	if a := b.atomOf[code]; a.scope != "" {
		scope = a.scope
	}
	for _, s := range b.document.Schemes {
		flows, _ := s.Object.Get("flows").(syntax.Map)
		for _, e := range flows {
			flow, _ := e.Value.(syntax.Map)
			scopes, _ := flow.Get("scopes").(syntax.Map)
			if about := text(scopes, scope); about != "" {
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

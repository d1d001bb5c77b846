// Package merge writes a table as a spec, or merges it into one.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package merge

import (
	"cmp"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/document/source"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/syntax"
)

// An Origin is how a document was read. A spec keeps it, so that a merge reads the next document alike.
type Origin struct {
	Columns string // what --columns said, separated by commas
	Base    string // what --base said
}

// with returns the origin with how the columns of groups nest, where their places in the table tell it: a
// document with the columns in another order is to nest its groups alike.
func (o Origin) with(t *table.Table) Origin {
	if strings.Contains(","+o.Columns, ",group=") || strings.ContainsAny(strings.Join(t.Nesting, ""), ",=") {
		return o
	}
	for _, name := range t.Nesting {
		o.Columns = strings.TrimPrefix(o.Columns+",group="+name, ",")
	}
	return o
}

// kept reports whether there is something to keep.
func (o Origin) kept() bool { return o.Columns != "" || o.Base != "" }

// source returns what a spec says of a document.
func (o Origin) source(t *table.Table) (m syntax.Map) {
	name := t.Document.Text
	if o.kept() {
		name = cmp.Or(name, source.OneLine(t.Title.Text), filepath.Base(t.Rows[0].Pos.File))
	}
	for _, e := range []struct{ key, text string }{{"document", name}, {"updated", t.Updated.Text}, {"columns", o.Columns}, {"base", o.Base}} {
		if e.text != "" && name != "" {
			m.Add(e.key, e.text)
		}
	}
	return m
}

// A Target is the spec that Spec writes.
type Target struct {
	Package string // its name; "" for the first part that all codes have in common, or else api
	Origin  Origin
}

// Spec returns the table as a spec.
func Spec(t *table.Table, to Target) []byte {
	names := newNaming()
	for _, row := range t.Rows {
		names.take(row)
	}
	names.slugs(t.Groups)
	var m syntax.Map
	m.Add("permroute", 1)
	m.Add("package", cmp.Or(to.Package, packageName(t)))
	if !t.Title.Empty() {
		m.Add("title", source.OneLine(t.Title.Text))
	}
	if origin := to.Origin.with(t).source(t); origin != nil {
		m.Add("source", origin)
	}
	if t.Combine != "" {
		m.Add("combine", t.Combine)
	}
	m.Add("unlisted", syntax.Map{{Key: "path", Value: t.UnlistedPath}, {Key: "method", Value: access.Nobody.String()}})
	permissions := syntax.List{}
	for _, p := range t.Permissions {
		permissions = append(permissions, permissionEntry(p))
	}
	m.Add("permissions", permissions)
	m.Add("groups", writer{t, names, t.Combine}.groups(t.Groups))
	return syntax.Encode("", m)
}

var packageForm = regexp.MustCompile(`^[a-z][a-z0-9]{1,19}$`)

// packageName returns the part that all codes begin with, if it can name a package.
func packageName(t *table.Table) string {
	name := ""
	for i, p := range t.Permissions {
		first, _, found := strings.Cut(p.Code, ":")
		if !found || i > 0 && first != name || !packageForm.MatchString(first) || names.Package(first) != "" {
			return "api"
		}
		name = first
	}
	return cmp.Or(name, "api")
}

func permissionEntry(p *table.Permission) syntax.Map {
	entry := syntax.Map{{Key: "code", Value: p.Code}}
	if p.Text != "" {
		entry.Add("text", p.Text)
	}
	return entry
}

// A writer writes parts of a table for a spec that has this combine.
type writer struct {
	table   *table.Table
	names   *naming
	combine string
}

func (w writer) groups(groups []*table.Group) syntax.List {
	list := syntax.List{}
	for _, g := range groups {
		list = append(list, w.group(g))
	}
	return list
}

func (w writer) group(g *table.Group) syntax.Map {
	entry := syntax.Map{{Key: "name", Value: g.Name}}
	if slug := w.names.slug[g]; slug != names.Slug(g.Name) { // else it follows from the name
		entry.Add("slug", slug)
	}
	if len(g.Groups) > 0 {
		entry.Add("groups", w.groups(g.Groups))
	}
	if len(g.Rows) > 0 {
		rows := syntax.List{}
		for _, row := range g.Rows {
			rows = append(rows, w.row(row))
		}
		entry.Add("routes", rows)
	}
	return entry
}

func (w writer) row(row *table.Row) syntax.Map {
	entry := syntax.Map{{Key: "id", Value: w.names.ids[row]}}
	if row.Name != "" {
		entry.Add("name", row.Name)
	}
	entry.Add("route", row.Method+" "+row.Path)
	entry.Add("require", w.require(row))
	if printed := printedEntry(row); printed != nil {
		entry.Add("printed", printed)
	}
	return entry
}

// printedEntry returns what the document prints otherwise, or nil.
func printedEntry(row *table.Row) syntax.Map {
	var printed syntax.Map
	for _, p := range []struct{ key, text string }{
		{"name", row.PrintedName}, {"route", row.PrintedRoute}, {"require", row.PrintedRequire}, {"text", row.PrintedText},
	} {
		if p.text != "" {
			printed.Add(p.key, p.text)
		}
	}
	return printed
}

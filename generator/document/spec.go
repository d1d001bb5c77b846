package document

import (
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/syntax"
)

// Spec returns the table as a spec. pkg is the name of its package; "" for the first part that all codes
// have in common, or else api.
func (t *Table) Spec(pkg string) []byte {
	var m syntax.Map
	m.Add("permroute", 1)
	if pkg == "" {
		pkg = t.packageName()
	}
	m.Add("package", pkg)
	if !t.Title.empty() {
		m.Add("title", oneLine(t.Title.Text))
	}
	if !t.Document.empty() {
		source := syntax.Map{{Key: "document", Value: t.Document.Text}}
		if !t.Updated.empty() {
			source.Add("updated", t.Updated.Text)
		}
		m.Add("source", source)
	}
	if t.Combine != "" {
		m.Add("combine", t.Combine)
	}
	m.Add("unlisted", syntax.Map{{Key: "path", Value: t.UnlistedPath}, {Key: "method", Value: "deny"}})
	permissions := syntax.List{}
	for _, p := range t.Permissions {
		permissions = append(permissions, p.entry())
	}
	m.Add("permissions", permissions)
	m.Add("groups", writer{t, t.Combine}.groups(t.Groups))
	return syntax.Encode("", m)
}

var packageForm = regexp.MustCompile(`^[a-z][a-z0-9]{1,19}$`)

// packageName returns the part that all codes begin with, if it can name a package.
func (t *Table) packageName() string {
	name := ""
	for i, p := range t.Permissions {
		first, _, found := strings.Cut(p.Code, ":")
		if !found || i > 0 && first != name || !packageForm.MatchString(first) {
			return "api"
		}
		name = first
	}
	if name == "" || name == "main" {
		return "api"
	}
	return name
}

func (p *Permission) entry() syntax.Map {
	entry := syntax.Map{{Key: "code", Value: p.Code}}
	if p.Text != "" {
		entry.Add("text", p.Text)
	}
	return entry
}

// A writer writes parts of a table for a spec that has this combine.
type writer struct {
	table   *Table
	combine string
}

func (w writer) groups(groups []*Group) syntax.List {
	list := syntax.List{}
	for _, g := range groups {
		list = append(list, w.group(g))
	}
	return list
}

func (w writer) group(g *Group) syntax.Map {
	entry := syntax.Map{{Key: "name", Value: g.Name}}
	if g.written() {
		entry.Add("slug", g.Slug)
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

func (w writer) row(row *Row) syntax.Map {
	entry := syntax.Map{{Key: "id", Value: row.ID}}
	if row.Name != "" {
		entry.Add("name", row.Name)
	}
	entry.Add("route", row.Method+" "+row.Path)
	entry.Add("require", w.table.require(row, w.combine))
	if printed := row.printed(); printed != nil {
		entry.Add("printed", printed)
	}
	return entry
}

// printed returns what the document prints otherwise, or nil.
func (row *Row) printed() syntax.Map {
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

// require returns the requirement in its shortest form: a code, a list that combine speaks of, {all: […]}
// or {any: […]}. combine is what the spec says, which need not be what the document does.
func (t *Table) require(row *Row, combine string) any {
	if row.Open {
		return "none"
	}
	all := row.alternatives(t.Combine)
	if len(all) == 1 {
		switch codes := all[0]; {
		case len(codes) == 1:
			return codes[0]
		case combine == "all":
			return list(codes)
		default:
			return syntax.Map{{Key: "all", Value: list(codes)}}
		}
	}
	alternatives := syntax.List{}
	single := true
	for _, set := range all {
		if len(set) == 1 {
			alternatives = append(alternatives, set[0])
			continue
		}
		single = false
		alternatives = append(alternatives, syntax.Map{{Key: "all", Value: list(set)}})
	}
	if single && combine == "any" {
		return alternatives
	}
	return syntax.Map{{Key: "any", Value: alternatives}}
}

func list(codes []string) syntax.List {
	l := syntax.List{}
	for _, c := range codes {
		l = append(l, c)
	}
	return l
}

package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// header brings the date up to date, and says where the rules differ.
func (m *merging) header() {
	if t := m.table; !t.Updated.Empty() && m.spec.Source.Updated.Written() && m.spec.Source.Updated.Value != t.Updated.Text {
		m.replace(m.spec.Source.Updated.Pos, m.spec.Source.Updated.Value, t.Updated.Text, "the date")
	}
	if path := m.spec.Unlisted.Path; m.table.UnlistedPath != path.Value && !m.silent(table.Unlisted) {
		m.doubt(wider(path.Value, m.table.UnlistedPath), path.Pos, fmt.Sprintf("unlisted paths: %s, where the document says %s: kept", path.Value, m.table.UnlistedPath), "")
	}
	if combine := m.spec.Combine; combine.Written() && m.table.Combine != "" && combine.Value != m.table.Combine && !m.silent(table.Combine) {
		m.doubt(false, combine.Pos, fmt.Sprintf("combine: %s, where the document says %s: kept, and new rows say which they mean", combine.Value, m.table.Combine), "")
	}
}

// wider reports whether a word lets more callers in than another one.
func wider(word, than string) bool {
	a, _ := access.Of(word)
	b, _ := access.Of(than)
	return a > b
}

// silent reports whether the documents do not say something.
func (m *merging) silent(subject table.Subject) bool {
	return slices.ContainsFunc(m.table.Doubts, func(d table.Doubt) bool { return d.Subject == subject })
}

// strangers says which rows of the spec no document has.
func (m *merging) strangers() {
	for _, w := range m.missing() {
		m.doubt(false, w.Route.Pos, fmt.Sprintf("%s is not in the document: kept", diag.Quote(w.Route.Value)), "remove the row if it is gone")
	}
}

// codesWithoutRows says which codes of the spec no row needs.
func (m *merging) codesWithoutRows() {
	used := map[string]bool{}
	note := func(n need) {
		for _, set := range n.alternatives {
			for _, code := range set {
				used[code] = true
			}
		}
	}
	changed := map[*syntax.Route]bool{}
	for row, w := range m.rows {
		changed[w] = !m.answered[row]
	}
	for _, w := range m.known {
		if !changed[w] {
			note(needIn(w.Require, m.spec.Combine.Value))
		}
	}
	for _, row := range m.table.Rows {
		if !m.answered[row] {
			note(needOf(row, m.table.Combine))
		}
	}
	for _, p := range m.spec.Permissions {
		if !used[p.Code.Value] {
			m.doubt(false, p.Code.Pos, fmt.Sprintf("no row needs the code %s: kept", diag.Quote(p.Code.Value)), "remove it if it is gone")
		}
	}
}

// moved says which rows stand in another group than in the document.
func (m *merging) moved() {
	type move struct{ from, to string }
	first, number := map[move]*syntax.Route{}, map[move]int{}
	var order []move
	paths := m.paths()
	for _, row := range m.table.Rows {
		w := m.rows[row]
		if w == nil {
			continue
		}
		mv := move{paths[m.in[w]], pathOf(row.Group)}
		if mv.from == mv.to || mv.from == "" { // the spec has no groups
			continue
		}
		if number[mv] == 0 {
			first[mv] = w
			order = append(order, mv)
		}
		number[mv]++
	}
	for _, mv := range order {
		what := fmt.Sprintf("%s stands under %s in the document: kept under %s", diag.Quote(first[mv].Route.Value), diag.Quote(mv.to), diag.Quote(mv.from))
		if n := number[mv]; n > 1 {
			what = fmt.Sprintf("%d rows of %s stand under %s in the document: kept where they are", n, diag.Quote(mv.from), diag.Quote(mv.to))
		}
		m.doubt(false, first[mv].Route.Pos, what, "")
	}
}

const arrow = " > "

// paths returns the names of each group of the spec and of the groups around it.
func (m *merging) paths() map[*syntax.Group]string {
	paths := map[*syntax.Group]string{}
	var name func(above string, groups []syntax.Group)
	name = func(above string, groups []syntax.Group) {
		for i := range groups {
			path := strings.TrimPrefix(above+arrow+groups[i].Name.Value, arrow)
			paths[&groups[i]] = path
			name(path, groups[i].Groups)
		}
	}
	name("", m.spec.Groups)
	return paths
}

func pathOf(g *table.Group) string {
	if g.Parent == nil {
		return g.Name
	}
	return pathOf(g.Parent) + arrow + g.Name
}

// origin keeps how the document was read.
func (m *merging) origin(o Origin) {
	has := m.spec.Source
	var missing syntax.Map
	for _, p := range []struct {
		key, text string
		has       syntax.Text
	}{{"columns", o.Columns, has.Columns}, {"base", o.Base, has.Base}} {
		switch {
		case p.text == "" || p.text == p.has.Value:
		case p.has.Written():
			m.text(p.has, p.text)
		default:
			missing.Add(p.key, p.text)
		}
	}
	if missing == nil {
		return
	}
	if !has.Document.Written() {
		after := m.spec.Package.Pos
		if title := m.spec.Title.Pos; title.Line > after.Line {
			after = title
		}
		m.insert(m.lineOf(after), lines(syntax.Map{{Key: "source", Value: o.source(m.table)}}, 0))
		return
	}
	if !m.addToSource(missing) {
		m.wrong.Add(diag.Diagnostic{Pos: has.Document.Pos, Message: "source is to keep how the document is read: " + joinedMap(missing), Remedy: "write its document on one line, and merge again"})
	}
}

// addToSource adds keys to the spec's source: behind its last one, in braces or on lines.
func (m *merging) addToSource(keys syntax.Map) bool {
	last := m.spec.Source.Document
	for _, t := range []syntax.Text{m.spec.Source.Updated, m.spec.Source.Columns, m.spec.Source.Base} {
		if t.Pos.Line > last.Pos.Line || t.Pos.Line == last.Pos.Line && t.Pos.Column > last.Pos.Column {
			last = t
		}
	}
	_, end, ok := m.span(last.Pos, last.Value)
	if !ok {
		return false
	}
	line, _ := m.Line(last.Pos.Line - 1)
	if before := m.keyBefore(last.Pos); strings.Contains(before, "{") {
		var b strings.Builder
		for _, e := range keys {
			b.WriteString(", " + e.Key + ": " + encoded(e.Value))
		}
		m.edit(end, end, b.String())
		return true
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	m.insert(m.lineOf(last.Pos), lines(keys, indent))
	return true
}

// OriginOf returns how the document of a spec is read. A spec that is wrong has none.
func OriginOf(file string, spec []byte) Origin {
	written, list := syntax.Parse(file, spec)
	if len(list) > 0 {
		return Origin{}
	}
	return Origin{Columns: written.Source.Columns.Value, Base: written.Source.Base.Value}
}

package merge

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// Into merges the table into a spec: rows and codes that it does not have are added, and what a document
// says otherwise of those that it has is changed. Everything else stays as it is, byte by byte: ids,
// comments, blank lines, and rows that no document has. The list says what could not be merged, and the
// spec is nil then. Further doubts, with positions in the spec, come back with it.
func Into(t *table.Table, file string, spec []byte) (merged []byte, doubts, wrong diag.List) {
	written, list := syntax.Parse(file, spec)
	if len(list) > 0 {
		return nil, nil, list
	}
	m := &merging{table: t, spec: written, splice: newSplice(file, spec), rows: map[*table.Row]*syntax.Route{}, names: newNaming()}
	m.index(written.Groups)
	m.permissions()
	for _, row := range t.Rows {
		if w := m.rows[row]; w != nil {
			m.change(row, w)
		}
	}
	m.groups(written.Groups, t.Groups, nil)
	m.header()
	m.strangers()
	if len(m.wrong) > 0 {
		m.wrong.Sort()
		return nil, nil, m.wrong
	}
	merged = m.splice.apply()
	if problem := m.check(file, merged); problem != nil {
		return nil, nil, diag.List{*problem}
	}
	m.doubts.Sort()
	return merged, m.doubts, nil
}

// A merging is the work of Into.
type merging struct {
	*splice
	table  *table.Table
	spec   *syntax.Spec
	rows   map[*table.Row]*syntax.Route // what the spec has of the table's rows
	known  []*syntax.Route              // all rows of the spec
	names  *naming
	doubts diag.List
	wrong  diag.List
}

// index finds the table's rows in the spec, and names those that it does not have.
func (m *merging) index(groups []syntax.Group) {
	rows := byRoute(m.table)
	m.each(groups, func(w *syntax.Route) {
		m.known = append(m.known, w)
		method, path, _ := strings.Cut(w.Route.Value, " ")
		m.names.taken[w.ID.Value] = parsePath(method, path).version
		if row := rows[table.RouteKey(method, path)]; row != nil {
			m.rows[row] = w
		}
	})
	for _, row := range m.table.Rows {
		if m.rows[row] == nil {
			m.names.take(row)
		}
	}
	m.names.slugs(m.table.Groups)
}

// byRoute returns the rows of a table by method and shape.
func byRoute(t *table.Table) map[string]*table.Row {
	rows := map[string]*table.Row{}
	for _, row := range t.Rows {
		rows[table.RouteKey(row.Method, row.Path)] = row
	}
	return rows
}

func (m *merging) each(groups []syntax.Group, visit func(*syntax.Route)) {
	for i := range groups {
		for j := range groups[i].Routes {
			visit(&groups[i].Routes[j])
		}
		m.each(groups[i].Groups, visit)
	}
}

// change makes a row of the spec say what the document says.
func (m *merging) change(row *table.Row, w *syntax.Route) {
	if row.Name != "" && w.Name.Written() {
		m.text(w.Name, row.Name)
	}
	if !sameNeed(alternatives(row, m.table.Combine), needOf(w.Require, m.spec.Combine.Value)) {
		m.replace(w.Require.Pos, w.Require.Code, encoded(m.writer().require(row)), "the requirement")
	}
	var missing syntax.Map
	for _, p := range []struct {
		key, text string
		has       syntax.Text
	}{
		{"name", row.PrintedName, w.Printed.Name}, {"route", row.PrintedRoute, w.Printed.Route},
		{"require", row.PrintedRequire, w.Printed.Require}, {"text", row.PrintedText, w.Printed.Text},
	} {
		switch {
		case p.text == "" && p.has.Written():
			m.doubts.Add(diag.Diagnostic{Pos: p.has.Pos, Message: fmt.Sprintf("printed: %s, which the document no longer prints: kept", diag.Quote(p.has.Value)), Remedy: "remove it"})
		case p.text != "" && p.has.Written():
			m.text(p.has, p.text)
		case p.text != "":
			missing.Add(p.key, p.text)
		}
	}
	if missing != nil {
		m.addPrinted(w, missing)
	}
}

// text changes a text of the spec.
func (m *merging) text(has syntax.Text, to string) {
	if has.Value != to {
		m.replace(has.Pos, has.Value, encoded(to), "the text")
	}
}

// replace puts a value in the place of another one.
func (m *merging) replace(pos diag.Position, value, to, what string) {
	from, end, ok := m.span(pos, value)
	if !ok || strings.Contains(to, "\n") {
		m.wrong.Add(diag.Diagnostic{Pos: pos, Message: what + " is written over several lines, and the document has another one: " + diag.Quote(to), Remedy: "change it by hand"})
		return
	}
	m.edit(from, end, to)
}

// addPrinted adds what a document prints to a row.
func (m *merging) addPrinted(w *syntax.Route, printed syntax.Map) {
	item, ok := m.item(routePositions(w))
	if !ok || item.flow {
		m.wrong.Add(diag.Diagnostic{Pos: w.ID.Pos, Message: fmt.Sprintf("the row %s is to have printed: %s", diag.Quote(w.ID.Value), diag.Quote(joinedMap(printed))), Remedy: "write the row over several lines, or add it by hand"})
		return
	}
	for _, has := range []syntax.Text{w.Printed.Name, w.Printed.Route, w.Printed.Require, w.Printed.Text} {
		if has.Written() {
			line := m.lineOf(has.Pos)
			m.insert(line, lines(printed, has.Pos.Column-1-len(m.keyBefore(has.Pos))))
			return
		}
	}
	m.insert(item.end, lines(syntax.Map{{Key: "printed", Value: printed}}, item.keys))
}

func joinedMap(m syntax.Map) string {
	var parts []string
	for _, e := range m {
		parts = append(parts, e.Key+": "+e.Value.(string))
	}
	return strings.Join(parts, ", ")
}

// permissions adds codes that the spec does not have, and changes texts.
func (m *merging) permissions() {
	has := map[string]*syntax.Permission{}
	for i := range m.spec.Permissions {
		has[m.spec.Permissions[i].Code.Value] = &m.spec.Permissions[i]
	}
	var missing syntax.List
	for _, p := range m.table.Permissions {
		w := has[p.Code]
		switch {
		case w == nil:
			missing = append(missing, permissionEntry(p))
		case p.Text != "" && w.Text.Written():
			m.text(w.Text, p.Text)
		case p.Text != "":
			m.addText(w, p.Text)
		}
	}
	if missing == nil {
		return
	}
	last := m.spec.Permissions[len(m.spec.Permissions)-1]
	m.after([]diag.Position{last.Code.Pos, last.Text.Pos, last.Const.Pos}, missing, "permissions")
}

func (m *merging) addText(w *syntax.Permission, text string) {
	if item, ok := m.item([]diag.Position{w.Code.Pos, w.Const.Pos}); ok && !item.flow {
		m.insert(item.end, lines(syntax.Map{{Key: "text", Value: text}}, item.keys))
		return
	}
	m.wrong.Add(diag.Diagnostic{Pos: w.Code.Pos, Message: "the document has the text " + diag.Quote(text) + " for it", Remedy: "add it by hand"})
}

// after adds items to a list behind the item of which values stand at the positions.
func (m *merging) after(positions []diag.Position, items syntax.List, what string) {
	item, ok := m.item(positions)
	if !ok {
		m.wrong.Add(diag.Diagnostic{Pos: item.pos, Message: fmt.Sprintf("%s in a list of one line, to which %d are to be added", what, len(items)), Remedy: "write each item on lines of its own"})
		return
	}
	m.insert(item.end, lines(items, item.dash))
}

// header brings the date up to date, and says where the rules differ.
func (m *merging) header() {
	if t := m.table; !t.Updated.Empty() && m.spec.Source.Updated.Written() && m.spec.Source.Updated.Value != t.Updated.Text {
		m.replace(m.spec.Source.Updated.Pos, m.spec.Source.Updated.Value, t.Updated.Text, "the date")
	}
	if path := m.spec.Unlisted.Path; m.table.UnlistedPath != path.Value && !m.table.Silent {
		m.doubts.Add(diag.Diagnostic{Pos: path.Pos, Message: fmt.Sprintf("unlisted paths: %s, where the document says %s: kept", path.Value, m.table.UnlistedPath)})
	}
	if combine := m.spec.Combine; combine.Written() && m.table.Combine != "" && combine.Value != m.table.Combine {
		m.doubts.Add(diag.Diagnostic{Pos: combine.Pos, Message: fmt.Sprintf("combine: %s, where the document says %s: kept, and new rows say which they mean", combine.Value, m.table.Combine)})
	}
}

// strangers says which rows of the spec no document has.
func (m *merging) strangers() {
	found := map[*syntax.Route]bool{}
	for _, w := range m.rows {
		found[w] = true
	}
	for _, w := range m.known {
		if !found[w] {
			m.doubts.Add(diag.Diagnostic{Pos: w.Route.Pos, Message: fmt.Sprintf("%s, which the document does not have: kept", diag.Quote(w.Route.Value)), Remedy: "remove the row if it is gone"})
		}
	}
}

// check reads the merged spec again: it has all rows of the table and asks what they ask, and the rows
// that were there have their ids.
func (m *merging) check(file string, merged []byte) *diag.Diagnostic {
	spec, list := syntax.Parse(file, merged)
	problem := diag.Diagnostic{Pos: diag.Position{File: file}, Message: "the spec is written in a way that cannot be added to", Remedy: "import the document into a file of its own, and merge by hand"}
	if len(list) > 0 {
		return &problem
	}
	again := &merging{table: m.table, spec: spec, rows: map[*table.Row]*syntax.Route{}}
	ids, rows := map[string]bool{}, byRoute(m.table)
	again.each(spec.Groups, func(w *syntax.Route) {
		ids[w.ID.Value] = true
		method, path, _ := strings.Cut(w.Route.Value, " ")
		if row := rows[table.RouteKey(method, path)]; row != nil {
			again.rows[row] = w
		}
	})
	for _, w := range m.known {
		if !ids[w.ID.Value] {
			return &problem
		}
	}
	for _, row := range m.table.Rows {
		if w := again.rows[row]; w == nil || !sameNeed(alternatives(row, m.table.Combine), needOf(w.Require, spec.Combine.Value)) {
			return &problem
		}
	}
	return nil
}

package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// A Result is what a merge gives.
type Result struct {
	Spec   []byte
	Doubts []table.Doubt // those of the table that the spec does not answer, and those of the merge
}

// Into merges the table into a spec: rows and codes that it does not have are added, and what a document
// says otherwise of those that it has is changed. Everything else stays as it is, byte by byte: ids,
// comments, blank lines, and rows that no document has. The list says what could not be merged; the
// result is empty then. Doubts of the merge have positions in the spec as it was.
func Into(t *table.Table, file string, spec []byte, origin Origin) (Result, diag.List) {
	written, list := syntax.Parse(file, spec)
	if len(list) > 0 {
		return Result{}, list
	}
	m := &merging{table: t, spec: written, splice: newSplice(file, spec), rows: map[*table.Row]*syntax.Route{}, names: newNaming(),
		answered: map[*table.Row]bool{}, in: map[*syntax.Route]*syntax.Group{}}
	m.index()
	m.permissions()
	for _, row := range t.Rows {
		if w := m.rows[row]; w != nil {
			m.change(row, w)
		}
	}
	m.groups(written.Groups, t.Groups, nil)
	m.origin(origin.with(t))
	m.header()
	m.strangers()
	m.codesWithoutRows()
	m.moved()
	if len(m.wrong) > 0 {
		m.wrong.Sort()
		return Result{}, m.wrong
	}
	merged := m.splice.apply()
	if problem := m.check(file, merged); problem != nil {
		return Result{}, diag.List{*problem}
	}
	return Result{merged, table.Sort(append(m.open(), m.doubts...))}, nil
}

// A merging is the work of Into.
type merging struct {
	*splice
	table    *table.Table
	spec     *syntax.Spec
	rows     map[*table.Row]*syntax.Route // what the spec has of the table's rows
	known    []*syntax.Route              // all rows of the spec
	in       map[*syntax.Route]*syntax.Group
	names    *naming
	answered map[*table.Row]bool // the spec says what the row needs, in place of the document
	doubts   []table.Doubt
	wrong    diag.List
}

// doubt notes a doubt about the spec. access says that another answer changes who may call.
func (m *merging) doubt(access bool, pos diag.Position, message, remedy string) {
	m.doubts = append(m.doubts, table.Doubt{Diagnostic: diag.Diagnostic{Pos: pos, Message: message, Remedy: remedy}, Access: access})
}

// open returns the doubts of the table that the spec does not answer: it says what lists of codes mean,
// and what a row needs whose cell the document prints as before.
func (m *merging) open() []table.Doubt {
	return slices.DeleteFunc(slices.Clone(m.table.Doubts), func(d table.Doubt) bool {
		switch d.Subject {
		case table.Combine:
			return m.spec.Combine.Written()
		case table.Unlisted:
			return true
		case table.Requirement:
			return m.answered[d.Row]
		}
		return false
	})
}

// index finds the table's rows in the spec, and names those that it does not have.
func (m *merging) index() {
	rows := byRoute(m.table)
	m.each(m.spec.Groups, func(g *syntax.Group, w *syntax.Route) {
		m.known = append(m.known, w)
		m.in[w] = g
		method, path, _ := strings.Cut(w.Route.Value, " ")
		m.names.taken[w.ID.Value] = parsePath(method, path).version
		if row := rows[table.RouteKey(method, path)]; row != nil {
			m.rows[row] = w
		}
	})
	m.rerouted()
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

func (m *merging) each(groups []syntax.Group, visit func(*syntax.Group, *syntax.Route)) {
	for i := range groups {
		for j := range groups[i].Routes {
			visit(&groups[i], &groups[i].Routes[j])
		}
		m.each(groups[i].Groups, visit)
	}
}

// missing returns the rows of the spec that the table does not have.
func (m *merging) missing() (list []*syntax.Route) {
	found := map[*syntax.Route]bool{}
	for _, w := range m.rows {
		found[w] = true
	}
	for _, w := range m.known {
		if !found[w] {
			list = append(list, w)
		}
	}
	return list
}

// rerouted finds rows whose method or path the document has changed: a new row and one that the document
// no longer has, with the same name and the same requirement, which no other rows have.
func (m *merging) rerouted() {
	type key struct{ name, need string }
	fresh, gone := map[key][]*table.Row{}, map[key][]*syntax.Route{}
	for _, row := range m.table.Rows {
		if m.rows[row] == nil && row.Name != "" {
			k := key{row.Name, needOf(row, m.table.Combine).String()}
			fresh[k] = append(fresh[k], row)
		}
	}
	for _, w := range m.missing() {
		if !w.ID.Written() {
			continue // its id follows from its route, and would not stay
		}
		k := key{w.Name.Value, needIn(w.Require, m.spec.Combine.Value).String()}
		gone[k] = append(gone[k], w)
	}
	for _, row := range m.table.Rows {
		k := key{row.Name, needOf(row, m.table.Combine).String()}
		if m.rows[row] != nil || len(fresh[k]) != 1 || len(gone[k]) != 1 {
			continue
		}
		w := gone[k][0]
		m.rows[row] = w
		route := row.Method + " " + row.Path
		m.doubt(true, w.Route.Pos, fmt.Sprintf("%s has the route %s in the document: changed, and the id %s stays", diag.Quote(w.Route.Value), diag.Quote(route), w.ID.Value), "")
		m.replace(w.Route.Pos, w.Route.Value, encoded(route), "the route")
	}
}

// check reads the merged spec again: it has all rows of the table and asks what they ask, unless the spec
// answers for them, and the rows that were there have their ids.
func (m *merging) check(file string, merged []byte) *diag.Diagnostic {
	spec, list := syntax.Parse(file, merged)
	problem := diag.Diagnostic{Pos: diag.Position{File: file}, Message: "the spec is written in a way that cannot be added to", Remedy: "import the document into a file of its own, and merge by hand"}
	if len(list) > 0 {
		return &problem
	}
	ids, rows, found := map[string]bool{}, byRoute(m.table), map[*table.Row]*syntax.Route{}
	m.each(spec.Groups, func(_ *syntax.Group, w *syntax.Route) {
		ids[w.ID.Value] = true
		method, path, _ := strings.Cut(w.Route.Value, " ")
		if row := rows[table.RouteKey(method, path)]; row != nil {
			found[row] = w
		}
	})
	for _, w := range m.known {
		if !ids[w.ID.Value] {
			return &problem
		}
	}
	for _, row := range m.table.Rows {
		want := needOf(row, m.table.Combine)
		if w := m.rows[row]; w != nil && m.answered[row] {
			want = needIn(w.Require, m.spec.Combine.Value)
		}
		if w := found[row]; w == nil || !want.same(needIn(w.Require, spec.Combine.Value)) {
			return &problem
		}
	}
	return nil
}

package merge

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/syntax"
)

// groups adds rows and groups to those of the spec.
func (m *merging) groups(written []syntax.Group, groups []*table.Group, parent *syntax.Group) {
	if rows := inNoGroup(written); rows != nil {
		m.routes(rows, flat(groups))
		return
	}
	var missing []*table.Group
	at := map[string]int{}
	for i, w := range slices.Backward(written) {
		at[w.Name.Value] = i
	}
	for _, g := range groups {
		i, has := at[g.Name]
		if !has {
			i, has = m.renamed(written, g, groups)
		}
		if !has {
			if fresh := m.fresh(g); fresh != nil {
				missing = append(missing, fresh)
			}
			continue
		}
		m.routes(&written[i], g)
		m.groups(written[i].Groups, g.Groups, &written[i])
	}
	if missing == nil {
		return
	}
	m.rename(written, missing)
	list := m.writer().groups(missing)
	if len(written) > 0 {
		m.after(groupPositions(&written[len(written)-1]), list, "groups")
		return
	}
	m.under(parent, "groups", list)
}

// renamed returns the group of the spec that has all rows of a group of the document, as far as the spec
// has them, and a name that no group of the document has.
func (m *merging) renamed(written []syntax.Group, g *table.Group, beside []*table.Group) (at int, is bool) {
	var in *syntax.Group
	for _, row := range g.Rows {
		if w := m.rows[row]; w != nil {
			if in != nil && in != m.in[w] {
				return 0, false
			}
			in = m.in[w]
		}
	}
	for i := range written {
		if &written[i] == in {
			return i, !slices.ContainsFunc(beside, func(x *table.Group) bool { return x.Name == in.Name.Value })
		}
	}
	return 0, false
}

// rename gives new groups slugs that the groups beside them do not have.
func (m *merging) rename(written []syntax.Group, missing []*table.Group) {
	taken := numbers{}
	for _, w := range written {
		taken[cmp.Or(w.Slug.Value, names.Slug(w.Name.Value))] = 1
	}
	for _, g := range missing {
		m.names.slug[g] = taken.free(m.names.slug[g], "-")
	}
}

// fresh returns the part of a group whose rows the spec does not have, or nil.
func (m *merging) fresh(g *table.Group) *table.Group {
	f := &table.Group{Name: g.Name}
	m.names.slug[f] = m.names.slug[g]
	for _, row := range g.Rows {
		if m.rows[row] == nil {
			f.Rows = append(f.Rows, row)
		}
	}
	for _, below := range g.Groups {
		if b := m.fresh(below); b != nil {
			f.Groups = append(f.Groups, b)
		}
	}
	if f.Rows == nil && f.Groups == nil {
		return nil
	}
	return f
}

// routes adds a group's new rows, each behind the row that it follows in the document.
func (m *merging) routes(w *syntax.Group, g *table.Group) {
	var first syntax.List
	behind := map[*syntax.Route]syntax.List{}
	var order []*syntax.Route
	var last *syntax.Route
	own := map[*syntax.Route]bool{}
	for i := range w.Routes {
		own[&w.Routes[i]] = true
	}
	if n := len(w.Routes); n > 0 {
		last = &w.Routes[n-1]
	}
	for _, row := range g.Rows {
		if has := m.rows[row]; has != nil {
			if own[has] {
				last = has
			}
			continue
		}
		if last == nil {
			first = append(first, m.writer().row(row))
			continue
		}
		if behind[last] == nil {
			order = append(order, last)
		}
		behind[last] = append(behind[last], m.writer().row(row))
	}
	for _, has := range order {
		if has.Key {
			m.afterKey(has.Route.Pos, m.keyed(behind[has]), "routes")
			continue
		}
		m.after(routePositions(has), behind[has], "routes")
	}
	if first != nil { // the group has no rows yet
		m.under(w, "routes", first)
	}
}

func (m *merging) writer() writer { return writer{m.table, m.names, m.spec.Combine.Value} }

// under adds a key to a group.
func (m *merging) under(w *syntax.Group, key string, list syntax.List) {
	item, ok := m.item(groupPositions(w))
	if !ok || item.flow {
		m.wrong.Add(diag.Diagnostic{Pos: w.Name.Pos, Message: fmt.Sprintf("the group %s is to have %s", diag.Quote(w.Name.Value), key), Remedy: "write it over several lines"})
		return
	}
	m.insert(item.end, lines(syntax.Map{{Key: key, Value: list}}, item.keys))
}

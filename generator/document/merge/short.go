package merge

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/syntax"
)

// block returns how many columns a key of a mapping is indented, and the offset of the line after its value. It reports
// false if the mapping stands in braces.
func (s *splice) block(key diag.Position) (indent, end int, ok bool) {
	line, from := s.Line(key.Line - 1)
	indent = s.offset(key) - from
	if strings.TrimLeft(line[:indent], " ") != "" {
		return 0, 0, false
	}
	end = s.lineOf(key)
	for i := key.Line; i < s.Lines(); i++ {
		line, _ := s.Line(i)
		content := strings.TrimLeft(line, " ")
		if content == "" || strings.HasPrefix(content, "#") {
			continue
		}
		if len(line)-len(content) <= indent {
			break
		}
		end = s.End(i)
	}
	return indent, end, true
}

// afterKey adds entries to a mapping behind one of its keys.
func (m *merging) afterKey(key diag.Position, entries syntax.Map, what string) {
	indent, end, ok := m.block(key)
	if !ok {
		m.wrong.Add(diag.Diagnostic{Pos: key, Message: what + " stand in braces, and the document has more", Remedy: "write each of them on a line of its own"})
		return
	}
	m.insert(end, lines(entries, indent))
}

// keyed returns rows as entries of a mapping: the route, and what it requires or its other keys. A row has no id if it
// can have the one that follows from its route.
func (m *merging) keyed(rows syntax.List) (entries syntax.Map) {
	for _, item := range rows {
		row := item.(syntax.Map)
		route, _ := row.Get("route").(string)
		id, _ := row.Get("id").(string)
		var rest syntax.Map
		for _, e := range row {
			derived := names.ID(route)
			if e.Key == "id" && (derived == id || !m.names.has(derived)) {
				m.names.taken[derived] = ""
				continue
			}
			if e.Key != "route" {
				rest = append(rest, e)
			}
		}
		if len(rest) == 1 {
			entries.Add(route, rest[0].Value)
			continue
		}
		entries.Add(route, rest)
	}
	return entries
}

// declared returns codes as entries of a mapping.
func declared(codes syntax.List) (entries syntax.Map) {
	for _, item := range codes {
		code := item.(syntax.Map)
		key, _ := code.Get("code").(string)
		if text := code.Get("text"); text != nil {
			entries.Add(key, text)
		} else {
			entries.Add(key, syntax.Map{})
		}
	}
	return entries
}

// inNoGroup returns the only group of a spec whose rows stand in none.
func inNoGroup(groups []syntax.Group) *syntax.Group {
	if len(groups) == 1 && !groups[0].Name.Written() {
		return &groups[0]
	}
	return nil
}

// flat returns the rows of groups as one group.
func flat(groups []*table.Group) *table.Group {
	all := &table.Group{}
	for _, g := range groups {
		each(g, func(row *table.Row) { all.Rows = append(all.Rows, row) })
	}
	return all
}

// printedBelowKey adds what a document prints to a row whose route is a key. to is the requirement that replaces the one
// of the row; "" leaves that as it is. It reports false if the row must be changed by hand.
func (m *merging) printedBelowKey(w *syntax.Route, printed syntax.Map, to string) bool {
	indent, end, ok := m.block(w.Route.Pos)
	if !ok {
		return false
	}
	entry := syntax.Map{{Key: "printed", Value: printed}}
	if w.Require.Pos.Line > w.Route.Pos.Line { // it has keys already
		keys := w.Require.Pos.Column - 1 - len(m.keyBefore(w.Require.Pos))
		if to != "" {
			m.replace(w.Require.Pos, w.Require.Code, to, "the requirement")
		}
		m.insert(end, lines(entry, keys))
		return true
	}
	from, until, ok := m.span(w.Require.Pos, w.Require.Code)
	if !ok {
		return false
	}
	if to == "" {
		to = m.Data[from:until]
	}
	text := m.end + strings.Repeat(" ", indent+2) + "require: " + to
	for _, line := range lines(entry, indent+2) {
		text += m.end + line
	}
	for from > 0 && m.Data[from-1] == ' ' {
		from--
	}
	m.edit(from, until, text)
	return true
}

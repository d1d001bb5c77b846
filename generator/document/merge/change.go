package merge

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// change makes a row of the spec say what the document says.
func (m *merging) change(row *table.Row, w *syntax.Route) {
	if row.Name != "" && w.Name.Written() {
		m.text(w.Name, row.Name)
	}
	requires := m.require(row, w)
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
			m.doubt(false, p.has.Pos, fmt.Sprintf("the document no longer prints %s: kept", diag.Quote(p.has.Value)), "remove it")
		case p.text != "" && p.has.Written():
			m.text(p.has, p.text)
		case p.text != "":
			missing.Add(p.key, p.text)
		}
	}
	switch {
	case missing != nil && w.Key && m.printedBelowKey(w, missing, requires):
		return
	case requires != "":
		m.replace(w.Require.Pos, w.Require.Code, requires, "the requirement")
	}
	if missing != nil {
		m.addPrinted(w, missing)
	}
}

// require returns the requirement that replaces the one of a row, "" if it stays. Where the document prints the same as at the last merge and was not
// understood, or could be read otherwise, a person has answered: what the spec says stays.
func (m *merging) require(row *table.Row, w *syntax.Route) string {
	is, was := needOf(row, m.table.Combine), needIn(w.Require, m.spec.Combine.Value)
	asBefore := row.PrintedRequire != "" && w.Printed.Require.Value == row.PrintedRequire
	closed := row.Need.Kind == notation.Closed
	doubted := closed || slices.ContainsFunc(row.Need.Doubts, func(d notation.Doubt) bool { return d.Access })
	if asBefore && doubted && (!closed || was.word != access.Nobody.String()) {
		m.answered[row] = true
		return ""
	}
	if is.same(was) {
		return ""
	}
	if open, ok := access.Of(is.word); ok && open != access.Nobody {
		m.doubt(true, w.Require.Pos, fmt.Sprintf("%s is open to %s now: the document prints %s", diag.Quote(w.Route.Value), open.Callers(), diag.Quote(row.PrintedRequire)), "")
	}
	return encoded(m.writer().require(row))
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
		m.wrong.Add(diag.Diagnostic{Pos: cmp.Or(w.ID.Pos, w.Route.Pos), Message: fmt.Sprintf("the row %s is to have printed: %s", diag.Quote(w.ID.Value), diag.Quote(joinedMap(printed))), Remedy: "write the row over several lines, or add it by hand"})
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
	if len(m.spec.Permissions) == 0 {
		m.insert(m.lineOf(m.spec.Unlisted.Method.Pos), lines(syntax.Map{{Key: "permissions", Value: declared(missing)}}, 0))
		return
	}
	last := m.spec.Permissions[len(m.spec.Permissions)-1]
	if last.Key {
		m.afterKey(last.Code.Pos, declared(missing), "permissions")
		return
	}
	m.after([]diag.Position{last.Code.Pos, last.Text.Pos, last.Const.Pos}, missing, "permissions")
}

// withoutValue matches a key without a value, perhaps with a comment behind it.
var withoutValue = regexp.MustCompile(`^( *\S.*?:)\s*(?:#.*)?$`)

func (m *merging) addText(w *syntax.Permission, text string) {
	line, from := m.Line(w.Code.Pos.Line - 1)
	if bare := withoutValue.FindStringSubmatchIndex(line); w.Key && bare != nil {
		m.edit(from+bare[3], from+bare[3], " "+encoded(text))
		return
	}
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
		m.wrong.Add(diag.Diagnostic{Pos: item.pos, Message: fmt.Sprintf("%s stand in a list on one line, and the document has %d more", what, len(items)), Remedy: "write each item on lines of its own"})
		return
	}
	m.insert(item.end, lines(items, item.dash))
}

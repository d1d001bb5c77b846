package table

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// row makes rows of the table of a record.
func (r *reading) row(rec *record) {
	if rec.section != r.within {
		r.within, r.above = rec.section, nil
	}
	need := rec.need(r.above)
	r.above = &need
	cell := rec.cells[roleRoute]
	list := notation.ReadRoutes(cell.Text, rec.cells[roleMethod].Text, rec.base)
	if list.Problem != "" {
		r.leaveOut(cmp.Or(cell.Pos, rec.pos), list.Problem, list.Remedy)
		return
	}
	if list.Reason != "" && need.Kind != notation.Closed {
		need = notation.Requirement{Reason: list.Reason, Tokens: need.Tokens}
	}
	r.signs(rec, list)
	for _, route := range list.List {
		r.add(rec, route, list, need)
	}
}

// signs says what is strange about a record.
func (r *reading) signs(rec *record, list notation.Routes) {
	for _, d := range list.Doubts {
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: rec.cells[roleRoute].Pos, Message: d.Message}, Access: d.Access})
	}
	if rec.noText.Line > 0 {
		r.doubt(rec.noText, "what stands behind the code seems not to be its text: read as the next row's", "")
	}
	if rec.lacksName.Line > 0 {
		r.doubt(rec.lacksName, "fewer cells before a route than its columns of names", "")
	}
}

// add adds a row, or what a second row of the same route asks for to the first one.
func (r *reading) add(rec *record, route notation.Route, list notation.Routes, need notation.Requirement) {
	row := &Row{Method: route.Method, Path: route.Path, Pos: rec.pos, Need: need, Given: rec.cells[roleID].Text}
	for _, n := range rec.needs {
		row.Cells = append(row.Cells, n.Cell)
	}
	r.name(row, rec, list)
	r.printedRoute(row, rec, list)
	if !need.Plain || len(rec.needs) != 1 {
		row.PrintedRequire = cmp.Or(rec.printed(), noCell)
	}
	for _, d := range rec.depends {
		row.PrintedText = strings.TrimPrefix(row.PrintedText+"; "+d.Text, "; ")
	}
	row.texts = []rowText{{need, rec.cells[roleText]}}
	r.sayNeed(row)
	key := RouteKey(route.Method, route.Path)
	if first := r.routes[key]; first != nil {
		r.again(first, row)
		return
	}
	r.routes[key] = row
	row.others = append(rec.others, rec.cells[roleText], rec.cells[roleName])
	row.Group = r.group(rec)
	row.Group.Rows = append(row.Group.Rows, row)
	r.table.Rows = append(r.table.Rows, row)
}

// noCell is what a row prints that has no cell for its requirement, or an empty one.
const noCell = "(empty)"

// codesAt returns where the row's requirement stands.
func (row *Row) codesAt() diag.Position {
	if len(row.Cells) > 0 {
		return row.Cells[0].Pos
	}
	return row.Pos
}

// sayNeed says how the requirement was read, and why the row is closed if it is.
func (r *reading) sayNeed(row *Row) {
	for _, d := range row.Need.Doubts {
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: row.codesAt(), Message: d.Message}, Access: d.Access, Subject: Requirement, Row: row})
	}
	if row.Need.Kind == notation.Closed {
		r.sayClosed(row)
	}
}

// sayClosed says why a row is closed.
func (r *reading) sayClosed(row *Row) {
	what := fmt.Sprintf("%s %s has no requirement: nobody is let in", row.Method, row.Path)
	if len(row.Cells) > 0 {
		what = fmt.Sprintf("%s is not understood (%s): nobody is let in to %s %s", diag.Quote(joined(row.Cells)), row.Need.Reason, row.Method, row.Path)
	}
	r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: row.codesAt(), Message: what, Remedy: "write the row's require by hand; a merge keeps it as long as the document prints the same"},
		Access: true, Subject: Requirement, Row: row})
}

// name takes the row's name without the mark of what will be removed.
func (r *reading) name(row *Row, rec *record, list notation.Routes) {
	cell := rec.cells[roleName]
	if cell.Empty() && list.Name != "" {
		cell = source.Cell{Text: list.Name, Pos: rec.pos}
	}
	printed := source.OneLine(cell.Text)
	row.Name = cmp.Or(notation.Lasting(printed), printed)
	if row.Name != printed {
		row.PrintedName = printed
		r.doubt(cell.Pos, fmt.Sprintf("%s is marked as something that will be removed: the row stays as long as the document has it", diag.Quote(printed)), "import the document again when it has changed")
	}
}

// printedRoute keeps the route as printed, if it is not METHOD /path as the spec has it.
func (r *reading) printedRoute(row *Row, rec *record, list notation.Routes) {
	printed := strings.ReplaceAll(rec.cells[roleRoute].Text, "\n", " ")
	if method := rec.cells[roleMethod].Text; method != "" && !notation.RouteLike(printed) {
		printed = source.OneLine(method) + " " + printed
	}
	written := row.Method + " " + row.Path
	if printed == written {
		return
	}
	row.PrintedRoute = printed
	if len(list.Doubts) > 0 || list.Reason != "" || list.Name != "" || row.Method+" "+strings.TrimPrefix(row.Path, rec.base) == printed {
		return // that says it, or what is said of the base
	}
	message := fmt.Sprintf("%s is written as %s", diag.Quote(printed), diag.Quote(written))
	if strings.ReplaceAll(printed, " ", "") == strings.ReplaceAll(written, " ", "") {
		message = fmt.Sprintf("%s lacks the blank of %s", diag.Quote(printed), diag.Quote(written))
	}
	r.doubt(row.Pos, message, "")
}

// again joins a route's second row to its first one: a caller needs what both ask for.
func (r *reading) again(first, second *Row) {
	what := fmt.Sprintf("%s %s stands here again, after %s", second.Method, second.Path, first.Pos)
	same := first.Need.Same(second.Need)
	if same {
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: second.Pos, Message: what + ", with the same requirement: one row is kept"}})
	} else {
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: second.Pos, Message: what + ", with another requirement: one row needs what both ask for"}, Access: true, Subject: Requirement, Row: first})
		first.Need = notation.Both(first.Need, second.Need)
		if first.PrintedRequire == "" {
			first.PrintedRequire = joined(first.Cells)
		}
		first.PrintedRequire = joinTexts(first.PrintedRequire, cmp.Or(joined(second.Cells), noCell))
	}
	if second.Name != "" && second.Name != first.Name {
		first.Name = joinTexts(first.Name, second.Name)
	}
	if second.PrintedText != first.PrintedText {
		first.PrintedText = joinTexts(first.PrintedText, second.PrintedText)
	}
	first.Cells = append(first.Cells, second.Cells...)
	first.texts = append(first.texts, second.texts...)
	first.others = append(first.others, second.others...)
}

// mostJoined is how long a text may be that further texts are joined to, in bytes.
const mostJoined = 500

// joinTexts joins two texts, unless one of them is empty or has the other already.
func joinTexts(a, b string) string {
	switch {
	case len(a) > mostJoined:
		return a
	case a == "" || a == b:
		return b
	case b == "" || strings.HasSuffix(a, " / "+b) || strings.HasPrefix(a, b+" / "):
		return a
	}
	return a + " / " + b
}

// group returns the group of a record, which it makes if there is none.
func (r *reading) group(rec *record) *Group {
	var parent *Group
	for _, list := range [][]source.Cell{rec.section.groups, rec.groups} {
		for _, h := range list {
			if name := source.OneLine(h.Text); name != "" && !notation.Void(name) {
				parent = r.below(parent, name)
			}
		}
	}
	if parent == nil {
		parent = r.below(nil, cmp.Or(source.OneLine(r.table.Title.Text), "API"))
	}
	return parent
}

// below returns the group of a name below another one, or at the top.
func (r *reading) below(parent *Group, name string) *Group {
	key := groupKey{parent, name}
	if g := r.groups[key]; g != nil {
		return g
	}
	g := &Group{Name: name, Parent: parent}
	r.groups[key] = g
	if parent == nil {
		r.table.Groups = append(r.table.Groups, g)
	} else {
		parent.Groups = append(parent.Groups, g)
	}
	return g
}

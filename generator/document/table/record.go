package table

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A record is a row of a document, by the roles of its cells.
type record struct {
	pos     diag.Position // of its route
	section *section
	groups  []source.Cell
	heading source.Cell // the innermost heading
	base    string

	cells    [roles]source.Cell
	needs    []needCell
	depends  []source.Cell // dependencies that are not required
	others   []source.Cell // cells that are not read
	unclear  string        // why the row is closed; "" for no reason
	template string        // how a code is made of a cell; "" for none

	noText    diag.Position // where its text is missing, as it seems
	lacksName diag.Position // where its name is missing
}

// A needCell is a cell that says what a caller needs.
type needCell struct {
	source.Cell
	related bool
	options notation.Options
}

// take takes a cell of a column. A cell that covers the column before too is taken once.
func (r *record) take(c column, cell source.Cell, covered bool) {
	switch c.role {
	case roleCode, roleRelated:
		if !cell.Empty() && !covered {
			r.needs = append(r.needs, needCell{cell, c.role == roleRelated, r.options(c)})
		}
	case roleGroup: // groupCells has taken it
	case roleDependency:
		if !cell.Empty() && !notation.Void(cell.Text) {
			r.depends = append(r.depends, source.Cell{Text: c.name + ": " + source.OneLine(cell.Text), Pos: cell.Pos})
		}
	case roleIgnored:
		if c.rank != given && !c.said && !cell.Empty() {
			r.others = append(r.others, cell)
		}
	default:
		r.cells[c.role] = cell
	}
}

// options returns how a column's cells are read.
func (r *record) options(c column) notation.Options {
	return notation.Options{Words: c.rank == given || c.rank == strong, Levels: r.template != ""}
}

// cellMark and headingMark stand in a template for the cell and for the heading above it.
const (
	cellMark    = "{cell}"
	headingMark = "{heading}"
)

// need returns what the record's cells ask for. above is what the row above asks for.
func (r *record) need(above *notation.Requirement) notation.Requirement {
	var need notation.Requirement
	found := false
	for _, n := range r.needs {
		q := notation.ReadRequirement(n.Text, n.options)
		if n.related && (notation.Void(n.Text) || q.Kind == notation.Authenticated || q.Kind == notation.Public) {
			continue // it adds nothing
		}
		if q.Kind == notation.Above {
			q = fromAbove(above)
		} else if r.template != "" && q.Kind == notation.Codes {
			q = q.Rename(r.code)
		}
		if !found {
			need, found = q, true
		} else {
			need = notation.Both(need, q)
		}
	}
	switch {
	case !found:
		need.Reason = "no code"
	case !r.demanded():
		need = notation.Requirement{Reason: "no code beside those that are required too", Tokens: need.Tokens}
	}
	if r.unclear != "" {
		need = notation.Requirement{Reason: r.unclear, Tokens: need.Tokens}
	}
	return need
}

// demanded reports whether a cell of a requirement column is not empty.
func (r *record) demanded() bool {
	for _, n := range r.needs {
		if !n.related {
			return true
		}
	}
	return false
}

// fromAbove returns the requirement of a row that has that of the row above.
func fromAbove(above *notation.Requirement) notation.Requirement {
	if above == nil {
		return notation.Requirement{Reason: "no row above"}
	}
	q := *above
	q.Plain, q.Doubts = false, []notation.Doubt{{Message: "the requirement of the row above is taken"}}
	return q
}

// code returns the code that the template makes of a word, or "" if it is none.
func (r *record) code(word string) string {
	heading := strings.Join(strings.FieldsFunc(notation.Narrow(source.OneLine(r.heading.Text)), func(c rune) bool { return c == ' ' || c == '/' || c == ',' || c == '&' }), "-")
	code := strings.NewReplacer(cellMark, word, headingMark, heading).Replace(r.template)
	if heading == "" && strings.Contains(r.template, headingMark) || !notation.IsCode(code) {
		return ""
	}
	return code
}

// printed returns the cells of the requirement as the document prints them.
func (r *record) printed() string {
	var texts []string
	for _, n := range r.needs {
		texts = append(texts, strings.ReplaceAll(n.Text, "\n", " "))
	}
	return strings.Join(texts, " / ")
}

// Package table decides what the pages of a document mean: which columns hold what, which cells make a
// row, and what each row requires. What it mended or guessed is a doubt with a position.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package table

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/source"
)

// Read makes one table of pages. columns says what further header names mean. The table is nil if the
// pages have none; the list says what is wrong then.
func Read(pages []*readers.Page, columns []Column) (*Table, diag.List) {
	r := &reading{table: &Table{}, vocabulary: vocabulary(columns), routes: map[string]*Row{}, codes: map[string]*Permission{}, groups: map[groupKey]*Group{}}
	for _, p := range pages {
		r.page(p)
	}
	if len(r.wrong) > 0 {
		r.wrong.Sort()
		return nil, r.wrong
	}
	r.finish()
	if len(r.table.Rows) == 0 {
		return nil, r.table.Doubts
	}
	return r.table, nil
}

// A reading is the work of Read.
type reading struct {
	table      *Table
	vocabulary words
	wrong      diag.List // what makes a document no table

	prose   []source.Cell
	records []record

	routes map[string]*Row        // by method and shape
	codes  map[string]*Permission // by code
	groups map[groupKey]*Group
}

// A groupKey names a group below another one.
type groupKey struct {
	parent *Group
	name   string
}

// page reads a page.
func (r *reading) page(p *readers.Page) {
	before := len(r.records)
	r.parts(p.Parts)
	if p.Flat != nil {
		r.flat(p.Flat)
	}
	if len(r.records) == before {
		r.wrong.Add(diag.Diagnostic{Pos: p.Start, Message: "no permission table: no header names a column of METHOD /path and one of codes",
			Remedy: "say which columns they are with --columns, such as --columns \"route=Endpoint,code=Scope\""})
	}
	if r.table.Title.Empty() {
		r.table.Title = p.Title
	}
}

// parts reads lines, headings and tables.
func (r *reading) parts(parts []readers.Part) {
	for _, p := range parts {
		switch p.Kind {
		case readers.Table:
			r.grid(p.Grid)
		default:
			r.prose = append(r.prose, p.Cell)
		}
	}
}

// doubt notes what a person should look at.
func (r *reading) doubt(pos diag.Position, message, remedy string) {
	r.table.Doubts.Add(diag.Diagnostic{Pos: pos, Message: message, Remedy: remedy})
}

// leaveOut notes a record that is no row.
func (r *reading) leaveOut(pos diag.Position, message, remedy string) {
	r.table.LeftOut++
	r.doubt(pos, message+": the row is left out", remedy)
}

// finish makes the table of the records.
func (r *reading) finish() {
	for _, p := range r.prose {
		r.table.say(p)
	}
	for _, record := range r.records {
		r.row(record)
	}
	r.permissions()
	r.rules()
	r.table.Doubts.Sort()
}

// joined returns texts of cells on one line, for messages.
func joined(cells []source.Cell) string {
	var parts []string
	for _, c := range cells {
		parts = append(parts, source.OneLine(c.Text))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " / ")
}

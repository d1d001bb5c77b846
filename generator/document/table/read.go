package table

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/source"
)

// Options say how documents are read.
type Options struct {
	Columns []Column // what further header names mean
	Base    string   // the path that the documents' paths stand below; "" to take it from the documents
}

// Read makes one table of pages. The table is nil if the pages have none; the list says what is wrong
// then.
func Read(pages []*readers.Page, o Options) (*Table, diag.List) {
	r := newReading(o)
	for _, p := range pages {
		r.page(p)
	}
	if len(r.wrong) > 0 {
		r.wrong.Sort()
		return nil, r.wrong
	}
	r.finish()
	if len(r.table.Permissions) == 0 {
		return nil, r.nothing(pages[0].Start)
	}
	return r.table, nil
}

// nothing returns why there is no table: no row has a code that is understood.
func (r *reading) nothing(start diag.Position) (list diag.List) {
	list.Add(diag.Diagnostic{Pos: diag.Position{File: start.File}, Message: "no row has a code that is understood", Remedy: "say with --columns which columns hold routes and codes, or that words are codes: --columns \"code={cell}\""})
	for _, d := range r.table.Doubts {
		if d.Access {
			list.Add(d.Diagnostic)
		}
	}
	list.Sort()
	return list
}

// A reading is the work of Read.
type reading struct {
	table      *Table
	vocabulary vocabulary
	template   string // of codes, with {cell} in it; "" for none
	base       string // as the user gives it
	wrong      diag.List

	prose    []source.Cell
	records  []*record
	sections []*section // of the page
	unread   []source.Cell
	headings headings
	pageBase string // as the page gives it
	before   source.Cell

	above  *notation.Requirement  // of the row before in the same table
	within *section               // the table of the row before
	routes map[string]*Row        // by method and shape
	codes  map[string]*Permission // by code
	groups map[groupKey]*Group
}

func newReading(o Options) *reading {
	r := &reading{table: &Table{}, base: strings.TrimSuffix(o.Base, "/"), routes: map[string]*Row{}, codes: map[string]*Permission{}, groups: map[groupKey]*Group{}}
	var named []Column
	for _, c := range o.Columns {
		if c.Role == roleNames[roleCode] && strings.Contains(c.Name, cellMark) {
			r.template = c.Name
		} else {
			named = append(named, c)
		}
	}
	r.vocabulary = newVocabulary(named)
	return r
}

// A groupKey names a group below another one.
type groupKey struct {
	parent *Group
	name   string
}

// page reads a page.
func (r *reading) page(p *readers.Page) {
	before := len(r.records)
	r.sections, r.unread, r.headings, r.pageBase = nil, nil, nil, ""
	r.parts(p.Parts)
	if p.Flat != nil {
		r.flat(p.Flat)
	}
	if len(r.records) == before {
		r.wrong.Add(diag.Diagnostic{Pos: p.Start, Message: "no permission table: no header names a column of METHOD /path and one of codes",
			Remedy: "say which columns they are with --columns, such as --columns \"route=Endpoint,code=Scope\""})
	}
	r.sayUnread()
	settleSections(r.sections)
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
			r.before = source.Cell{}
			continue
		case readers.Heading:
			r.headings = r.headings.under(heading{p.Level, p.Cell})
		}
		r.line(p.Cell)
	}
}

// line takes a line of text.
func (r *reading) line(c source.Cell) {
	if noteForm.MatchString(r.before.Text) && noteForm.FindString(r.before.Text) == r.before.Text {
		c.Text = r.before.Text + " " + c.Text // the word stands on a line of its own
	}
	r.prose = append(r.prose, c)
	r.before = c
	if base := baseIn(c.Text); base != "" {
		r.pageBase = base
	}
}

// doubt notes what a person should look at.
func (r *reading) doubt(pos diag.Position, message, remedy string) {
	r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: pos, Message: message, Remedy: remedy}})
}

// question notes a doubt whose answer changes who may call.
func (r *reading) question(pos diag.Position, message, remedy string) {
	r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: pos, Message: message, Remedy: remedy}, Access: true})
}

func (r *reading) note(d Doubt) { r.table.Doubts = append(r.table.Doubts, d) }

// leaveOut notes a record that is no row.
func (r *reading) leaveOut(pos diag.Position, message, remedy string) {
	r.table.LeftOut++
	r.question(pos, message+": the row is left out", remedy)
}

// finish makes the table of the records.
func (r *reading) finish() {
	for _, p := range r.prose {
		r.table.say(p)
	}
	for _, rec := range r.records {
		r.row(rec)
	}
	r.runTogether()
	r.enforce()
	r.permissions()
	r.misspelt()
	r.rules()
	r.mentions()
	r.table.Doubts = Sort(r.table.Doubts)
}

// joined returns texts of cells on one line, for messages.
func joined(cells []source.Cell) string {
	var parts []string
	for _, c := range cells {
		if text := source.OneLine(c.Text); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " / ")
}

// rowsOf returns how many rows name a route.
func rowsOf(rows []readers.Row) (n int) {
	for _, row := range rows {
		for _, c := range row.Cells {
			if notation.HoldsRoute(c.Text) || notation.PathLike(c.Text) {
				n++
				break
			}
		}
	}
	return n
}

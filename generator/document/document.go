// Package document reads a vendor's permission table out of the page or file where it was published,
// and writes it as a spec: flat text, HTML, Markdown and CSV.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
//
// A file becomes lines of prose and grids of cells, a grid becomes records by its columns, a record
// becomes a row of the table. What had to be mended or guessed on the way is said as a doubt, with
// its position in the file.
package document

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// A File is a document to read.
type File struct {
	Name   string // as positions name it
	Data   []byte
	Format string // one of Formats; "" to tell by name and content
}

// Formats returns the names of the formats.
func Formats() []string { return []string{"text", "html", "markdown", "csv", "tsv"} }

// A Cell is a text of a document. Its lines are separated by line feeds.
type Cell struct {
	Text string
	Pos  diag.Position
}

// empty reports whether the cell holds nothing.
func (c Cell) empty() bool { return c.Text == "" }

// A page is what a file holds.
type page struct {
	prose []Cell  // the text outside of tables
	title Cell    // its heading, where the format marks one
	flat  []Cell  // the cells of a flat text, which has no rows
	grids []*grid // its tables
}

// A grid is a table of cells.
type grid struct {
	rows [][]Cell
	// spans says that the format marks merged cells, and each stands in every row that it covers. Where
	// it does not, a cell that is left out stands for the one above.
	spans bool
}

// Read reads documents into one table. columns says what further header names mean. The table is nil if
// there is none in the documents; what is wrong is a list of its own then.
func Read(files []File, columns []Column) (*Table, diag.List) {
	r := &reading{table: &Table{}}
	for _, f := range files {
		r.file(f, columns)
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
	table *Table
	wrong diag.List // what makes a document no table

	prose   []Cell
	records []record
}

func (r *reading) file(f File, columns []Column) {
	text, problem := newText(f)
	if problem != nil {
		r.wrong.Add(*problem)
		return
	}
	p, list := readPage(text, formatOf(f))
	r.wrong = append(r.wrong, list...)
	if len(list) > 0 {
		return
	}
	before := len(r.records)
	v := vocabulary(columns)
	for _, g := range p.grids {
		r.grid(g, v)
	}
	if p.flat != nil {
		r.flat(p, v)
	}
	if len(r.records) == before {
		r.wrong.Add(diag.Diagnostic{Pos: text.at(0), Message: "no permission table: no header names a column of METHOD /path and one of codes",
			Remedy: "say which columns they are with --columns, such as --columns \"route=Endpoint,code=Scope\""})
	}
	if r.table.Title.empty() {
		r.table.Title = p.title
	}
	r.prose = append(r.prose, p.prose...)
}

// formatOf tells a file's format by its name, or else by its content.
func formatOf(f File) string {
	if f.Format != "" {
		return f.Format
	}
	switch strings.ToLower(filepath.Ext(f.Name)) {
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".md", ".markdown":
		return "markdown"
	case ".csv":
		return "csv"
	case ".tsv", ".tab":
		return "tsv"
	}
	start := strings.TrimSpace(string(f.Data[:min(len(f.Data), 64<<10)]))
	lower := strings.ToLower(start)
	switch {
	case strings.HasPrefix(start, "<") && strings.Contains(lower, "<table"):
		return "html"
	case delimiterLine.MatchString(start):
		return "markdown"
	}
	return "text"
}

func readPage(t *text, format string) (*page, diag.List) {
	switch format {
	case "html":
		return readHTML(t), nil
	case "markdown":
		return readMarkdown(t), nil
	case "csv", "tsv":
		return readCSV(t, format)
	}
	return readFlat(t), nil
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
	r.table.name(names{})
	r.table.Doubts.Sort()
}

// joined returns texts of cells on one line, for messages.
func joined(cells []Cell) string {
	var parts []string
	for _, c := range cells {
		parts = append(parts, oneLine(c.Text))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " / ")
}

package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/source"
)

// mostHeaderRows is how far down a table its header is searched.
const mostHeaderRows = 10

// grid reads a table. One that is none of permissions is text.
func (r *reading) grid(g *readers.Grid) {
	at, after := 0, 0
	var a *assignment
	for ; at < min(len(g.Rows), mostHeaderRows) && a == nil; at++ {
		a, after = r.header(g.Rows, at)
	}
	if a == nil {
		r.other(g)
		return
	}
	for _, row := range g.Rows[:at-1] {
		r.beforeHeader(row)
	}
	b := &body{reading: r, spans: g.Spans, section: r.sectionOf(g.Caption)}
	b.begin(a, g.Rows[after-1].Cells)
	before := len(r.records)
	for i := after; i < len(g.Rows); {
		if next, end := b.again(g.Rows, i); next != nil {
			b.begin(next, g.Rows[end-1].Cells)
			i = end
			continue
		}
		b.row(g.Rows[i])
		i++
	}
	if len(r.records) > before {
		r.sections = append(r.sections, b.section)
	}
}

// beforeHeader takes a row before the header for text, unless it names a route.
func (r *reading) beforeHeader(row readers.Row) {
	cells := distinct(row.Cells)
	for _, c := range cells {
		r.line(c)
	}
	if n := rowsOf([]readers.Row{row}); n > 0 {
		r.leaveOut(cells[0].Pos, fmt.Sprintf("%s stands before the header of its table", diag.Quote(joined(cells))), "")
	}
}

// other takes a table without permissions for text.
func (r *reading) other(g *readers.Grid) {
	if g.Inside != nil {
		r.parts(g.Inside)
		return
	}
	var all []source.Cell
	coded := false
	for _, row := range g.Rows {
		for _, c := range distinct(row.Cells) {
			all = append(all, c)
			coded = coded || len(notation.CodesIn(c.Text)) > 0
		}
	}
	r.prose = append(r.prose, all...)
	switch n := rowsOf(g.Rows); {
	case len(all) == 0:
	case n > 0:
		r.table.LeftOut += n
		r.question(all[0].Pos, fmt.Sprintf("a table with %s of routes, whose header names no column of METHOD /path and one of codes: not read", diag.Counted(n, "row")),
			"say which columns they are with --columns")
	case coded && len(g.Rows) > 1:
		r.question(all[0].Pos, "a table that holds codes and no routes: not read", "")
	default:
		r.unread = append(r.unread, all[0])
	}
}

// sayUnread says which tables of a page hold neither routes nor codes.
func (r *reading) sayUnread() {
	if len(r.unread) == 0 || len(r.sections) == 0 {
		return
	}
	var lines []string
	for _, c := range r.unread {
		lines = append(lines, fmt.Sprint(c.Pos.Line))
	}
	what := "the table at line %s holds no routes and no codes: not read"
	if len(lines) > 1 {
		what = "the tables at lines %s hold no routes and no codes: not read"
	}
	r.doubt(r.unread[0].Pos, fmt.Sprintf(what, strings.Join(lines, ", ")), "")
}

// header returns what the columns hold if a header begins at a row, and the row after it.
func (r *reading) header(rows []readers.Row, at int) (*assignment, int) {
	names := make([][]source.Cell, len(rows[at].Cells))
	enough := 2 // names that are known
	if rows[at].Kind == readers.Head {
		enough = 1
	}
	if rows[at].Kind != readers.Head && r.known(rows[at]) < enough {
		return nil, 0
	}
	known, end := 0, at
	for end < len(rows) && end < at+mostHeaderRows && (end == at || r.headerRow(rows[end], len(names))) {
		for i, c := range rows[end].Cells {
			if i < len(names) && !c.Empty() && !slices.Contains(names[i], c) {
				names[i] = append(names[i], c)
			}
		}
		known += r.known(rows[end])
		end++
	}
	if known < enough || rowsOf(rows[at:end]) > 0 || codesIn(rows[at:end]) {
		return nil, 0
	}
	a := r.vocabulary.assign(names, cellsOf(rows[end:]))
	if !a.has(roleRoute) || !a.has(roleCode) {
		return nil, 0
	}
	return a, end
}

// known returns how many cells of a row are header names that are known.
func (r *reading) known(row readers.Row) (n int) {
	for _, c := range distinct(row.Cells) {
		if r.vocabulary.meanings(c.Text) != nil {
			n++
		}
	}
	return n
}

// headerRow reports whether a row goes on with the header above it.
func (r *reading) headerRow(row readers.Row, width int) bool {
	if len(row.Cells) > width || len(distinct(row.Cells)) < 2 {
		return false
	}
	if row.Kind == readers.Head {
		return true
	}
	for _, c := range row.Cells {
		if !c.Empty() && r.vocabulary.meanings(c.Text) == nil || notation.IsMethod(c.Text) || notation.Says(c.Text) {
			return false
		}
	}
	return true
}

func codesIn(rows []readers.Row) bool {
	for _, row := range rows {
		for _, c := range row.Cells {
			if notation.CodeLike(c.Text) {
				return true
			}
		}
	}
	return false
}

func cellsOf(rows []readers.Row) [][]source.Cell {
	list := make([][]source.Cell, 0, min(len(rows), mostSampled))
	for _, row := range rows[:min(len(rows), mostSampled)] {
		list = append(list, row.Cells)
	}
	return list
}

// distinct returns a row's cells without the empty ones, and without the repetitions of those that cover
// several columns.
func distinct(row []source.Cell) (cells []source.Cell) {
	for i, c := range row {
		if !c.Empty() && (i == 0 || c != row[i-1]) {
			cells = append(cells, c)
		}
	}
	return cells
}

var (
	// noteForm is how a note begins.
	noteForm = regexp.MustCompile(`(?i)^(?:注|说明|备注|注意|提示|note|notes|notice|remark|caution|warning|important)\s*\d*\s*[:：]|^[※†‡]`)
	// footnoteForm is how a note to a cell begins.
	footnoteForm = regexp.MustCompile(`^(?:注|备注|\*|\[?\d+\]|①|②|③|\^[^^]*\^)`)
)

// mostHeading is how long a heading inside a table may be, in characters.
const mostHeading = 60

// headingLike reports whether a text is a heading and no note.
func headingLike(s string) bool {
	return !noteForm.MatchString(s) && !footnoteForm.MatchString(s) && utf8.RuneCountInString(s) <= mostHeading && !strings.Contains(s, "\n") && !stopped(s) &&
		!strings.ContainsAny(s, "。；;") && len(notation.CodesIn(s)) == 0
}

// stopped reports whether a text ends as a sentence does.
func stopped(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "．")
}

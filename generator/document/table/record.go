package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/source"
)

// A record is a row of a document, by the roles of its cells.
type record struct {
	pos    diag.Position // of its route
	groups []source.Cell
	cells  [roles]source.Cell

	noText    diag.Position // where its text is missing, as it seems
	lacksName diag.Position // where its name is missing
	above     bool          // its code is that of the row above
}

func (r *record) set(role role, c source.Cell) { r.cells[role] = c }

// add appends a line to a cell.
func (r *record) add(role role, c source.Cell) {
	if r.cells[role].Empty() {
		r.cells[role] = c
	} else {
		r.cells[role].Text += "\n" + c.Text
	}
}

// mostHeaderRows is how far down a table its header is searched.
const mostHeaderRows = 10

// grid reads a table, if it is one of permissions.
func (r *reading) grid(g *readers.Grid) {
	at, c := -1, columns(nil)
	for i := range min(len(g.Rows), mostHeaderRows) {
		if candidate := r.vocabulary.gridHeader(g.Rows[i].Cells, cellsOf(g.Rows[i+1:])); candidate != nil {
			at, c = i, candidate
			break
		}
	}
	if at < 0 {
		if g.Inside != nil {
			r.parts(g.Inside)
			return
		}
		for _, row := range g.Rows {
			r.prose = append(r.prose, row.Cells...)
		}
		return
	}
	for _, row := range g.Rows[:at] {
		r.prose = append(r.prose, distinct(row.Cells)...)
	}
	b := &body{reading: r, spans: g.Spans, columns: c, header: g.Rows[at].Cells}
	b.ignored()
	for _, row := range g.Rows[at+1:] {
		b.row(row.Cells)
	}
}

// gridHeader returns the columns if a row is the header of a permission table.
func (v words) gridHeader(header []source.Cell, rows [][]source.Cell) columns {
	known := 0
	for _, c := range header {
		if v[notation.Key(c.Text)] != nil {
			known++
		}
	}
	if known < 2 || slices.ContainsFunc(header, func(c source.Cell) bool { return notation.RouteLike(c.Text) }) {
		return nil
	}
	c := v.assign(header, rows)
	if !c.has(roleRoute) || !c.has(roleCode) {
		return nil
	}
	return c
}

// distinct returns a row's cells without the repetitions of those that cover several columns.
func distinct(row []source.Cell) (cells []source.Cell) {
	for i, c := range row {
		if !c.Empty() && (i == 0 || c != row[i-1]) {
			cells = append(cells, c)
		}
	}
	return cells
}

// A body is the rows of a grid.
type body struct {
	*reading
	spans   bool
	columns columns
	header  []source.Cell
	heading []source.Cell // a row that is a heading for those below it
	groups  []source.Cell // of the last row, without the heading
	last    record
}

// ignored says which columns are not read.
func (b *body) ignored() {
	for i, c := range b.columns {
		if c.role == roleIgnored && c.name != "" && vocabulary(nil)[notation.Key(c.name)] == nil {
			b.doubt(b.header[i].Pos, fmt.Sprintf("the column %s, whose name is not known: not read", diag.Quote(c.name)),
				"say what it holds with --columns, such as --columns "+diag.Quote("group="+c.name))
		}
	}
}

func (b *body) row(row []source.Cell) {
	cells := distinct(row)
	switch {
	case len(cells) == 0, sameTexts(row, b.header):
		return
	case len(cells) == 1 && !b.routeIn(cells[0].Text):
		if len(row) > 1 && len(b.columns) > 1 {
			b.heading = []source.Cell{cells[0]}
			return
		}
	}
	r := b.record(b.aligned(row))
	if r.cells[roleRoute].Empty() {
		b.leaveOut(cells[0].Pos, fmt.Sprintf("%s: no METHOD /path in the column %s", diag.Quote(joined(cells)), diag.Quote(b.name(roleRoute))), "")
		return
	}
	b.records = append(b.records, r)
	b.last = r
}

func (b *body) name(of role) string {
	i := slices.IndexFunc(b.columns, func(c column) bool { return c.role == of })
	return b.columns[i].name
}

// routeIn reports whether a text can stand in the table's column of routes.
func (b *body) routeIn(s string) bool {
	return notation.RouteLike(s) || b.columns.has(roleMethod) && notation.PathLike(s)
}

// aligned returns a row with its cells under their columns. A row whose merged cells are left out has
// its route too far left, and one with an unescaped | between codes has a cell too many.
func (b *body) aligned(row []source.Cell) []source.Cell {
	at := slices.IndexFunc(b.columns, func(c column) bool { return c.role == roleRoute })
	if !b.spans && (at >= len(row) || !b.routeIn(row[at].Text)) {
		if found := slices.IndexFunc(row, func(c source.Cell) bool { return b.routeIn(c.Text) }); found >= 0 && found < at {
			row = append(make([]source.Cell, at-found), row...)
		}
	}
	code := slices.IndexFunc(b.columns, func(c column) bool { return c.role == roleCode })
	for !b.spans && len(row) > len(b.columns) && code+1 < len(row) && (code+1 >= len(b.columns) || b.columns[code+1].role != roleCode) && notation.CodeLike(row[code].Text) && notation.CodeLike(row[code+1].Text) {
		b.doubt(row[code].Pos, fmt.Sprintf("%s and %s in cells of their own: read as one cell with | between them",
			diag.Quote(row[code].Text), diag.Quote(row[code+1].Text)), "")
		one := source.Cell{Text: row[code].Text + "|" + row[code+1].Text, Pos: row[code].Pos}
		row = slices.Concat(row[:code], []source.Cell{one}, row[code+2:])
	}
	return row
}

// record takes the cells of a row. A group cell that is left out is the one above; so is a code, if the
// format marks no merged cells.
func (b *body) record(row []source.Cell) record {
	r := record{}
	level, changed := 0, false
	for i, c := range b.columns {
		cell := source.Cell{}
		if i < len(row) {
			cell = row[i]
		}
		switch c.role {
		case roleIgnored:
		case roleGroup:
			switch {
			case cell.Empty() && !b.spans && !changed && level < len(b.groups):
				cell = b.groups[level]
			case !cell.Empty() && (level >= len(b.groups) || b.groups[level].Text != cell.Text):
				changed = true
			}
			r.groups = append(r.groups, cell)
			level++
		default:
			r.set(c.role, cell)
		}
	}
	r.pos = r.cells[roleRoute].Pos
	if r.cells[roleCode].Empty() && !b.spans && !b.last.cells[roleCode].Empty() && !changed {
		r.above = true
		r.set(roleCode, source.Cell{Text: b.last.cells[roleCode].Text, Pos: r.pos})
		if r.cells[roleText].Empty() {
			r.set(roleText, b.last.cells[roleText])
		}
	}
	b.groups = r.groups
	r.groups = slices.Concat(b.heading, r.groups)
	return r
}

func sameTexts(a, b []source.Cell) bool {
	return slices.EqualFunc(a, b, func(x, y source.Cell) bool { return strings.EqualFold(x.Text, y.Text) })
}

// cellsOf returns the cells of rows.
func cellsOf(rows []readers.Row) [][]source.Cell {
	var list [][]source.Cell
	for _, row := range rows {
		list = append(list, row.Cells)
	}
	return list
}

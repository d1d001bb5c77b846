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

// A body is the rows of a grid.
type body struct {
	*reading
	spans   bool
	section *section
	columns columns
	header  []source.Cell
	heading []source.Cell // a row that is a heading for those below it
	groups  []source.Cell // of the last row, by column
	last    *record
	lost    bool // a header that is not known stands above
	base    string
}

// begin begins the rows below a header.
func (b *body) begin(a *assignment, header []source.Cell) {
	b.columns, b.header, b.lost, b.groups, b.last = a.columns, header, false, nil, nil
	b.base = b.baseFor(a)
	b.sayColumns(a)
}

// sayColumns says how the columns of a table were told, where another answer is possible, and which of
// them are not read.
func (r *reading) sayColumns(a *assignment) {
	for _, d := range a.doubts {
		r.note(d)
	}
	for _, name := range a.nesting() {
		if !slices.Contains(r.table.Nesting, name) {
			r.table.Nesting = append(r.table.Nesting, name)
		}
	}
	for i, c := range a.columns {
		switch {
		case c.name == "":
		case c.role == roleIgnored && !c.known:
			r.unknown(a, i)
		case c.role == roleDependency && a.fitting(i, notation.CodeLike) > 0:
			r.doubt(c.header.Pos, fmt.Sprintf("the codes of the column %s are kept as text, and not required", diag.Quote(c.name)),
				"require them too with --columns "+diag.Quote("related="+c.name))
		}
	}
}

// unknown says that a column is not read whose name is not known.
func (r *reading) unknown(a *assignment, i int) {
	c := &a.columns[i]
	if c.said = a.fitting(i, notation.CodeLike) > 0; c.said {
		r.question(c.header.Pos, fmt.Sprintf("the column %s holds codes, and its name is not known: not read", diag.Quote(c.name)),
			fmt.Sprintf("say what it holds with --columns: %s if a caller needs its codes too, %s if not", diag.Quote("related="+c.name), diag.Quote("ignore="+c.name)))
		return
	}
	r.doubt(c.header.Pos, fmt.Sprintf("the column %s is not read: its name is not known", diag.Quote(c.name)),
		"say what it holds with --columns, such as --columns "+diag.Quote("group="+c.name))
}

// baseFor returns the path that the paths of a table stand below.
func (r *reading) baseFor(a *assignment) string {
	switch {
	case r.base != "":
		return r.base
	case r.pageBase == "":
		return r.headingBase(a)
	}
	r.doubt(a.columns[0].header.Pos, fmt.Sprintf("paths that do not begin with %s are read as paths below it", r.pageBase), "say another base with --base")
	return r.pageBase
}

// again returns the columns if another header begins at a row.
func (b *body) again(rows []readers.Row, i int) (*assignment, int) {
	if len(distinct(rows[i].Cells)) < 2 || sameTexts(rows[i].Cells, b.header) || b.routeIn(rows[i].Cells) {
		return nil, 0
	}
	return b.reading.header(rows, i)
}

// row reads a row.
func (b *body) row(row readers.Row) {
	cells := distinct(row.Cells)
	switch {
	case len(cells) == 0, sameTexts(row.Cells, b.header):
	case row.Kind == readers.Foot:
		b.aside(cells)
	case b.lost:
		if b.routeIn(row.Cells) {
			b.leaveOut(cells[0].Pos, fmt.Sprintf("%s stands below a header that is not known", diag.Quote(joined(cells))), "")
		}
	case b.headerOf(row, cells):
		b.lost = true
		b.question(cells[0].Pos, fmt.Sprintf("%s is taken for a header that is not known: the rows below it are not read", diag.Quote(joined(cells))), "say which columns they are with --columns")
	case len(cells) == 1 && len(b.columns) > 1 && !b.routeIn(cells) && !b.holdsNeed(row.Cells):
		if headingLike(cells[0].Text) {
			b.heading, b.groups = []source.Cell{cells[0]}, nil
		} else {
			b.aside(cells)
		}
	default:
		b.record(row)
	}
}

// holdsNeed reports whether a cell in a column of requirements is not empty, and does not cover others.
func (b *body) holdsNeed(row []source.Cell) bool {
	for i, c := range b.columns {
		if c.role == roleCode && i < len(row) && !row[i].Empty() && (i == 0 || row[i] != row[i-1]) && notation.CodeLike(row[i].Text) {
			return true
		}
	}
	return false
}

// headerOf reports whether a row is the header of another table, whose names are not known.
func (b *body) headerOf(row readers.Row, cells []source.Cell) bool {
	if row.Kind != readers.Head && !row.Apart || len(cells) < 2 || b.routeIn(cells) {
		return false
	}
	return !slices.ContainsFunc(cells, func(c source.Cell) bool {
		return notation.CodeLike(c.Text) || notation.IsMethod(c.Text) || !headingLike(c.Text)
	})
}

// aside says that a note in the table is not read.
func (b *body) aside(cells []source.Cell) {
	if b.routeIn(cells) {
		b.leaveOut(cells[0].Pos, fmt.Sprintf("%s stands in the foot of the table", diag.Quote(joined(cells))), "")
		return
	}
	b.prose = append(b.prose, cells...)
	b.question(cells[0].Pos, fmt.Sprintf("a note in the table is not read: %s", diag.Quote(joined(cells))), "look whether it changes what rows need")
}

// routeIn reports whether one of the cells can stand in the table's column of routes.
func (b *body) routeIn(cells []source.Cell) bool {
	if at := b.columns.index(roleRoute); at < len(cells) && b.isRoute(cells[at].Text) {
		return true
	}
	return slices.ContainsFunc(cells, func(c source.Cell) bool { return b.isRoute(c.Text) })
}

func (b *body) isRoute(s string) bool {
	return notation.HoldsRoute(s) || notation.PathLike(s)
}

// record reads a row that is no heading.
func (b *body) record(row readers.Row) {
	r := &record{section: b.section, base: b.base, template: b.template}
	cells := b.aligned(row.Cells, r)
	b.groupCells(cells, r)
	for i, c := range b.columns {
		cell := source.Cell{}
		if i < len(cells) {
			cell = cells[i]
		}
		r.take(c, cell, i > 0 && i < len(cells) && cells[i] == cells[i-1])
	}
	if route := r.cells[roleRoute]; route.Empty() && !b.continued(r) {
		all := distinct(row.Cells)
		b.leaveOut(all[0].Pos, fmt.Sprintf("%s has no METHOD /path in the column %s", diag.Quote(joined(all)), diag.Quote(b.columns[b.columns.index(roleRoute)].name)), "")
		return
	}
	r.pos = r.cells[roleRoute].Pos
	b.records = append(b.records, r)
	b.last = r
}

// continued gives a row without a route that of the row above, if it goes on with that row: its merged
// cells are left out, and it has more codes.
func (b *body) continued(r *record) bool {
	if b.spans || b.last == nil || !r.cells[roleName].Empty() || !r.cells[roleMethod].Empty() || len(r.needs) == 0 {
		return false
	}
	for _, role := range []role{roleRoute, roleMethod, roleName} {
		r.cells[role] = b.last.cells[role]
	}
	r.groups = b.last.groups
	return true
}

// groupCells takes the cells of groups. One that is left out is the one above, as long as no group
// around it changes.
func (b *body) groupCells(row []source.Cell, r *record) {
	groups := make([]source.Cell, len(b.columns))
	changed := false
	for _, i := range b.columns.nested() {
		cell := source.Cell{}
		if i < len(row) {
			cell = row[i]
		}
		above := source.Cell{}
		if i < len(b.groups) {
			above = b.groups[i]
		}
		switch {
		case cell.Empty() && !b.spans && !changed:
			cell = above
		case !cell.Empty() && cell.Text != above.Text:
			changed = true
		}
		groups[i] = cell
		r.groups = append(r.groups, cell)
	}
	b.groups = groups
	r.groups = slices.Concat(b.heading, r.groups)
	r.heading = headingOf(b.section, r.groups)
}

// headingOf returns the innermost heading above a row: a group's, or else one of the page.
func headingOf(s *section, groups []source.Cell) source.Cell {
	for _, g := range slices.Backward(groups) {
		if !g.Empty() {
			return g
		}
	}
	return s.name()
}

// aligned returns a row with its cells under their columns. A row whose merged cells are left out may
// have its route too far left, and one with an unescaped | between codes has too many cells.
func (b *body) aligned(row []source.Cell, r *record) []source.Cell {
	at := b.columns.index(roleRoute)
	if !b.spans && (at >= len(row) || !b.isRoute(row[at].Text)) {
		found := slices.IndexFunc(row, func(c source.Cell) bool { return b.isRoute(c.Text) })
		if found >= 0 && found < at && empty(row[max(found, len(b.columns)-(at-found)):]) {
			row = append(make([]source.Cell, at-found), row...)
			row = row[:min(len(row), len(b.columns))]
			b.doubt(row[at].Pos, fmt.Sprintf("%s stands %s too far left: the row is moved", diag.Quote(source.OneLine(row[at].Text)), diag.Counted(at-found, "column")), "")
		}
	}
	for len(row) > len(b.columns) && row[len(row)-1].Empty() {
		row = row[:len(row)-1]
	}
	if extra := len(row) - len(b.columns); extra > 0 {
		return b.tooMany(row, extra, r)
	}
	return row
}

func empty(cells []source.Cell) bool {
	return !slices.ContainsFunc(cells, func(c source.Cell) bool { return !c.Empty() })
}

// tooMany reads a row with too many cells. Codes in neighbouring cells, as many as are too many, are read
// as a list. Any other row is closed.
func (b *body) tooMany(row []source.Cell, extra int, r *record) []source.Cell {
	code := b.columns.index(roleCode)
	var texts []string
	for _, c := range row[min(code, len(row)):min(code+extra+1, len(row))] {
		if notation.CodeLike(c.Text) {
			texts = append(texts, c.Text)
		}
	}
	if len(texts) == extra+1 {
		one := source.Cell{Text: strings.Join(texts, "\n"), Pos: row[code].Pos}
		b.question(one.Pos, fmt.Sprintf("the row has %s more than its header: %s is read as a list", diag.Counted(extra, "cell"), diag.Quote(joined([]source.Cell{one}))), `write \| for a | inside of a cell`)
		return slices.Concat(row[:code], []source.Cell{one}, row[code+extra+1:])
	}
	r.unclear = fmt.Sprintf("the row has %s more than its header", diag.Counted(extra, "cell"))
	r.others = append(r.others, row[len(b.columns):]...)
	return row[:len(b.columns)]
}

func sameTexts(a, b []source.Cell) bool {
	return slices.EqualFunc(a, b, func(x, y source.Cell) bool { return strings.EqualFold(x.Text, y.Text) })
}

package table

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A flow is the cells of a flat table, read from left to right.
type flow struct {
	*reading
	flatTable
	cells   []source.Cell
	columns columns
	anchor  int // the column that begins with a route: every row has it
	texts   map[string]string
	base    string
	exact   bool // every row so far has a cell for each column
}

// flatTable cuts cells into rows, and returns what stands behind the last one. A row is found by the cell
// of its route; what stands before it is the name and those of the group cells that have changed.
func (r *reading) flatTable(cells []source.Cell, t flatTable) (rest []source.Cell) {
	f := &flow{reading: r, flatTable: t, cells: cells, columns: t.assigned.columns, texts: map[string]string{}}
	f.anchor = f.columns.anchor()
	if f.anchor < 0 {
		return cells
	}
	f.base = r.baseFor(t.assigned)
	var anchors []int
	for i, cell := range cells {
		if f.columns[f.anchor].holds(cell.Text) {
			anchors = append(anchors, i)
		}
	}
	f.exact = !f.columns.has(roleGroup) || f.regular(anchors)
	var groups []source.Cell
	start := 0
	for i, at := range anchors {
		groups = f.before(cells[start:at], groups)
		end := len(cells)
		if i+1 < len(anchors) {
			end = anchors[i+1]
		}
		start = f.row(at, end, i+1 == len(anchors))
	}
	if start < len(cells) && strings.HasPrefix(notation.Narrow(cells[start].Text), "(") {
		f.mayBelong(cells[start])
	}
	return cells[start:]
}

// before begins a record with what stands before its route, and returns its groups.
func (f *flow) before(cells, groups []source.Cell) []source.Cell {
	r := &record{section: f.section, base: f.base, template: f.template}
	if surplus := len(cells) - f.anchor; surplus > 0 {
		f.question(cells[0].Pos, fmt.Sprintf("%s: more cells than columns before a route; not read", diag.Quote(joined(cells[:surplus]))), "")
		r.others = append(r.others, cells[:surplus]...)
		f.mayBelong(cells[0])
		cells = cells[surplus:]
	}
	// The last cells are those of the columns next to the route; what is missing is the groups' from above.
	missing := f.anchor - len(cells)
	own := make([]source.Cell, f.anchor)
	copy(own, groups)
	for i := range f.anchor {
		switch {
		case i < missing && f.columns[i].role != roleGroup:
			own[i] = source.Cell{}
		case i >= missing:
			own[i] = cells[i-missing]
		}
		if f.columns[i].role != roleGroup {
			r.take(f.columns[i], own[i], false)
			own[i] = source.Cell{}
		}
	}
	for _, i := range f.columns.nested() {
		if i < f.anchor {
			r.groups = append(r.groups, own[i])
		}
	}
	if missing > len(r.groups) && len(cells) > 0 {
		r.lacksName = cells[0].Pos
	}
	r.heading = headingOf(f.section, r.groups)
	f.records = append(f.records, r)
	return own
}

// mayBelong closes the row before a cell that has no column, where the row ends with its codes: the cell
// may be a line of them.
func (f *flow) mayBelong(c source.Cell) {
	last := len(f.records) - 1
	if last >= 0 && f.records[last].section == f.section && coded(f.columns[len(f.columns)-1].role) {
		f.records[last].unclear = fmt.Sprintf("%s may be a part of it", diag.Quote(source.OneLine(c.Text)))
	}
}

// row fills the record with the cells from its route on, and returns where those of the next one begin.
func (f *flow) row(at, end int, last bool) int {
	r := f.records[len(f.records)-1]
	r.pos = f.cells[at].Pos
	if f.whole(at, end, last) {
		f.takeAll(r, f.cells[at-f.anchor:])
		return at + len(f.columns) - f.anchor
	}
	keep := f.keep(last) // cells that the next row needs
	i := at
	for c := f.anchor; c < len(f.columns); c++ {
		column := f.columns[c]
		switch {
		case c == f.anchor:
			r.take(column, f.cells[i], false)
			i++
		case coded(column.role):
			i = f.codes(r, c, i, end-keep)
			for c+1 < len(f.columns) && coded(f.columns[c+1].role) {
				c++
			}
		case column.role == roleMethod || column.role == roleRoute:
			if i < end && column.holds(f.cells[i].Text) {
				r.take(column, f.cells[i], false)
				i++
			}
		case end-i > keep && !f.anotherText(r, column.role, i, end):
			r.take(column, f.cells[i], false)
			if column.role == roleGroup {
				r.groups = append(r.groups, f.cells[i])
			}
			i++
		}
	}
	for i < end && notation.Bulleted(f.cells[i].Text) {
		r.cells[roleText].Text += "\n" + f.cells[i].Text
		i++
	}
	return i
}

// regular reports whether every row has a cell for each column: the routes stand as far apart.
func (f *flow) regular(anchors []int) bool {
	for i, at := range anchors {
		if at != f.anchor+i*len(f.columns) {
			return false
		}
	}
	return len(anchors) > 1 || len(f.cells) == len(f.columns)
}

// whole reports whether the row has a cell for each column. It is known in a regular table, and where no
// cell can be left out, for there are no groups: the next row's cells before its route are as many as its
// columns there.
func (f *flow) whole(at, end int, last bool) bool {
	width := len(f.columns) - f.anchor
	if last {
		return f.exact && at >= f.anchor && (end-at == width || end-at > width && at > f.anchor)
	}
	f.exact = f.exact && at >= f.anchor && end-at == len(f.columns)
	return f.exact
}

// takeAll takes the cells of a row that has one for each column.
func (f *flow) takeAll(r *record, cells []source.Cell) {
	for c, column := range f.columns {
		if c >= f.anchor {
			r.take(column, cells[c], false)
		}
	}
	r.groups = nil
	for _, c := range f.columns.nested() {
		r.groups = append(r.groups, cells[c])
	}
}

// coded reports whether the cells of a role hold codes.
func coded(r role) bool { return r == roleCode || r == roleRelated || r == roleDependency }

// keep returns how many cells of a row's end are the next row's in any case: its name.
func (f *flow) keep(last bool) int {
	if last {
		return 0
	}
	for i := range f.anchor {
		if f.columns[i].role != roleGroup {
			return 1
		}
	}
	return 0
}

// codes takes the cells of neighbouring columns of codes. Where a column may have several cells, one a
// line, all of them belong to the first column of requirements.
func (f *flow) codes(r *record, c, i, end int) int {
	width := 1
	for c+width < len(f.columns) && coded(f.columns[c+width].role) {
		width++
	}
	run := 0
	for i+run < end && (f.coded(i+run, run, width) || run == 0) { // whatever comes first, it stands where the codes do
		run++
	}
	if run == width {
		for k := range run {
			r.take(f.columns[c+k], f.cells[i+k], false)
		}
		return i + run
	}
	need := c
	for need < c+width-1 && f.columns[need].role != roleCode {
		need++
	}
	all := source.Cell{}
	for k := range run {
		if all.Empty() {
			all = f.cells[i+k]
		} else {
			all.Text += "\n" + f.cells[i+k].Text
		}
	}
	if width > 1 && run > 0 {
		f.question(all.Pos, fmt.Sprintf("%s for %s of codes: all of it is taken for what a caller needs", diag.Counted(run, "cell"), diag.Counted(width, "column")), "")
	}
	r.take(f.columns[need], all, false)
	return i + run
}

// coded reports whether a cell belongs to so many neighbouring columns of codes, as the cell number run.
func (f *flow) coded(i, run, width int) bool {
	text := f.cells[i].Text
	return notation.CodeLike(text) || run < width && (notation.Says(text) || notation.Void(text)) || run > 0 && f.goesOn(i)
}

// goesOn reports whether a cell goes on with the codes before it: a word that joins codes begins it or
// ends it.
func (f *flow) goesOn(i int) bool {
	return notation.Joint(f.cells[i].Text) || notation.Unfinished(f.cells[i-1].Text) || notation.GoesOn(f.cells[i].Text)
}

// anotherText reports whether the cell where a row's text is expected is no text: its code has had
// another one before, and the cell has none of its marks.
func (f *flow) anotherText(r *record, role role, i, end int) bool {
	if role != roleText {
		return false
	}
	code := r.printed()
	known, seen := f.texts[code]
	cell := f.cells[i].Text
	if !seen {
		f.texts[code] = cell
		return false
	}
	room := end - i // with the cell as a group of the next row
	if notation.Key(known) == notation.Key(cell) || notation.Bulleted(cell) || stopped(cell) || !stopped(known) || end == len(f.cells) || room > f.anchor {
		return false
	}
	r.noText = f.cells[i].Pos
	return true
}

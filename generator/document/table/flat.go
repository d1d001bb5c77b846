package table

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A flatTable is a table of a flat text: where the cells of its columns begin, and what the columns are.
type flatTable struct {
	from, to int // the cells after its header, up to the next one
	columns  columns
}

// flat reads the tables of a flat text; the rest of it is prose.
func (r *reading) flat(cells []source.Cell) {
	tables, before := flatTables(cells, r.vocabulary)
	r.prose = append(r.prose, before...)
	for _, t := range tables {
		r.flatTable(cells[t.from:t.to], t.columns)
	}
}

// flatTables finds the headers, and returns the cells before the first one too.
func flatTables(cells []source.Cell, v words) (tables []flatTable, before []source.Cell) {
	for i := 0; i < len(cells); i++ {
		n := v.header(cells[i:])
		if n == 0 {
			continue
		}
		if len(tables) == 0 {
			before = cells[:i]
		} else {
			tables[len(tables)-1].to = i
		}
		first := cells[i+n : min(i+2*n, len(cells))]
		tables = append(tables, flatTable{i + n, len(cells), v.assign(cells[i:i+n], [][]source.Cell{first})})
		i += n - 1
	}
	if tables == nil {
		before = cells
	}
	return tables, before
}

// A flow is the cells of a flat table, read from left to right.
type flow struct {
	*reading
	cells   []source.Cell
	columns columns
	anchor  int // the column that begins with a route: every row has it
	texts   map[string]string
}

// flatTable cuts cells into rows. A row is found by the cell of its route; what stands before it is the
// name and those of the group cells that have changed.
func (r *reading) flatTable(cells []source.Cell, c columns) {
	f := &flow{reading: r, cells: cells, columns: c, anchor: c.anchor(), texts: map[string]string{}}
	if f.anchor < 0 {
		return
	}
	var anchors []int
	for i, cell := range cells {
		if c[f.anchor].holds(cell.Text) && (c[f.anchor].role != roleMethod || i+1 < len(cells)) {
			anchors = append(anchors, i)
		}
	}
	var groups []source.Cell
	start := 0
	for i, at := range anchors {
		groups = f.before(cells[start:at], groups, i > 0)
		end := len(cells)
		if i+1 < len(anchors) {
			end = anchors[i+1]
		}
		start = f.row(at, end, i+1 == len(anchors))
	}
	if start < len(cells) && len(anchors) > 0 {
		r.doubt(cells[start].Pos, fmt.Sprintf("what stands after the last row is not read, from %s on", diag.Quote(source.OneLine(cells[start].Text))), "")
	}
}

// before begins a record with what stands before its route, and returns its groups.
func (f *flow) before(cells, groups []source.Cell, more bool) []source.Cell {
	var levels []int
	last := record{}
	for i := range f.anchor {
		if f.columns[i].role == roleGroup {
			levels = append(levels, i)
		}
	}
	if surplus := len(cells) - f.anchor; surplus > 0 {
		f.doubt(cells[0].Pos, fmt.Sprintf("%s: more cells than columns before a route; not read", diag.Quote(joined(cells[:surplus]))), "")
		cells = cells[surplus:]
	}
	// The last cells are those of the columns next to the route; what is missing is the groups' from above.
	missing := f.anchor - len(cells)
	var own []source.Cell
	for i := range f.anchor {
		if f.columns[i].role == roleGroup {
			switch level := len(own); {
			case i >= missing:
				own = append(own, cells[i-missing])
			case level < len(groups):
				own = append(own, groups[level])
			}
			continue
		}
		if i >= missing {
			last.set(f.columns[i].role, cells[i-missing])
		}
	}
	if missing > len(levels) && f.anchor > 0 {
		pos := diag.Position{}
		if len(cells) > 0 {
			pos = cells[0].Pos
		}
		last.lacksName = pos
	}
	last.groups = own
	f.records = append(f.records, last)
	return own
}

// row fills the record with the cells from its route on, and returns where those of the next one begin.
func (f *flow) row(at, end int, last bool) int {
	record := &f.records[len(f.records)-1]
	record.pos = f.cells[at].Pos
	keep := f.keep(last) // cells that the next row needs
	i := at
	for c := f.anchor; c < len(f.columns); c++ {
		column := f.columns[c]
		switch {
		case c == f.anchor:
			record.set(column.role, f.cells[i])
			i++
		case column.role == roleCode:
			i = f.codes(record, i, end)
		case column.role == roleMethod || column.role == roleRoute:
			if i < end && column.holds(f.cells[i].Text) {
				record.set(column.role, f.cells[i])
				i++
			}
		case end-i > keep && !f.anotherText(record, column.role, i, end):
			record.set(column.role, f.cells[i])
			i++
		}
	}
	for i < end && notation.Bulleted(f.cells[i].Text) {
		record.add(roleText, f.cells[i])
		i++
	}
	return i
}

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

// codes takes the cells that hold codes. A code column may have several cells, one a line.
func (f *flow) codes(record *record, i, end int) int {
	taken := 0
	for i < end && (notation.CodeLike(f.cells[i].Text) || taken > 0 && notation.Conjunction(f.cells[i].Text)) {
		record.add(roleCode, f.cells[i])
		i++
		taken++
	}
	if taken == 0 && i < end && notation.Nothing(f.cells[i].Text) {
		record.set(roleCode, f.cells[i])
		i++
	}
	return i
}

// anotherText reports whether the cell where a row's text is expected is no text: its code has had
// another one before, and the cell has none of its marks.
func (f *flow) anotherText(record *record, role role, i, end int) bool {
	if role != roleText {
		return false
	}
	code := record.cells[roleCode].Text
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
	record.noText = f.cells[i].Pos
	return true
}

// stopped reports whether a text ends as a sentence does.
func stopped(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "．")
}

package table

import (
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A flatTable is a table of a flat text: where the cells below its header stand, and what its columns are.
type flatTable struct {
	from, to int // up to the next table's heading
	assigned *assignment
	section  *section
	before   source.Cell // the cell before its header
}

// flat reads the tables of a flat text; the rest of it is prose.
func (r *reading) flat(cells []source.Cell) {
	tables := r.flatTables(cells)
	for i, t := range tables {
		before := len(r.records)
		r.sayColumns(t.assigned)
		rest := r.flatTable(cells[t.from:t.to], t)
		if len(r.records) > before {
			r.sections = append(r.sections, t.section)
		}
		if i+1 < len(tables) && len(rest) == 1 && headingLike(rest[0].Text) && tables[i+1].section.caption.Empty() {
			tables[i+1].section.caption = rest[0]
			r.headFirst(tables[0])
			continue
		}
		r.leftover(rest, i+1 == len(tables))
	}
}

// headFirst gives the first table its heading, where a line before a later one is a heading: the line
// before it.
func (r *reading) headFirst(first flatTable) {
	if first.section.caption.Empty() && headingLike(first.before.Text) {
		first.section.caption = first.before
	}
}

// flatTables finds the headers. What stands before the first one is prose; the line before a header may
// be its heading.
func (r *reading) flatTables(cells []source.Cell) (tables []flatTable) {
	from := 0 // of the prose before the next header
	first := firstRoutes(cells)
	for i := 0; i < len(cells); i++ {
		if first[i]-i > 2*mostFlatHeader {
			continue
		}
		n := r.flatHeader(cells[i:])
		if n == 0 {
			continue
		}
		n, assigned := r.flatAssign(cells[i:], n, first[i]-i)
		if assigned == nil {
			continue
		}
		end := i
		if len(tables) == 0 {
			for _, c := range cells[from:i] {
				r.line(c)
			}
		} else {
			end = r.headingBefore(cells[from:i]) + from
			tables[len(tables)-1].to = end
			r.before = source.Cell{}
		}
		t := flatTable{from: i + n, to: len(cells), section: &section{}}
		for _, c := range cells[end:i] {
			r.line(c)
		}
		t.section = r.flatSection(cells[:i])
		if i > 0 {
			t.before = cells[i-1]
		}
		t.assigned = assigned
		tables = append(tables, t)
		i += n - 1
		from = i + 1
	}
	if tables == nil {
		for _, c := range cells {
			r.line(c)
		}
	}
	return tables
}

// headingBefore returns where the caption begins that stands at the end of cells, before a header.
func (r *reading) headingBefore(cells []source.Cell) int {
	n := len(cells)
	if n > 0 && (captionForm.MatchString(cells[n-1].Text) || n > 1 && captionForm.MatchString(cells[n-2].Text)) {
		if captionForm.MatchString(cells[n-1].Text) {
			return n - 1
		}
		return n - 2
	}
	return n
}

// flatSection returns where a table stands behind these cells.
func (r *reading) flatSection(before []source.Cell) *section {
	s := &section{}
	if n := len(before); n > 0 {
		s.caption = source.Cell{Text: captionName(before[n-1].Text), Pos: before[n-1].Pos}
		if s.caption.Empty() && n > 1 && captionForm.MatchString(before[n-2].Text) && captionName(before[n-2].Text) == "" && headingLike(before[n-1].Text) {
			s.caption = before[n-1]
		}
	}
	return s
}

// mostFlatHeader is how many columns a flat table may have.
const mostFlatHeader = 40

// flatHeader returns how many cells at the start can be a header: names that are known, with one of a
// route among them.
func (r *reading) flatHeader(cells []source.Cell) int {
	n := 0
	could := map[role]bool{}
	for n < min(len(cells), mostFlatHeader) {
		meanings := r.vocabulary.meanings(cells[n].Text)
		if meanings == nil || notation.IsMethod(cells[n].Text) {
			break
		}
		for _, m := range meanings {
			could[m.role] = true
		}
		n++
	}
	if n < 2 || !could[roleRoute] {
		return 0
	}
	return n
}

// firstRoutes returns for each cell where the first cell with a route stands, from there on.
func firstRoutes(cells []source.Cell) []int {
	first := make([]int, len(cells))
	at := len(cells) + 2*mostFlatHeader + 1 // none
	for i, c := range slices.Backward(cells) {
		if notation.RouteLike(c.Text) || notation.PathLike(c.Text) {
			at = i
		}
		first[i] = at
	}
	return first
}

// mostUnknown is how many names at the end of a flat header may be unknown.
const mostUnknown = 6

// flatAssign returns how long the header at the start of cells is, and what its columns hold; nil if there
// is no header. The first n names are known; the cell number first has the first route. The first row has all cells: with the right length, its route stands where the column
// of routes is.
func (r *reading) flatAssign(cells []source.Cell, n, first int) (int, *assignment) {
	for length := n; length <= min(n+mostUnknown, first); length++ {
		a := r.flatColumns(cells, length)
		at := a.index(roleRoute)
		if at < 0 || !a.has(roleCode) || length+at != first {
			continue
		}
		if _, named := a.means(at, roleRoute); named {
			return length, a
		}
	}
	if a := r.flatColumns(cells, n); a.has(roleRoute) && a.has(roleCode) {
		return n, a
	}
	return 0, nil
}

// flatColumns returns what the columns of a header of this length hold, by the first row below it.
func (r *reading) flatColumns(cells []source.Cell, length int) *assignment {
	names := make([][]source.Cell, length)
	for i, c := range cells[:length] {
		names[i] = []source.Cell{c}
	}
	below := cells[length:]
	return r.vocabulary.assign(names, [][]source.Cell{below[:min(len(below), length)]})
}

// leftover says what stands behind the last row of a table and is not read.
func (r *reading) leftover(rest []source.Cell, last bool) {
	if len(rest) == 0 {
		return
	}
	what := fmt.Sprintf("%s stands after the last row and is not read", diag.Quote(source.OneLine(rest[0].Text)))
	if len(rest) > 1 {
		what = fmt.Sprintf("what stands after the last row is not read, from %s to %s", diag.Quote(source.OneLine(rest[0].Text)), diag.Quote(source.OneLine(rest[len(rest)-1].Text)))
	}
	r.prose = append(r.prose, rest...)
	routes := 0
	for _, c := range rest {
		if notation.RouteLike(c.Text) {
			routes++
		}
	}
	r.table.LeftOut += routes
	coded := slices.ContainsFunc(rest, func(c source.Cell) bool { return len(notation.CodesIn(c.Text)) > 0 })
	r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: rest[0].Pos, Message: what}, Access: coded || routes > 0 || !last})
}

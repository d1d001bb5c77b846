package readers

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/permroute/permroute/generator/document/source"
)

const (
	mostRows    = 65534   // that a cell covers, as HTML has it
	mostColumns = 64      // that a cell covers
	mostCells   = 2 << 20 // of all tables of a page
	mostNested  = 16      // tables inside of each other
)

// An htmlTable is a table that is being read.
type htmlTable struct {
	grid    Grid
	section RowKind
	caption bool // the caption is open
	nested  bool // a table stands in a cell

	row   []source.Cell
	head  bool // the row has th cells
	data  bool // the row has td cells
	cell  htmlCell
	below map[int]reaching // by column
	inRow bool
	at    int // the offset behind the last tag of a cell
}

// An htmlCell is a cell that is being read.
type htmlCell struct {
	open       bool
	at         int // the offset behind its tag
	lines      []source.Cell
	rows, cols int // how many it covers
}

// A reaching cell covers further rows.
type reaching struct {
	cell source.Cell
	rows int // how many more
}

func newTable() *htmlTable {
	return &htmlTable{grid: Grid{Spans: true}, below: map[int]reaching{}}
}

// add adds a part to the open cell. What stands between cells belongs to the table.
func (t *htmlTable) add(p Part) {
	t.grid.Inside = append(t.grid.Inside, p)
	if t.cell.open {
		t.cell.lines = append(t.cell.lines, p.Cell)
	}
}

// begin begins a cell.
func (t *htmlTable) begin(token html.Token, after int) {
	t.inRow, t.at = true, after
	t.cell = htmlCell{open: true, at: after, rows: span(token, "rowspan", mostRows), cols: span(token, "colspan", mostColumns)}
	t.head = t.head || token.DataAtom == atom.Th
	t.data = t.data || token.DataAtom == atom.Td
}

// span returns how many rows or columns a cell covers. A rowspan of 0 covers all rows of the section.
func span(token html.Token, name string, most int) int {
	for _, a := range token.Attr {
		if a.Key == name {
			n, err := strconv.Atoi(strings.TrimSpace(a.Val))
			switch {
			case err != nil || n < 0:
				return 1
			case n == 0 && name == "rowspan":
				return most
			}
			return max(1, min(n, most))
		}
	}
	return 1
}

// endCell puts the open cell into the row, in every column that it covers.
func (h *htmlReader) endCell(t *htmlTable) {
	if !t.cell.open {
		return
	}
	c := source.Cell{Pos: h.At(t.cell.at)}
	var texts []string
	for i, line := range t.cell.lines {
		if i == 0 {
			c.Pos = line.Pos
		}
		texts = append(texts, line.Text)
	}
	c.Text = strings.Join(texts, "\n")
	h.covered(t)
	for range t.cell.cols {
		if t.cell.rows > 1 {
			t.below[len(t.row)] = reaching{c, t.cell.rows - 1}
		}
		h.put(t, c)
	}
	t.cell = htmlCell{}
}

// put puts a cell into the row.
func (h *htmlReader) put(t *htmlTable, c source.Cell) {
	if h.cells++; h.cells <= mostCells {
		t.row = append(t.row, c)
	}
}

// covered fills the next columns that cells from above cover.
func (h *htmlReader) covered(t *htmlTable) {
	for h.cells <= mostCells {
		r, ok := t.below[len(t.row)]
		if !ok {
			return
		}
		if r.rows--; r.rows == 0 {
			delete(t.below, len(t.row))
		} else {
			t.below[len(t.row)] = r
		}
		h.put(t, r.cell)
	}
}

// rest fills the columns at the end of the row, as far as cells from above cover some of them.
func (h *htmlReader) rest(t *htmlTable) {
	last := -1
	for column := range t.below {
		last = max(last, column)
	}
	for h.covered(t); len(t.row) <= last && h.cells <= mostCells; h.covered(t) {
		h.put(t, source.Cell{Pos: h.At(t.at)})
	}
}

func (h *htmlReader) endRow(t *htmlTable) {
	h.endCell(t)
	if !t.inRow {
		return
	}
	h.rest(t)
	row := Row{Cells: t.row, Kind: t.section}
	if row.Kind == Body && t.head && !t.data {
		row.Kind = Head
	}
	t.grid.Rows = append(t.grid.Rows, row)
	t.row, t.inRow, t.head, t.data = nil, false, false, false
}

// endSection ends the rows that cells reach down to.
func (h *htmlReader) endSection(t *htmlTable) {
	h.endRow(t)
	clear(t.below)
}

// endTable ends the innermost table. The table around it has its text too.
func (h *htmlReader) endTable() {
	t := h.table()
	h.endSection(t)
	h.tables = h.tables[:len(h.tables)-1]
	if !t.nested {
		t.grid.Inside = nil
	}
	if len(t.grid.Rows) == 0 {
		return
	}
	part := Part{Kind: Table, Grid: &t.grid}
	outer := h.table()
	if outer == nil {
		h.page.Parts = append(h.page.Parts, part)
		return
	}
	outer.nested = true
	outer.grid.Inside = append(outer.grid.Inside, part)
	if outer.cell.open {
		outer.cell.lines = append(outer.cell.lines, t.texts()...)
	}
}

// texts returns the cells of the table that hold text, each once.
func (t *htmlTable) texts() (cells []source.Cell) {
	seen := map[source.Cell]bool{}
	for _, row := range t.grid.Rows {
		for _, c := range row.Cells {
			if !c.Empty() && !seen[c] {
				seen[c] = true
				cells = append(cells, c)
			}
		}
	}
	return cells
}

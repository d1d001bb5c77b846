package readers

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/document/source"
)

var (
	listOption = regexp.MustCompile(`^\s*:header-rows:\s*(\d+)`)
	listRow    = regexp.MustCompile(`^(\s*)\*\s+-(?:\s+|$)`)
	listCell   = regexp.MustCompile(`^(\s*)-(?:\s+|$)`)
)

// listTable reads the list table whose directive stands on a line, and returns the line after it:
//
//	.. list-table:: Title
//	   :header-rows: 1
//
//	   * - Name
//	     - URL
//	   * - List
//	     - GET /a
func (r *rstReader) listTable(i, indent int) int {
	g := &Grid{}
	heads, column := 0, -1 // column is where the cells' dashes stand
	for i++; i < r.Lines(); i++ {
		line, from := r.Line(i)
		text := strings.TrimLeft(line, " ")
		if text == "" {
			continue
		}
		if len(line)-len(text) <= indent {
			break
		}
		if m := listOption.FindStringSubmatch(line); m != nil && len(g.Rows) == 0 {
			heads, _ = strconv.Atoi(m[1])
			continue
		}
		begin := len(line) - len(text)
		if m := listRow.FindStringSubmatchIndex(line); m != nil && (column < 0 || m[3] < column) {
			g.Rows = append(g.Rows, Row{})
			column = strings.IndexByte(line[m[3]:], '-') + m[3]
			begin = m[1]
		} else if m := listCell.FindStringSubmatchIndex(line); m != nil && m[3] == column {
			begin = m[1]
		} else {
			r.goOnCell(g, r.plain(from+begin, from+len(line)))
			continue
		}
		row := &g.Rows[len(g.Rows)-1]
		row.Cells = append(row.Cells, r.plain(from+begin, from+len(line)))
	}
	for n := range min(heads, len(g.Rows)) {
		g.Rows[n].Kind = Head
	}
	if len(g.Rows) > 0 {
		r.table(g)
	}
	return i
}

// goOnCell adds a line to the last cell.
func (r *rstReader) goOnCell(g *Grid, c source.Cell) {
	if len(g.Rows) == 0 {
		return // an option of the directive
	}
	cells := g.Rows[len(g.Rows)-1].Cells
	goOn(cells[len(cells)-1:], []source.Cell{c})
}

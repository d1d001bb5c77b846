package readers

import (
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// frame is a line that holds nothing but the frame of a table.
var frame = regexp.MustCompile(`^[|:\s-]*\|[|:\s-]*$`)

// readText reads a text whose lines are rows with tabs between the cells, or else a text in which each
// cell stands on a line of its own: a page gives such a text when it is copied.
func readText(t *source.Text) (*Page, diag.List) {
	if tabbed(t) {
		return readTSV(t)
	}
	return readFlat(t), nil
}

// readFlat reads a text with a cell on each line. Where blank lines stand between the cells, lines
// without one between them are one cell, unless most of the text has no blank lines.
func readFlat(t *source.Text) *Page {
	var cells []source.Cell
	var apart []bool // for each cell: a blank line stands before it
	separated, blank := 0, false
	for i := range t.Lines() {
		line, from := t.Line(i)
		if frame.MatchString(strings.TrimSpace(line)) {
			continue
		}
		c := t.Cell(from, from+len(strings.TrimRight(line, " \t\r|")))
		if c.Empty() {
			blank = true
			continue
		}
		if blank {
			separated++
		}
		cells, apart = append(cells, c), append(apart, blank)
		blank = false
	}
	if separated*10 >= len(cells)*6 {
		cells = merged(cells, apart)
	}
	return &Page{Flat: cells}
}

// merged joins lines without a blank line between them to one cell, where they can be one.
func merged(lines []source.Cell, apart []bool) (cells []source.Cell) {
	for i, c := range lines {
		if last := len(cells) - 1; last >= 0 && !apart[i] && sameKind(lines[i-1].Text, c.Text) {
			cells[last].Text += "\n" + c.Text
		} else {
			cells = append(cells, c)
		}
	}
	return cells
}

// sameKind reports whether two lines can belong to one cell.
func sameKind(a, b string) bool {
	return !notation.RouteLike(a) && !notation.RouteLike(b) && notation.CodeLike(a) == notation.CodeLike(b)
}

// mostTabbed is how many lines are looked at to find rows with tabs.
const mostTabbed = 400

// tabbed reports whether lines of a text are rows with tabs between the cells.
func tabbed(t *source.Text) bool {
	for i := range min(t.Lines(), mostTabbed) {
		if line, _ := t.Line(i); strings.Count(line, "\t") >= 2 && notation.RouteLike(line) {
			return true
		}
	}
	return false
}

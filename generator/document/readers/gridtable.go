package readers

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// gridTable reads the grid table that begins at a line, and returns the line after it. It returns the
// line itself if there is none:
//
//	+-------+----------+
//	| Name  | URL      |
//	+=======+==========+
//	| List  | GET /a   |
//	|       | POST /a  |
//	+-------+----------+
//
// plain returns what the text of a cell shows.
func gridTable(t *source.Text, i int, plain func(string) string) (next int, g *Grid) {
	line, _ := t.Line(i)
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if !gridBorder(line[indent:]) {
		return i, nil
	}
	d := &drawing{Text: t, plain: plain}
	for next = i; next < t.Lines(); next++ {
		line, from := t.Line(next)
		if len(line) <= indent || strings.TrimSpace(line[:indent]) != "" || line[indent] != '+' && line[indent] != '|' {
			break
		}
		d.rows = append(d.rows, drawn(line[indent:], from+indent))
	}
	if !d.frame() {
		return i, nil
	}
	return i + len(d.rows), d.grid()
}

// gridBorder reports whether a line is a whole border of a grid table.
func gridBorder(line string) bool {
	line = strings.TrimRight(line, " ")
	return len(line) > 2 && line[0] == '+' && strings.HasSuffix(line, "+") && strings.Trim(line, "+-=") == "" && strings.ContainsAny(line, "-=")
}

// A drawing is a table as its lines draw it.
type drawing struct {
	*source.Text
	plain func(string) string
	rows  [][]mark
	xs    []int // where columns begin, and the last one ends
	ys    []int // the lines with borders
}

// A mark is a character of a drawing. A wide character is followed by a mark that is none.
type mark struct {
	char   rune
	offset int // in the file
}

func drawn(line string, from int) (marks []mark) {
	for i, r := range line {
		marks = append(marks, mark{r, from + i})
		if diag.Width(string(r)) == 2 {
			marks = append(marks, mark{0, from + i})
		}
	}
	return marks
}

func (d *drawing) at(x, y int) rune {
	if x < len(d.rows[y]) {
		return d.rows[y][x].char
	}
	return ' '
}

// frame finds the borders: a column begins at each + of a border. The table ends with its last border.
func (d *drawing) frame() bool {
	columns := map[int]bool{}
	for y, row := range d.rows {
		border := false
		for x, m := range row {
			if m.char == '+' && (rule(d.at(x+1, y)) || x > 0 && rule(d.at(x-1, y))) {
				columns[x], border = true, true
			}
		}
		if border {
			d.ys = append(d.ys, y)
		}
	}
	for x := range columns {
		d.xs = append(d.xs, x)
	}
	slices.Sort(d.xs)
	d.rows = d.rows[:d.ys[len(d.ys)-1]+1] // the first line is a border
	return len(d.xs) > 1 && len(d.rows) > 2
}

func rule(r rune) bool { return r == '-' || r == '=' }

// grid cuts the drawing into cells. A cell covers several columns or rows where no border stands between.
func (d *drawing) grid() *Grid {
	g := &Grid{Spans: true}
	head := -1 // the border below the header
	for i, y := range d.ys {
		if d.at(d.xs[0]+1, y) == '=' {
			head = i
		}
	}
	cells := map[[2]int]source.Cell{} // by the column and the row that they begin in
	for r := range len(d.ys) - 1 {
		row := Row{}
		if r < head {
			row.Kind = Head
		}
		for c := range len(d.xs) - 1 {
			left, top := d.corner(c, r)
			key := [2]int{left, top}
			if _, has := cells[key]; !has {
				cells[key] = d.cell(left, top)
			}
			row.Cells = append(row.Cells, cells[key])
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// corner returns the column and the row in which the cell begins that covers this column and row.
func (d *drawing) corner(c, r int) (left, top int) {
	for r > 0 && !d.ruled(c, r) {
		r--
	}
	for c > 0 && !d.barred(c, r) {
		c--
	}
	return c, r
}

// ruled reports whether a border stands above a row in a column.
func (d *drawing) ruled(c, r int) bool { return rule(d.at(d.xs[c]+1, d.ys[r])) }

// barred reports whether a border stands before a column in a row.
func (d *drawing) barred(c, r int) bool {
	char := d.at(d.xs[c], min(d.ys[r]+1, len(d.rows)-1))
	return char == '|' || char == '+'
}

// cell returns the text of the cell that begins in a column and a row.
func (d *drawing) cell(c, r int) source.Cell {
	right, bottom := c+1, r+1
	for right < len(d.xs)-1 && !d.barred(right, r) {
		right++
	}
	for bottom < len(d.ys)-1 && !d.ruled(c, bottom) {
		bottom++
	}
	from, to := d.xs[c]+1, d.xs[right]
	var text []string
	cell := source.Cell{Pos: d.At(d.rows[d.ys[r]][0].offset)}
	for y := d.ys[r] + 1; y < d.ys[bottom]; y++ {
		var b strings.Builder
		for _, m := range d.rows[y][min(from, len(d.rows[y])):min(to, len(d.rows[y]))] {
			if m.char != 0 {
				b.WriteRune(m.char)
			}
			if text == nil && m.char != 0 && !source.Invisible(m.char) {
				cell.Pos, text = d.At(m.offset), []string{}
			}
		}
		text = append(text, b.String())
	}
	cell.Text = d.plain(source.Tidy(strings.Join(text, "\n")))
	return cell
}

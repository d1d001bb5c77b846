package readers

import (
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// readRST reads a reStructuredText with grid tables, simple tables or list tables. One that has none is
// read as a flat text.
func readRST(t *source.Text) (*Page, diag.List) {
	r := &rstReader{Text: t, page: &Page{}}
	for i := 0; i < t.Lines(); {
		i = r.block(i)
	}
	for _, p := range r.page.Parts {
		if p.Kind == Table {
			return r.page, nil
		}
	}
	return readFlat(t), nil
}

// An rstReader reads a text line by line.
type rstReader struct {
	*source.Text
	page    *Page
	styles  []string // of headings, the highest level first
	caption source.Cell
}

var (
	rstRule      = regexp.MustCompile("^([=\\-`:.'\"~^_*+#])[=\\-`:.'\"~^_*+#]*\\s*$")
	rstSimple    = regexp.MustCompile(`^\s*=+(?: +=+)+\s*$`)
	rstDirective = regexp.MustCompile(`^(\s*)\.\.\s+(table|list-table|csv-table)::\s*(.*)$`)
)

// block reads what begins at a line, and returns the line after it.
func (r *rstReader) block(i int) int {
	line, from := r.Line(i)
	if m := rstDirective.FindStringSubmatchIndex(line); m != nil {
		r.caption = r.plain(from+m[6], from+m[7])
		if line[m[4]:m[5]] == "list-table" {
			return r.listTable(i, m[3]-m[2])
		}
		return i + 1
	}
	if next, grid := gridTable(r.Text, i, plainRST); next > i {
		r.table(grid)
		return next
	}
	if rstSimple.MatchString(line) {
		if next, grid := r.simpleTable(i); next > i {
			r.table(grid)
			return next
		}
	}
	if next := r.heading(i); next > i {
		return next
	}
	if c := r.plain(from, from+len(line)); !c.Empty() {
		r.page.Parts = append(r.page.Parts, Part{Kind: Line, Cell: c})
	}
	return i + 1
}

func (r *rstReader) table(g *Grid) {
	g.Caption, r.caption = r.caption, source.Cell{}
	r.page.Parts = append(r.page.Parts, Part{Kind: Table, Grid: g})
}

// heading reads a line with a rule of one character below it, and perhaps above it.
func (r *rstReader) heading(i int) int {
	over := ""
	if line, _ := r.Line(i); ruleOf(line) != "" && i+2 < r.Lines() {
		over, i = ruleOf(line), i+1
	}
	if i+1 >= r.Lines() {
		return -1
	}
	line, from := r.Line(i)
	below, _ := r.Line(i + 1)
	style := ruleOf(below)
	title := r.plain(from, from+len(line))
	if style == "" || title.Empty() || over != "" && over != style || diag.Width(strings.TrimRight(below, " ")) < diag.Width(strings.TrimSpace(line)) {
		return -1
	}
	level := r.level(over + style)
	if level == 1 && r.page.Title.Empty() {
		r.page.Title = title
	}
	r.page.Parts = append(r.page.Parts, Part{Kind: Heading, Cell: title, Level: level})
	return i + 2
}

// ruleOf returns the character of a rule, or "".
func ruleOf(line string) string {
	m := rstRule.FindStringSubmatch(line)
	if m == nil || strings.Trim(strings.TrimSpace(line), m[1]) != "" || len(strings.TrimSpace(line)) < 2 {
		return ""
	}
	return m[1]
}

// level returns the level of a style of headings: styles rank in the order of their first use.
func (r *rstReader) level(style string) int {
	for i, s := range r.styles {
		if s == style {
			return i + 1
		}
	}
	r.styles = append(r.styles, style)
	return len(r.styles)
}

// simpleTable reads a table whose columns stand below runs of =:
//
//	=====  =======
//	Name   URL
//	=====  =======
//	List   GET /a
//	=====  =======
func (r *rstReader) simpleTable(i int) (next int, g *Grid) {
	border, _ := r.Line(i)
	columns := runsOf(border)
	g = &Grid{}
	borders, kind := 1, Head
	for next = i + 1; next < r.Lines(); next++ {
		line, from := r.Line(next)
		switch {
		case rstSimple.MatchString(line):
			if borders++; borders == 3 || r.blank(next+1) {
				return next + 1, r.headed(g, borders)
			}
			kind = Body
			continue
		case strings.Trim(line, "- ") == "":
			continue // a blank line, or one that joins columns
		}
		cells := r.cut(line, from, columns)
		if last := len(g.Rows) - 1; last >= 0 && cells[0].Empty() && g.Rows[last].Kind == kind {
			goOn(g.Rows[last].Cells, cells)
			continue
		}
		g.Rows = append(g.Rows, Row{Cells: cells, Kind: kind})
	}
	return i, nil
}

// headed returns a table; one of two borders has no header.
func (r *rstReader) headed(g *Grid, borders int) *Grid {
	for i := range g.Rows {
		if borders == 2 {
			g.Rows[i].Kind = Body
		}
	}
	return g
}

func (r *rstReader) blank(i int) bool {
	if i >= r.Lines() {
		return true
	}
	line, _ := r.Line(i)
	return strings.TrimSpace(line) == ""
}

// runsOf returns where the runs of = of a border begin.
func runsOf(border string) (starts []int) {
	for i := range len(border) {
		if border[i] == '=' && (i == 0 || border[i-1] != '=') {
			starts = append(starts, i)
		}
	}
	return starts
}

// cut cuts a line below the columns. The columns are counted as a terminal shows them.
func (r *rstReader) cut(line string, from int, columns []int) (cells []source.Cell) {
	marks := drawn(line, from)
	offset := func(x int) int {
		for ; x < len(marks); x++ {
			if marks[x].char != 0 {
				return marks[x].offset
			}
		}
		return from + len(line)
	}
	for i, start := range columns {
		end := from + len(line)
		if i+1 < len(columns) {
			end = offset(columns[i+1])
		}
		cells = append(cells, r.plain(offset(start), end))
	}
	return cells
}

// goOn adds the lines of a row to those of the row that they belong to.
func goOn(row, more []source.Cell) {
	for i, c := range more {
		switch {
		case c.Empty():
		case row[i].Empty():
			row[i] = c
		default:
			row[i].Text += "\n" + c.Text
		}
	}
}

func (r *rstReader) plain(from, to int) source.Cell {
	c := r.Cell(from, to)
	c.Text = plainRST(c.Text)
	return c
}

var (
	rstRole    = regexp.MustCompile(":[a-z:+-]+:`([^`<]*?)(?:\\s*<[^`>]*>)?`")
	rstLink    = regexp.MustCompile("`([^`<]*?)\\s*<[^`>]*>`__?")
	rstEscaped = regexp.MustCompile(`\\(\S)`)
)

// plainRST returns what a reStructuredText shows, without the marks of code, links and emphasis.
func plainRST(s string) string {
	s = rstRole.ReplaceAllString(s, "$1")
	s = rstLink.ReplaceAllString(s, "$1")
	s = strings.ReplaceAll(s, "`", "")
	s = rstEscaped.ReplaceAllString(s, "$1")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.TrimPrefix(line, "| ") // a line block
		line = strong.ReplaceAllString(line, "$1$2$3")
		if e := emphasis.FindStringSubmatch(line); e != nil && e[1] == "*" && e[3] == "*" {
			line = e[2]
		}
		lines[i] = line
	}
	return source.Tidy(strings.Join(lines, "\n"))
}

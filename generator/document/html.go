package document

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads the tables of an HTML page, and the text outside of them. It reads tokens and no tree:
// a token's place in the file is known.
func readHTML(t *text) *page {
	h := &htmlReader{text: t, page: &page{}}
	z := html.NewTokenizer(strings.NewReader(t.data))
	offset := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		h.token(z, offset)
		offset += len(z.Raw())
	}
	for len(h.tables) > 0 {
		h.endTable()
	}
	h.breakLine()
	return h.page
}

// An htmlReader is what is open at a place in a page.
type htmlReader struct {
	*text
	*page
	tables []*htmlTable // the innermost last
	line   htmlCell     // the line of prose
	hidden int          // open elements whose content is not shown
	head   string       // the heading element that is open
}

// An htmlCell is a cell that is being read.
type htmlCell struct {
	text       strings.Builder
	from       int // the offset of its first text; -1 for none yet
	rows, cols int
	open       bool
}

// An htmlTable is a table that is being read.
type htmlTable struct {
	grid  grid
	row   []Cell
	cell  htmlCell
	below map[int]spanning // by column: the cells that reach down
	inRow bool
}

// A spanning cell covers further rows.
type spanning struct {
	cell Cell
	rows int // how many more
}

func (h *htmlReader) token(z *html.Tokenizer, offset int) {
	raw := len(z.Raw())
	token := z.Token()
	switch token.Type {
	case html.TextToken:
		if h.hidden == 0 {
			h.write(token.Data, offset)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		h.start(token, offset+raw)
	case html.EndTagToken:
		h.end(token.DataAtom)
	}
}

// write adds text to the open cell, or to the prose.
func (h *htmlReader) write(s string, offset int) {
	into := &h.line
	if n := len(h.tables); n > 0 {
		if into = &h.tables[n-1].cell; !into.open {
			return
		}
	}
	if trimmed := strings.TrimLeftFunc(s, invisible); into.from < 0 && trimmed != "" || into.text.Len() == 0 {
		into.from = offset + len(s) - len(trimmed)
	}
	into.text.WriteString(runsOfBlanks.ReplaceAllString(s, " "))
}

// breaks holds the elements that begin a line.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Table, atom.Title,
		atom.Pre, atom.Dd, atom.Dt, atom.Dl, atom.Hr, atom.Blockquote, atom.Caption, atom.Body:
		return true
	}
	return false
}

func (h *htmlReader) start(token html.Token, after int) {
	a := token.DataAtom
	switch {
	case a == atom.Script, a == atom.Style, a == atom.Noscript, a == atom.Template, a == atom.Svg:
		if token.Type == html.StartTagToken {
			h.hidden++
		}
		return
	case breaks(a):
		h.breakLine()
	}
	switch a {
	case atom.Table:
		h.tables = append(h.tables, &htmlTable{grid: grid{spans: true}, below: map[int]spanning{}})
	case atom.H1, atom.Title:
		h.head = token.Data
	}
	if len(h.tables) == 0 {
		return
	}
	t := h.tables[len(h.tables)-1]
	switch a {
	case atom.Tr:
		t.endCell(h.text)
		t.endRow()
		t.inRow = true
	case atom.Td, atom.Th:
		t.endCell(h.text)
		t.inRow = true
		t.cell = htmlCell{from: -1, open: true, rows: span(token, "rowspan", mostRows), cols: span(token, "colspan", mostColumns)}
		t.cell.text.Reset()
		t.place(after)
	case atom.Thead, atom.Tbody, atom.Tfoot:
		t.endCell(h.text)
		t.endSection()
	}
}

// place remembers where an empty cell stands.
func (t *htmlTable) place(after int) { t.cell.from = -1 - after }

const (
	mostRows    = 65534 // as HTML has it
	mostColumns = 1000
)

// span reads how many rows or columns a cell covers; a rowspan of 0 covers all to the section's end.
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

func (h *htmlReader) end(a atom.Atom) {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
		h.hidden = max(0, h.hidden-1)
		return
	case atom.H1, atom.Title:
		h.heading()
	}
	if breaks(a) {
		h.breakLine()
	}
	if len(h.tables) == 0 {
		return
	}
	t := h.tables[len(h.tables)-1]
	switch a {
	case atom.Td, atom.Th:
		t.endCell(h.text)
	case atom.Tr:
		t.endCell(h.text)
		t.endRow()
	case atom.Thead, atom.Tbody, atom.Tfoot:
		t.endCell(h.text)
		t.endSection()
	case atom.Table:
		h.endTable()
	}
}

// heading takes the open line for the page's title; that of an h1 goes before that of the head.
func (h *htmlReader) heading() {
	if c := h.current(); h.head != "" && !c.empty() && (h.page.title.empty() || h.head == "h1") {
		h.page.title = c
	}
	h.head = ""
}

func (h *htmlReader) current() Cell {
	s := tidy(h.line.text.String())
	if s == "" {
		return Cell{}
	}
	return Cell{s, h.at(h.line.from)}
}

// breakLine ends a line: of the open cell, or of the prose.
func (h *htmlReader) breakLine() {
	if n := len(h.tables); n > 0 {
		if c := &h.tables[n-1].cell; c.open && c.from >= 0 {
			c.text.WriteByte('\n')
		}
		return
	}
	if c := h.current(); !c.empty() && h.head != "title" {
		h.prose = append(h.prose, c)
	}
	h.line = htmlCell{from: -1}
}

func (h *htmlReader) endTable() {
	t := h.tables[len(h.tables)-1]
	h.tables = h.tables[:len(h.tables)-1]
	t.endCell(h.text)
	t.endRow()
	if len(t.grid.rows) > 0 {
		h.grids = append(h.grids, &t.grid)
	}
}

// endCell puts the open cell into the row, over all columns that it covers.
func (t *htmlTable) endCell(source *text) {
	if !t.cell.open {
		return
	}
	from := t.cell.from
	if from < 0 {
		from = -1 - from
	}
	c := Cell{tidy(t.cell.text.String()), source.at(from)}
	t.covered()
	for range t.cell.cols {
		if t.cell.rows > 1 {
			t.below[len(t.row)] = spanning{c, t.cell.rows - 1}
		}
		t.row = append(t.row, c)
	}
	t.cell = htmlCell{}
}

// covered fills columns that cells from above cover.
func (t *htmlTable) covered() {
	for len(t.row) < mostColumns {
		s, ok := t.below[len(t.row)]
		if !ok {
			return
		}
		if s.rows--; s.rows == 0 {
			delete(t.below, len(t.row))
		} else {
			t.below[len(t.row)] = s
		}
		t.row = append(t.row, s.cell)
	}
}

func (t *htmlTable) endRow() {
	if !t.inRow {
		return
	}
	t.covered()
	t.grid.rows = append(t.grid.rows, t.row)
	t.row, t.inRow = nil, false
}

// endSection ends the rows that cells reach down to.
func (t *htmlTable) endSection() {
	t.endRow()
	clear(t.below)
}

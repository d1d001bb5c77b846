package readers

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// tellsHTML reports whether the start of a file is HTML with a table.
func tellsHTML(start string) bool {
	return strings.HasPrefix(start, "<") && strings.Contains(strings.ToLower(start), "<table")
}

// readHTML reads a page.
func readHTML(t *source.Text) (*Page, diag.List) {
	h := &htmlReader{Text: t, page: &Page{}}
	h.read(0, len(t.Data))
	return h.result()
}

// An htmlReader reads tokens and builds no tree: the place of a token in the file is known.
type htmlReader struct {
	*source.Text
	page    *Page
	tables  []*htmlTable // the open ones, the innermost last
	line    htmlLine     // the open line
	hidden  int          // open elements whose content is not shown
	pre     int          // open elements that keep line breaks
	heading int          // the level of the open heading, or 0
	title   bool         // the title of the head is open
	headed  bool         // the page's title is that of an h1
	cells   int          // of all tables
}

// read reads the bytes between two offsets.
func (h *htmlReader) read(from, to int) {
	z := html.NewTokenizer(strings.NewReader(h.Data[from:to]))
	for z.Next() != html.ErrorToken {
		raw := len(z.Raw())
		h.token(z.Token(), from, from+raw)
		from += raw
	}
	for len(h.tables) > 0 {
		h.endTable()
	}
	h.flush()
}

// result returns the page, unless it has too many cells.
func (h *htmlReader) result() (*Page, diag.List) {
	if h.cells > mostCells {
		return nil, diag.List{{Pos: h.At(0), Message: "the tables have more cells than can be read", Remedy: "look for a cell with a wrong rowspan or colspan"}}
	}
	return h.page, nil
}

func (h *htmlReader) token(token html.Token, from, to int) {
	switch token.Type {
	case html.TextToken:
		if h.hidden == 0 {
			h.text(token.Data, from)
		}
	case html.StartTagToken:
		h.start(token, to)
	case html.SelfClosingTagToken:
		if !isHidden(token.DataAtom) {
			h.start(token, to)
		}
	case html.EndTagToken:
		h.end(token.DataAtom)
	}
}

// text adds text to the open line. Line breaks end a line in preformatted text alone.
func (h *htmlReader) text(s string, offset int) {
	if h.pre == 0 {
		h.line.write(s, offset)
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			h.flush()
		}
		h.line.write(line, offset)
		offset += len(line) + 1
	}
}

func isHidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
		return true
	}
	return false
}

// breaks reports whether an element begins a line.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.Table, atom.Title,
		atom.Pre, atom.Dd, atom.Dt, atom.Dl, atom.Hr, atom.Blockquote, atom.Caption, atom.Body, atom.Tr, atom.Td, atom.Th,
		atom.Thead, atom.Tbody, atom.Tfoot:
		return true
	}
	return false
}

// level returns the level of a heading element, or 0.
func level(a atom.Atom) int {
	for i, heading := range []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6} {
		if a == heading {
			return i + 1
		}
	}
	return 0
}

func (h *htmlReader) start(token html.Token, after int) {
	a := token.DataAtom
	switch {
	case isHidden(a):
		h.hidden++
		return
	case breaks(a):
		h.flush()
	default:
		h.line.open(a)
	}
	switch a {
	case atom.Pre:
		h.pre++
	case atom.Title:
		h.title = true
	case atom.Table:
		if len(h.tables) < mostNested {
			h.tables = append(h.tables, newTable())
		}
		return
	}
	if n := level(a); n > 0 {
		h.heading = n
	}
	if t := h.table(); t != nil {
		h.startIn(t, token, after)
	}
}

// startIn starts an element of a table.
func (h *htmlReader) startIn(t *htmlTable, token html.Token, after int) {
	switch token.DataAtom {
	case atom.Caption:
		t.caption = true
	case atom.Tr:
		h.endRow(t)
		t.inRow = true
	case atom.Td, atom.Th:
		h.endCell(t)
		t.begin(token, after)
	case atom.Thead, atom.Tbody, atom.Tfoot:
		h.endSection(t)
		t.section = map[atom.Atom]RowKind{atom.Thead: Head, atom.Tfoot: Foot}[token.DataAtom]
	}
}

func (h *htmlReader) end(a atom.Atom) {
	if isHidden(a) {
		h.hidden = max(0, h.hidden-1)
		return
	}
	if breaks(a) {
		h.flush()
	} else {
		h.line.close(a)
	}
	switch {
	case a == atom.Pre:
		h.pre = max(0, h.pre-1)
	case a == atom.Title:
		h.title = false
	case level(a) > 0:
		h.heading = 0
	}
	if t := h.table(); t != nil {
		h.endIn(t, a)
	}
}

// endIn ends an element of a table.
func (h *htmlReader) endIn(t *htmlTable, a atom.Atom) {
	switch a {
	case atom.Caption:
		t.caption = false
	case atom.Td, atom.Th:
		h.endCell(t)
	case atom.Tr:
		h.endRow(t)
	case atom.Thead, atom.Tbody, atom.Tfoot:
		h.endSection(t)
		t.section = Body
	case atom.Table:
		h.endTable()
	}
}

func (h *htmlReader) table() *htmlTable {
	if n := len(h.tables); n > 0 {
		return h.tables[n-1]
	}
	return nil
}

// flush ends the open line, and puts it where it stands: in the title, in a caption, in a cell, or in
// the page.
func (h *htmlReader) flush() {
	c := h.line.take(h.Text)
	if c.Empty() {
		return
	}
	part := Part{Kind: Line, Cell: c}
	if h.heading > 0 {
		part = Part{Kind: Heading, Cell: c, Level: h.heading}
	}
	t := h.table()
	switch {
	case h.title:
		if h.page.Title.Empty() {
			h.page.Title = c
		}
		return
	case t == nil:
		h.page.Parts = append(h.page.Parts, part)
	case t.caption:
		t.grid.Caption = c
	default:
		t.add(part)
	}
	if h.heading == 1 && !h.headed {
		h.page.Title, h.headed = c, true
	}
}

package document

import (
	"html"
	"regexp"
	"strings"
)

// delimiterLine is the line between the header and the rows of a Markdown table.
var delimiterLine = regexp.MustCompile(`(?m)^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)+\|?\s*$`)

// readMarkdown reads the pipe tables of a Markdown text. One that has none may have tables in HTML, or
// be a flat text.
func readMarkdown(t *text) *page {
	p := &page{}
	var open *grid
	for i := 0; i < len(t.lines); i++ {
		line, from := t.line(i)
		switch {
		case open != nil && strings.Contains(line, "|"):
			open.rows = append(open.rows, t.pipeRow(line, from))
		case i+1 < len(t.lines) && strings.Contains(line, "|") && t.delimiter(i+1, len(t.pipeRow(line, from))):
			open = &grid{rows: [][]Cell{t.pipeRow(line, from)}}
			p.grids = append(p.grids, open)
			i++
		default:
			open = nil
			t.markdownProse(p, line, from)
		}
	}
	if len(p.grids) == 0 || !holdsRoutes(p.grids) {
		return t.otherwise()
	}
	return p
}

// otherwise reads a Markdown text without tables of its own.
func (t *text) otherwise() *page {
	if strings.Contains(strings.ToLower(t.data), "<table") {
		return readHTML(t)
	}
	return readFlat(t)
}

func holdsRoutes(grids []*grid) bool {
	for _, g := range grids {
		for _, row := range g.rows {
			for _, c := range row {
				if routeLike(c.Text) || pathLike(c.Text) {
					return true
				}
			}
		}
	}
	return false
}

// line returns a line without its end, and its offset.
func (t *text) line(i int) (string, int) {
	to := len(t.data)
	if i+1 < len(t.lines) {
		to = t.lines[i+1] - 1
	}
	return strings.TrimSuffix(t.data[t.lines[i]:to], "\r"), t.lines[i]
}

// delimiter reports whether a line stands below a header of so many cells.
func (t *text) delimiter(i, cells int) bool {
	line, from := t.line(i)
	return delimiterLine.MatchString(line) && len(t.pipeRow(line, from)) == cells
}

func (t *text) markdownProse(p *page, line string, from int) {
	c := t.cell(from, from+len(line))
	heading := strings.TrimLeft(c.Text, "#")
	if strings.HasPrefix(c.Text, "# ") && p.title.empty() {
		p.title = Cell{plainMarkdown(strings.TrimSpace(heading)), c.Pos}
	}
	if c.Text = plainMarkdown(strings.TrimSpace(heading)); !c.empty() {
		p.prose = append(p.prose, c)
	}
}

// pipeRow cuts a line at its bars, but not at escaped ones.
func (t *text) pipeRow(line string, from int) (row []Cell) {
	start := 0
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "|") {
		start = strings.IndexByte(line, '|') + 1
	}
	for i := start; i <= len(line); i++ {
		if i < len(line) && line[i] == '\\' {
			i++
			continue
		}
		if i == len(line) && strings.TrimSpace(line[min(start, i):]) == "" {
			break // after the last bar
		}
		if i >= len(line) || line[i] == '|' {
			end := min(i, len(line))
			c := t.cell(from+start, from+end)
			c.Text = plainMarkdown(c.Text)
			row = append(row, c)
			start = i + 1
		}
	}
	return row
}

var (
	lineBreak    = regexp.MustCompile(`(?i)\s*<br\s*/?>\s*|</?(?:ul|ol|li|p)\s*/?>`)
	markdownLink = regexp.MustCompile(`!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	markdownBold = regexp.MustCompile(`^(\*\*|__)([^*_].*)$`)
	escapedMark  = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	inlineTag    = regexp.MustCompile(`(?i)</?(?:code|b|strong|i|em|a|span|font|sup|sub)(?:\s[^<>]*)?>`)
)

// plainMarkdown returns what a Markdown text shows: line breaks as line feeds, without the marks of
// emphasis around the whole of it, of code and of links. Stars inside of a path stay.
func plainMarkdown(s string) string {
	s = lineBreak.ReplaceAllString(s, "\n")
	s = inlineTag.ReplaceAllString(s, "")
	s = markdownLink.ReplaceAllString(s, "$1")
	s = strings.ReplaceAll(s, "`", "")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if m := markdownBold.FindStringSubmatch(strings.TrimSpace(line)); m != nil && strings.HasSuffix(m[2], m[1]) {
			line = strings.TrimSuffix(m[2], m[1])
		}
		lines[i] = line
	}
	s = escapedMark.ReplaceAllString(strings.Join(lines, "\n"), "$1")
	return tidy(html.UnescapeString(s))
}

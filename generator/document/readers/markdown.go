package readers

import (
	"html"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// delimiterLine is the line between the header and the rows of a pipe table.
var delimiterLine = regexp.MustCompile(`(?m)^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)+\|?\s*$`)

var (
	atxHeading = regexp.MustCompile(`^\s{0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$`)
	underlined = regexp.MustCompile(`^\s{0,3}(=+|-{2,})\s*$`)
	codeFence  = regexp.MustCompile("^\\s{0,3}(```+|~~~+)")
)

// readMarkdown reads a text with pipe tables, grid tables or tables in HTML. One that has none is read
// as a flat text.
func readMarkdown(t *source.Text) (*Page, diag.List) {
	m := &markdownReader{htmlReader: &htmlReader{Text: t, page: &Page{}}}
	for i := 0; i < t.Lines(); {
		i = m.block(i)
	}
	for _, p := range m.page.Parts {
		if p.Kind == Table {
			return m.result()
		}
	}
	return readFlat(t), nil
}

// A markdownReader reads a text line by line.
type markdownReader struct {
	*htmlReader
	fence string // the fence of the open code block
}

// block reads what begins at a line, and returns the line after it.
func (m *markdownReader) block(i int) int {
	line, from := m.Line(i)
	if fence := codeFence.FindStringSubmatch(line); fence != nil {
		if m.fence == "" {
			m.fence = fence[1]
		} else if strings.HasPrefix(fence[1], m.fence) {
			m.fence = ""
		}
		return i + 1
	}
	if m.fence != "" {
		m.add(Part{Kind: Line, Cell: m.Cell(from, from+len(line))})
		return i + 1
	}
	if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "<") && strings.Contains(strings.ToLower(trimmed), "<table") {
		return m.html(i)
	}
	if next := m.pipes(i); next > i {
		return next
	}
	if next, grid := gridTable(m.Text, i, plainMarkdown); next > i {
		m.page.Parts = append(m.page.Parts, Part{Kind: Table, Grid: grid})
		return next
	}
	return m.prose(i)
}

// prose reads a line of text or a heading.
func (m *markdownReader) prose(i int) int {
	line, from := m.Line(i)
	c := m.plain(from, from+len(line))
	if h := atxHeading.FindStringSubmatchIndex(line); h != nil && h[4] >= 0 {
		m.section(m.plain(from+h[4], from+h[5]), h[3]-h[2])
		return i + 1
	}
	if i+1 < m.Lines() && !c.Empty() {
		below, _ := m.Line(i + 1)
		if u := underlined.FindStringSubmatch(below); u != nil {
			m.section(c, map[byte]int{'=': 1, '-': 2}[u[1][0]])
			return i + 2
		}
	}
	m.add(Part{Kind: Line, Cell: c})
	return i + 1
}

func (m *markdownReader) section(c source.Cell, level int) {
	if level == 1 && m.page.Title.Empty() {
		m.page.Title = c
	}
	m.add(Part{Kind: Heading, Cell: c, Level: level})
}

func (m *markdownReader) add(p Part) {
	if !p.Cell.Empty() {
		m.page.Parts = append(m.page.Parts, p)
	}
}

// html reads the lines of a table in HTML.
func (m *markdownReader) html(i int) int {
	_, from := m.Line(i)
	depth := 0
	for ; i < m.Lines(); i++ {
		line, _ := m.Line(i)
		lower := strings.ToLower(line)
		depth += strings.Count(lower, "<table") - strings.Count(lower, "</table")
		if depth <= 0 {
			i++
			break
		}
	}
	m.read(from, m.End(i-1))
	return i
}

// pipes reads the pipe table whose header is a line. It returns the line itself if there is none.
func (m *markdownReader) pipes(i int) int {
	if i+1 >= m.Lines() {
		return i
	}
	line, from := m.Line(i)
	below, at := m.Line(i + 1)
	if !strings.Contains(line, "|") || !delimiterLine.MatchString(below) {
		return i
	}
	header := m.pipeRow(line, from)
	if len(m.pipeRow(below, at)) != len(header) {
		return i
	}
	closed := strings.HasSuffix(strings.TrimSpace(line), "|")
	g := &Grid{Rows: []Row{{Cells: header, Kind: Head}}}
	m.page.Parts = append(m.page.Parts, Part{Kind: Table, Grid: g})
	for i += 2; i < m.Lines(); {
		line, from := m.Line(i)
		if !strings.Contains(line, "|") {
			break
		}
		next := i + 1
		if closed {
			line, next = m.continued(i)
		}
		g.Rows = append(g.Rows, Row{Cells: m.pipeRow(line, from)})
		i = next
	}
	return i
}

// continued returns a row whose cells span lines, and the line after it: in a table whose rows end with
// a bar, a line that begins with one and does not end with one goes on until a line does.
func (m *markdownReader) continued(i int) (row string, next int) {
	first, from := m.Line(i)
	if !strings.HasPrefix(strings.TrimSpace(first), "|") || ended(first) {
		return first, i + 1
	}
	for j := i + 1; j < m.Lines(); j++ {
		line, at := m.Line(j)
		text := strings.TrimSpace(line)
		if text == "" || strings.HasPrefix(text, "|") {
			break
		}
		if ended(line) {
			return m.Data[from : at+len(line)], j + 1
		}
	}
	return first, i + 1
}

// ended reports whether a line ends with a bar.
func ended(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasSuffix(line, "|") && !strings.HasSuffix(line, `\|`)
}

// pipeRow cuts a row at its bars, but not at escaped ones.
func (m *markdownReader) pipeRow(line string, from int) (row []source.Cell) {
	start := 0
	if strings.HasPrefix(strings.TrimSpace(line), "|") {
		start = strings.IndexByte(line, '|') + 1
	}
	for i := start; i <= len(line); i++ {
		switch {
		case i+1 < len(line) && line[i] == '\\':
			i++
		case i >= len(line) && strings.TrimSpace(line[min(start, len(line)):]) == "":
			return row // behind the last bar
		case i >= len(line) || line[i] == '|':
			row = append(row, m.plain(from+start, from+min(i, len(line))))
			start = i + 1
		}
	}
	return row
}

// plain returns what the Markdown between two offsets shows.
func (m *markdownReader) plain(from, to int) source.Cell {
	c := m.Cell(from, to)
	c.Text = plainMarkdown(c.Text)
	return c
}

var (
	lineBreak    = regexp.MustCompile(`(?i)\s*<br\s*/?>\s*|</?(?:ul|ol|li|p)\s*/?>`)
	raised       = regexp.MustCompile(`(?i)</?sup(?:\s[^<>]*)?>`)
	lowered      = regexp.MustCompile(`(?i)</?sub(?:\s[^<>]*)?>`)
	struck       = regexp.MustCompile(`(?i)</?(?:del|s|strike)(?:\s[^<>]*)?>`)
	inlineTag    = regexp.MustCompile(`(?i)</?(?:code|b|strong|a|span|font)(?:\s[^<>]*)?>`)
	wholeItalic  = regexp.MustCompile(`(?i)^<(i|em)>([^<>]*)</(?:i|em)>$`)
	markdownLink = regexp.MustCompile(`!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	strong       = regexp.MustCompile(`(^|[\s(,;|、，；（])(?:\*\*|__)([^*_\s](?:[^*]*[^*\s])?)(?:\*\*|__)($|[\s),.:;|、，。：；）])`)
	emphasis     = regexp.MustCompile(`^([*_])([^*_\s/](?:[^*]*[^*\s])?)([*_])$`)
	escapedMark  = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
)

// plainMarkdown returns what a Markdown text shows. Line breaks become line feeds; links, code marks and
// emphasis around words are dropped. Stars inside of a path stay, and so does what changes a code: see signs.
func plainMarkdown(s string) string {
	s = lineBreak.ReplaceAllString(s, "\n")
	s = raised.ReplaceAllString(s, "^")
	s = lowered.ReplaceAllString(s, "~")
	s = struck.ReplaceAllString(s, "~~")
	s = inlineTag.ReplaceAllString(s, "")
	s = markdownLink.ReplaceAllString(s, "$1")
	s = strings.ReplaceAll(s, "`", "")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		line = wholeItalic.ReplaceAllString(line, "$2")
		line = strong.ReplaceAllString(line, "$1$2$3")
		if e := emphasis.FindStringSubmatch(line); e != nil && e[1] == e[3] {
			line = e[2]
		}
		lines[i] = line
	}
	s = escapedMark.ReplaceAllString(strings.Join(lines, "\n"), "$1")
	return source.Tidy(html.UnescapeString(s))
}

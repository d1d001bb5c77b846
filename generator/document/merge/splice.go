package merge

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
	"github.com/permroute/permroute/generator/syntax"
)

// A splice changes a spec's text at places, and nothing else of it.
type splice struct {
	*source.Text
	mark  string // a byte order mark before the text
	end   string // of a line
	edits []edit
}

// An edit puts a text in the place of what stands between two offsets.
type edit struct {
	from, to int
	text     string
}

func newSplice(file string, spec []byte) *splice {
	s := &splice{end: "\n"}
	s.Text, _ = source.New(file, spec) // the parser has read it
	if len(s.Data) < len(spec) {
		s.mark = "\ufeff"
	}
	if strings.Contains(s.Data, "\r\n") {
		s.end = "\r\n"
	}
	return s
}

func (s *splice) edit(from, to int, text string) { s.edits = append(s.edits, edit{from, to, text}) }

// insert puts lines before the line that begins at an offset.
func (s *splice) insert(at int, lines []string) {
	var b strings.Builder
	if at == len(s.Data) && !strings.HasSuffix(s.Data, "\n") {
		b.WriteString(s.end)
	}
	for _, line := range lines {
		b.WriteString(line + s.end)
	}
	s.edit(at, at, b.String())
}

// apply returns the text with its edits.
func (s *splice) apply() []byte {
	slices.SortStableFunc(s.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	b.WriteString(s.mark)
	done := 0
	for _, e := range s.edits {
		b.WriteString(s.Data[done:e.from] + e.text)
		done = e.to
	}
	b.WriteString(s.Data[done:])
	return []byte(b.String())
}

// offset returns the place of a position.
func (s *splice) offset(pos diag.Position) int {
	line, from := s.Line(pos.Line - 1)
	column := 1
	for i := range line {
		if column == pos.Column {
			return from + i
		}
		column++
	}
	return from + len(line)
}

// lineOf returns the offset of the line after the one of a position.
func (s *splice) lineOf(pos diag.Position) int {
	return s.End(pos.Line - 1)
}

// keyBefore returns the key that stands before a value on its line, with its colon and blanks.
func (s *splice) keyBefore(pos diag.Position) string {
	line, from := s.Line(pos.Line - 1)
	before := line[:s.offset(pos)-from]
	return strings.TrimLeft(before, " ")
}

// span returns where a value begins and ends that stands on one line: a plain scalar, which is the value
// itself, a quoted one, or a list or mapping in brackets.
func (s *splice) span(pos diag.Position, value string) (from, to int, ok bool) {
	from = s.offset(pos)
	line, start := s.Line(pos.Line - 1)
	rest := line[from-start:]
	switch {
	case rest == "":
		return 0, 0, false
	case strings.ContainsRune(`"'[{`, rune(rest[0])):
		n := closing(rest)
		return from, from + n, n > 0
	case value != "" && strings.HasPrefix(rest, value):
		return from, from + len(value), true
	}
	return 0, 0, false
}

// closing returns how long the quoted text or the collection at the start of a line is; 0 if it does not
// end there.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\'':
			if depth > 0 && !strings.ContainsRune("[{, :", rune(s[i-1])) {
				continue
			}
			n := quotedLength(s[i:])
			if n == 0 {
				return 0
			}
			i += n - 1
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth == 0 {
			return i + 1
		}
	}
	return 0
}

func quotedLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[i] == s[0] && s[0] == '\'' && strings.HasPrefix(s[i+1:], "'"):
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return 0
}

// An item of a list that is written with dashes.
type item struct {
	pos  diag.Position
	dash int  // columns before its dash
	keys int  // columns before its keys
	flow bool // its mapping stands in braces
	end  int  // the offset of the line after its last one
}

var dashed = regexp.MustCompile(`^( *)- +`)

// item returns the list item of which values stand at the positions; those that are zero do not count.
func (s *splice) item(positions []diag.Position) (item, bool) {
	positions = slices.DeleteFunc(slices.Clone(positions), func(p diag.Position) bool { return p.Line == 0 })
	first := slices.MinFunc(positions, func(a, b diag.Position) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	it := item{pos: first}
	line, _ := s.Line(first.Line - 1)
	m := dashed.FindStringSubmatch(line)
	if m == nil {
		return it, false
	}
	it.dash, it.keys = len(m[1]), len(m[0])
	it.flow = strings.HasPrefix(line[it.keys:], "{")
	it.end = s.lineOf(first)
	for i := first.Line; i < s.Lines(); i++ {
		line, _ := s.Line(i)
		content := strings.TrimLeft(line, " ")
		if content == "" || strings.HasPrefix(content, "#") {
			continue
		}
		if len(line)-len(content) <= it.dash {
			break
		}
		it.end = s.End(i)
	}
	return it, true
}

func routePositions(w *syntax.Route) []diag.Position {
	return []diag.Position{w.ID.Pos, w.Name.Pos, w.Route.Pos, w.Require.Pos, w.Const.Pos}
}

func groupPositions(w *syntax.Group) []diag.Position {
	return []diag.Position{w.Pos, w.Name.Pos}
}

// encoded returns a value as it stands on a line behind a key.
func encoded(value any) string {
	line := string(syntax.Encode("", syntax.Map{{Key: "x", Value: value}}))
	if m, nested := value.(syntax.Map); nested {
		return inBraces(m)
	}
	return strings.TrimSuffix(strings.TrimPrefix(line, "x: "), "\n")
}

// inBraces returns {all: […]} or {any: […]} on one line.
func inBraces(m syntax.Map) string {
	var items []string
	for _, item := range m[0].Value.(syntax.List) {
		if below, nested := item.(syntax.Map); nested {
			items = append(items, inBraces(below))
			continue
		}
		one := encoded(syntax.List{item})
		items = append(items, one[1:len(one)-1])
	}
	return "{" + m[0].Key + ": [" + strings.Join(items, ", ") + "]}"
}

// lines returns a list or a mapping as lines that are indented by so many columns.
func lines(value any, indent int) (indented []string) {
	text := string(syntax.Encode("", syntax.Map{{Key: "x", Value: value}}))
	for line := range strings.Lines(strings.TrimPrefix(text, "x:\n")) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" {
			line = strings.Repeat(" ", indent) + strings.TrimPrefix(line, "  ")
		}
		indented = append(indented, line)
	}
	return indented
}

package readers

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/permroute/permroute/generator/document/source"
)

// An htmlLine is the open line of a page.
type htmlLine struct {
	text  []byte
	from  int // the offset of its first text
	marks []htmlMark
}

// An htmlMark is an inline element of a line that changes what its text means.
type htmlMark struct {
	element  atom.Atom
	from, to int // in the line's text; to is -1 while the element is open
}

// signs holds what is written around the text of an element. A code with such a part is not the code
// that its letters spell: x<sup>2</sup> has a footnote, <i>name</i> stands for a name.
var signs = map[atom.Atom][2]string{
	atom.Sup: {"^", "^"}, atom.Sub: {"~", "~"},
	atom.Del: {"~~", "~~"}, atom.S: {"~~", "~~"}, atom.Strike: {"~~", "~~"},
	atom.I: {"<", ">"}, atom.Em: {"<", ">"}, atom.Var: {"<", ">"},
}

// write adds text.
func (l *htmlLine) write(s string, offset int) {
	if trimmed := strings.TrimLeftFunc(s, source.Invisible); len(l.text) == 0 {
		if trimmed == "" {
			return
		}
		l.from = offset + len(s) - len(trimmed)
		s = trimmed
	}
	l.text = append(l.text, s...)
}

func (l *htmlLine) open(a atom.Atom) {
	if _, is := signs[a]; is {
		l.marks = append(l.marks, htmlMark{a, len(l.text), -1})
	}
}

func (l *htmlLine) close(a atom.Atom) {
	for i := range slices.Backward(l.marks) {
		if m := &l.marks[i]; m.element == a && m.to < 0 {
			m.to = len(l.text)
			return
		}
	}
}

// take ends the line and returns it.
func (l *htmlLine) take(t *source.Text) source.Cell {
	c := source.Cell{Text: source.Tidy(strings.ReplaceAll(string(l.marked()), "\n", " "))}
	if !c.Empty() {
		c.Pos = t.At(l.from)
	}
	*l = htmlLine{text: l.text[:0], marks: l.marks[:0]}
	return c
}

// marked returns the text with the signs of its marks.
func (l *htmlLine) marked() []byte {
	type sign struct {
		at   int
		text string
	}
	var list []sign
	for _, m := range l.marks {
		to := m.to
		if to < 0 {
			to = len(l.text)
		}
		if m.from == to || signs[m.element][0] == "<" && !l.within(m.from, to) {
			continue
		}
		list = append(list, sign{m.from, signs[m.element][0]}, sign{to, signs[m.element][1]})
	}
	if list == nil {
		return l.text
	}
	slices.SortStableFunc(list, func(a, b sign) int { return a.at - b.at })
	var out []byte
	done := 0
	for _, s := range list {
		out = append(append(out, l.text[done:s.at]...), s.text...)
		done = s.at
	}
	return append(out, l.text[done:]...)
}

// within reports whether a part of the text is part of a longer word.
func (l *htmlLine) within(from, to int) bool {
	return from > 0 && inWord(l.text[from-1]) || to < len(l.text) && inWord(l.text[to])
}

// inWord reports whether a byte can stand in a code.
func inWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || strings.IndexByte(":._-", b) >= 0
}

package document

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
)

// A text is a file's content, with the places of its lines.
type text struct {
	file  string
	data  string
	lines []int // the offset where each line begins
}

// newText returns the file's text, or what is wrong with it.
func newText(f File) (*text, *diag.Diagnostic) {
	data := bytes.TrimPrefix(f.Data, []byte("\ufeff"))
	t := &text{file: f.Name, data: string(data), lines: []int{0}}
	for i := range len(t.data) {
		if t.data[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	for i, r := range t.data {
		if r == utf8.RuneError && !strings.HasPrefix(t.data[i:], "\ufffd") {
			return nil, &diag.Diagnostic{Pos: t.at(i), Message: fmt.Sprintf("the byte 0x%02x, which is not UTF-8", t.data[i]),
				Remedy: "save the document as UTF-8"}
		}
	}
	return t, nil
}

// at returns the position of an offset.
func (t *text) at(offset int) diag.Position {
	line := sort.SearchInts(t.lines, offset+1)
	return diag.Position{File: t.file, Line: line, Column: 1 + utf8.RuneCountInString(t.data[t.lines[line-1]:offset])}
}

// cell returns the cell that stands between two offsets, without blanks at its ends.
func (t *text) cell(from, to int) Cell {
	raw := t.data[from:to]
	trimmed := strings.TrimLeftFunc(raw, invisible)
	from += len(raw) - len(trimmed)
	return Cell{Text: tidy(trimmed), Pos: t.at(min(from, len(t.data)))}
}

// invisible reports whether a character at the end of a text is not seen.
func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

var runsOfBlanks = regexp.MustCompile(`[\s\p{Zs}]+`)

// tidy drops what is not seen in a text: blanks at the ends of its lines, more than one between words,
// characters without width, and empty lines. The lines stay.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(runsOfBlanks.ReplaceAllString(line, " ")); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// oneLine joins lines: with a blank, but not beside a character that needs none.
func oneLine(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		last, _ := utf8.DecodeLastRuneInString(b.String())
		first, _ := utf8.DecodeRuneInString(line)
		if b.Len() > 0 && !wordless(last) && !wordless(first) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}

// wordless reports whether a character belongs to a script that separates no words.
func wordless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("、。，；：（）！？", r)
}

// narrow turns full-width forms of ASCII characters, the ideographic full stop and dashes and quotes of
// typesetters into the ASCII ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == '‐' || r == '‑' || r == '‒' || r == '–' || r == '−':
			return '-'
		case r == '∕' || r == '⁄':
			return '/'
		case r == '∗':
			return '*'
		case r == '\u3000':
			return ' '
		}
		return r
	}, s)
}

var bullet = regexp.MustCompile(`^(?:[•·●○■▪◦‣*-]|\d+[.)、])\s+`)

// items returns a text's lines without the signs of a list before them.
func items(s string) (lines []string) {
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, bullet.ReplaceAllString(line, ""))
	}
	return lines
}

// key returns a text without what two printings of it may differ in: letter case, blanks, width and
// punctuation.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, narrow(s))
}

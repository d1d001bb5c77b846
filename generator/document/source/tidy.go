package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible reports whether a character cannot be seen at the end of a text.
func Invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// Tidy drops what cannot be seen in a text: blanks at the ends of lines, repeated blanks, characters
// without width, and empty lines. The other lines stay.
func Tidy(s string) string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.Join(strings.FieldsFunc(visible(line), unicode.IsSpace), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// visible drops the characters without width.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, line)
}

// OneLine joins the lines of a text. It puts a blank between two lines, but not beside a character of a
// script that separates no words.
func OneLine(s string) string {
	var b strings.Builder
	last := rune(0)
	for line := range strings.SplitSeq(s, "\n") {
		first, _ := utf8.DecodeRuneInString(line)
		if b.Len() > 0 && !wordless(last) && !wordless(first) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		if r, size := utf8.DecodeLastRuneInString(line); size > 0 {
			last = r
		}
	}
	return b.String()
}

// wordless reports whether a character belongs to a script that separates no words.
func wordless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("、。，；：（）！？", r)
}

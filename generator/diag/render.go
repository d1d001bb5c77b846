package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Style says how Render marks its parts; the zero Style is plain text.
type Style struct {
	Colour bool // ANSI colours
}

// Render writes the diagnostics that Cut leaves, each followed by its source line and a caret under its
// column. source is the text that the positions speak of.
func Render(w io.Writer, list List, source []byte, style Style) error {
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	lines := bytes.Split(source, []byte("\n"))
	for _, d := range list.Cut() {
		if _, err := fmt.Fprintln(w, style.headline(d)); err != nil {
			return err
		}
		if d.Pos.Line < 1 || d.Pos.Line > len(lines) {
			continue
		}
		line := bytes.TrimRight(lines[d.Pos.Line-1], "\r")
		if !utf8.Valid(line) {
			continue
		}
		if err := style.excerpt(w, string(line), d.Pos.Column); err != nil {
			return err
		}
	}
	return nil
}

// headline returns the diagnostic's own line.
func (s Style) headline(d Diagnostic) string {
	return s.paint("1", Inert(d.Pos.String())+":") + " " + Inert(d.text())
}

// window is how many characters of a source line are shown.
const window = 120

// excerpt writes the source line, cut around its column where it is long, and the caret.
func (s Style) excerpt(w io.Writer, line string, column int) error {
	runes := []rune(line)
	at := min(max(column-1, 0), len(runes))
	from := 0
	if at > window-20 {
		from = at - window/2
	}
	to := min(len(runes), from+window)
	before := visible(runes[from:at])
	shown := before + visible(runes[at:to])
	_, err := fmt.Fprintf(w, "    %s\n    %s%s\n", shown, strings.Repeat(" ", Width(before)), s.paint("1;31", "^"))
	return err
}

// visible returns source text as a terminal may show it, tabs as blanks.
func visible(runes []rune) string {
	return Inert(strings.ReplaceAll(string(runes), "\t", "    "))
}

func (s Style) paint(code, text string) string {
	if !s.Colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

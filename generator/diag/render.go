package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Style says how Render prints. The zero Style is plain text.
type Style struct {
	Colour bool // ANSI colours
}

// A Source is the lines of a file, which diagnostics show.
type Source struct{ lines [][]byte }

// SourceOf returns the lines of a text.
func SourceOf(text []byte) Source {
	return Source{bytes.Split(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n"))}
}

// line returns a line, counted from 1. ok is false if there is no such line or if it is not UTF-8.
func (s Source) line(n int) (text string, ok bool) {
	if n < 1 || n > len(s.lines) {
		return "", false
	}
	line := bytes.TrimRight(s.lines[n-1], "\r")
	return string(line), utf8.Valid(line)
}

// Render writes the diagnostics of the list, after Cut. Each is followed by its line of the source and a
// caret under its column.
func (s Source) Render(w io.Writer, list List, style Style) error {
	for _, d := range list.Cut() {
		if _, err := fmt.Fprintln(w, style.headline(d)); err != nil {
			return err
		}
		if line, ok := s.line(d.Pos.Line); ok {
			if err := style.excerpt(w, line, d.Pos.Column); err != nil {
				return err
			}
		}
	}
	return nil
}

// headline returns the line with the position and the message.
func (s Style) headline(d Diagnostic) string {
	return s.paint("1", Inert(d.Pos.String())+":") + " " + Inert(d.text())
}

// window is how many characters of a source line are shown.
const window = 120

// excerpt writes the source line and the caret. A long line is cut around the column.
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

// visible returns source text for a terminal, with blanks in place of tabs.
func visible(runes []rune) string {
	return Inert(strings.ReplaceAll(string(runes), "\t", "    "))
}

func (s Style) paint(code, text string) string {
	if !s.Colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

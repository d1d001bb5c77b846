// Package source holds a document's text, and knows where in the file each piece of it stands.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package source

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
)

// A Cell is a piece of a document. Line feeds separate its lines.
type Cell struct {
	Text string
	Pos  diag.Position
}

// Empty reports whether the cell holds nothing.
func (c Cell) Empty() bool { return c.Text == "" }

// A Text is a file's content and the places of its lines.
type Text struct {
	Data  string // without a byte order mark
	file  string
	lines []int // the offset where each line begins
	runes []int // the number of characters before each block of the data
}

// block is the distance between two counts of characters. A count makes finding a column cheap in a
// file that is one long line.
const block = 1 << 10

// New returns a file's text, or what is wrong with it. name is the file's name in positions.
func New(name string, data []byte) (*Text, *diag.Diagnostic) {
	t := &Text{Data: string(bytes.TrimPrefix(data, []byte("\ufeff"))), file: name, lines: []int{0}}
	for i := range len(t.Data) {
		if t.Data[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	count, invalid := 0, -1
	for i, r := range t.Data {
		for len(t.runes)*block <= i {
			t.runes = append(t.runes, count)
		}
		count++
		if r == utf8.RuneError && invalid < 0 && !strings.HasPrefix(t.Data[i:], "\ufffd") {
			invalid = i
		}
	}
	if invalid >= 0 {
		return nil, &diag.Diagnostic{Pos: t.At(invalid), Message: fmt.Sprintf("the byte 0x%02x is not UTF-8", t.Data[invalid]),
			Remedy: "save the document as UTF-8"}
	}
	return t, nil
}

// Lines returns the number of lines.
func (t *Text) Lines() int { return len(t.lines) }

// Line returns a line without its end, and its offset. The first line is number 0.
func (t *Text) Line(i int) (line string, offset int) {
	return strings.TrimSuffix(strings.TrimSuffix(t.Data[t.lines[i]:t.End(i)], "\n"), "\r"), t.lines[i]
}

// End returns the offset after a line and its line feed. The first line is number 0.
func (t *Text) End(i int) int {
	if i+1 < len(t.lines) {
		return t.lines[i+1]
	}
	return len(t.Data)
}

// At returns the position of an offset.
func (t *Text) At(offset int) diag.Position {
	line := sort.SearchInts(t.lines, offset+1)
	return diag.Position{File: t.file, Line: line, Column: 1 + t.before(offset) - t.before(t.lines[line-1])}
}

// before returns the number of characters before an offset.
func (t *Text) before(offset int) int {
	if len(t.runes) == 0 {
		return 0
	}
	at := min(offset/block, len(t.runes)-1)
	// A character that begins in the block before and ends in this one is in the count: do not count its rest.
	from := at * block
	for from < offset && !utf8.RuneStart(t.Data[from]) {
		from++
	}
	return t.runes[at] + utf8.RuneCountInString(t.Data[from:max(from, offset)])
}

// Offset returns the offset of a place: a line and a byte in it, both counted from 1.
func (t *Text) Offset(line, column int) int {
	line = max(1, min(line, len(t.lines)))
	return min(t.lines[line-1]+max(0, column-1), len(t.Data))
}

// Cell returns the text between two offsets as a cell, without blanks at its ends.
func (t *Text) Cell(from, to int) Cell {
	raw := t.Data[from:to]
	trimmed := strings.TrimLeftFunc(raw, Invisible)
	from += len(raw) - len(trimmed)
	return Cell{Text: Tidy(trimmed), Pos: t.At(min(from, len(t.Data)))}
}

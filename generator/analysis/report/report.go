// Package report writes findings for people and for tools: as tables on terminals, as JSON and SARIF, and
// as annotations of GitHub Actions.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package report

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// A Style says what the output can show. The zero Style is plain text of any width.
type Style struct {
	Colour bool // ANSI colours
	Width  int  // in columns; 0 for no limit
}

// The colours for Paint, as ANSI codes.
const (
	Bold   = "1"
	Red    = "1;31"
	Green  = "1;32"
	Yellow = "1;33"
	Blue   = "1;34"
	Faint  = "2"
)

// Paint returns text in a colour, if the style has any.
func (s Style) Paint(colour, text string) string {
	if !s.Colour || colour == "" || text == "" {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// A Cell is a text in a table, printed inert, and its colour, which may be empty.
type Cell struct{ Text, Colour string }

// narrowest is how many columns a last cell has at least.
const narrowest = 24

// Table writes rows of aligned cells after an indent. Columns are as wide as their widest cell. The last
// cell of a row is wrapped if the style has a width.
func (s Style) Table(w io.Writer, indent string, rows [][]Cell) error {
	widths := columns(rows)
	for _, row := range rows {
		if err := s.row(w, indent, row, widths); err != nil {
			return err
		}
	}
	return nil
}

// columns returns the width of each column. Last cells of rows do not count.
func columns(rows [][]Cell) (widths []int) {
	for _, row := range rows {
		for i, c := range row[:max(len(row)-1, 0)] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], diag.Width(diag.Inert(c.Text)))
		}
	}
	return widths
}

func (s Style) row(w io.Writer, indent string, row []Cell, widths []int) error {
	var line strings.Builder
	line.WriteString(indent)
	at := diag.Width(indent)
	for i, c := range row {
		text := diag.Inert(c.Text)
		if i < len(row)-1 {
			line.WriteString(s.Paint(c.Colour, text) + strings.Repeat(" ", widths[i]-diag.Width(text)+2))
			at += widths[i] + 2
			continue
		}
		for n, part := range wrap(text, s.Width-at, s.Width > 0) {
			if n > 0 {
				line.WriteString("\n" + strings.Repeat(" ", at))
			}
			line.WriteString(s.Paint(c.Colour, part))
		}
	}
	_, err := io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n")
	return err
}

// wrap breaks a text into lines at blanks. It also breaks words that are wider than a line.
func wrap(text string, width int, limited bool) []string {
	if !limited {
		return []string{text}
	}
	width = max(width, narrowest)
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case diag.Width(line)+1+diag.Width(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
		for diag.Width(line) > width {
			head := fitting(line, width)
			lines, line = append(lines, line[:head]), line[head:]
		}
	}
	return append(lines, line)
}

// fitting returns how many bytes of a line fit into a width.
func fitting(line string, width int) int {
	taken := 0
	for i, r := range line {
		if taken += diag.Width(string(r)); taken > width && i > 0 {
			return i
		}
	}
	return len(line)
}

// JSON writes a value as an indented JSON document.
func JSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// JSONLine writes a value as JSON on one line.
func JSONLine(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}

package document

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// readCSV reads comma- or tab-separated values. A file named .csv may have semicolons.
func readCSV(t *text, format string) (*page, diag.List) {
	reader := csv.NewReader(strings.NewReader(t.data))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	reader.Comma = separator(t.data, format)
	g := &grid{}
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, diag.List{{Pos: t.column(wrong.Line, wrong.Column), Message: "not " + strings.ToUpper(format) + ": " + wrong.Err.Error(), Remedy: "close the quotes of each value"}}
		}
		row := make([]Cell, len(fields))
		for i, field := range fields {
			line, column := reader.FieldPos(i)
			row[i] = Cell{tidy(field), t.column(line, column)}
		}
		g.rows = append(g.rows, row)
	}
	return &page{grids: []*grid{g}}, nil
}

// column returns the position of a byte in a line, both counted from 1.
func (t *text) column(line, column int) diag.Position {
	line = max(1, min(line, len(t.lines)))
	return t.at(min(t.lines[line-1]+max(0, column-1), len(t.data)))
}

// separator tells what separates the values: what the lines have most of.
func separator(data, format string) rune {
	if format == "tsv" {
		return '\t'
	}
	best, most := ',', strings.Count(data, ",")
	for _, c := range ";\t" {
		perLine := 0
		for line := range strings.Lines(data) {
			if strings.Count(line, string(c)) >= 2 {
				perLine++
			}
		}
		if perLine > 0 && strings.Count(data, string(c)) > most {
			best, most = c, strings.Count(data, string(c))
		}
	}
	return best
}

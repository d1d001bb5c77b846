package readers

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// readCSV reads values separated by commas, semicolons or tabs.
func readCSV(t *source.Text) (*Page, diag.List) { return readSeparated(t, "CSV", separator(t.Data)) }

// readTSV reads values separated by tabs.
func readTSV(t *source.Text) (*Page, diag.List) { return readSeparated(t, "TSV", '\t') }

func readSeparated(t *source.Text, format string, comma rune) (*Page, diag.List) {
	reader := csv.NewReader(strings.NewReader(t.Data))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	reader.Comma = comma
	g := &Grid{}
	next := 1 // the line after the last row
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, diag.List{{Pos: t.At(t.Offset(wrong.Line, wrong.Column)), Message: "not " + format + ": " + wrong.Err.Error(), Remedy: "close the quotes of each value"}}
		}
		row := Row{Cells: make([]source.Cell, len(fields))}
		for i, field := range fields {
			line, column := reader.FieldPos(i)
			row.Cells[i] = source.Cell{Text: source.Tidy(field), Pos: t.At(t.Offset(line, column))}
			row.Apart = row.Apart || i == 0 && line > next
			next = line + strings.Count(field, "\n") + 1
		}
		g.Rows = append(g.Rows, row)
	}
	return &Page{Parts: []Part{{Kind: Table, Grid: g}}}, nil
}

// separator returns the character that separates the values: the one that the lines have most of.
func separator(data string) rune {
	best, most := ',', strings.Count(data, ",")
	for _, c := range ";\t" {
		perLine := 0
		for line := range strings.Lines(data) {
			if strings.Count(line, string(c)) >= 2 {
				perLine++
			}
		}
		if n := strings.Count(data, string(c)); perLine > 0 && n > most {
			best, most = c, n
		}
	}
	return best
}

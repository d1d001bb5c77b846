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
func readCSV(t *source.Text) (*Page, diag.List) {
	g, wrong := separated(t, separator(t.Data))
	if wrong != nil {
		return nil, diag.List{{Pos: t.At(t.Offset(wrong.Line, wrong.Column)), Message: "not CSV: " + wrong.Err.Error(), Remedy: "quote each value that holds quotes, and double the quotes in it"}}
	}
	return &Page{Parts: []Part{{Kind: Table, Grid: g}}}, nil
}

// readTSV reads values separated by tabs. Where quotes are not those of a CSV, they are part of the values.
func readTSV(t *source.Text) (*Page, diag.List) {
	g, wrong := separated(t, '\t')
	if wrong != nil {
		g = tabs(t)
	}
	return &Page{Parts: []Part{{Kind: Table, Grid: g}}}, nil
}

// separated reads values with quotes. It is strict: a quote that is not closed would swallow rows.
func separated(t *source.Text, comma rune) (*Grid, *csv.ParseError) {
	reader := csv.NewReader(strings.NewReader(t.Data))
	reader.FieldsPerRecord = -1
	reader.Comma = comma
	g := &Grid{}
	next := 1 // the line after the last row
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, wrong
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
}

// tabs reads lines as rows, and what stands between tabs as cells.
func tabs(t *source.Text) *Grid {
	g := &Grid{}
	apart := false
	for i := range t.Lines() {
		line, from := t.Line(i)
		if strings.TrimSpace(line) == "" {
			apart = true
			continue
		}
		row := Row{Apart: apart}
		for cell := range strings.SplitSeq(line, "\t") {
			row.Cells = append(row.Cells, t.Cell(from, from+len(cell)))
			from += len(cell) + 1
		}
		g.Rows, apart = append(g.Rows, row), false
	}
	return g
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

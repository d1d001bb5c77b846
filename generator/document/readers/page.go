// Package readers reads files into pages: lines of text, headings, and tables of cells, in the order of
// the file. There is one reader for each format. Readers decide nothing about permissions.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package readers

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// A File is a document to read.
type File struct {
	Name   string // the name in positions
	Data   []byte
	Format string // one of Formats; "" to tell it by name and content
}

// A Page is what a file holds.
type Page struct {
	Start diag.Position
	Title source.Cell // its heading, where the format marks one
	Parts []Part      // in the order of the file

	// Flat holds the cells of a flat text. Such a text has cells but does not say which of them make a row.
	Flat []source.Cell
}

// A Kind says what a Part is.
type Kind uint8

// The kinds of parts.
const (
	Line Kind = iota
	Heading
	Table
)

// A Part is a line of text, a heading or a table.
type Part struct {
	Kind  Kind
	Cell  source.Cell // the text of a line or of a heading
	Level int         // of a heading, from 1
	Grid  *Grid       // the table
}

// A Grid is a table of cells.
type Grid struct {
	Caption source.Cell
	Rows    []Row
	// Spans says that the format marks merged cells. Such a cell stands in every row and column that it
	// covers, with one position. Without Spans an empty cell may belong to the cell above it.
	Spans bool
	// Inside holds what stands in the cells, in order. It is set if tables stand among it.
	Inside []Part
}

// A Row is a row of a Grid.
type Row struct {
	Cells []source.Cell
	Kind  RowKind
	Apart bool // an empty line or row stands before it
}

// A RowKind says which part of a table a row belongs to, where the format says it.
type RowKind uint8

// The kinds of rows.
const (
	Body RowKind = iota
	Head
	Foot
)

// A format is a way to write tables in a file.
type format struct {
	name       string
	extensions []string
	tells      func(start string) bool // whether the start of a file tells the format; nil for no
	read       func(*source.Text) (*Page, diag.List)
}

// formats returns the formats. The last one reads every text.
func formats() []format {
	return []format{
		{"html", []string{".html", ".htm", ".xhtml"}, tellsHTML, readHTML},
		{"markdown", []string{".md", ".markdown"}, delimiterLine.MatchString, readMarkdown},
		{"rst", []string{".rst"}, nil, readRST},
		{"csv", []string{".csv"}, nil, readCSV},
		{"tsv", []string{".tsv", ".tab"}, nil, readTSV},
		{"text", nil, func(string) bool { return true }, readText},
	}
}

// Formats returns the names of the formats.
func Formats() (names []string) {
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// mostStart is how much of a file is looked at to tell its format, in bytes.
const mostStart = 64 << 10

// Read reads a file.
func Read(f File) (*Page, diag.List) {
	t, problem := source.New(f.Name, f.Data)
	if problem != nil {
		return nil, diag.List{*problem}
	}
	page, wrong := formatOf(f, t).read(t)
	if len(wrong) > 0 {
		return nil, wrong
	}
	page.Start = t.At(0)
	return page, nil
}

// formatOf tells a file's format by its name, or else by its content.
func formatOf(f File, t *source.Text) format {
	extension := strings.ToLower(filepath.Ext(f.Name))
	start := strings.TrimSpace(t.Data[:min(len(t.Data), mostStart)])
	all := formats()
	for _, tells := range []func(format) bool{
		func(x format) bool { return f.Format == x.name },
		func(x format) bool { return f.Format == "" && slices.Contains(x.extensions, extension) },
		func(x format) bool { return x.tells != nil && x.tells(start) },
	} {
		for _, x := range all {
			if tells(x) {
				return x
			}
		}
	}
	return all[len(all)-1]
}

// Package table decides what the pages of a document mean: which columns hold what, which cells make a
// row, and what each row requires. A cell that is not understood closes its row. What was mended, guessed
// or not read is a doubt with a position.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package table

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
	"github.com/permroute/permroute/generator/route"
)

// A Table is what documents say.
type Table struct {
	Title    source.Cell
	Document source.Cell // the names of the pages above it, joined by " > "
	Updated  source.Cell // a date, year-month-day

	Combine      string // all or any; "" where no row lists codes
	UnlistedPath string // a word of package access

	Permissions []*Permission // in the order of their first rows
	Rows        []*Row        // in the documents' order
	Groups      []*Group      // the top-level ones, in the documents' order

	// Nesting holds the names of columns of groups, the outermost first, where the columns' places alone
	// tell how they nest.
	Nesting []string

	Doubts []Doubt // everything that a person should look at, in the documents' order

	LeftOut int // how many rows could not be read; Doubts says which
}

// A Doubt is something about a document that a person should look at.
type Doubt struct {
	diag.Diagnostic
	Access  bool // another answer changes who may call
	Subject Subject
	Row     *Row // the row that it is about; nil for none
}

// A Subject is what a Doubt is about.
type Subject uint8

// The subjects that a merge asks for.
const (
	Other       Subject = iota
	Requirement         // of Row
	Combine             // no document says it
	Unlisted            // no document says it
)

// A Permission is a code.
type Permission struct {
	Code string
	Text string // what the documents say of it, as most rows print it

	printings []printing
}

// A Row is a row of the table.
type Row struct {
	Name   string
	Method string
	Path   string
	Given  string // the id that the document gives; "" for none
	Group  *Group
	Pos    diag.Position // of its route

	Need  notation.Requirement
	Cells []source.Cell // what Need was read from

	// What the document prints where the row says something else.
	PrintedName, PrintedRoute, PrintedRequire, PrintedText string

	texts  []rowText
	others []source.Cell // of the row, not read
}

// A Group is a heading.
type Group struct {
	Name   string
	Parent *Group
	Groups []*Group
	Rows   []*Row
}

// Alternatives returns lists of codes: a caller needs all codes of one of the lists. A row that lets
// everyone in, or every authenticated caller, has an empty list, one that lets nobody in has none.
func (row *Row) Alternatives(combine string) [][]string {
	switch row.Need.Kind {
	case notation.Codes:
		alternatives, _ := row.Need.Expr.Alternatives(combine == "any")
		return alternatives
	case notation.Authenticated, notation.Public:
		return [][]string{{}}
	}
	return nil
}

// RouteKey returns a text that two routes share if they have the same method and shape.
func RouteKey(method, path string) string {
	if pattern, err := route.ParsePattern(path); err == nil {
		path = pattern.Shape()
	}
	return method + " " + path
}

// Sort orders doubts by their places, and drops repetitions.
func Sort(doubts []Doubt) []Doubt {
	slices.SortStableFunc(doubts, func(a, b Doubt) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(doubts, func(a, b Doubt) bool { return a.Diagnostic == b.Diagnostic })
}

// Package document reads a vendor's permission table out of the page or file where it was published.
//
// A file becomes a page: lines of text, headings and tables of cells (readers). The pages become one
// table of routes and what they require (table). The table becomes a spec, or is merged into one (merge).
// How a cell's text is read is a room of its own (notation). What was mended, guessed or not read is said
// as a doubt, with its position in the file.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package document

import (
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
)

// Read reads files into one table. The table is nil if there is none in the files; the list says what is
// wrong then.
func Read(files []readers.File, o table.Options) (*table.Table, diag.List) {
	var pages []*readers.Page
	var wrong diag.List
	for _, f := range files {
		page, list := readers.Read(f)
		wrong = append(wrong, list...)
		pages = append(pages, page)
	}
	if len(wrong) > 0 {
		wrong.Sort()
		return nil, wrong
	}
	return table.Read(pages, o)
}

package report

import (
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

// A Place is a position in a spec.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`   // from 1; 0 for the file as a whole
	Column int    `json:"column"` // from 1, in characters
}

// PlaceOf returns a position as a Place.
func PlaceOf(pos diag.Position) Place { return Place{pos.File, pos.Line, pos.Column} }

// Position returns the place as a position.
func (p Place) Position() diag.Position {
	return diag.Position{File: p.File, Line: p.Line, Column: p.Column}
}

// String returns file:line:column.
func (p Place) String() string { return p.Position().String() }

// A Row is a row of a table as reports show it.
type Row struct {
	Place
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	Group   string `json:"group"`
	Method  string `json:"method"`
	Path    string `json:"path"`    // the pattern
	Require string `json:"require"` // as Requirement has it: a word of package access, or codes
}

// RowOf returns a row as reports show it.
func RowOf(r *model.Route) *Row {
	return &Row{PlaceOf(r.Position()), r.ID, r.Name, r.Group.Path, r.Method, r.Pattern.String(), Requirement(r)}
}

// Requirement returns what a row requires, in words: "a and b, or c", or a word of package access.
func Requirement(r *model.Route) string {
	if a, ok := r.Access(); ok {
		return a.String()
	}
	text := ""
	for i, all := range r.Alternatives {
		if i > 0 {
			text += ", or "
		}
		for j, p := range all {
			if j > 0 {
				text += " and "
			}
			text += p.Code
		}
	}
	return text
}

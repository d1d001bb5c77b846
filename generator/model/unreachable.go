package model

import (
	"fmt"

	"github.com/permroute/permroute/generator/diag"
)

// An Unreachable row is one that the matcher can never answer with.
type Unreachable struct {
	Row     *Route
	Path    string // one that the row names
	Against *Route // the row that stands against it there
}

// Unreachable returns the rows that no request can be answered with.
func (a *API) Unreachable() (rows []Unreachable) {
	for i, row := range a.Routes {
		if path, against, mute := a.Views().Of(row.Method).Mute(i); mute {
			rows = append(rows, Unreachable{row, path, a.Routes[against]})
		}
	}
	return rows
}

// Diagnostic says that the row is unreachable, why, and what to do.
func (u Unreachable) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Pos: u.Row.pos,
		Message: fmt.Sprintf("%s %s can never be answered: for %s a server may run %s %s (line %d), whose requirement is another one",
			u.Row.Method, u.Row.Pattern, u.Path, u.Against.Method, u.Against.Pattern, u.Against.pos.Line),
		Remedy: "give both rows the same requirement, spell their paths so that no server takes one for the other, or name the servers behind with upstream:",
	}
}

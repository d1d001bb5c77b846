package model

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

// An Unreachable row is one that no request gets: each request that it matches would be refused.
type Unreachable struct {
	Row     *Route
	Path    string   // one that the row matches
	Against *Route   // the row that a server may run there
	Servers []string // the names of those servers

	named bool // the spec names its servers
}

// Unreachable returns the rows that no request gets.
func (a *API) Unreachable() (rows []Unreachable) {
	for i, row := range a.Routes {
		view := a.Views().Of(row.Method)
		if path, against, mute := view.Mute(i); mute {
			rows = append(rows, Unreachable{row, path, a.Routes[against], a.servers(view, path, against), a.Upstream != nil})
		}
	}
	return rows
}

// servers returns the names of the servers that run a row for a path that reaches it.
func (a *API) servers(view *route.View, path string, row int) []string {
	account := view.Account(path)
	for _, m := range account.Met {
		if m.Row == row {
			return route.Servers(view.Ways(m, path), a.Upstream)
		}
	}
	return nil
}

// Diagnostic returns a diagnostic that the row is unreachable, why, and what to do.
func (u Unreachable) Diagnostic() diag.Diagnostic {
	remedy := "change one of the two paths"
	if u.Row.Method == "HEAD" && u.Against.Method == "GET" {
		remedy = fmt.Sprintf("let it need what GET %s needs as well", u.Against.Pattern)
	}
	if !u.named {
		remedy += ", or name your servers with upstream: if they are others"
	}
	return diag.Diagnostic{
		Pos: u.Row.pos,
		Message: fmt.Sprintf("every request for %s %s would get 400: for %s some servers%s run %s %s (line %d), which needs other permissions",
			u.Row.Method, u.Row.Pattern, u.Path, u.examples(), u.Against.Method, u.Against.Pattern, u.Against.pos.Line),
		Remedy: remedy,
	}
}

// examples returns the first names of the servers in brackets.
func (u Unreachable) examples() string {
	const most = 3
	switch n := len(u.Servers); {
	case n == 0:
		return ""
	case n > most:
		return fmt.Sprintf(" (%s and %d more)", strings.Join(u.Servers[:most], ", "), n-most)
	}
	return " (" + strings.Join(u.Servers, ", ") + ")"
}

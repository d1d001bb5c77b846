// Package routes compares a table with the handlers of a router, as a list has them: handlers without a row, rows
// without a handler, and handlers that answer more than their row. Package handlers decides that.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package routes

import (
	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/templates/handlers"
)

// A Report says where a table and the handlers of a router do not agree.
type Report struct {
	Spec     string `json:"spec"`
	Handlers int    `json:"handlers"`
	Rows     int    `json:"rows"`
	Gaps     []Gap  `json:"gaps"`
}

// A Gap is a place where they do not agree.
type Gap struct {
	Kind    string      `json:"kind"`
	Handler *Handler    `json:"handler,omitempty"` // nil for handlers.NoHandler
	Row     *report.Row `json:"row,omitempty"`     // the row that the gap is about, or that decides on Path
	Method  string      `json:"method"`            // of a request that shows the gap
	Path    string      `json:"path,omitempty"`    // of this request
	Callers string      `json:"callers,omitempty"` // who may send it today, in words
	Why     string      `json:"why,omitempty"`     // why a pattern cannot be read
}

// Check compares a table with handlers.
func Check(api *model.API, list []Handler) *Report {
	r := &Report{Spec: api.Spec, Handlers: len(list), Rows: len(api.Routes), Gaps: []Gap{}}
	var rows []handlers.Row
	for _, row := range api.Routes {
		rows = append(rows, handlers.Row{Method: row.Method, Pattern: row.Pattern.String()})
	}
	asked := func(method, path string) (int, bool) {
		a := accountOf(api, method, path)
		return a.Row, callers(api, a) != access.Nobody.Callers()
	}
	for _, g := range handlers.Compare(rows, handlersOf(list), asked) {
		gap := Gap{Kind: g.Kind, Method: g.Method, Path: g.Path, Why: g.Why}
		if g.Handler >= 0 {
			gap.Handler = &list[g.Handler]
		}
		if g.Row >= 0 {
			gap.Row = report.RowOf(api.Routes[g.Row])
		}
		if g.Path != "" {
			gap.Callers = callers(api, accountOf(api, g.Method, g.Path))
		}
		r.Gaps = append(r.Gaps, gap)
	}
	return r
}

func accountOf(api *model.API, method, path string) route.Account {
	return api.Views().Of(method).Account(path)
}

// callers returns in words who may send a request.
func callers(api *model.API, a route.Account) string {
	if a.Verdict != route.Listed {
		return api.Unlisted(a.Verdict).Callers()
	}
	row := api.Routes[a.Row]
	if who, ok := row.Access(); ok {
		return who.Callers()
	}
	return "callers with " + report.Requirement(row)
}

// Package roles reports what the roles of a table may call: a matrix of roles and routes, and for each role what it
// holds that no route needs.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package roles

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
)

// A Report says which role may call which route.
type Report struct {
	Roles  []Role  `json:"roles"`  // in the order of the table
	Routes []Route `json:"routes"` // in the order of the table
}

// A Role is a role and what it may call.
type Role struct {
	report.Place
	Name        string   `json:"name"`
	Text        string   `json:"text,omitempty"`
	Includes    []string `json:"includes"`    // the roles that it includes directly
	Permissions []string `json:"permissions"` // the codes that it has, with those that others imply
	Calls       []string `json:"calls"`       // the ids of the routes that it may call
	Unneeded    []string `json:"unneeded"`    // the codes that it has and no route needs, directly or by what they imply
}

// A Route is a route and the roles that may call it.
type Route struct {
	report.Row
	Roles []string `json:"roles"`
}

// Of returns the report on a table.
func Of(api *model.API) *Report {
	r := &Report{Roles: []Role{}, Routes: []Route{}}
	needed := Needed(api)
	for _, role := range api.Roles {
		entry := Role{
			Place: report.PlaceOf(role.Position()), Name: role.Name, Text: role.Text,
			Includes: []string{}, Permissions: codes(api, role.Holding), Calls: []string{}, Unneeded: []string{},
		}
		for _, included := range role.Includes {
			entry.Includes = append(entry.Includes, included.Name)
		}
		for _, row := range api.Routes {
			if Calls(role.Holding, row) {
				entry.Calls = append(entry.Calls, row.ID)
			}
		}
		for _, p := range role.Permissions {
			if !needed[p.Number-1] {
				entry.Unneeded = append(entry.Unneeded, p.Code)
			}
		}
		r.Roles = append(r.Roles, entry)
	}
	for _, row := range api.Routes {
		entry := Route{Row: *report.RowOf(row), Roles: []string{}}
		for _, role := range api.Roles {
			if Calls(role.Holding, row) {
				entry.Roles = append(entry.Roles, role.Name)
			}
		}
		r.Routes = append(r.Routes, entry)
	}
	return r
}

// Calls reports whether a caller with a holding may call a route.
func Calls(held grants.Holding, row *model.Route) bool {
	return slices.ContainsFunc(row.Alternatives, func(all []*model.Permission) bool {
		return !slices.ContainsFunc(all, func(p *model.Permission) bool { return !held[p.Number-1] })
	})
}

// Needed returns the codes that some route needs, and those that imply one of them.
func Needed(api *model.API) grants.Holding {
	needed := api.Grants.None()
	for _, row := range api.Routes {
		for _, all := range row.Alternatives {
			for _, p := range all {
				needed[p.Number-1] = true
			}
		}
	}
	for more := true; more; {
		more = false
		for i, p := range api.Permissions {
			if !needed[i] && slices.ContainsFunc(p.Implies, func(q *model.Permission) bool { return needed[q.Number-1] }) {
				needed[i], more = true, true
			}
		}
	}
	return needed
}

func codes(api *model.API, h grants.Holding) []string {
	codes := []string{}
	for _, p := range api.Held(h) {
		codes = append(codes, p.Code)
	}
	return codes
}

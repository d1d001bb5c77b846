// Package diff reports what a change of a table does to callers: which requests more callers can send than
// before, which requests fewer callers can send, and which requests another row decides now. It compares what
// two tables mean, not how they are written.
//
// Compare asks both tables about the same requests: a path of each class that the two tables make together
// (survey), with each method that matters for the path. Requests that the tables answer differently are
// transitions. Transitions between the same two rows with the same effect are one change, and the plainest
// request of them stands for it. Last come the rows that moved without a request that shows it, and the
// settings of the whole table, each with the effect that it has alone.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package diff

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
)

// A Kind is what a change does to callers.
type Kind string

const (
	Loosened    Kind = "loosened"     // some caller can send the request now who could not before
	Tightened   Kind = "tightened"    // some caller could send the request before who cannot now
	NewlyPublic Kind = "newly-public" // loosened or added: everyone can send the request now, without a login
	NewlyDenied Kind = "newly-denied" // tightened: no caller can send the request now
	RoleGains   Kind = "role-gains"   // the holders of a role of the table can send requests now that they could not send before
	RoleLoses   Kind = "role-loses"   // the holders of a role of the table cannot send requests now that they could send before
	Added       Kind = "added"        // a new row lists the request, which nobody could send before
	Moved       Kind = "moved"        // the same callers can send the request, but another row or verdict decides; or a row has another METHOD or path
	Renamed     Kind = "renamed"      // the same row decides, under other names
)

// Kinds returns all kinds, the gravest first.
func Kinds() []Kind {
	return []Kind{NewlyPublic, Loosened, RoleGains, NewlyDenied, Tightened, RoleLoses, Added, Moved, Renamed}
}

// A Report is what changes from an old table to a new one.
type Report struct {
	Old      string       `json:"old"`
	New      string       `json:"new"`
	Settings []Setting    `json:"settings"` // of the whole table
	Roles    []RoleChange `json:"roles"`    // of both tables, if they gain or lose requests
	Changes  []Change     `json:"changes"`  // the gravest first
}

// A Change is the effect on the requests that went from one answer to another one.
type Change struct {
	Kinds   []Kind  `json:"kinds"`
	Old     Side    `json:"old"`
	New     Side    `json:"new"`
	Request Request `json:"request"` // one of these requests
}

// A Side is what a table answers the requests of a change with.
type Side struct {
	Verdict string      `json:"verdict"`
	Row     *report.Row `json:"row,omitempty"` // the row that decides or, if none does, the first of the rows that are reached
	Needs   string      `json:"needs"`         // what a caller needs: codes, or a word of package access
}

// A Request stands for the requests that a change concerns.
type Request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

// A Setting is a change of a setting of the whole table.
type Setting struct {
	Name    string   `json:"name"`
	Old     string   `json:"old"`
	New     string   `json:"new"`
	Kinds   []Kind   `json:"kinds"`             // its effect on the old table, alone; none if it has no effect
	Request *Request `json:"request,omitempty"` // a request that it concerns
}

// Compare returns what changes from one table to another. Its error is survey.ErrLimit or ErrImplications.
func Compare(old, new *model.API) (*Report, error) {
	r := &Report{Settings: []Setting{}, Changes: []Change{}}
	if err := errors.Join(fewWays(old), fewWays(new)); err != nil {
		return nil, err
	}
	transitions, err := transitionsOf(old, new)
	if err != nil {
		return nil, err
	}
	r.Roles = rolesOf(old, new, transitions)
	for _, t := range append(transitions, movedRows(old, new, transitions)...) {
		r.Changes = append(r.Changes, t.change())
	}
	slices.SortStableFunc(r.Changes, order)
	if r.Settings, err = settings(old, new); err != nil {
		return nil, err
	}
	return r, nil
}

// Has reports whether the report has a change of one of the kinds.
func (r *Report) Has(kinds []Kind) bool {
	var all []Kind
	for _, c := range r.Changes {
		all = append(all, c.Kinds...)
	}
	for _, s := range r.Settings {
		all = append(all, s.Kinds...)
	}
	for _, c := range r.Roles {
		all = append(all, c.Kinds...)
	}
	return slices.ContainsFunc(all, func(k Kind) bool { return slices.Contains(kinds, k) })
}

// order puts the gravest changes first, then those of the new table's first rows.
func order(a, b Change) int {
	return cmp.Or(
		cmp.Compare(gravity(a.Kinds), gravity(b.Kinds)),
		cmp.Compare(line(a), line(b)),
		cmp.Compare(len(a.Request.Path), len(b.Request.Path)),
		strings.Compare(a.Request.Path, b.Request.Path),
		strings.Compare(a.Request.Method, b.Request.Method),
	)
}

func gravity(kinds []Kind) int {
	return slices.IndexFunc(Kinds(), func(k Kind) bool { return slices.Contains(kinds, k) })
}

// line returns the line of a change's row.
func line(c Change) int {
	switch {
	case c.New.Row != nil:
		return c.New.Row.Line
	case c.Old.Row != nil:
		return c.Old.Row.Line
	}
	return 0
}

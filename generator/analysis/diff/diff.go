// Package diff says what a change of a table does to callers: which requests more callers may send than
// before, which fewer, and which other row speaks for. It compares what the tables mean, request by
// request, and not how they are written.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A Kind says what a change does to callers.
type Kind string

const (
	Loosened    Kind = "loosened"     // some caller may send the request who might not
	Tightened   Kind = "tightened"    // some caller may not send the request who might
	NewlyPublic Kind = "newly-public" // loosened: every caller may send the request now
	NewlyDenied Kind = "newly-denied" // tightened: no caller may send the request now
	Moved       Kind = "moved"        // the same callers may send it, by another row or verdict; or a row has another METHOD or path
	Renamed     Kind = "renamed"      // the same row by other names
)

// Kinds returns all kinds, the gravest first.
func Kinds() []Kind { return []Kind{NewlyPublic, Loosened, NewlyDenied, Tightened, Moved, Renamed} }

// A Report is what changes from an old table to a new one.
type Report struct {
	Old      string    `json:"old"`
	New      string    `json:"new"`
	Settings []Setting `json:"settings"` // what holds for the whole table
	Changes  []Change  `json:"changes"`  // the gravest first
}

// A Change is what happens to the requests that an old row and a new one are answered by.
type Change struct {
	Kinds   []Kind  `json:"kinds"`
	Old     Side    `json:"old"`
	New     Side    `json:"new"`
	Request Request `json:"request"` // one of these requests
}

// A Side is how a table answers the requests of a change.
type Side struct {
	Verdict string      `json:"verdict"`
	Row     *report.Row `json:"row,omitempty"` // that speaks for them or, where none does, that comes first among those they reach
	Needs   string      `json:"needs"`         // what a caller needs: a requirement, none or never
}

// A Request is a witness.
type Request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

// A Setting is a change of what holds for the whole table.
type Setting struct {
	Name    string   `json:"name"`
	Old     string   `json:"old"`
	New     string   `json:"new"`
	Kinds   []Kind   `json:"kinds"`             // what it does alone to the old table; none where nothing
	Request *Request `json:"request,omitempty"` // a request that it does so to
}

// Compare returns what changes from one table to another. Its error is survey.ErrLimit.
func Compare(old, new *model.API) (*Report, error) {
	r := &Report{Settings: []Setting{}, Changes: []Change{}}
	changes, err := compare(old, new)
	if err != nil {
		return nil, err
	}
	for _, c := range append(changes, movedRows(old, new, changes)...) {
		r.Changes = append(r.Changes, c.change)
	}
	slices.SortStableFunc(r.Changes, order)
	if r.Settings, err = settings(old, new); err != nil {
		return nil, err
	}
	return r, nil
}

// Has reports whether the report has a change of one of the kinds.
func (r *Report) Has(kinds []Kind) bool {
	for _, c := range r.Changes {
		if slices.ContainsFunc(c.Kinds, func(k Kind) bool { return slices.Contains(kinds, k) }) {
			return true
		}
	}
	for _, s := range r.Settings {
		if slices.ContainsFunc(s.Kinds, func(k Kind) bool { return slices.Contains(kinds, k) }) {
			return true
		}
	}
	return false
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

// line returns where a change stands, for the order.
func line(c Change) int {
	switch {
	case c.New.Row != nil:
		return c.New.Row.Line
	case c.Old.Row != nil:
		return c.Old.Row.Line
	}
	return 0
}

// kindsOf returns what becomes of requests that had one answer and have another one.
func kindsOf(old, new answer) (kinds []Kind) {
	if !new.demand.Implies(old.demand) {
		if new.public() {
			kinds = append(kinds, NewlyPublic)
		}
		kinds = append(kinds, Loosened)
	}
	if !old.demand.Implies(new.demand) {
		if len(new.demand) == 0 {
			kinds = append(kinds, NewlyDenied)
		}
		kinds = append(kinds, Tightened)
	}
	listed := old.verdict == route.Listed && new.verdict == route.Listed
	switch {
	case len(kinds) > 0:
	case !listed && len(new.demand) == 0: // nobody may, as before
	case old.verdict != new.verdict, listed && old.place() != new.place():
		kinds = append(kinds, Moved)
	case listed && old.names() != new.names():
		kinds = append(kinds, Renamed)
	}
	return kinds
}

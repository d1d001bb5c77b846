// Package expect tests a table: it reads expectations about requests and callers, and says which ones the table does
// not fulfil, and which rows no expectation touches.
//
// A file of expectations is a list of cases. A case has a caller and requests, each with what it gets:
//
//	tests:
//	  - as: clerk
//	    GET /orders/7: allow
//	    DELETE /orders/7: deny
//	  - have: [order:read]
//	    GET /orders/7?page=1: 200 ShowOrder
//	  - as: unauthenticated
//	    GET /orders/7: 401
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package expect

import (
	"net/http"

	"github.com/permroute/permroute/generator/analysis/roles"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// The callers that need no role of the table.
const (
	Unauthenticated = "unauthenticated" // who sends no proof of who calls
	Authenticated   = "authenticated"   // who is known and has no permission
)

// A Case is a caller and what its requests get.
type Case struct {
	Caller       Caller
	Expectations []Expectation
}

// A Caller is who sends a request.
type Caller struct {
	Name  string         // as a report shows it: "clerk", or "order:read, order:write"
	Known bool           // false for Unauthenticated
	Held  grants.Holding // with what follows from it
}

// An Expectation says what a request gets.
type Expectation struct {
	Pos    diag.Position
	Method string
	Target string
	Want   string // allow, deny or a status
	Row    string // the id of the row that decides; empty for any
}

// The wants that are no status.
const (
	Allow = "allow"
	Deny  = "deny"
)

// statuses are the statuses of a guard's decisions, but for 500.
var statuses = [...]int{http.StatusOK, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed}

// A Result is what a request gets, beside what was expected.
type Result struct {
	Caller Caller
	Expectation
	Status  int
	Verdict string
	Decides *model.Route // the row that decides; nil if none does
}

// Fulfilled reports whether the request gets what was expected.
func (r Result) Fulfilled() bool {
	id := ""
	if r.Decides != nil {
		id = r.Decides.ID
	}
	switch {
	case r.Row != "" && r.Row != id:
		return false
	case r.Want == Allow:
		return r.Status == http.StatusOK
	case r.Want == Deny:
		return r.Status != http.StatusOK
	}
	return r.Want == itoa(r.Status)
}

// A Report is the results of all expectations.
type Report struct {
	API       *model.API
	Results   []Result
	Untouched []*model.Route // the rows that decide on no request of an expectation
}

// Failed returns the results that are not as expected.
func (r *Report) Failed() (failed []Result) {
	for _, result := range r.Results {
		if !result.Fulfilled() {
			failed = append(failed, result)
		}
	}
	return failed
}

// Cover returns how many of a hundred rows are touched, rounded down.
func (r *Report) Cover() int {
	rows := len(r.API.Routes)
	if rows == 0 {
		return 100
	}
	return 100 * (rows - len(r.Untouched)) / rows
}

// Run asks a table about all expectations.
func Run(api *model.API, cases []Case) *Report {
	r := &Report{API: api}
	touched := map[*model.Route]bool{}
	for _, c := range cases {
		for _, e := range c.Expectations {
			result := answer(api, c.Caller, e)
			touched[result.Decides] = true
			r.Results = append(r.Results, result)
		}
	}
	for _, row := range api.Routes {
		if !touched[row] {
			r.Untouched = append(r.Untouched, row)
		}
	}
	return r
}

// answer returns what a request gets, as a guard answers it.
func answer(api *model.API, caller Caller, e Expectation) Result {
	r := Result{Caller: caller, Expectation: e, Status: http.StatusBadRequest, Verdict: route.Refused.String()}
	path, ok := route.TargetPath(e.Target)
	if !ok {
		return r
	}
	account := api.Views().Of(e.Method).Account(path)
	r.Verdict = account.Verdict.String()
	if account.Verdict == route.Listed {
		r.Decides = api.Routes[account.Row]
	}
	r.Status = roles.Request{Verdict: account.Verdict, Row: r.Decides, Known: caller.Known, Held: caller.Held}.Status(api)
	return r
}

// Package explain reports which permissions a request needs, and why. It makes the decision of the generated
// package by the same definition, and shows what the decision follows from.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package explain

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A Request is a request to explain.
type Request struct {
	Method  string
	Target  string         // a path, perhaps with a query, or an absolute URL
	Held    grants.Holding // what the caller has; nil for nothing
	Unknown []string       // what the caller was granted and the table does not declare
}

// An Explanation is the decision on a request, and why. Allowed, Verdict, Status, Route and Missing are
// what the generated package's Authorize returns for an authenticated caller. Every other caller may send the request
// only if it is Public.
type Explanation struct {
	Method  string   `json:"method"`
	Target  string   `json:"target"`
	Path    string   `json:"path"` // of the target, byte for byte
	Allowed bool     `json:"allowed"`
	Public  bool     `json:"public"`  // everyone may send it, without a login
	Verdict string   `json:"verdict"` // Listed, Unlisted, MethodUnlisted or Refused
	Status  int      `json:"status"`
	Route   string   `json:"route,omitempty"`   // the id of the row that decides
	Missing []string `json:"missing,omitempty"` // what the caller lacks
	Because string   `json:"because"`           // the decision in a sentence

	Row         *report.Row  `json:"row,omitempty"`
	Permissions []Permission `json:"permissions,omitempty"` // of the row
	Refusal     *Refusal     `json:"refusal,omitempty"`
	Remedies    []string     `json:"remedies,omitempty"` // what would make a Refused request Listed
	Reached     []Reached    `json:"reached"`            // the rows that the path reaches, the winner first
	Nearest     []report.Row `json:"nearest,omitempty"`  // rows with similar paths, if the path is Unlisted
	Unknown     []Unknown    `json:"unknown,omitempty"`  // codes of the caller that the table does not declare
}

// A Permission is a code that a row names.
type Permission struct {
	Code    string `json:"code"`
	Text    string `json:"text,omitempty"`
	Granted bool   `json:"granted"`
}

// A Refusal tells what is not canonical in a request.
type Refusal struct {
	In   string `json:"in"`   // method, path or target
	Byte int    `json:"byte"` // from 0
	Rule string `json:"rule"` // the rule that the byte breaks
}

// A Reached row is a row that some server could run for the request.
type Reached struct {
	report.Row
	Own     bool     `json:"own"`     // of the request's method
	Exactly bool     `json:"exactly"` // the path equals the row byte for byte
	AtBase  bool     `json:"atBase"`  // the path equals the part of the row before its **
	Ways    []string `json:"ways"`    // what a server must do to run the row: ids of route.Equivalence
	Servers []string `json:"servers"` // the servers that do so, by name
	Winner  bool     `json:"winner"`  // it is the first row of the method by precedence
	Beaten  string   `json:"beaten"`  // the rule by which the winner beats it; empty if none does
}

// An Unknown code is a code of the caller that the table does not declare. It grants nothing.
type Unknown struct {
	Code    string `json:"code"`
	Nearest string `json:"nearest,omitempty"`
}

// WithUpstream returns the table as if the spec named these servers under upstream:. nil stands for any.
func WithUpstream(api *model.API, names []string) (*model.API, error) {
	var does route.Equivalence
	for _, name := range names {
		u, known := route.UpstreamOf(name)
		if !known {
			return nil, unknownServer(name)
		}
		does |= u.Does
	}
	table := api.Table
	table.Excluded = 0
	if names != nil {
		table.Excluded = route.AnyServer &^ does
	}
	behind := api.With(table)
	behind.Upstream = names
	return behind, nil
}

func unknownServer(name string) error {
	mean := diag.DidYouMean(name, append(route.UpstreamNames(), "any"))
	if mean != "" {
		mean = "; " + mean
	}
	return fmt.Errorf("the server %s; allowed: any, or a list of %s%s", diag.Quote(name), strings.Join(route.UpstreamNames(), ", "), mean)
}

// An Explainer explains requests to one table.
type Explainer struct{ api *model.API }

// For returns an Explainer for a table.
func For(api *model.API) *Explainer { return &Explainer{api} }

// Explain explains the decision on a request.
func (x *Explainer) Explain(q Request) *Explanation {
	e := &Explanation{Method: q.Method, Target: q.Target, Reached: []Reached{}}
	e.Unknown = x.unknown(q.Unknown)
	path, wrong := pathOf(q.Target)
	e.Path = path
	account := route.Account{Row: -1, Winner: -1, Refusal: wrong}
	if wrong == nil {
		account = x.api.Views().Of(q.Method).Account(path)
	}
	e.Verdict = account.Verdict.String()
	if r := account.Refusal; r != nil {
		e.Refusal = &Refusal{r.In, r.Offset, string(r.Rule)}
	}
	x.reached(e, account)
	x.decide(e, account, q.Held)
	e.Because = x.because(e, account)
	e.Remedies = x.remedies(e, account)
	if account.Verdict == route.Unlisted {
		e.Nearest = x.nearest(q.Method, path)
	}
	return e
}

// ruleTarget is the rule for targets. A target that breaks it cannot be in a request line.
const ruleTarget route.Rule = "a target is a path, or a URL with a scheme, a host and a path"

// pathOf returns the path of a request target, byte for byte.
func pathOf(target string) (string, *route.Refusal) {
	if strings.HasPrefix(target, "/") {
		path, _, _ := strings.Cut(target, "?")
		return path, nil
	}
	u, err := url.ParseRequestURI(target)
	if err != nil || u.Opaque != "" {
		return "", &route.Refusal{In: "target", Rule: ruleTarget}
	}
	path, _, _ := strings.Cut(target, "?")
	_, path, _ = strings.Cut(path, ":") // after the scheme
	if host, found := strings.CutPrefix(path, "//"); found {
		_, below, slash := strings.Cut(host, "/")
		if path = ""; slash {
			path = "/" + below
		}
	}
	return path, nil
}

// decide fills in what Authorize returns.
func (x *Explainer) decide(e *Explanation, account route.Account, held grants.Holding) {
	e.Status = 200
	if account.Verdict == route.Listed {
		x.listed(e, x.api.Routes[account.Row], held)
	} else {
		x.open(e, x.api.Unlisted(account.Verdict))
	}
	if !e.Allowed {
		e.Status = account.Verdict.DeniedStatus()
	}
}

// open fills in the decision of a word.
func (x *Explainer) open(e *Explanation, a access.Access) {
	e.Allowed, e.Public = a != access.Nobody, a == access.Public
}

// listed fills in the decision of a row. What the caller lacks is counted for each alternative: Missing is the
// shortest list, the first of equals.
func (x *Explainer) listed(e *Explanation, row *model.Route, held grants.Holding) {
	granted := func(p *model.Permission) bool { return held != nil && held[p.Number-1] }
	e.Route, e.Row, e.Public = row.ID, report.RowOf(row), row.Public
	seen := map[*model.Permission]bool{}
	for i, alternative := range row.Alternatives {
		var lacks []*model.Permission
		for _, p := range alternative {
			if !granted(p) {
				lacks = append(lacks, p)
			}
			if !seen[p] {
				e.Permissions = append(e.Permissions, Permission{p.Code, p.Text, granted(p)})
			}
			seen[p] = true
		}
		e.Allowed = e.Allowed || len(lacks) == 0
		if i == 0 || len(lacks) < len(e.Missing) {
			e.Missing = codes(lacks)
		}
	}
}

// codes returns the permissions' codes in the order of the table, like a generated Set.
func codes(permissions []*model.Permission) (codes []string) {
	slices.SortFunc(permissions, func(a, b *model.Permission) int { return a.Number - b.Number })
	for _, p := range permissions {
		codes = append(codes, p.Code)
	}
	return codes
}

// mostNearest is how many unknown codes get the nearest declared one: each search looks at all of these.
const mostNearest = 100

// unknown returns the codes of the caller that the table does not declare, each once.
func (x *Explainer) unknown(codes []string) (unknown []Unknown) {
	all := make([]string, 0, len(x.api.Permissions))
	for _, p := range x.api.Permissions {
		all = append(all, p.Code)
	}
	seen := map[string]bool{}
	for _, code := range codes {
		if seen[code] {
			continue
		}
		seen[code] = true
		u := Unknown{Code: code}
		if len(unknown) < mostNearest {
			u.Nearest = diag.Nearest(code, all)
		}
		unknown = append(unknown, u)
	}
	return unknown
}

package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

// reached fills in the rows that the path reaches: first the winner, then the rows that conflict with it,
// then the others.
func (x *Explainer) reached(e *Explanation, account route.Account) {
	view := x.api.Views().Of(e.Method)
	for _, m := range account.Met {
		ways := view.Ways(m, e.Path)
		e.Reached = append(e.Reached, Reached{
			Row:     *report.RowOf(x.api.Routes[m.Row]),
			Own:     m.Own,
			Exactly: m.Reach == route.Exactly,
			AtBase:  m.Reach == route.ByEmptyRest,
			Ways:    idsOf(ways),
			Servers: route.Servers(ways, x.api.Upstream),
			Winner:  m.Row == account.Winner,
			Beaten:  ruleOf(m.Why).id,
		})
	}
	rank := func(r Reached) int {
		switch {
		case r.Winner:
			return 0
		case r.Beaten == "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(e.Reached, func(a, b Reached) int { return cmp.Compare(rank(a), rank(b)) })
}

// because returns the decision in a sentence.
func (x *Explainer) because(e *Explanation, account route.Account) string {
	switch {
	case e.Refusal != nil:
		return fmt.Sprintf("byte %d of the %s: %s: %s", e.Refusal.Byte, e.Refusal.In, found(e), e.Refusal.Rule)
	case account.Verdict == route.Refused:
		return "a server could run " + against(e)
	case account.Verdict == route.Unlisted:
		return "no server runs a row for this path, and unlisted paths are " + open(x.api.UnlistedPath)
	case account.Verdict == route.MethodUnlisted:
		return x.methodUnlisted(e)
	}
	switch a, ok := access.Of(e.Row.Require); {
	case ok:
		return "the row is " + open(a)
	case e.Allowed:
		return "the caller has what the row needs"
	}
	return "the caller lacks " + strings.Join(e.Missing, " and ")
}

// open says who may send a request.
func open(a access.Access) string { return "open to " + a.Callers() }

// found quotes the text at the refused byte.
func found(e *Explanation) string {
	text := map[string]string{"method": e.Method, "path": e.Path, "target": e.Target}[e.Refusal.In]
	if e.Refusal.Byte >= len(text) {
		return "the end of " + diag.Quote(text)
	}
	text = text[e.Refusal.Byte:]
	if text[0] == '%' {
		return diag.Quote(text[:min(3, len(text))])
	}
	for i := range text {
		if i > 0 {
			return diag.Quote(text[:i])
		}
	}
	return diag.Quote(text)
}

// against names the rows of which a server could run any one.
func against(e *Explanation) string {
	var rows []string
	for _, r := range e.Reached {
		if r.Winner || r.Beaten == "" {
			rows = append(rows, r.Method+" "+r.Path)
		}
	}
	return strings.Join(rows, " or ") + ", whose requirements differ"
}

func (x *Explainer) methodUnlisted(e *Explanation) string {
	var methods []string
	for _, r := range e.Reached {
		if !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	slices.Sort(methods)
	return "the path is listed with " + strings.Join(methods, ", ") + " only, and other methods are " + open(x.api.UnlistedMethod)
}

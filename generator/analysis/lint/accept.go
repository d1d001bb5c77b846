package lint

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

func needlessAcceptance() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "needless-acceptance", Level: report.Warning,
			Summary: "The spec accepts a finding that does not occur.",
			Why:     "The next finding of the rule at this place would be accepted without anybody seeing it.",
			Remedy:  "Remove the acceptance.",
		},
		Example: Example{
			Found: `routes:
  - {id: ListOrders, route: GET /orders, require: order:view, accept: {overlap: There was another route.}}
`,
			Mended: `routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
`,
		},
	}
}

// accepted returns the findings so far, with the reasons why the spec accepts them, and a finding for
// each acceptance that accepts nothing.
func (l *linter) accepted() (findings []report.Finding) {
	used := map[diag.Position]bool{}
	for _, f := range l.found {
		for _, a := range slices.Concat(f.accept, l.api.Accept) {
			if a.Rule == f.Rule && f.Reason == "" {
				f.Reason = a.Reason.Value
				used[a.Reason.Pos] = true
			}
		}
		findings = append(findings, f.Finding)
	}
	for _, a := range l.acceptances() {
		if !used[a.Reason.Pos] {
			findings = append(findings, needlessAcceptance().finding(report.PlaceOf(a.Reason.Pos), "there is no finding of "+a.Rule+" here", "remove the acceptance"))
		}
	}
	return findings
}

// acceptances returns all acceptances of the spec.
func (l *linter) acceptances() []syntax.Acceptance {
	all := slices.Clone(l.api.Accept)
	for _, p := range l.api.Permissions {
		all = append(all, p.Accept...)
	}
	for _, r := range l.api.Roles {
		all = append(all, r.Accept...)
	}
	for _, r := range l.api.Routes {
		all = append(all, r.Accept...)
	}
	return all
}

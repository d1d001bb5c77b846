// Package lint finds what is probably wrong in a table: routes that compete for one request, spellings
// that differ, settings that allow more than intended. A spec can accept a finding, with a reason.
//
// Each rule is defined once, in the file that has its check: see Rules.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// A linter collects the findings in a table.
type linter struct {
	api      *model.API
	rule     Rule // whose check runs
	found    []located
	meetings []meeting                            // computed before the checks
	uses     map[*model.Permission][]*model.Route // the routes that name each permission, each once
}

// A located finding carries the acceptances that are written where it is.
type located struct {
	report.Finding
	accept []syntax.Acceptance
}

// Lint returns the findings in a spec, sorted by position. Accepted findings are included, with the
// spec's reason. file names the spec in positions.
func Lint(file string, source []byte) []report.Finding {
	api, list := model.Inspect(file, source)
	if len(list) > 0 {
		return wrong(list)
	}
	l := newLinter(api)
	for _, r := range Rules() {
		if l.rule = r; r.find != nil {
			r.find(l)
		}
	}
	findings := slices.Concat(l.accepted(), unreachable(api))
	slices.SortStableFunc(findings, byPosition)
	return findings
}

func newLinter(api *model.API) *linter {
	l := &linter{api: api, uses: map[*model.Permission][]*model.Route{}}
	for _, row := range api.Routes {
		for _, all := range row.Alternatives {
			for _, p := range all {
				if !slices.Contains(l.uses[p], row) {
					l.uses[p] = append(l.uses[p], row)
				}
			}
		}
	}
	l.meetings = l.findMeetings()
	return l
}

func byPosition(a, b report.Finding) int {
	return cmp.Or(
		cmp.Compare(a.Place.Line, b.Place.Line),
		cmp.Compare(a.Place.Column, b.Place.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
	)
}

// finding returns a finding of the rule whose check runs.
func (l *linter) finding(pos diag.Position, remedy, format string, args ...any) report.Finding {
	return l.rule.finding(report.PlaceOf(pos), fmt.Sprintf(format, args...), remedy)
}

// relate adds a related place to a finding.
func relate(f *report.Finding, pos diag.Position, message string) {
	f.Related = append(f.Related, report.Related{Place: report.PlaceOf(pos), Message: message})
}

// atRoute adds a finding that can be accepted on a route.
func (l *linter) atRoute(r *model.Route, f report.Finding) {
	l.found = append(l.found, located{f, r.Accept})
}

// atCode adds a finding that can be accepted on a permission.
func (l *linter) atCode(p *model.Permission, f report.Finding) {
	l.found = append(l.found, located{f, p.Accept})
}

// atRole adds a finding that can be accepted on a role.
func (l *linter) atRole(r *model.Role, f report.Finding) {
	l.found = append(l.found, located{f, r.Accept})
}

// atTable adds a finding that can only be accepted on the whole table.
func (l *linter) atTable(f report.Finding) { l.found = append(l.found, located{f, nil}) }

// view returns the table as requests of a method see it.
func (l *linter) view(method string) *route.View { return l.api.Views().Of(method) }

// named returns METHOD /path of a route.
func named(r *model.Route) string { return r.Method + " " + r.Pattern.String() }

// Package lint finds what is probably wrong in a table: rows that stand in each other's way, spellings
// that differ, settings that open more than is meant. A spec can accept a finding, with a reason.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// A check looks for the findings of a rule.
type check struct {
	report.Rule
	find func(*linter)
}

// checks returns the rules whose findings a spec can accept, in the order of their ids.
func checks() []check {
	return []check{
		{report.Rule{ID: "literal-beside-param", Level: report.Warning, Summary: "A literal stands where another row has a parameter, and the two need different permissions."}, (*linter).besideParam},
		{report.Rule{ID: "method-verb", Level: report.Info, Summary: "The method reads and the permission's verb writes, or the other way round."}, (*linter).verbs},
		{report.Rule{ID: "narrowed-upstream", Level: report.Warning, Summary: "Unlisted paths pass, and only some servers' ways to read a path are heeded."}, (*linter).narrowed},
		{report.Rule{ID: "near-duplicate", Level: report.Warning, Summary: "Two literals or two codes are spelt nearly alike."}, (*linter).nearDuplicates},
		{report.Rule{ID: "needless-rest", Level: report.Info, Summary: "A path ends in **, and no other row goes on below it."}, (*linter).needlessRest},
		{report.Rule{ID: "open-methods", Level: report.Warning, Summary: "Unlisted methods pass, and a server behind may route by path alone."}, (*linter).openMethods},
		{report.Rule{ID: "overlap", Level: report.Warning, Summary: "Two rows with different requirements name one path."}, (*linter).overlaps},
		{report.Rule{ID: "parameter-names", Level: report.Info, Summary: "One parameter has several names."}, (*linter).parameterNames},
		{report.Rule{ID: "spelling-style", Level: report.Info, Summary: "Codes are spelt in several styles."}, (*linter).styles},
		{report.Rule{ID: "text-differs", Level: report.Info, Summary: "The document describes one code by different texts."}, (*linter).texts},
		{report.Rule{ID: "unlisted-method", Level: report.Warning, Summary: "Common methods of a listed path are not listed."}, (*linter).unlistedMethods},
		{report.Rule{ID: "unused-code", Level: report.Warning, Summary: "No row needs the code."}, (*linter).unused},
	}
}

// The rules whose findings cannot be accepted.
const (
	wrongSpec          = "wrong-spec"
	unreachableRow     = "unreachable-row"
	needlessAcceptance = "needless-acceptance"
)

// Rules returns all rules, in the order of their ids.
func Rules() []report.Rule {
	rules := []report.Rule{
		{ID: needlessAcceptance, Level: report.Warning, Summary: "The spec accepts a finding that there is not."},
		{ID: unreachableRow, Level: report.Error, Summary: "No request can be answered with the row: nothing is generated."},
		{ID: wrongSpec, Level: report.Error, Summary: "The spec is wrong: nothing is generated."},
	}
	for _, c := range checks() {
		rules = append(rules, c.Rule)
	}
	slices.SortFunc(rules, func(a, b report.Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// A linter collects the findings in a table.
type linter struct {
	api   *model.API
	rule  report.Rule // that is looked for
	found []found
	pairs []meeting // rows that stand in each other's way
	views map[string]*route.View
}

// A found finding, and the acceptances that stand where it does.
type found struct {
	report.Finding
	accept []syntax.Acceptance
}

// Lint returns what it finds in a spec, by position: what the spec accepts too, with the reason. file is
// how positions name it.
func Lint(file string, source []byte) []report.Finding {
	written, list := syntax.Parse(file, source)
	var api *model.API
	if len(list) == 0 {
		api, list = model.Read(written)
	}
	if len(list) > 0 {
		return wrong(list)
	}
	l := &linter{api: api, views: map[string]*route.View{}}
	l.meetings()
	for _, c := range checks() {
		l.rule = c.Rule
		c.find(l)
	}
	findings := l.accepted()
	for _, u := range api.Unreachable() {
		d := u.Diagnostic()
		findings = append(findings, report.Finding{
			Rule: unreachableRow, Level: report.Error, Place: report.PlaceOf(d.Pos), Message: d.Message, Remedy: d.Remedy,
			Related: []report.Related{{Place: report.PlaceOf(u.Against.Position()), Message: "the row that stands against it"}},
		})
	}
	slices.SortStableFunc(findings, byPosition)
	return findings
}

// Wrong reports whether a finding says that the spec is wrong, so that nothing else was looked for.
func Wrong(f report.Finding) bool { return f.Rule == wrongSpec }

// wrong returns a wrong spec's diagnostics as findings.
func wrong(list diag.List) []report.Finding {
	var findings []report.Finding
	for _, d := range list {
		findings = append(findings, report.Finding{Rule: wrongSpec, Level: report.Error, Place: report.PlaceOf(d.Pos), Message: d.Message, Remedy: d.Remedy})
	}
	return findings
}

func byPosition(a, b report.Finding) int {
	return cmp.Or(
		cmp.Compare(a.Place.Line, b.Place.Line),
		cmp.Compare(a.Place.Column, b.Place.Column),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Message, b.Message),
	)
}

// accepted returns the findings with the reasons why the spec accepts them, and a finding for each
// acceptance that accepts nothing.
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
			findings = append(findings, report.Finding{
				Rule: needlessAcceptance, Level: report.Warning, Place: report.PlaceOf(a.Reason.Pos),
				Message: "no finding of " + a.Rule + " stands here", Remedy: "remove the acceptance",
			})
		}
	}
	return findings
}

// acceptances returns all that the spec has.
func (l *linter) acceptances() []syntax.Acceptance {
	all := slices.Clone(l.api.Accept)
	for _, p := range l.api.Permissions {
		all = append(all, p.Accept...)
	}
	for _, r := range l.api.Routes {
		all = append(all, r.Accept...)
	}
	return all
}

// at returns a finding of the rule that is looked for.
func (l *linter) at(pos diag.Position, remedy, format string, args ...any) report.Finding {
	return report.Finding{Rule: l.rule.ID, Level: l.rule.Level, Place: report.PlaceOf(pos), Message: fmt.Sprintf(format, args...), Remedy: remedy}
}

// related adds a place to a finding.
func related(f *report.Finding, pos diag.Position, message string) {
	f.Related = append(f.Related, report.Related{Place: report.PlaceOf(pos), Message: message})
}

// row adds a finding that stands at a row, code one that stands at a code, table one that stands at
// neither.
func (l *linter) row(r *model.Route, f report.Finding) { l.found = append(l.found, found{f, r.Accept}) }

func (l *linter) code(p *model.Permission, f report.Finding) {
	l.found = append(l.found, found{f, p.Accept})
}

func (l *linter) table(f report.Finding) { l.found = append(l.found, found{f, nil}) }

// view returns the table as requests of a method see it.
func (l *linter) view(method string) *route.View {
	if l.views[method] == nil {
		l.views[method] = l.api.Table.View(method)
	}
	return l.views[method]
}

// named returns METHOD /path of a row.
func named(r *model.Route) string { return r.Method + " " + r.Pattern.String() }

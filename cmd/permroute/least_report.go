package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// A leastReport says what traffic needs.
type leastReport struct {
	strings.Builder
	api   *model.API
	have  map[*model.Permission]bool
	asked bool // a flag says what was granted
	by    string
	logs  []string
}

func (r *leastReport) line(format string, args ...any) { fmt.Fprintf(r, format+"\n", args...) }

// whole reports on all requests, and then on each group.
func (r *leastReport) whole(result *traffic.Result) {
	grant := r.needs(&result.Counts)
	for _, a := range access.All() {
		r.routes(a.Callers()+" may call", grant.Open[a])
	}
	r.unanswered(&result.Counts)
	for _, g := range result.Groups {
		r.group(g.Value, &g.Counts)
	}
	if result.Others != nil {
		r.line("")
		r.line("further values of %s, which are too many to be told apart: %s", r.by, diag.Counted(result.Others.Calls(), "call"))
	}
	r.line("")
	r.line("%s: %s, %d malformed", diag.Counted(result.Lines, "line"), diag.Counted(result.Calls(), "call"), result.Malformed)
	for o, n := range result.LeftOut {
		if n == 0 {
			continue
		}
		what := formats.Outcome(o).LeftOut()
		if formats.Outcome(o) == formats.OtherHost {
			what += ": " + diag.Inert(strings.Join(result.Hosts, ", ")) + "; --host names the hosts that count"
		}
		r.line("left out: %d (%s)", n, what)
	}
}

// write writes the report as text or as JSON.
func (r *leastReport) write(w io.Writer, result *traffic.Result, format string) error {
	if format == "json" {
		return report.JSON(w, r.answer(result))
	}
	r.whole(result)
	_, err := io.WriteString(w, r.String())
	return err
}

// needs reports the permissions that are needed, each with its routes.
func (r *leastReport) needs(c *traffic.Counts) traffic.Grant {
	grant := traffic.Least(r.api, c.Uses, r.have)
	of := fmt.Sprintf("%d of %s needed", len(grant.Needed), diag.Counted(len(r.api.Permissions), "permission"))
	if !grant.Smallest {
		of += ", or perhaps fewer: there are too many alternatives to try all"
	}
	r.line("%s", of)
	for _, n := range grant.Needed {
		r.line("  %s  %s%s%s", diag.Inert(n.Permission.Code), diag.Counted(n.Calls(), "call"), implied(n), r.missing(n.Permission))
		r.uses(n.Uses)
	}
	r.role(c, "")
	r.unused(grant)
	return grant
}

// implied says that a permission follows from another one that is needed too.
func implied(n traffic.Need) string {
	if n.ImpliedBy == nil {
		return ""
	}
	return ", implied by " + diag.Inert(n.ImpliedBy.Code)
}

// role names the smallest role that allows the calls, and what it grants beyond them.
func (r *leastReport) role(c *traffic.Counts, indent string) {
	if len(r.api.Roles) == 0 || len(c.Uses) == 0 {
		return
	}
	fit := traffic.SmallestRole(r.api, c.Uses)
	if fit == nil {
		r.line("%sno role allows all of it", indent)
		return
	}
	r.line("%ssmallest role: %s", indent, diag.Inert(fit.Role.Name))
	if len(fit.NeverUsed) > 0 {
		r.line("%s  of which was never used: %s", indent, diag.Inert(strings.Join(codesOf(fit.NeverUsed), ", ")))
	}
}

func codesOf(permissions []*model.Permission) []string {
	codes := []string{}
	for _, p := range permissions {
		codes = append(codes, p.Code)
	}
	return codes
}

// missing says that a permission is needed and not granted.
func (r *leastReport) missing(p *model.Permission) string {
	if !r.asked || r.have[p] {
		return ""
	}
	return ", not granted"
}

// unused reports what is granted and was never used.
func (r *leastReport) unused(g traffic.Grant) {
	if codes := r.neverUsed(g); len(codes) > 0 {
		r.line("granted and never used")
		for _, code := range codes {
			r.line("  %s", diag.Inert(code))
		}
	}
}

func (r *leastReport) neverUsed(g traffic.Grant) (codes []string) {
	needed, implied := map[*model.Permission]bool{}, map[*model.Permission]bool{}
	for _, n := range g.Needed {
		needed[n.Permission] = true
	}
	for p := range r.have {
		for _, q := range r.api.Closure([]*model.Permission{p})[1:] {
			implied[q] = true
		}
	}
	for _, p := range r.api.Permissions {
		if r.have[p] && !needed[p] && !implied[p] {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

func (r *leastReport) routes(what string, uses []traffic.Use) {
	if len(uses) > 0 {
		r.line("%s", what)
		r.uses(uses)
	}
}

// uses reports rows: id, METHOD /path, calls and the place of the first.
func (r *leastReport) uses(uses []traffic.Use) {
	for _, u := range uses {
		row := r.api.Routes[u.Row]
		r.line("    %s  %s %s  %s, first %s", diag.Inert(row.ID), row.Method, row.Pattern, diag.Counted(u.Calls, "call"), r.place(u.First))
	}
}

func (r *leastReport) place(p traffic.Place) string {
	return fmt.Sprintf("%s:%d", diag.Inert(r.logs[p.Log]), p.Line)
}

// unanswered reports the calls that no row decides on, by verdict.
func (r *leastReport) unanswered(c *traffic.Counts) {
	for _, v := range []struct {
		verdict route.Verdict
		why     string
	}{
		{route.Refused, "not canonical, or a server could take it for several rows"},
		{route.Unlisted, "no row has the path"},
		{route.MethodUnlisted, "no row has the method"},
	} {
		if n := c.Verdicts[v.verdict]; n > 0 {
			r.line("%v: %s (%s); the first", v.verdict, diag.Counted(n, "call"), v.why)
			for _, s := range c.Samples[v.verdict] {
				r.line("    %s  %s", r.place(s.Place), diag.Inert(s.Text))
			}
		}
	}
}

// group reports on the requests with one value of the field.
func (r *leastReport) group(value string, c *traffic.Counts) {
	grant := traffic.Least(r.api, c.Uses, r.have)
	r.line("")
	r.line("%s %s: %s", r.by, diag.Quote(value), diag.Counted(c.Calls(), "call"))
	for _, n := range grant.Needed {
		r.line("  needs %s  %s, first %s%s%s", diag.Inert(n.Permission.Code), diag.Counted(n.Calls(), "call"), r.place(first(n.Uses)), implied(n), r.missing(n.Permission))
	}
	r.role(c, "  ")
	if codes := r.neverUsed(grant); len(codes) > 0 {
		r.line("  never used: %s", diag.Inert(strings.Join(codes, ", ")))
	}
	for _, v := range []route.Verdict{route.Refused, route.Unlisted, route.MethodUnlisted} {
		if n := c.Verdicts[v]; n > 0 {
			r.line("  %v: %s, first %s", v, diag.Counted(n, "call"), r.place(c.Samples[v][0].Place))
		}
	}
}

// first returns the first of the places of uses.
func first(uses []traffic.Use) traffic.Place {
	place := uses[0].First
	for _, u := range uses[1:] {
		if u.First.Log < place.Log || u.First.Log == place.Log && u.First.Line < place.Line {
			place = u.First
		}
	}
	return place
}

// mostUnknown is how many undeclared codes are named.
const mostUnknown = 5

// undeclared names the first codes of --have that the spec does not declare, and says how many there are.
func (r *leastReport) undeclared(w io.Writer, codes []string) {
	var declared []string
	for _, p := range r.api.Permissions {
		declared = append(declared, p.Code)
	}
	for i, code := range codes {
		if i == mostUnknown {
			fmt.Fprintf(w, "and %s in --have that the spec does not declare\n", diag.Counted(len(codes)-mostUnknown, "more code"))
			return
		}
		meant := diag.DidYouMean(code, declared)
		if meant != "" {
			meant = "; " + meant
		}
		fmt.Fprintf(w, "--have %s, which the spec does not declare%s\n", diag.Quote(code), meant)
	}
}

// malformed shows the first lines that are no requests.
func (r *leastReport) malformed(w io.Writer, result *traffic.Result) {
	for _, s := range result.Bad {
		why := ""
		if s.Why != "" {
			why = diag.Inert(s.Why) + ": "
		}
		fmt.Fprintf(w, "%s: no request: %s%s\n", r.place(s.Place), why, diag.Quote(s.Text))
	}
	if more := result.Malformed - int64(len(result.Bad)); more > 0 {
		fmt.Fprintf(w, "and %d more lines that are no requests\n", more)
	}
}

package diff

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// Text writes the report for a person.
func (r *Report) Text(w io.Writer, style report.Style) error {
	if len(r.Settings)+len(r.Roles)+len(r.Changes) == 0 {
		_, err := fmt.Fprintf(w, "nothing changes for callers from %s to %s\n", diag.Inert(r.Old), diag.Inert(r.New))
		return err
	}
	for _, s := range r.Settings {
		if err := s.text(w, style); err != nil {
			return err
		}
	}
	for _, c := range r.Roles {
		if err := c.text(w, style); err != nil {
			return err
		}
	}
	for _, c := range r.Changes {
		if err := c.text(w, style); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, r.summary())
	return err
}

func (s Setting) text(w io.Writer, style report.Style) error {
	rows := [][]report.Cell{{{Text: "old", Colour: report.Faint}, {Text: s.Old}}, {{Text: "new", Colour: report.Faint}, {Text: s.New}}}
	if s.Request != nil {
		rows = append(rows, []report.Cell{{Text: "such as", Colour: report.Faint}, {Text: s.Request.Method + " " + s.Request.Path}})
	}
	if _, err := fmt.Fprintf(w, "%s: %s, for the whole table\n", headline(s.Kinds, style), diag.Inert(s.Name)); err != nil {
		return err
	}
	return style.Table(w, "    ", rows)
}

func (c Change) text(w io.Writer, style report.Style) error {
	if _, err := fmt.Fprintf(w, "%s: %s %s\n", headline(c.Kinds, style), diag.Inert(c.Request.Method), diag.Inert(c.Request.Path)); err != nil {
		return err
	}
	return style.Table(w, "    ", [][]report.Cell{
		append([]report.Cell{{Text: "old", Colour: report.Faint}}, c.Old.cells()...),
		append([]report.Cell{{Text: "new", Colour: report.Faint}}, c.New.cells()...),
	})
}

// cells returns the answer as cells of a table.
func (s Side) cells() []report.Cell {
	about := ""
	if s.Row != nil {
		about = fmt.Sprintf("%s %s %s (%s)", s.Row.Place, s.Row.ID, s.Row.Method+" "+s.Row.Path, s.Row.Group)
		if s.Verdict != "Listed" {
			about = "for " + about
		}
	}
	return []report.Cell{{Text: s.Verdict}, {Text: s.needs()}, {Text: about}}
}

// needs says who can send the requests.
func (s Side) needs() string {
	switch a, ok := access.Of(s.Needs); {
	case !ok:
		return "needs " + s.Needs
	case a == access.Nobody:
		return "denied to every caller"
	default:
		return "open to " + a.Callers()
	}
}

// headline returns the kinds of a change, in words.
func headline(kinds []Kind, style report.Style) string {
	var words []string
	for _, k := range kinds {
		words = append(words, strings.ReplaceAll(string(k), "-", " "))
	}
	if len(words) == 0 {
		return style.Paint(report.Faint, "nothing changes for callers")
	}
	if words[0] == string(Renamed) {
		words[0] = "renamed only"
	}
	colour := map[Kind]string{NewlyPublic: report.Red, Loosened: report.Red, RoleGains: report.Red, NewlyDenied: report.Yellow, Tightened: report.Yellow, RoleLoses: report.Yellow}[kinds[0]]
	return style.Paint(colour, strings.Join(words, ", "))
}

// summary counts the changes by kind.
func (r *Report) summary() string {
	var parts []string
	for _, kind := range Kinds() {
		n := 0
		for _, c := range r.Changes {
			if slices.Contains(c.Kinds, kind) {
				n++
			}
		}
		for _, c := range r.Roles {
			if slices.Contains(c.Kinds, kind) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(kind), "-", " ")))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no request gets another answer"}
	}
	return strings.Join(parts, ", ")
}

// Rules returns a rule for each kind, for findings.
func Rules() []report.Rule {
	return []report.Rule{
		{ID: string(NewlyPublic), Level: report.Error, Summary: "Everyone may send these requests now, without a login."},
		{ID: string(Loosened), Level: report.Error, Summary: "More callers may send these requests than before."},
		{ID: string(RoleGains), Level: report.Error, Summary: "The holders of a role may send requests now that they could not send before."},
		{ID: string(NewlyDenied), Level: report.Warning, Summary: "No caller may send these requests any more."},
		{ID: string(Tightened), Level: report.Warning, Summary: "Fewer callers may send these requests than before."},
		{ID: string(RoleLoses), Level: report.Warning, Summary: "The holders of a role may no longer send requests that they could send before."},
		{ID: string(Added), Level: report.Info, Summary: "A new row lists these requests, which nobody could send before."},
		{ID: string(Moved), Level: report.Info, Summary: "Another row decides on these requests, or a row has another METHOD or path."},
		{ID: string(Renamed), Level: report.Info, Summary: "The same row has other names."},
	}
}

// Findings returns the report's changes as findings. A finding is placed at the row of the new table. If
// there is none, it is placed at the row of the old table. oldFile and newFile are the names of the files.
func (r *Report) Findings(oldFile, newFile string) (findings []report.Finding) {
	for _, s := range r.Settings {
		if len(s.Kinds) > 0 {
			text := fmt.Sprintf("%s: %s is %s now and was %s before.", headline(s.Kinds, report.Style{}), s.Name, diag.Quote(s.New), diag.Quote(s.Old))
			findings = append(findings, report.Finding{Rule: string(s.Kinds[0]), Level: levelOf(s.Kinds), Place: report.Place{File: newFile}, Message: text})
		}
	}
	for _, c := range r.Roles {
		place := *c.Place
		if place.File = newFile; c.State == "removed" {
			place.File = oldFile
		}
		findings = append(findings, report.Finding{Rule: string(c.Kinds[0]), Level: levelOf(c.Kinds), Place: place, Message: headline(c.Kinds, report.Style{}) + ": " + c.sentence()})
	}
	for _, c := range r.Changes {
		f := report.Finding{Rule: string(c.Kinds[0]), Level: levelOf(c.Kinds), Place: report.Place{File: newFile}}
		f.Message = headline(c.Kinds, report.Style{}) + ": " + c.sentences()
		if c.Old.Row != nil {
			f.Place = c.Old.Row.Place
			f.Place.File = oldFile
			was := f.Place
			if c.New.Row != nil {
				f.Related = []report.Related{{Place: was, Message: "the row before"}}
			}
		}
		if c.New.Row != nil {
			f.Place = c.New.Row.Place
			f.Place.File = newFile
		}
		findings = append(findings, f)
	}
	return findings
}

func levelOf(kinds []Kind) report.Level {
	for _, r := range Rules() {
		if r.ID == string(kinds[0]) {
			return r.Level
		}
	}
	return report.Info
}

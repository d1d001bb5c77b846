package routes

import (
	"fmt"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/templates/handlers"
)

// Text writes the report for a person: a line for each gap, and a last line with their number.
func (r *Report) Text(w io.Writer, style report.Style) error {
	if len(r.Gaps) == 0 {
		_, err := fmt.Fprintf(w, "%s and %s of %s agree\n", diag.Counted(r.Handlers, "handler"), diag.Counted(r.Rows, "row"), diag.Inert(r.Spec))
		return err
	}
	var rows [][]report.Cell
	for _, g := range r.Gaps {
		rows = append(rows, []report.Cell{{Text: g.Kind, Colour: g.colour()}, {Text: g.subject()}, {Text: g.place()}, {Text: g.effect()}})
	}
	if err := style.Table(w, "", rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s, %s: %s\n", diag.Counted(r.Handlers, "handler"), diag.Counted(r.Rows, "row"), r.summary())
	return err
}

func (g Gap) colour() string {
	if levelOf(g.Kind) == report.Error {
		return report.Red
	}
	return report.Yellow
}

// subject returns the handler, or the row without one.
func (g Gap) subject() string {
	if g.Handler != nil {
		return g.Handler.String()
	}
	return g.Row.Method + " " + g.Row.Path
}

// place returns where the subject stands.
func (g Gap) place() string {
	if g.Handler != nil {
		return g.Handler.pos.String()
	}
	return g.Row.Place.String()
}

// effect says what the gap means for callers.
func (g Gap) effect() string {
	request := g.Method + " " + g.Path
	switch g.Kind {
	case handlers.Unread:
		return g.Why
	case handlers.NoHandler:
		return "open to " + g.Callers + ", but nothing answers"
	case handlers.Broader:
		return fmt.Sprintf("it also answers %s, open to %s; its row is %s", request, g.Callers, g.row())
	case handlers.FinalSlash:
		return fmt.Sprintf("%s is open to %s; the row is %s", request, g.Callers, g.row())
	}
	if g.Row != nil {
		return fmt.Sprintf("%s is open to %s, by %s", request, g.Callers, g.row())
	}
	return fmt.Sprintf("%s is open to %s", request, g.Callers)
}

func (g Gap) row() string { return fmt.Sprintf("%s %s (%s)", g.Row.Method, g.Row.Path, g.Row.Place) }

// summary counts the gaps by kind.
func (r *Report) summary() string {
	var parts []string
	for _, kind := range handlers.Kinds() {
		n := 0
		for _, g := range r.Gaps {
			if g.Kind == kind.Name {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind.Name))
		}
	}
	return strings.Join(parts, ", ")
}

// Rules returns a rule for each kind of gap, for findings. Their ids are the kinds with hyphens.
func Rules() (rules []report.Rule) {
	for _, kind := range handlers.Kinds() {
		rules = append(rules, report.Rule{ID: idOf(kind.Name), Level: levelOf(kind.Name), Summary: kind.Meaning})
	}
	return rules
}

func idOf(kind string) string { return strings.ReplaceAll(kind, " ", "-") }

// levelOf returns the level of a kind. A row without a handler is a dead row: it opens nothing.
func levelOf(kind string) report.Level {
	if kind == handlers.NoHandler || kind == handlers.FinalSlash {
		return report.Warning
	}
	return report.Error
}

// Findings returns the gaps as findings. A gap is placed at its row in the file of the spec or, without a row, at the
// file as a whole. A related place is the handler in its list.
func (r *Report) Findings(file string) (findings []report.Finding) {
	for _, g := range r.Gaps {
		f := report.Finding{Rule: idOf(g.Kind), Level: levelOf(g.Kind), Place: report.Place{File: file}, Message: g.Kind + ": " + g.subject() + ": " + g.effect()}
		if g.Row != nil {
			f.Place = g.Row.Place
			f.Place.File = file
		}
		if g.Handler != nil {
			f.Related = []report.Related{{Place: report.PlaceOf(g.Handler.pos), Message: "the handler"}}
		}
		findings = append(findings, f)
	}
	return findings
}

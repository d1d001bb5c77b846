package roles

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// Text writes the matrix, and then a line on each role.
func (r *Report) Text(w io.Writer, style report.Style) error {
	if len(r.Roles) == 0 {
		_, err := fmt.Fprintln(w, "the table has no roles")
		return err
	}
	head := []report.Cell{{Text: "route", Colour: report.Bold}, {Text: "needs", Colour: report.Bold}}
	for _, role := range r.Roles {
		head = append(head, report.Cell{Text: role.Name, Colour: report.Bold})
	}
	rows := [][]report.Cell{head}
	for _, route := range r.Routes {
		row := []report.Cell{{Text: route.Method + " " + route.Path}, {Text: route.Require}}
		for _, role := range r.Roles {
			row = append(row, mark(slices.Contains(route.Roles, role.Name)))
		}
		rows = append(rows, row)
	}
	if err := style.Table(w, "", rows); err != nil {
		return err
	}
	for _, role := range r.Roles {
		if _, err := fmt.Fprintf(w, "\n%s: %s\n", diag.Inert(role.Name), role.summary(len(r.Routes))); err != nil {
			return err
		}
	}
	return nil
}

// mark returns the cell of a role and a route.
func mark(calls bool) report.Cell {
	if calls {
		return report.Cell{Text: "yes", Colour: report.Green}
	}
	return report.Cell{Text: "-", Colour: report.Faint}
}

// summary says what a role may call, what it has, and what of it no route needs.
func (r Role) summary(routes int) string {
	text := fmt.Sprintf("may call %d of %d routes", len(r.Calls), routes)
	if len(r.Includes) > 0 {
		text += "; includes " + diag.Inert(strings.Join(r.Includes, ", "))
	}
	text += "\n  has " + diag.Inert(strings.Join(r.Permissions, ", "))
	if len(r.Unneeded) > 0 {
		text += "\n  no route needs " + diag.Inert(strings.Join(r.Unneeded, ", "))
	}
	return text
}

// CSV writes the matrix with a line for each route and a column for each role. A cell is yes or empty. The header line
// is the first.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{"id", "method", "path", "needs"}
	for _, role := range r.Roles {
		head = append(head, literal(role.Name))
	}
	_ = out.Write(head) // Flush keeps the error
	for _, route := range r.Routes {
		line := []string{literal(route.ID), route.Method, route.Path, literal(route.Require)}
		for _, role := range r.Roles {
			cell := ""
			if slices.Contains(route.Roles, role.Name) {
				cell = "yes"
			}
			line = append(line, cell)
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// literal returns a text that no spreadsheet takes for a formula.
func literal(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

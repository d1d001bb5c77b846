package explain

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

// Text writes the explanation for a person.
func (e *Explanation) Text(w io.Writer, style report.Style) error {
	if _, err := fmt.Fprintln(w, e.headline(style)); err != nil {
		return err
	}
	if err := style.Table(w, "  ", e.facts()); err != nil || len(e.Reached) == 0 && len(e.Nearest) == 0 {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return style.Table(w, "  ", e.rows())
}

func (e *Explanation) headline(style report.Style) string {
	verdict, colour := "denied", report.Red
	if e.Allowed {
		verdict, colour = "allowed", report.Green
	}
	return fmt.Sprintf("%s %s: %s (%d %s)", diag.Inert(e.Method), diag.Inert(e.Target), style.Paint(colour, verdict), e.Status, e.Verdict)
}

// facts returns what there is to say of the decision, a line each.
func (e *Explanation) facts() [][]report.Cell {
	var facts [][]report.Cell
	add := func(name, text, colour string) {
		facts = append(facts, []report.Cell{{Text: name, Colour: report.Faint}, {Text: text, Colour: colour}})
	}
	add("because", e.Because, "")
	if e.Refusal != nil {
		add("at", pointed(e), "")
	}
	if e.Row != nil {
		add("row", fmt.Sprintf("%s %s", e.Row.Place, named(e.Row)), "")
		add("route", e.Row.Method+" "+e.Row.Path, "")
		add("group", e.Row.Group, "")
		add("needs", e.Row.Require, "")
	}
	for _, p := range e.Permissions {
		has, colour := "missing", report.Red
		if p.Granted {
			has, colour = "granted", report.Green
		}
		add("", strings.TrimSpace(has+" "+p.Code+" "+p.Text), colour)
	}
	if len(e.Missing) > 0 {
		add("missing", strings.Join(e.Missing, " and "), report.Red)
	}
	for _, u := range e.Unknown {
		text := diag.Quote(u.Code) + " is not in the table and grants nothing"
		if u.Nearest != "" {
			text += "; did you mean " + diag.Quote(u.Nearest) + "?"
		}
		add("unknown", text, report.Yellow)
	}
	return facts
}

// pointed shows the byte of a refusal among those around it.
func pointed(e *Explanation) string {
	text := map[string]string{"method": e.Method, "path": e.Path, "target": e.Target}[e.Refusal.In]
	at := min(e.Refusal.Byte, len(text))
	return text[:at] + " >>> " + text[at:]
}

func named(r *report.Row) string {
	if r.Name == "" {
		return r.ID
	}
	return r.ID + ", " + r.Name
}

// rows returns the rows that are reached or, where there is none, nearest.
func (e *Explanation) rows() [][]report.Cell {
	if len(e.Nearest) > 0 {
		rows := [][]report.Cell{{{Text: "nearest rows", Colour: report.Bold}, {Text: "line"}, {Text: "needs"}}}
		for _, r := range e.Nearest {
			rows = append(rows, []report.Cell{{Text: r.Method + " " + r.Path}, {Text: fmt.Sprint(r.Line)}, {Text: r.Require}})
		}
		return rows
	}
	rows := [][]report.Cell{{{Text: "reached rows", Colour: report.Bold}, {Text: "line"}, {Text: "needs"}, {Text: "how, and what follows"}}}
	for _, r := range e.Reached {
		rows = append(rows, []report.Cell{{Text: r.Method + " " + r.Path}, {Text: fmt.Sprint(r.Line)}, {Text: r.Require}, {Text: r.how() + ": " + r.outcome(e), Colour: r.colour(e)}})
	}
	return rows
}

// how says how the request reaches the row.
func (r Reached) how() string {
	var ways []string
	for _, way := range r.Ways {
		ways = append(ways, map[string]string{
			"final-slash": "ignoring a final slash", "letter-case": "folding letter case", "extension": "dropping an extension",
			"empty-parameter": "taking an empty last parameter", "tail": "taking what goes on below the last parameter",
			"other-methods": "routing by path alone", "affixes": "ending a parameter early",
			"spanning": "taking slashes into a parameter", "loose-suffix": "ignoring the literal after a parameter",
			"head-as-get": "running the GET handler for HEAD", "front-controller": "dropping a first segment that ends in .php",
		}[way])
	}
	switch {
	case len(ways) == 0 && r.Exactly:
		return "exactly"
	case r.AtBase:
		return "where its ** takes nothing; many servers do not run it there"
	case len(ways) == 0:
		return "exactly, though some servers read the parameter in another way"
	}
	text := "by " + strings.Join(ways, " and ")
	if r.Exactly {
		text = "exactly, " + text
	}
	return text + " (" + servers(r.Servers) + ")"
}

// servers says who would.
func servers(names []string) string {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "all-methods" && len(names) > 1 })
	switch {
	case len(names) == 0:
		return "no server that upstream: can name does so alone"
	default:
		return strings.Join(names, ", ")
	}
}

// outcome says what follows from the row's being reached.
func (r Reached) outcome(e *Explanation) string {
	switch {
	case r.Winner && e.Verdict == route.Listed.String():
		return "speaks for the request"
	case r.Winner:
		return "goes first among the rows of the method"
	case r.Beaten != "":
		return "yields, " + map[string]string{
			"demand":       "as what the winner needs is enough for this row",
			"method":       "as no server behind runs rows of other methods",
			"cover":        "as this row covers the winner, which is the more special one",
			"tail-cover":   "as this row covers the winner by its tail only",
			"extends":      "as the winner goes on below this row, which is reached by its tail only",
			"all-literals": "as the winner is this very path",
		}[r.Beaten]
	case e.Verdict == route.MethodUnlisted.String():
		return "has another method"
	}
	return "stands against the winner"
}

func (r Reached) colour(e *Explanation) string {
	switch {
	case r.Winner && e.Verdict == route.Listed.String():
		return report.Green
	case r.Winner || r.Beaten != "":
		return ""
	}
	return report.Yellow
}

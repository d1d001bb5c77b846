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

// mostUnknown is how many codes that are not in the table are named.
const mostUnknown = 5

// facts returns the facts about the decision, one on each line.
func (e *Explanation) facts() [][]report.Cell {
	var facts [][]report.Cell
	add := func(name, text, colour string) {
		facts = append(facts, []report.Cell{{Text: name, Colour: report.Faint}, {Text: text, Colour: colour}})
	}
	add("because", e.Because, "")
	if e.Refusal != nil {
		add("at", pointed(e), "")
	}
	for i, r := range e.Remedies {
		name := "or"
		if i == 0 {
			name = "to list it"
		}
		add(name, r, "")
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
	for i, u := range e.Unknown {
		if i == mostUnknown {
			add("", fmt.Sprintf("and %d more codes that are not in the table", len(e.Unknown)-mostUnknown), report.Yellow)
			break
		}
		text := diag.Quote(u.Code) + " is not in the table and grants nothing"
		if u.Nearest != "" {
			text += "; did you mean " + diag.Quote(u.Nearest) + "?"
		}
		add("unknown", text, report.Yellow)
	}
	return facts
}

// pointed returns the refused text with a mark before the refused byte.
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

// rows returns the rows that are reached. If there are none, it returns the nearest rows.
func (e *Explanation) rows() [][]report.Cell {
	if len(e.Nearest) > 0 {
		rows := [][]report.Cell{{{Text: "nearest rows", Colour: report.Bold}, {Text: "line"}, {Text: "needs"}}}
		for _, r := range e.Nearest {
			rows = append(rows, []report.Cell{{Text: r.Method + " " + r.Path}, {Text: fmt.Sprint(r.Line)}, {Text: r.Require}})
		}
		return rows
	}
	rows := [][]report.Cell{{{Text: "reached rows", Colour: report.Bold}, {Text: "line"}, {Text: "needs"}, {Text: "how it is reached, and the outcome"}}}
	for _, r := range e.Reached {
		rows = append(rows, []report.Cell{{Text: r.Method + " " + r.Path}, {Text: fmt.Sprint(r.Line)}, {Text: r.Require}, {Text: r.how() + ": " + r.outcome(e), Colour: r.colour(e)}})
	}
	return rows
}

// how returns how the request reaches the row, in words.
func (r Reached) how() string {
	var does []string
	for _, w := range ways() {
		if slices.Contains(r.Ways, w.id) {
			does = append(does, w.words)
		}
	}
	switch {
	case len(does) == 0 && r.Exactly:
		return "exactly"
	case r.AtBase:
		return "with nothing for its ** (many servers do not run it then)"
	case len(does) == 0:
		return "exactly, though some servers read the parameter in another way"
	}
	text := "by " + strings.Join(does, " and ")
	if r.Exactly {
		text = "exactly, " + text
	}
	return text + " (" + servers(r.Servers) + ")"
}

// servers returns the servers that run the row for the request.
func servers(names []string) string {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "all-methods" && len(names) > 1 })
	switch {
	case len(names) == 0:
		return "no server that upstream: can name does so alone"
	default:
		return strings.Join(names, ", ")
	}
}

// outcome returns what follows for the decision, in words.
func (r Reached) outcome(e *Explanation) string {
	switch {
	case r.Winner && e.Verdict == route.Listed.String():
		return "decides"
	case r.Winner:
		return "goes first among the rows of the method"
	case r.Beaten != "":
		at := slices.IndexFunc(rules(), func(x rule) bool { return x.id == r.Beaten })
		return "loses, because " + rules()[at].words
	case e.Verdict == route.MethodUnlisted.String():
		return "has another method"
	}
	return "conflicts with the winner"
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

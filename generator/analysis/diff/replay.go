package diff

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/traffic"
)

// A Replay is what a change does to the calls of logs.
type Replay struct {
	Old     string   `json:"old"`
	New     string   `json:"new"`
	By      string   `json:"by,omitempty"` // the field that callers are grouped by
	Calls   int64    `json:"calls"`        // all calls of the logs
	Effects []Effect `json:"effects"`      // the gravest first; calls that nothing changes for are in none
}

// An Effect is the calls that went from one answer to another one.
type Effect struct {
	Kinds       []Kind   `json:"kinds"`
	Old         Side     `json:"old"`
	New         Side     `json:"new"`
	Calls       int64    `json:"calls"`
	First       First    `json:"first"`
	Callers     []Caller `json:"callers,omitempty"` // those with the most calls first; at most ten
	CallerCount int      `json:"callerCount,omitempty"`
}

// First is the place of the first call of an effect.
type First struct {
	Log  string `json:"log"`
	Line int64  `json:"line"` // from 1
}

// A Caller is a value of the field that callers are grouped by.
type Caller struct {
	Value string `json:"value"`
	Calls int64  `json:"calls"`
}

// mostCallers is how many callers of an effect a report names.
const mostCallers = 10

// Replayed returns what a change does to the calls of logs with these names. Its error is ErrImplications.
func Replayed(old, new *model.API, calls *traffic.Replayed, logs []string) (*Replay, error) {
	if err := errors.Join(fewWays(old), fewWays(new)); err != nil {
		return nil, err
	}
	r := &Replay{Calls: calls.Result.Calls(), Effects: []Effect{}}
	tables := tablesOf(old, new)
	for _, t := range calls.Transitions {
		before, after := tables[0].replayed(t.Old), tables[1].replayed(t.New)
		kinds := kindsOf(before, after)
		if len(kinds) == 0 {
			continue
		}
		e := Effect{Kinds: kinds, Old: before.side(), New: after.side(), Calls: t.Calls, First: First{logs[t.First.Log], t.First.Line}, CallerCount: len(t.Callers)}
		for _, c := range t.Callers[:min(len(t.Callers), mostCallers)] {
			e.Callers = append(e.Callers, Caller(c))
		}
		r.Effects = append(r.Effects, e)
	}
	slices.SortStableFunc(r.Effects, func(a, b Effect) int {
		return cmp.Or(cmp.Compare(gravity(a.Kinds), gravity(b.Kinds)), cmp.Compare(b.Calls, a.Calls))
	})
	return r, nil
}

// replayed returns an answer of the table to a call.
func (t *table) replayed(given traffic.Answer) answer {
	a := answer{table: t, verdict: given.Verdict, row: given.Row}
	a.demand = t.demand(a)
	return a
}

// Has reports whether some call has an effect of one of the kinds.
func (r *Replay) Has(kinds []Kind) bool {
	return slices.ContainsFunc(r.Effects, func(e Effect) bool {
		return slices.ContainsFunc(e.Kinds, func(k Kind) bool { return slices.Contains(kinds, k) })
	})
}

// Text writes the report for a person.
func (r *Replay) Text(w io.Writer, style report.Style) error {
	changed := int64(0)
	for _, e := range r.Effects {
		changed += e.Calls
		if err := e.text(w, style, r.By); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %s get another answer%s\n", changed, callsOf(r.Calls), r.summary())
	return err
}

func (e Effect) text(w io.Writer, style report.Style, by string) error {
	if _, err := fmt.Fprintf(w, "%s: %s, the first one at %s:%d\n", headline(e.Kinds, style), callsOf(e.Calls), diag.Inert(e.First.Log), e.First.Line); err != nil {
		return err
	}
	rows := [][]report.Cell{
		append([]report.Cell{{Text: "old", Colour: report.Faint}}, e.Old.cells()...),
		append([]report.Cell{{Text: "new", Colour: report.Faint}}, e.New.cells()...),
	}
	if err := style.Table(w, "    ", rows); err != nil || by == "" {
		return err
	}
	return style.Table(w, "    ", [][]report.Cell{{{Text: by, Colour: report.Faint}, {Text: e.callers()}}})
}

// callers names the callers with the most calls.
func (e Effect) callers() string {
	var parts []string
	for _, c := range e.Callers {
		value := c.Value
		if value == "" {
			value = "(none)"
		}
		parts = append(parts, fmt.Sprintf("%s %d", value, c.Calls))
	}
	if more := e.CallerCount - len(e.Callers); more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, ", ")
}

// summary counts the calls by kind.
func (r *Replay) summary() string {
	var parts []string
	for _, kind := range Kinds() {
		n := int64(0)
		for _, e := range r.Effects {
			if slices.Contains(e.Kinds, kind) {
				n += e.Calls
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(string(kind), "-", " ")))
		}
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

func callsOf(n int64) string {
	if n == 1 {
		return "1 call"
	}
	return fmt.Sprintf("%d calls", n)
}

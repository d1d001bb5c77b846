package explain

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// remedies returns what would make a request Listed that servers could run several rows for. Each of them is tried.
func (x *Explainer) remedies(e *Explanation, account route.Account) (remedies []string) {
	if account.Verdict != route.Refused || account.Winner < 0 {
		return nil
	}
	add := func(t route.Table, path, remedy string) {
		if _, verdict := t.Match(e.Method, path); verdict == route.Listed {
			remedies = append(remedies, remedy)
		}
	}
	table, winner := x.api.Table, x.api.Table.Rows[account.Winner]
	for _, path := range []string{winner.Pattern.String(), strings.TrimSuffix(e.Path, "/")} {
		if path != e.Path && path != "" && !strings.ContainsAny(path, "{*") {
			add(table, path, "send "+e.Method+" "+path)
			break
		}
	}
	known := table
	conflict := x.conflict(e, account)
	known.Excluded |= conflict
	if known.Excluded != table.Excluded && x.api.Upstream == nil {
		add(known, e.Path, "name your servers with upstream:, if none of them does this: "+wordsOf(conflict))
	}
	listed := table
	if row := rowFor(e, winner); row != nil {
		listed.Rows = append(listed.Rows[:len(listed.Rows):len(listed.Rows)], *row)
		add(listed, e.Path, "add a row for "+row.Method+" "+row.Pattern.String())
	}
	return remedies
}

// conflict returns what servers must do to run the rows that the winner does not beat.
func (x *Explainer) conflict(e *Explanation, account route.Account) (does route.Equivalence) {
	view := x.api.Views().Of(e.Method)
	if e.Method == "HEAD" {
		does = route.OtherMethods // a handler for all methods answers HEAD before one of GET
	}
	for _, m := range account.Met {
		if m.Why == route.Unbeaten {
			does |= view.Ways(m, e.Path)
		}
	}
	return does
}

// rowFor returns a row that would name the request, with the winner's requirement: for HEAD the pattern of the
// winner, and otherwise the path itself. It returns nil if there is no such pattern.
func rowFor(e *Explanation, winner route.Row) *route.Row {
	pattern := winner.Pattern
	if winner.Method == e.Method {
		var err error
		if pattern, err = route.ParsePattern(e.Path); err != nil || pattern.Shape() == winner.Pattern.Shape() {
			return nil
		}
	}
	return &route.Row{Method: e.Method, Pattern: pattern, Demand: winner.Demand, Encoded: winner.Encoded}
}

// wordsOf returns a set of ways in words.
func wordsOf(does route.Equivalence) string {
	var words []string
	for _, w := range ways() {
		if does&w.does != 0 {
			words = append(words, w.words)
		}
	}
	return strings.Join(words, ", ")
}

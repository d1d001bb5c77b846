package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/route"
)

// An answer is what a table answers a request with.
type answer struct {
	table   *table
	verdict route.Verdict
	row     int          // the row that decides or, if none does, the first of the rows that are reached; -1 if none is
	exact   bool         // the request reaches the row exactly or by its empty rest
	demand  route.Demand // what a caller needs to pass
}

// listed returns the answer of a row that decides.
func (t *table) listed(row int) answer {
	return answer{table: t, verdict: route.Listed, row: row, demand: t.Rows[row].Demand}
}

// answer returns the table's answer to a request that reaches none but the candidates.
func (t *table) answer(r Request, candidates []int) answer {
	account := t.part(candidates, r.Method).Account(r.Path)
	a := answer{table: t, verdict: account.Verdict, row: -1}
	for _, m := range account.Met {
		row, exact := candidates[m.Row], m.Reach.Leading()
		if m.Row == account.Winner {
			a.row, a.exact = row, exact
			break
		}
		if a.row < 0 || account.Winner < 0 && t.before(row, exact, a) {
			a.row, a.exact = row, exact
		}
	}
	a.demand = t.demand(a)
	return a
}

// before reports whether a row goes before the row of an answer that has no winner.
func (t *table) before(row int, exact bool, a answer) bool {
	if exact != a.exact {
		return exact
	}
	p, q := t.Rows[row], t.Rows[a.row]
	return cmp.Or(route.ComparePatterns(p.Pattern, q.Pattern), strings.Compare(p.Method, q.Method)) < 0
}

// demand returns what a caller needs to pass.
func (t *table) demand(a answer) route.Demand {
	if a.verdict == route.Listed {
		return t.Rows[a.row].Demand
	}
	return route.DemandFor(t.api.Unlisted(a.verdict))
}

func (a answer) place() string { return placeOf(a.table.Rows[a.row]) }
func (a answer) names() string { return namesOf(a.table.api.Routes[a.row]) }

// public reports whether everyone passes, without a login.
func (a answer) public() bool {
	word, ok := a.demand.Access()
	return ok && word == access.Public
}

// isNew reports whether no row of the old table has the METHOD and path of the row that decides.
func (a answer) isNew(old *table) bool {
	return a.verdict == route.Listed && !slices.ContainsFunc(old.Rows, func(r route.Row) bool { return placeOf(r) == a.place() })
}

// side returns the answer as a report shows it.
func (a answer) side() Side {
	word, _ := a.demand.Access()
	s := Side{Verdict: a.verdict.String(), Needs: word.String()}
	if a.row >= 0 {
		s.Row = report.RowOf(a.table.api.Routes[a.row])
	}
	if a.verdict == route.Listed {
		s.Needs = s.Row.Require
	}
	return s
}

// kindsOf returns what becomes of requests whose answer was the old one and is the new one. It is empty if
// nothing does.
func kindsOf(old, new answer) (kinds []Kind) {
	if !new.demand.Implies(old.demand) {
		if new.public() {
			kinds = append(kinds, NewlyPublic)
		}
		unlisted := old.verdict == route.Unlisted || old.verdict == route.MethodUnlisted
		if unlisted && len(old.demand) == 0 && new.isNew(old.table) {
			return append(kinds, Added)
		}
		kinds = append(kinds, Loosened)
	}
	if !old.demand.Implies(new.demand) {
		if len(new.demand) == 0 {
			kinds = append(kinds, NewlyDenied)
		}
		kinds = append(kinds, Tightened)
	}
	listed := old.verdict == route.Listed && new.verdict == route.Listed
	switch {
	case len(kinds) > 0:
	case !listed && len(new.demand) == 0: // nobody could send the request, and nobody can
	case old.verdict != new.verdict, listed && old.place() != new.place():
		kinds = append(kinds, Moved)
	case listed && old.names() != new.names():
		kinds = append(kinds, Renamed)
	}
	return kinds
}

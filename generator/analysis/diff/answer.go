package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A table is one of two tables that are compared. Their demands speak of the same numbers.
type table struct {
	route.Table
	api   *model.API
	alike []int // by row: equal for rows that mean the same and have the same names
	views map[string]*route.View
}

// An answer is how a table answers a request.
type answer struct {
	table   *table
	verdict route.Verdict
	row     int          // that speaks for it, or comes first among those it reaches; -1 for none
	exact   bool         // it reaches the row exactly
	demand  route.Demand // what a caller needs to pass
}

// tablesOf returns the tables, with permissions and rows numbered alike.
func tablesOf(old, new *model.API) [2]*table {
	permissions, rows := map[string]int{}, map[string]int{}
	number := func(m map[string]int, key string) int {
		if m[key] == 0 {
			m[key] = len(m) + 1
		}
		return m[key]
	}
	var tables [2]*table
	for i, api := range []*model.API{old, new} {
		t := &table{api.Table.Only(), api, nil, map[string]*route.View{}}
		for j, row := range api.Table.Rows {
			var demand route.Demand
			for _, alternative := range row.Demand {
				set := []int{}
				for _, p := range alternative {
					set = append(set, number(permissions, api.Permissions[p-1].Code))
				}
				demand = append(demand, set)
			}
			row.Demand = demand.Normalise()
			t.Rows = append(t.Rows, row)
			t.alike = append(t.alike, number(rows, meaning(row)+namesOf(api.Routes[j])))
		}
		tables[i] = t
	}
	return tables
}

// meaning returns a text that two rows share that mean the same.
func meaning(row route.Row) string {
	var b strings.Builder
	b.WriteString(placeOf(row) + " " + strconv.Itoa(int(row.Encoded)))
	for _, alternative := range row.Demand {
		b.WriteString(" |")
		for _, p := range alternative {
			b.WriteString(" " + strconv.Itoa(p))
		}
	}
	return b.String()
}

// placeOf returns where a row stands among requests.
func placeOf(row route.Row) string { return row.Method + " " + row.Pattern.Shape() }

// namesOf returns a row's names, which mean nothing to a request.
func namesOf(r *model.Route) string {
	return strings.Join([]string{r.ID, r.Const, r.Name, r.Pattern.String(), r.Group.Path}, "\x00")
}

func (a answer) place() string { return placeOf(a.table.Rows[a.row]) }
func (a answer) names() string { return namesOf(a.table.api.Routes[a.row]) }

// public reports whether every caller passes.
func (a answer) public() bool { return len(a.demand) > 0 && len(a.demand[0]) == 0 }

// side returns the answer as a report shows it.
func (a answer) side() Side {
	s := Side{Verdict: a.verdict.String(), Needs: "never"}
	if a.row >= 0 {
		s.Row = report.RowOf(a.table.api.Routes[a.row])
	}
	switch {
	case a.verdict == route.Listed:
		s.Needs = s.Row.Require
	case a.public():
		s.Needs = "none"
	}
	return s
}

// answer returns how the table answers a request that can reach no rows but these.
func (t *table) answer(near []int, method, path string) answer {
	account := t.view(near, method).Account(path)
	a := answer{table: t, verdict: account.Verdict, row: -1}
	if at := first(account, t.Rows, near); at >= 0 {
		a.row, a.exact = near[account.Met[at].Row], account.Met[at].Reach.Leading()
	}
	allow := false
	switch a.verdict {
	case route.Listed:
		a.demand = t.Rows[a.row].Demand
		return a
	case route.Unlisted:
		allow = t.api.AllowUnlistedPath
	case route.MethodUnlisted:
		allow = t.api.AllowUnlistedMethod
	}
	if allow {
		a.demand = route.Demand{{}}
	}
	return a
}

// first returns the index of the met row that an answer is about: the winner, or the most special one.
func first(account route.Account, rows []route.Row, near []int) int {
	best := -1
	for i, m := range account.Met {
		switch {
		case m.Row == account.Winner:
			return i
		case best < 0 || account.Winner < 0 && before(m, account.Met[best], rows, near):
			best = i
		}
	}
	return best
}

// before reports whether an answer is rather about a than about b.
func before(a, b route.Met, rows []route.Row, near []int) bool {
	if exact := a.Reach.Leading(); exact != b.Reach.Leading() {
		return exact
	}
	p, q := rows[near[a.Row]], rows[near[b.Row]]
	return cmp.Or(route.ComparePatterns(p.Pattern, q.Pattern), strings.Compare(p.Method, q.Method)) < 0
}

// mostViews is how many views are kept.
const mostViews = 10_000

// view returns the table of these rows alone as the method sees it.
func (t *table) view(near []int, method string) *route.View {
	var key strings.Builder
	key.WriteString(method)
	for _, row := range near {
		key.WriteString(" " + strconv.Itoa(row))
	}
	view := t.views[key.String()]
	if view == nil {
		view = t.Only(near...).View(method)
		if len(t.views) >= mostViews {
			clear(t.views)
		}
		t.views[key.String()] = view
	}
	return view
}

// kinds returns the sorted numbers of rows: tables agree on requests that reach rows of the same ones.
func (t *table) kinds(near []int) []int {
	kinds := make([]int, len(near))
	for i, row := range near {
		kinds[i] = t.alike[row]
	}
	slices.Sort(kinds)
	return kinds
}

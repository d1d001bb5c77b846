package lint

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
)

// A meeting is a pair of rows with different requirements that stand in each other's way: some path is
// named by both, or is refused because it could be meant for either.
type meeting struct {
	special, general *model.Route // by precedence
	method           string       // of the requests
	both             string       // a path that both name; empty for none
	answered         bool         // the special row speaks for that path
	refused          string       // a path that is refused; empty for none
}

// meetings finds the pairs.
func (l *linter) meetings() {
	seen := map[[2]int]bool{}
	for e, row := range l.api.Routes {
		own, foreign := l.view(row.Method).Candidates(e)
		for _, c := range slices.Concat(own, foreign) {
			pair := [2]int{min(e, c), max(e, c)}
			if e == c || seen[pair] || l.sameDemand(e, c) {
				continue
			}
			if m, stand := l.meeting(e, c); stand {
				seen[pair] = true
				l.pairs = append(l.pairs, m)
			}
		}
	}
}

func (l *linter) sameDemand(e, c int) bool {
	p, q := l.api.Table.Rows[e].Demand, l.api.Table.Rows[c].Demand
	return p.Implies(q) && q.Implies(p)
}

// meeting looks at all classes of paths through the two rows alone, as requests of row e's method.
func (l *linter) meeting(e, c int) (m meeting, stand bool) {
	pair := l.api.Table.Only(e, c)
	routes := [2]*model.Route{l.api.Routes[e], l.api.Routes[c]}
	m = meeting{special: routes[0], general: routes[1], method: routes[0].Method}
	if route.ComparePatterns(m.special.Pattern, m.general.Pattern) > 0 {
		m.special, m.general = m.general, m.special
	}
	view := pair.View(m.method)
	err := survey.Survey{Tables: []route.Table{pair}}.Visit(func(path string, _ [][]int) bool {
		a := view.Account(path)
		if a.Refusal != nil || len(a.Met) < 2 || a.Winner < 0 {
			return true
		}
		exactly := a.Met[0].Reach == route.Exactly && a.Met[1].Reach == route.Exactly
		if exactly && m.both == "" && a.Met[1].Own {
			m.both, m.answered = path, a.Row >= 0
		}
		won := slices.IndexFunc(a.Met, func(x route.Met) bool { return x.Row == a.Winner })
		if a.Verdict == route.Refused && a.Met[won].Reach == route.Exactly && m.refused == "" {
			m.refused = path
		}
		return m.both == "" || m.refused == ""
	})
	return m, err == nil && (m.both != "" || m.refused != "")
}

// beside reports whether the special row has literals where the general one has parameters, and is as
// it is otherwise.
func (m meeting) beside() bool {
	p, q := m.special.Pattern.Segments(), m.general.Pattern.Segments()
	if len(p) != len(q) {
		return false
	}
	literals := 0
	for i := range p {
		switch {
		case p[i].Kind == route.Literal && q[i].Kind == route.Param:
			literals++
		case p[i].Kind != q[i].Kind, p[i].Kind == route.Literal && p[i].Text != q[i].Text, p[i].Prefix != q[i].Prefix, p[i].Suffix != q[i].Suffix:
			return false
		}
	}
	return literals > 0
}

// literal returns the first segment that is a literal of the special row beside a parameter.
func (m meeting) literal() int {
	general := m.general.Pattern.Segments()
	for i, s := range m.special.Pattern.Segments() {
		if s.Kind == route.Literal && general[i].Kind == route.Param {
			return i
		}
	}
	return 0
}

// besideParam finds literals beside parameters.
func (l *linter) besideParam() {
	for _, m := range l.pairs {
		if !m.beside() {
			continue
		}
		f := l.at(m.special.PositionOf(m.literal()), "give both rows the same requirement, or name the servers behind with upstream:",
			"%s stands beside %s, which needs %s and not %s: %s", named(m.special), named(m.general),
			report.Requirement(m.general.Alternatives), report.Requirement(m.special.Alternatives), m.consequence())
		related(&f, m.general.Position(), "the parameter")
		l.row(m.special, f)
	}
}

// overlaps finds the other pairs.
func (l *linter) overlaps() {
	for _, m := range l.pairs {
		if m.beside() {
			continue
		}
		f := l.at(m.special.Position(), "give both rows the same requirement, or spell their paths so that none is named twice",
			"%s and %s need different permissions, %s and %s: %s", named(m.special), named(m.general),
			report.Requirement(m.special.Alternatives), report.Requirement(m.general.Alternatives), m.consequence())
		related(&f, m.general.Position(), "the other row")
		l.row(m.special, f)
	}
}

// consequence says what becomes of requests.
func (m meeting) consequence() string {
	refused := m.method + " " + m.refused + " is refused, as a server could run either"
	switch {
	case !m.answered:
		return refused
	case m.refused == "":
		return "for " + m.method + " " + m.both + " the former speaks"
	}
	return "for " + m.method + " " + m.both + " the former speaks, but " + refused
}

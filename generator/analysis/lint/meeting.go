package lint

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
)

// A meeting is a pair of routes with different requirements that compete for a request: both match one
// path, or a path is refused because a server might run either of them.
type meeting struct {
	special, general *model.Route // the first has precedence
	method           string       // of the requests
	both             string       // a path that both match; empty if there is none
	answered         bool         // that path gets the special route
	refused          string       // a path that is refused; empty if there is none
}

// findMeetings returns the pairs, each once, in the order of the routes.
func (l *linter) findMeetings() (pairs []meeting) {
	seen := map[[2]int]bool{}
	for e, row := range l.api.Routes {
		own, foreign := l.view(row.Method).Candidates(e)
		for _, c := range slices.Concat(own, foreign) {
			pair := [2]int{min(e, c), max(e, c)}
			if e == c || seen[pair] || l.sameDemand(e, c) {
				continue
			}
			if m, meet := l.meeting(e, c); meet {
				seen[pair] = true
				pairs = append(pairs, m)
			}
		}
	}
	return pairs
}

func (l *linter) sameDemand(e, c int) bool {
	p, q := l.api.Table.Rows[e].Demand, l.api.Table.Rows[c].Demand
	return p.Implies(q) && q.Implies(p)
}

// meeting tries one path of each class that the two routes tell apart, as requests of row e's method.
func (l *linter) meeting(e, c int) (m meeting, meet bool) {
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

// literal returns the first segment that is a literal of the special route and a parameter of the
// general one. It reports false if there is none, or if the patterns differ in another way too.
func (m meeting) literal() (segment int, ok bool) {
	p, q := m.special.Pattern.Segments(), m.general.Pattern.Segments()
	if len(p) != len(q) {
		return 0, false
	}
	for i := len(p) - 1; i >= 0; i-- {
		switch {
		case p[i].Kind == route.Literal && q[i].Kind == route.Param:
			segment, ok = i, true
		case p[i].Shape() != q[i].Shape():
			return 0, false
		}
	}
	return segment, ok
}

// consequence says what happens to requests.
func (m meeting) consequence() string {
	refused := m.method + " " + m.refused + " is refused, because a server might run either"
	answered := m.method + " " + m.both + " gets the first"
	switch {
	case !m.answered:
		return refused
	case m.refused == "":
		return answered
	}
	return answered + ", but " + refused
}

func literalBesideParam() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "literal-beside-param", Level: report.Warning,
			Summary: "A literal stands where another route has a parameter, and the two routes need different permissions.",
			Why: "`GET /users/me` gets the literal. But some servers run the literal for `/users/ME` or `/users/me/` and others the parameter,\n" +
				"so these requests are refused. And nobody can ask for the user whose id is `me`.",
			Remedy: "Give both routes the same requirement, or name your servers with `upstream:`.",
		},
		Example: Example{
			Found: `routes:
  - {id: ShowUser, route: "GET /users/{id}", require: user:view}
  - {id: ShowMe, route: GET /users/me, require: account:view}
`,
			Mended: `routes:
  - {id: ShowUser, route: "GET /users/{id}", require: user:view}
  - {id: ShowMe, route: GET /users/me, require: user:view}
`,
		},
		find: func(l *linter) {
			for _, m := range l.meetings {
				segment, ok := m.literal()
				if !ok {
					continue
				}
				f := l.finding(m.special.PositionOf(segment), "give both routes the same requirement, or name your servers with upstream:",
					"%s has a literal where %s has a parameter, and they need different permissions (%s; %s): %s", named(m.special), named(m.general),
					report.Requirement(m.special.Alternatives), report.Requirement(m.general.Alternatives), m.consequence())
				relate(&f, m.general.Position(), "the route with the parameter")
				l.atRoute(m.special, f)
			}
		},
	}
}

func overlap() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "overlap", Level: report.Warning,
			Summary: "Two routes with different requirements match one path, or a server might run either of them for it.",
			Why:     "The request is refused, or its permissions depend on which of the routes is more specific.",
			Remedy:  "Give both routes the same requirement, or change their paths so that no path matches both.",
		},
		Detail: "Literals beside parameters have [a rule of their own](#literal-beside-param).",
		Example: Example{
			Found: `routes:
  - {id: ShowFile, route: "GET /files/{name}", require: file:view}
  - {id: ListReports, route: "GET /{area}/reports", require: report:view}
`,
			Mended: `routes:
  - {id: ShowFile, route: "GET /files/{name}", require: file:view}
  - {id: ListReports, route: "GET /areas/{area}/reports", require: report:view}
`,
		},
		find: func(l *linter) {
			for _, m := range l.meetings {
				if _, ok := m.literal(); ok {
					continue
				}
				f := l.finding(m.special.Position(), "give both routes the same requirement, or change their paths so that no path matches both",
					"%s and %s need different permissions (%s; %s): %s", named(m.special), named(m.general),
					report.Requirement(m.special.Alternatives), report.Requirement(m.general.Alternatives), m.consequence())
				relate(&f, m.general.Position(), "the other route")
				l.atRoute(m.special, f)
			}
		},
	}
}

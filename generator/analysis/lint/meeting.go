package lint

import (
	"errors"
	"slices"
	"strings"

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

// pathsOfPair is how many paths are tried for two routes. Two routes with several affixed parameters can have hundreds
// of thousands of classes of paths. The first ones show whether the two meet.
const pathsOfPair = 20_000

// meeting tries paths of the classes that the two routes tell apart, as requests of row e's method.
func (l *linter) meeting(e, c int) (m meeting, meet bool) {
	pair := l.pair(e, c)
	routes := [2]*model.Route{l.api.Routes[e], l.api.Routes[c]}
	m = meeting{special: routes[0], general: routes[1], method: routes[0].Method}
	if route.ComparePatterns(m.special.Pattern, m.general.Pattern) > 0 {
		m.special, m.general = m.general, m.special
	}
	view := pair.View(m.method)
	pairs := survey.Survey{Tables: []route.Table{pair}, Limit: pathsOfPair}
	err := pairs.Visit(func(path string, _ [][]int) bool {
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
	if err != nil && !errors.Is(err, survey.ErrLimit) {
		panic(err) // a survey has no other error
	}
	return m, m.both != "" || m.refused != ""
}

// pair returns the table of two routes alone. It allows no escapes: rows that meet on a path with escapes also meet on
// one without.
func (l *linter) pair(e, c int) route.Table {
	pair := l.api.Table.Only(e, c)
	pair.Encoded = 0
	for i := range pair.Rows {
		pair.Rows[i].Encoded = 0
	}
	return pair
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

// ofOneMethod reports whether the two routes have the same method.
func (m meeting) ofOneMethod() bool { return m.special.Method == m.general.Method }

// A literalPlace is a literal that stands where other routes have a parameter, and the pairs of such routes. Those of
// one method come first.
type literalPlace struct {
	segment int
	pairs   []meeting
}

// literalPlaces returns the places in the order of the routes that have the literals.
func (l *linter) literalPlaces() (places []*literalPlace) {
	byKey := map[string]*literalPlace{}
	for _, m := range l.meetings {
		segment, ok := m.literal()
		if !ok {
			continue
		}
		var key strings.Builder
		for _, s := range m.special.Pattern.Segments()[:segment+1] {
			key.WriteString("/" + s.Shape())
		}
		place := byKey[key.String()]
		if place == nil {
			place = &literalPlace{segment: segment}
			byKey[key.String()] = place
			places = append(places, place)
		}
		place.pairs = append(place.pairs, m)
	}
	for _, place := range places {
		slices.SortStableFunc(place.pairs, func(a, b meeting) int {
			switch {
			case a.ofOneMethod() == b.ofOneMethod():
				return 0
			case a.ofOneMethod():
				return -1
			}
			return 1
		})
	}
	return places
}

// apart returns a remedy for two routes that meet. It does not advise to name servers if the spec does already.
func (l *linter) apart(first string) string {
	remedy := first + ", or give both routes the same requirement"
	if l.api.Upstream == nil {
		remedy = first + ", give both routes the same requirement, or name your servers with upstream:"
	}
	return remedy
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
			Remedy: "Let the literal stand in another place, give both routes the same requirement, or name your servers with `upstream:`.",
		},
		Detail: "There is one finding for each literal. It is an info if the two routes have different methods: then only a value is lost.",
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
			for _, place := range l.literalPlaces() {
				m := place.pairs[0]
				f := l.finding(m.special.PositionOf(place.segment), l.apart("let the literal stand in another place"),
					"%s has a literal where %s has a parameter, and they need different permissions (%s; %s): %s", named(m.special), named(m.general),
					report.Requirement(m.special), report.Requirement(m.general), m.consequence())
				if !m.ofOneMethod() {
					f.Level = report.Info
				}
				for _, pair := range place.pairs {
					relate(&f, pair.general.Position(), "a route with the parameter")
				}
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
			Remedy:  "Change their paths so that no path matches both, or give both routes the same requirement.",
		},
		Detail: "Literals beside parameters have [a rule of their own](#literal-beside-param). If one route matches every path of the other,\n" +
			"their order is clear, and nothing is said.",
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
				if _, ok := m.literal(); ok || m.general.Pattern.Covers(m.special.Pattern) {
					continue // the order of the two is clear
				}
				f := l.finding(m.special.Position(), l.apart("change their paths so that no path matches both"),
					"%s and %s need different permissions (%s; %s): %s", named(m.special), named(m.general),
					report.Requirement(m.special), report.Requirement(m.general), m.consequence())
				relate(&f, m.general.Position(), "the other route")
				l.atRoute(m.special, f)
			}
		},
	}
}

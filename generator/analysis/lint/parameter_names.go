package lint

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func parameterNames() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "parameter-names", Level: report.Info,
			Summary: "Routes give one parameter different names.",
			Why:     "Readers take them for different things, and OpenAPI has one name for all methods of a path.",
			Remedy:  "Use one name.",
		},
		Example: Example{
			Found: `routes:
  - {id: ShowOrder, route: "GET /orders/{id}", require: order:view}
  - {id: ShowLines, route: "GET /orders/{order_id}/lines", require: order:view}
`,
			Mended: `routes:
  - {id: ShowOrder, route: "GET /orders/{id}", require: order:view}
  - {id: ShowLines, route: "GET /orders/{id}/lines", require: order:view}
`,
		},
		find: (*linter).parameterNames,
	}
}

// A slot is a place of the table's paths that holds a parameter.
type slot struct {
	segment int
	names   []string
	rows    map[string][]*model.Route // by name
}

// slots returns the slots in the order of the routes that have them first.
func (l *linter) slots() (all []*slot) {
	byShape := map[string]*slot{}
	for _, row := range l.api.Routes {
		shape := ""
		for i, s := range row.Pattern.Segments() {
			shape += "/" + s.Shape()
			if s.Kind != route.Param {
				continue
			}
			x := byShape[shape]
			if x == nil {
				x = &slot{rows: map[string][]*model.Route{}, segment: i}
				byShape[shape], all = x, append(all, x)
			}
			if x.rows[s.Text] == nil {
				x.names = append(x.names, s.Text)
			}
			x.rows[s.Text] = append(x.rows[s.Text], row)
		}
	}
	return all
}

// parameterNames reports each name but the most used one of a slot, at the first route that has it.
func (l *linter) parameterNames() {
	for _, x := range l.slots() {
		slices.SortStableFunc(x.names, func(a, b string) int { return len(x.rows[b]) - len(x.rows[a]) })
		usual := x.rows[x.names[0]][0]
		for _, name := range x.names[1:] {
			row := x.rows[name][0]
			f := l.finding(row.PositionOf(x.segment), "use one name: OpenAPI has one for all methods of a path", "the parameter {%s} is {%s} in %s", name, x.names[0], named(usual))
			relate(&f, usual.PositionOf(x.segment), "the usual name")
			l.atRoute(row, f)
		}
	}
}

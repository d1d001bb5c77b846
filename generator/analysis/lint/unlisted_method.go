package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func unlistedMethod() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "unlisted-method", Level: report.Warning,
			Summary: "Common methods of a listed path are not listed.",
			Why:     "A method that is open needs no permission. A denied one may belong to a forgotten route, whose calls get 405.",
			Remedy:  "List the methods, or write `method: nobody` under `unlisted:`.",
		},
		Detail: "The methods are " + strings.Join(method.Common(), ", ") + ". Where unlisted methods are open, each\n" +
			"one that is missing counts. Where they are denied the level is info, and a method counts if two thirds of the paths with\n" +
			"the same methods have it, and at least three do.",
		Example: Example{
			Found: `unlisted: {path: nobody, method: public}
upstream: [servemux]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
`,
			Mended: `unlisted: {path: nobody, method: nobody}
upstream: [servemux]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
`,
		},
		find: (*linter).unlistedMethods,
	}
}

func (l *linter) unlistedMethods() {
	methods, first := map[string][]string{}, map[string]*model.Route{}
	var shapes []string
	for _, row := range l.api.Routes {
		shape := row.Pattern.Shape()
		if first[shape] == nil {
			first[shape], shapes = row, append(shapes, shape)
		}
		methods[shape] = append(methods[shape], row.Method)
	}
	sets := map[string]int{}
	for _, shape := range shapes {
		sets[strings.Join(methods[shape], " ")]++
	}
	for _, shape := range shapes {
		row, has := first[shape], methods[shape]
		if l.api.UnlistedMethod != access.Nobody {
			if open := l.open(row, has); len(open) > 0 {
				l.atRoute(row, l.finding(row.Position(), fmt.Sprintf("list them, or write unlisted: {path: %s, method: nobody}", l.api.UnlistedPath), "%s of %s: no route lists them, and %s may send them", strings.Join(open, ", "), row.Pattern, l.api.UnlistedMethod.Callers()))
			}
			continue
		}
		if usual := usualMethods(sets, has); len(usual) > 0 {
			f := l.finding(row.Position(), "list them, or accept unlisted-method with the reason", "%s of %s: no route lists them, but most paths with %s have them", strings.Join(usual, ", "), row.Pattern, strings.Join(has, ", "))
			f.Level = report.Info
			l.atRoute(row, f)
		}
	}
}

// open returns the common methods that no route of a shape lists, and that are unlisted for its paths.
func (l *linter) open(row *model.Route, has []string) (open []string) {
	path := row.Pattern.Example("7")
	for _, common := range method.Common() {
		if slices.Contains(has, common) {
			continue
		}
		if _, verdict := l.view(common).Match(path); verdict == route.MethodUnlisted {
			open = append(open, common)
		}
	}
	return open
}

// fewest is how many paths must have a method for it to be usual.
const fewest = 3

// usualMethods returns the common methods that a path lacks, and that two thirds of the paths with all of
// its methods have. sets counts the paths by their methods, joined by blanks.
func usualMethods(sets map[string]int, has []string) (usual []string) {
	for _, common := range method.Common() {
		similar, have := 0, 0
		for set, n := range sets {
			methods := strings.Fields(set)
			if slices.ContainsFunc(has, func(m string) bool { return !slices.Contains(methods, m) }) {
				continue
			}
			similar += n
			if slices.Contains(methods, common) {
				have += n
			}
		}
		if !slices.Contains(has, common) && have >= fewest && 3*have >= 2*similar {
			usual = append(usual, common)
		}
	}
	return usual
}

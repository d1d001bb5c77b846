package lint

import (
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
)

func needlessRest() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "needless-rest", Level: report.Info,
			Summary: "A path ends in **, and no other route is more than one segment below it.",
			Why:     "`**` matches any number of segments. If only one is meant, `{name}` says so, and deeper paths are unlisted.",
			Remedy:  "Write `{name}`, or accept the finding with the reason why there may be several segments.",
		},
		Example: Example{
			Found: `routes:
  - {id: Renew, route: "POST /renewals/**", require: order:update}
`,
			Mended: `routes:
  - {id: Renew, route: "POST /renewals/{id}", require: order:update}
`,
		},
		find: (*linter).needlessRest,
	}
}

func (l *linter) needlessRest() {
	deeper := l.deeper()
	for _, row := range l.api.Routes {
		if !row.Pattern.Open() {
			continue
		}
		fixed := row.Pattern.Fixed()
		shape := ""
		for _, s := range fixed {
			shape += "/" + s.Shape()
		}
		if deeper[shape] == 0 {
			l.atRoute(row, l.finding(row.PositionOf(len(fixed)), "write {name} if one segment is meant, or accept needless-rest with the reason",
				"%s matches any number of segments, and no other route is more than one segment below %s", named(row), strings.TrimSuffix(row.Pattern.String(), "**")))
		}
	}
}

// deeper counts the routes that have two segments or more below each beginning of a shape. Of two
// segments the last may not be **.
func (l *linter) deeper() map[string]int {
	count := map[string]int{}
	for _, row := range l.api.Routes {
		segments := row.Pattern.Segments()
		shape := ""
		for i := 0; i+2 <= len(segments); i++ {
			if !row.Pattern.Open() || i+2 < len(segments) {
				count[shape]++
			}
			shape += "/" + segments[i].Shape()
		}
	}
	return count
}

package lint

import (
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
)

func textDiffers() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "text-differs", Level: report.Info,
			Summary: "The document describes a code at a route in other words than the code has.",
			Why:     "One of the routes may have the wrong code.",
			Remedy:  "Have the document corrected, or accept the finding and say what differs.",
		},
		Detail: "The document's words are in `printed: {text: …}`.",
		Example: Example{
			Found: `permissions: [{code: "order:view", text: See orders.}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view, printed: {text: See all orders.}}
`,
			Mended: `permissions: [{code: "order:view", text: See orders.}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view, printed: {text: See orders.}}
`,
		},
		find: func(l *linter) {
			for _, row := range l.api.Routes {
				l.textDiffers(row)
			}
		},
	}
}

func (l *linter) textDiffers(row *model.Route) {
	printed := row.Printed.Text
	if !printed.Written() {
		return
	}
	var last *model.Permission
	for _, all := range row.Alternatives {
		for _, p := range all {
			if p.Text == printed.Value {
				return
			}
			last = p
		}
	}
	if last == nil {
		return
	}
	f := l.finding(printed.Pos, "have the document corrected, or accept text-differs with the reason", "the document prints %q here, but the text of %s is %q", printed.Value, last.Code, last.Text)
	relate(&f, last.Position(), "the code")
	l.atRoute(row, f)
}

package lint

import "github.com/permroute/permroute/generator/analysis/report"

func unusedCode() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "unused-code", Level: report.Warning,
			Summary: "No route needs the code.",
			Why:     "A route may be missing, or may name another code.",
			Remedy:  "Remove the code, or add its route.",
		},
		Example: Example{
			Found: `permissions: [{code: "order:view"}, {code: "order:audit"}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
`,
			Mended: `permissions: [{code: "order:view"}, {code: "order:audit"}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
  - {id: AuditOrders, route: GET /audits, require: order:audit}
`,
		},
		find: func(l *linter) {
			for _, p := range l.api.Permissions {
				if len(l.uses[p]) == 0 {
					l.atCode(p, l.finding(p.Position(), "remove it, or add its route", "no route needs the code %q", p.Code))
				}
			}
		},
	}
}

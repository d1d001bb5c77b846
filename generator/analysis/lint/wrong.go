package lint

import (
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

func wrongSpec() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "wrong-spec", Level: report.Error,
			Summary: "The spec is wrong; permroute generate reports the same.",
			Why:     "Nothing is generated from the spec, and no other rule is checked.",
			Remedy:  "See the message.",
		},
		Example: Example{
			Found: `permissions: [{code: "order:view"}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:veiw}
`,
			Mended: `permissions: [{code: "order:view"}]
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
`,
		},
	}
}

// Wrong reports whether a finding says that the spec is wrong, so that no other rule was checked.
func Wrong(f report.Finding) bool { return f.Rule == wrongSpec().ID }

// wrong returns a wrong spec's diagnostics as findings.
func wrong(list diag.List) (findings []report.Finding) {
	for _, d := range list {
		findings = append(findings, wrongSpec().finding(report.PlaceOf(d.Pos), d.Message, d.Remedy))
	}
	return findings
}

func unreachableRow() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "unreachable-row", Level: report.Error,
			Summary: "No request can ever get the route: nothing is generated.",
			Why:     "A server might run another route, with another requirement, for each request that the route matches. So all of them are refused.",
			Remedy:  "Give both routes the same requirement, change their paths so that no server confuses them, or name your servers with `upstream:`.",
		},
		Example: Example{
			Found: `routes:
  - {id: ListUsers, route: GET /users, require: user:view}
  - {id: ExportUsers, route: GET /Users, require: user:list}
`,
			Mended: `routes:
  - {id: ListUsers, route: GET /users, require: user:view}
  - {id: ExportUsers, route: GET /users/export, require: user:list}
`,
		},
	}
}

// unreachable returns a finding for each route that no request can get.
func unreachable(api *model.API) (findings []report.Finding) {
	for _, u := range api.Unreachable() {
		d := u.Diagnostic()
		f := unreachableRow().finding(report.PlaceOf(d.Pos), d.Message, d.Remedy)
		relate(&f, u.Against.Position(), "the other route")
		findings = append(findings, f)
	}
	return findings
}

package lint

import (
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/analysis/roles"
	"github.com/permroute/permroute/generator/model"
)

// exampleRows are the routes of the examples about roles.
const exampleRows = `routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
  - {id: EditOrder, route: "PUT /orders/{id}", require: order:edit}
  - {id: DeleteOrder, route: "DELETE /orders/{id}", require: order:delete}
`

const exampleCodes = "permissions: [{code: \"order:view\"}, {code: \"order:edit\"}, {code: \"order:delete\"}]\n"

func idleRole() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "idle-role", Level: report.Warning,
			Summary: "The role opens no route.",
			Why:     "No route that needs a permission is open to its holders. A code may be missing from the role, or a route from the table.",
			Remedy:  "Grant the missing code, or remove the role.",
		},
		Detail: "Routes that are open to every authenticated caller do not count. A role that another one includes may be\n" +
			"a part of it, and is not reported.",
		Example: Example{
			Found: exampleCodes + `roles: {reader: ["*:view"], deleter: ["*:delete"], editor: {grants: [order:edit]}}
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
  - {id: EditOrder, route: "PUT /orders/{id}", require: {all: [order:edit, order:view]}}
  - {id: DeleteOrder, route: "DELETE /orders/{id}", require: order:delete}
`,
			Mended: exampleCodes + `roles: {reader: ["*:view"], deleter: ["*:delete"], editor: {includes: [reader], grants: [order:edit]}}
routes:
  - {id: ListOrders, route: GET /orders, require: order:view}
  - {id: EditOrder, route: "PUT /orders/{id}", require: {all: [order:edit, order:view]}}
  - {id: DeleteOrder, route: "DELETE /orders/{id}", require: order:delete}
`,
		},
		find: func(l *linter) {
			for _, role := range l.api.Roles {
				opens := func(row *model.Route) bool {
					_, open := row.Access()
					return !open && roles.Calls(role.Holding, row)
				}
				included := slices.ContainsFunc(l.api.Roles, func(r *model.Role) bool { return slices.Contains(r.Includes, role) })
				if !included && !slices.ContainsFunc(l.api.Routes, opens) {
					l.atRole(role, l.finding(role.Position(), "grant it what a route needs, or remove it", "the role %q opens no route", role.Name))
				}
			}
		},
	}
}

func roleHoldsAll() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "role-holds-all", Level: report.Info,
			Summary: "The role has all permissions.",
			Why:     "Its holders may call every route. With a pattern such as * the role also gets every code that is added later.",
			Remedy:  "Grant what the role needs. Or accept the finding, if it is meant so.",
		},
		Detail: "A table with one permission is not looked at.",
		Example: Example{
			Found:  exampleCodes + "roles: {reader: [order:view], boss: [\"*\"]}\n" + exampleRows,
			Mended: exampleCodes + "roles: {reader: [order:view], boss: [order:view, order:edit]}\n" + exampleRows,
		},
		find: func(l *linter) {
			for _, role := range l.api.Roles {
				if len(l.api.Permissions) > 1 && !slices.Contains(role.Holding, false) {
					l.atRole(role, l.finding(role.Position(), "grant what the role needs, or accept role-holds-all with the reason", "the role %q has all permissions", role.Name))
				}
			}
		},
	}
}

func equalRoles() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "equal-roles", Level: report.Warning,
			Summary: "Two roles have the same permissions.",
			Why:     "One of them may lack a code, or have one too many. A later change of one of them is easily forgotten in the other.",
			Remedy:  "Remove one of them, let one include the other, or grant what makes them differ.",
		},
		Example: Example{
			Found:  exampleCodes + "roles: {reader: [\"*:view\"], auditor: [order:view]}\n" + exampleRows,
			Mended: exampleCodes + "roles: {reader: [\"*:view\"], auditor: [order:view, order:edit]}\n" + exampleRows,
		},
		find: func(l *linter) {
			for i, role := range l.api.Roles {
				at := slices.IndexFunc(l.api.Roles[:i], func(r *model.Role) bool { return slices.Equal(r.Holding, role.Holding) })
				if at < 0 {
					continue
				}
				first := l.api.Roles[at]
				f := l.finding(role.Position(), "remove one of them, or grant what makes them differ", "the roles %q and %q have the same permissions", first.Name, role.Name)
				relate(&f, first.Position(), "the other role")
				l.atRole(role, f)
			}
		},
	}
}

func codeImpliesAll() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "code-implies-all", Level: report.Info,
			Summary: "The code implies all other codes.",
			Why:     "One grant of it opens every route, and no policy, token or role shows that by the names of the codes.",
			Remedy:  "Let it imply less, and grant the rest by a role.",
		},
		Detail: "A table with two permissions is not looked at: there one commonly implies the other.",
		Example: Example{
			Found: `permissions: [{code: "order:view"}, {code: "order:edit", implies: ["order:view"]}, {code: "order:delete", implies: ["order:edit"]}]
` + exampleRows,
			Mended: `permissions: [{code: "order:view"}, {code: "order:edit", implies: ["order:view"]}, {code: "order:delete"}]
` + exampleRows,
		},
		find: func(l *linter) {
			for _, p := range l.api.Permissions {
				if len(l.api.Permissions) > 2 && len(p.Implies) > 0 && len(l.api.Closure([]*model.Permission{p})) == len(l.api.Permissions) {
					l.atCode(p, l.finding(p.Position(), "let it imply less, or accept code-implies-all with the reason", "the code %q implies all other codes", p.Code))
				}
			}
		},
	}
}

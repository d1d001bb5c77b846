package lint

import (
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/route"
)

func openMethods() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "open-methods", Level: report.Warning,
			Summary: "Unlisted methods are allowed, and a server may route by path alone.",
			Why: "Such a server runs the handler of a listed path for every method: `PATCH /orders` runs what `GET /orders` runs, without\n" +
				"its permission.",
			Remedy: "Write `unlisted: {method: deny}`. Or name your servers, if each of their handlers is registered for one method.",
		},
		Example: Example{
			Found: `unlisted: {path: deny, method: allow}
`,
			Mended: `unlisted: {path: deny, method: deny}
`,
		},
		find: func(l *linter) {
			if l.api.AllowUnlistedMethod && l.api.Table.Excluded&route.OtherMethods == 0 {
				l.atTable(l.finding(l.api.Written.Unlisted.Method.Pos, "write method: deny, or name your servers with upstream: if each of their handlers is registered for one method",
					"unlisted methods of a listed path are allowed, and a server that routes by path alone runs the listed handler for them"))
			}
		},
	}
}

func narrowedUpstream() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "narrowed-upstream", Level: report.Warning,
			Summary: "Unlisted paths are allowed, and upstream names only some servers.",
			Why: "A path that only other servers read as a listed one is unlisted here, and needs no permission. If one of those\n" +
				"servers is ever put behind the guard, it lets callers around the table.",
			Remedy: "Write `unlisted: {path: deny}` or `upstream: any`. Or accept the finding with the reason why there can be no other server.",
		},
		Example: Example{
			Found: `unlisted: {path: allow, method: deny}
upstream: [gin]
`,
			Mended: `unlisted: {path: deny, method: deny}
upstream: [gin]
`,
		},
		find: func(l *linter) {
			if l.api.AllowUnlistedPath && l.api.Upstream != nil {
				l.atTable(l.finding(l.api.Written.Upstream[0].Pos, "write path: deny, or upstream: any, or accept narrowed-upstream with the reason why there is no other server",
					"unlisted paths are allowed, but upstream names only %s: another server may read an unlisted path as a listed one", strings.Join(l.api.Upstream, ", ")))
			}
		},
	}
}

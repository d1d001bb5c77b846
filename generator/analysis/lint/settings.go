package lint

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/route"
)

func openMethods() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "open-methods", Level: report.Warning,
			Summary: "Unlisted methods are open, and a server may route by path alone.",
			Why: "Such a server runs the handler of a listed path for every method: `PATCH /orders` runs what `GET /orders` runs, without\n" +
				"its permission.",
			Remedy: "Write `method: nobody` under `unlisted:`. Or name your servers, if each of their handlers is registered for one method.",
		},
		Example: Example{
			Found: `unlisted: {path: nobody, method: public}
`,
			Mended: `unlisted: {path: nobody, method: nobody}
`,
		},
		find: func(l *linter) {
			if l.api.UnlistedMethod != access.Nobody && l.api.Table.Excluded&route.OtherMethods == 0 {
				servers := "name your servers with upstream:"
				if l.api.Upstream != nil {
					servers = "remove all-methods from upstream:"
				}
				l.atTable(l.finding(l.api.Written.Unlisted.Method.Pos, fmt.Sprintf("write unlisted: {path: %s, method: nobody}, or %s if each of their handlers is registered for one method", l.api.UnlistedPath, servers),
					"unlisted methods of a listed path are open to %s, and a server that routes by path alone runs the listed handler for them", l.api.UnlistedMethod.Callers()))
			}
		},
	}
}

func narrowedUpstream() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "narrowed-upstream", Level: report.Warning,
			Summary: "Unlisted paths are open, and upstream names only some servers.",
			Why: "A path that only other servers read as a listed one is unlisted here, and needs no permission. If one of those\n" +
				"servers is ever put behind the guard, it lets callers around the table.",
			Remedy: "Write `path: nobody` under `unlisted:`, or `upstream: any`. Or accept the finding with the reason why there can be no other server.",
		},
		Example: Example{
			Found: `unlisted: {path: public, method: nobody}
upstream: [gin]
`,
			Mended: `unlisted: {path: nobody, method: nobody}
upstream: [gin]
`,
		},
		find: func(l *linter) {
			if l.api.UnlistedPath != access.Nobody && l.api.Upstream != nil {
				l.atTable(l.finding(l.api.Written.Upstream[0].Pos, fmt.Sprintf("write unlisted: {path: nobody, method: %s}, or upstream: any, or accept narrowed-upstream with the reason why there is no other server", l.api.UnlistedMethod),
					"unlisted paths are open to %s, but upstream names only %s: another server may read an unlisted path as a listed one", l.api.UnlistedPath.Callers(), strings.Join(l.api.Upstream, ", ")))
			}
		},
	}
}

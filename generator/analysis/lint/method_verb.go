package lint

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/model"
)

// readingVerbs and writingVerbs are the words at the end of a code that say what the code allows.
func readingVerbs() []string {
	return []string{"view", "read", "get", "list", "query", "show", "describe", "search"}
}

func writingVerbs() []string {
	return []string{"update", "write", "create", "add", "delete", "remove", "edit", "modify", "set", "manage"}
}

func methodVerb() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "method-verb", Level: report.Info,
			Summary: "A method that reads needs a permission to write, or a method that writes only needs permissions to read.",
			Why:     "The code may be the wrong one. Where a GET needs a permission to write, callers that only read are given too much.",
			Remedy:  "Check the code. A search with its conditions in the body is often a POST: accept the finding with this reason.",
		},
		Detail: "The verb is in the last word of a code. Reading: " + strings.Join(readingVerbs(), ", ") + ".\n" +
			"Writing: " + strings.Join(writingVerbs(), ", ") + ".",
		Example: Example{
			Found: `routes:
  - {id: ShowOrder, route: "GET /orders/{id}", require: order:update}
`,
			Mended: `routes:
  - {id: ShowOrder, route: "GET /orders/{id}", require: order:view}
`,
		},
		find: func(l *linter) {
			for _, row := range l.api.Routes {
				l.methodVerb(row)
			}
		},
	}
}

// effectOf returns what a code allows as far as its last word tells, or "". One verb that writes is
// enough for Writes.
func effectOf(code string) (effect method.Effect) {
	parts := partsOf(code)
	if len(parts) == 0 {
		return ""
	}
	for _, word := range wordsOf(parts[len(parts)-1]) {
		switch {
		case slices.Contains(writingVerbs(), word):
			return method.Writes
		case slices.Contains(readingVerbs(), word):
			effect = method.Reads
		}
	}
	return effect
}

// methodVerb looks for a code of a route that contradicts the route's method. A method that writes is
// contradicted only where no code of the route may write.
func (l *linter) methodVerb(row *model.Route) {
	want := method.Find(row.Method).Effect
	var codes []string
	agrees := false
	for _, all := range row.Alternatives {
		for _, p := range all {
			effect := effectOf(p.Code)
			agrees = agrees || effect == "" || effect == want
			if effect != "" && effect != want && !slices.Contains(codes, p.Code) {
				codes = append(codes, p.Code)
			}
		}
	}
	if want == "" || len(codes) == 0 || agrees && want == method.Writes {
		return
	}
	l.atRoute(row, l.finding(row.Position(), "check the code, or accept method-verb with the reason", "%s %s, but %s %s", row.Method, want, strings.Join(codes, ", "), effectOf(codes[0])))
}

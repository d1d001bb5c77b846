package lint

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
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

// What a method or a code does, as far as its name tells.
const (
	reads  = "reads"
	writes = "writes"
)

// effectOf returns reads, writes, or "" for a method of unknown effect.
func effectOf(method string) string {
	return map[string]string{"GET": reads, "HEAD": reads, "POST": writes, "PUT": writes, "PATCH": writes, "DELETE": writes}[method]
}

// verbOf returns reads, writes, or "" for a code whose last word tells neither. One word that writes
// makes it writes.
func verbOf(code string) string {
	parts := partsOf(code)
	if len(parts) == 0 {
		return ""
	}
	verb := ""
	for _, word := range wordsOf(parts[len(parts)-1]) {
		switch {
		case slices.Contains(writingVerbs(), word):
			return writes
		case slices.Contains(readingVerbs(), word):
			verb = reads
		}
	}
	return verb
}

// methodVerb looks for a code of a route that contradicts the route's method. A method that writes is
// contradicted only where no code of the route may write.
func (l *linter) methodVerb(row *model.Route) {
	effect := effectOf(row.Method)
	var codes []string
	agrees := false
	for _, all := range row.Alternatives {
		for _, p := range all {
			verb := verbOf(p.Code)
			agrees = agrees || verb == "" || verb == effect
			if verb != "" && verb != effect && !slices.Contains(codes, p.Code) {
				codes = append(codes, p.Code)
			}
		}
	}
	if effect == "" || len(codes) == 0 || agrees && effect == writes {
		return
	}
	l.atRoute(row, l.finding(row.Position(), "check the code, or accept method-verb with the reason", "%s %s, but %s %s", row.Method, effect, strings.Join(codes, ", "), verbOf(codes[0])))
}

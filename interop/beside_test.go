package interop

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// besideTable has parameters with literals beside them, and rows that servers run in their stead.
func besideTable(t testing.TB) servers.Table {
	return table(t, "beside",
		"GET /a/in({n}) A", "GET /a/{x} B", "GET /a/{x}/{y} C", "GET /a/{x}/{y}/{z} D",
		"GET /b/{n}- A", "PUT /b/of-{n}: B",
		"GET /c/in({n})/{m} A", "GET /c/{x}/{y}/{z} B", "PUT /c/in({n})/** C", "PUT /c/{x} D",
		"GET /d/in({n})/{m}~ A", "GET /d/in({n})/e B", "GET /d/in({n})/e{m} C",
		"GET /e/v1.{n} A", "GET /e/{x} B", "GET /e/v1.{n}:notes C", "PUT /e/v1.2-{n} A", "PUT /e/{x} B",
		"PUT /{t}/is({n}) A", "POST /{t}/v.1{n} A", "POST /{t}/{x} B")
}

// besideUpstreams heed what stands behind a parameter.
var besideUpstreams = []string{"chi", "fiber", "gorilla", "express", "koa", "hapi", "flask", "django", "falcon", "bottle", "starlette", "symfony", "nginx", "apache", "haproxy"}

// besideSetups are those whose servers can have literals behind a parameter.
func besideSetups(t *testing.T) (setups []servers.Setup) {
	for _, s := range allSetups(t) {
		if slices.Contains(besideUpstreams, s.Upstream) {
			setups = append(setups, s)
		}
	}
	return setups
}

// besideValues are what stands for a parameter, by class.
var besideValues = map[string][]string{
	"one segment":      {"7", "x-y", "E", "2-"},
	"several segments": {"x/y", "x/y/z", "x/", "x/y/", "x)/y", "x/y)/z", "x-/y", "in(x/y", "/x", "x/y~", "x/e", "e/x/y", "x.y/z"},
	"a second dot":     {"2.3", "2.3.4", ".2", "2..3", "x.v1.2", "2-3.v1.2-4"},
	"the literals":     {"x)y", "(x)", "x(y", "x(n(y", "x(s(y", "x-y-z", "x:y", "x~y", "v.1x", "x.v.1y", "x:notes", "x.v11y"},
}

// besideLines returns requests for the table's rows with each value, one class after the other.
func besideLines(t servers.Table) map[string][]string {
	lines := map[string][]string{}
	for class, values := range besideValues {
		seen := map[string]bool{}
		for _, row := range t.Rows {
			for _, value := range values {
				path := besidePath(row.Pattern, value)
				for _, target := range []string{path, path + "/", strings.ToUpper(path), path + "/x"} {
					if line := row.Method + " " + target; !seen[line] && !strings.Contains(target, "//") {
						seen[line], lines[class] = true, append(lines[class], line)
					}
				}
			}
		}
	}
	return lines
}

// besidePath returns the path that has a value for the parameters with literals beside them.
func besidePath(p route.Pattern, value string) string {
	var b strings.Builder
	for _, s := range p.Segments() {
		switch {
		case s.Affixed():
			b.WriteString("/" + s.Prefix + value + s.Suffix)
		case s.Kind == route.Literal:
			b.WriteString("/" + s.Text)
		default:
			b.WriteString("/q")
		}
	}
	return b.String()
}

// besideGuards are the proven guards, and what they were without one or the other thing that they know of
// parameters beside literals.
func besideGuards() []guard {
	without := func(e route.Equivalence) func(servers.Table, servers.Setup) Decider {
		return func(t servers.Table, s servers.Setup) Decider {
			known := tableFor(t, s)
			known.Excluded |= e
			return reference{known}
		}
	}
	all := guards()
	return append(all[:2:2], guard{"no slash in a value", false, without(route.Spanning)}, guard{"any byte in a value", false, without(route.Affixes)}, all[2], all[3])
}

// TestBesideParameters is TestNoBypass for parameters with literals beside them, on the servers that can
// have them so.
func TestBesideParameters(t *testing.T) {
	table, setups := besideTable(t), besideSetups(t)
	tally := newTally(besideGuards(), []string{"one segment", "several segments", "a second dot", "the literals"})
	var lines []line
	for class, texts := range besideLines(table) {
		for _, text := range texts {
			method, target, _ := strings.Cut(text, " ")
			lines = append(lines, line{class: class, method: method, target: target})
		}
	}
	trial := newTrial(t, table, lines, tally.guards)
	trial.whole = true
	tally.try(trial, setups)
	tally.requireGuards(t, setups, 10)
	for _, upstream := range upstreams(setups) {
		spans := slices.ContainsFunc(setupsOf(setups, upstream), func(s servers.Setup) bool { return tally.scores[s.String()].around["no slash in a value"] > 0 })
		does, _ := route.UpstreamOf(upstream)
		assert.Equal(t, does.Does&route.Spanning != 0, spans, upstream)
		compare(t, upstream+": beside parameters", tally.text(setupsOf(setups, upstream)))
	}
	requireBesideParameters(t, setups)
}

// requireBesideParameters asserts what the matcher is made for: what fiber and Express 4 run.
func requireBesideParameters(t *testing.T, setups []servers.Setup) {
	t.Helper()
	table := besideTable(t)
	for _, c := range []struct{ setup, line, row string }{
		{"fiber", "GET /a/in(x/y)", "GET /a/in({n})"},
		{"fiber3", "GET /a/in(x/y/z)", "GET /a/in({n})"},
		{"fiber", "GET /c/in(x/y)/z", "GET /c/in({n})/{m}"},
		{"fiber3", "PUT /c/in(x/y)/z/z", "PUT /c/in({n})/**"},
		{"fiber", "GET /d/in(x/y)/e", "none"},
		{"express4", "GET /e/v1.2.3", "GET /e/{x}"},
		{"express4", "POST /q/v.1x.v.1y", "POST /{t}/{x}"},
		{"express5", "GET /e/v1.2.3", "GET /e/v1.{n}"},
	} {
		at := slices.IndexFunc(setups, func(s servers.Setup) bool { return s.Name == c.setup })
		if at < 0 {
			continue // it is not installed
		}
		method, target, _ := strings.Cut(c.line, " ")
		r, err := parsed(line{method: method, target: target}.text())
		require.NoError(t, err)
		assert.Equal(t, c.row, ranRow(table, host(t, setups[at], table), r), "%s: %s", c.setup, c.line)
	}
}

// ranRow returns the row that the first handler runs, or none.
func ranRow(t servers.Table, h servers.Hosted, r *http.Request) string {
	if o := h.Run(r)[0]; o.Row >= 0 {
		return rowText(t.Rows[o.Row])
	}
	return "none"
}

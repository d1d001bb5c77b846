package lint

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
)

// TestExamples asserts that each rule reports the example that shows it, and that nothing at all is
// reported of the mended one. Where a spec can accept the rule's findings, an acceptance on the table
// must silence the rule.
func TestExamples(t *testing.T) {
	for _, r := range Rules() {
		t.Run(r.ID, func(t *testing.T) {
			ofRule := func(f report.Finding) bool { return f.Rule == r.ID && f.Level == r.Level }
			found := Lint("example.yaml", []byte(whole(r.Example.Found)))
			assert.True(t, slices.ContainsFunc(found, ofRule), "%v", found)
			assert.Empty(t, Lint("example.yaml", []byte(whole(r.Example.Mended))))
			if !r.Acceptable() {
				return
			}
			for _, f := range Lint("example.yaml", []byte(whole(r.Example.Found)+"accept: {"+r.ID+": It is right.}\n")) {
				assert.Equal(t, f.Rule == r.ID, f.Reason == "It is right.", "%v", f)
				assert.NotEqual(t, needlessAcceptance().ID, f.Rule)
			}
		})
	}
}

// TestRuleTexts asserts that each rule says what it is about, and once.
func TestRuleTexts(t *testing.T) {
	sentences := regexp.MustCompile(`(?s)^\p{Lu}.*\.$`)
	code := regexp.MustCompile("(?s)^`.*\\.$")
	ids := map[string]bool{}
	for _, r := range Rules() {
		assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, r.ID)
		assert.False(t, ids[r.ID], r.ID)
		ids[r.ID] = true
		assert.Contains(t, []report.Level{report.Error, report.Warning, report.Info}, r.Level, r.ID)
		assert.Regexp(t, sentences, r.Summary, r.ID)
		assert.NotContains(t, r.Summary, "`", r.ID)
		for _, text := range []string{r.Detail, r.Why, r.Remedy} {
			assert.True(t, text == "" && text == r.Detail || sentences.MatchString(text) || code.MatchString(text), "%s: %q", r.ID, text)
		}
	}
}

var requirement = regexp.MustCompile(`require: "?([^",}]+)`)

// whole makes a spec of an example: it adds the keys that every spec has, and the codes that the routes
// need.
func whole(example string) string {
	spec := "permroute: 1\npackage: example\n"
	keys, rows, _ := strings.Cut(example, "routes:\n")
	if rows == "" {
		rows = "  - {id: ListOrders, route: GET /orders, require: order:view}\n"
	}
	if !strings.Contains(keys, "unlisted:") {
		keys += "unlisted: {path: nobody, method: nobody}\n"
	}
	if !strings.Contains(keys, "permissions:") {
		keys += "permissions:\n"
		var codes []string
		for _, match := range requirement.FindAllStringSubmatch(rows, -1) {
			if code := match[1]; !slices.Contains(codes, code) {
				codes = append(codes, code)
				keys += "  - {code: \"" + code + "\"}\n"
			}
		}
	}
	return spec + keys + "groups:\n  - name: A\n    routes:\n" + regexp.MustCompile(`(?m)^`).ReplaceAllString(strings.TrimRight(rows, "\n"), "    ") + "\n"
}

func TestWholeNeedsNothing(t *testing.T) {
	require.Empty(t, Lint("example.yaml", []byte(whole(""))))
}

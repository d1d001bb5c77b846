package lint

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/syntax"
)

// TestRules asserts that a spec can accept just the rules that it should.
func TestRules(t *testing.T) {
	var acceptable []string
	for _, c := range checks() {
		acceptable = append(acceptable, c.ID)
	}
	assert.Equal(t, acceptable, syntax.Rules())
}

// TestDocs asserts that docs/lint.md has each rule, in their order, with its level, why, what to do, and
// an example in which it is found.
func TestDocs(t *testing.T) {
	docs, err := os.ReadFile("../../../docs/lint.md")
	require.NoError(t, err)
	sections := strings.Split(string(docs), "\n## ")[1:]
	require.Len(t, sections, len(Rules()))
	for i, rule := range Rules() {
		section := sections[i]
		name, text, _ := strings.Cut(section, "\n")
		assert.Equal(t, rule.ID, name)
		assert.Contains(t, text, "\n*"+string(rule.Level)+"", name)
		assert.Contains(t, text, "\nWhy: ", name)
		assert.Contains(t, text, "\nRemedy: ", name)
		example := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindStringSubmatch(text)
		require.NotNil(t, example, name)
		findings := Lint("example.yaml", []byte(whole(example[1])))
		assert.True(t, slices.ContainsFunc(findings, func(f report.Finding) bool { return f.Rule == rule.ID && f.Level == rule.Level }), "%s: %v", name, findings)
	}
}

// whole makes a spec of an example's keys and rows.
func whole(example string) string {
	spec := "permroute: 1\npackage: example\n"
	keys, rows, _ := strings.Cut(example, "routes:\n")
	if !strings.Contains(keys, "unlisted:") {
		spec += "unlisted: {path: allow, method: deny}\n"
	}
	if !strings.Contains(keys, "permissions:") {
		spec += `permissions: [{code: "order:view"}, {code: "order:update"}, {code: "user:view"}, {code: "user:update"}]` + "\n"
	}
	if rows == "" {
		rows = "  - {id: ListOrders, route: GET /orders, require: order:view}\n"
	}
	return spec + keys + "groups:\n  - name: A\n    routes:\n" + regexp.MustCompile(`(?m)^`).ReplaceAllString(strings.TrimRight(rows, "\n"), "    ") + "\n"
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b           string
		apart, besides bool
	}{
		{"suscriptions", "subscriptions", true, true},
		{"subscripitons", "subscriptions", true, true},
		{"customer-orders", "customerOrders", true, true},
		{"Orders", "orders", true, true},
		{"order", "orders", false, true},
		{"create", "created", false, false},
		{"v2", "v3", false, false},
		{"page-10", "page-11", false, false},
		{"view", "veiw", true, true},
		{"role", "rule", false, false},
		{"renew", "review", false, false},
		{"a", "b", false, false},
		{"same", "same", false, false},
	} {
		assert.Equal(t, c.apart, near(c.a, c.b, false), "%s %s", c.a, c.b)
		assert.Equal(t, c.besides, near(c.b, c.a, true), "%s %s", c.a, c.b)
	}
}

// nearPairs must name each pair that near holds for.
func TestNearPairs(t *testing.T) {
	words := []string{"suscriptions", "subscriptions", "orders", "order", "Orders", "veiw", "view", "customer_orders", "customer-orders", "customer-order", "x"}
	pairs := nearPairs(words)
	for i := range words {
		for j := i + 1; j < len(words); j++ {
			if near(words[i], words[j], true) {
				assert.Contains(t, pairs, [2]int{i, j}, "%s %s", words[i], words[j])
			}
		}
	}
}

func TestNearCode(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"order:view", "order:veiw"}: true, {"orders:view", "order:view"}: true, {"order:view", "order:update"}: false,
		{"a:view", "b:view"}: false, {"bill-detail:view", "billDetail:view"}: true, {"Order:View", "order:view"}: true, {"x1", "x2"}: false,
	} {
		assert.Equal(t, want, nearCode(pair[0], pair[1]), pair)
	}
}

func TestVerbOf(t *testing.T) {
	for code, want := range map[string]string{"bss:order:view": "reads", "order:update": "writes", "s3:GetObject": "reads", "Mail.ReadWrite": "writes", "order:pay": "", "": "", "listOrders": "reads"} {
		assert.Equal(t, want, verbOf(code), code)
	}
}

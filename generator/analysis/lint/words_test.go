package lint

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/method"
)

func TestMisspelt(t *testing.T) {
	for _, c := range []struct {
		a, b            string
		apart, siblings bool
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
		assert.Equal(t, c.apart, misspelt(c.a, c.b, false), "%s %s", c.a, c.b)
		assert.Equal(t, c.siblings, misspelt(c.b, c.a, true), "%s %s", c.a, c.b)
	}
}

// TestCandidatePairs asserts that no pair is left out for which misspelt holds.
func TestCandidatePairs(t *testing.T) {
	words := []string{"suscriptions", "subscriptions", "orders", "order", "Orders", "veiw", "view", "customer_orders", "customer-orders", "customer-order", "x"}
	pairs := candidatePairs(words)
	for i := range words {
		for j := i + 1; j < len(words); j++ {
			if misspelt(words[i], words[j], true) {
				assert.Contains(t, pairs, [2]int{i, j}, "%s %s", words[i], words[j])
			}
		}
	}
}

func TestMisspeltCode(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"order:view", "order:veiw"}: true, {"orders:view", "order:view"}: true, {"order:view", "order:update"}: false,
		{"a:view", "b:view"}: false, {"bill-detail:view", "billDetail:view"}: true, {"Order:View", "order:view"}: true, {"x1", "x2"}: false,
	} {
		assert.Equal(t, want, misspeltCode(pair[0], pair[1]), pair)
	}
}

func TestEffectOf(t *testing.T) {
	for code, want := range map[string]method.Effect{
		"bss:order:view": method.Reads, "order:update": method.Writes, "s3:GetObject": method.Reads, "Mail.ReadWrite": method.Writes,
		"order:pay": "", "": "", "listOrders": method.Reads,
	} {
		assert.Equal(t, want, effectOf(code), code)
	}
}

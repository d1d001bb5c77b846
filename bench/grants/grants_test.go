package grants

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/shop"
)

// codes returns the codes of the shop.
func codes() (all []string) {
	for p := range shop.Permissions() {
		all = append(all, p.String())
	}
	return all
}

// TestSameAnswers asserts that all ways to read the policy allow the same codes.
func TestSameAnswers(t *testing.T) {
	document := Document()
	assert.InDelta(t, 2048, len(document), 100)
	set, err := shop.ParsePolicies(document)
	require.NoError(t, err)
	var want []string
	for p := range set.All() {
		want = append(want, p.String())
	}
	assert.Equal(t, []string{"order:read", "order:write", "invoice:read"}, want)
	for name, read := range map[string]func([]byte, []string) ([]string, error){"casbin": Casbin, "cedar-go": Cedar} {
		got, err := read(document, codes())
		require.NoError(t, err)
		assert.Equal(t, want, got, name)
	}
	scope, _ := shop.ParseScope(Scope())
	assert.Equal(t, shop.NewSet(shop.OrderWrite, shop.InvoiceRead, shop.UserRead), scope)
}

func BenchmarkParseScope(b *testing.B) {
	scope := Scope()
	for b.Loop() {
		if set, _ := shop.ParseScope(scope); set.IsEmpty() {
			b.Fatal("nothing is granted")
		}
	}
}

func BenchmarkParsePolicies(b *testing.B) {
	document, all := Document(), codes()
	for _, way := range []struct {
		name string
		read func() error
	}{
		{"permroute", func() error { _, err := shop.ParsePolicies(document); return err }},
		{"casbin", func() error { _, err := Casbin(document, all); return err }},
		{"cedar-go", func() error { _, err := Cedar(document, all); return err }},
	} {
		b.Run(way.name, func(b *testing.B) {
			for b.Loop() {
				if err := way.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

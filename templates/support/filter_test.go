package support

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
)

// TestFilter names paths that the filter must exclude, and paths that it must not.
func TestFilter(t *testing.T) {
	var table route.Table
	for _, text := range []string{
		"/v2/orders/customer-orders", "/v2/orders/{id}/items", "/v2/bills/**", "/v1.0/{domain}/invoices/{number}.pdf", "/files/v.{n}:/x",
	} {
		pattern, err := route.ParsePattern(text)
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: pattern, Demand: route.Demand{{1}}})
	}
	for _, c := range []struct {
		about    string
		path     string
		anything bool // excluded if the servers may do anything
		nothing  bool // excluded if they do nothing special
	}{
		{"another service", "/v9/others/customer-orders", true, true},
		{"a word is inserted", "/v2/list/orders/customer-orders", true, true},
		{"a segment is left out", "/customer-orders", true, true},
		{"a segment is longer", "/v2/orders-old/customer-orders", true, true},
		{"one more segment", "/v2/orders/customer-orders/of/all/customers", true, true},
		{"a long path", "/v9/" + "a-long-segment/and-another-one/of-a-path-that-has-more-than-64-bytes/in/all", true, true},
		{"a short path", "/health", true, true},
		{"a name with an extension", "/robots.txt", true, true},
		{"a version of the same length", "/v3/orders/customer-orders", true, true},
		{"another last segment in place of an empty parameter", "/v1.0/domain/receipts/", true, true},
		{"the root", "/", false, false},
		{"the path itself", "/v2/orders/customer-orders", false, false},
		{"a final slash", "/v2/orders/customer-orders/", false, false},
		{"other letter case", "/V2/ORDERS/Customer-Orders", false, false},
		{"an extension", "/v2/orders/customer-orders.json", false, false},
		{"a rest", "/v2/bills/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", false, false},
		{"no rest", "/v2/bills", false, false},
		{"a tail", "/v1.0/domain/invoices/7.pdf/pages/9", false, true},
		{"an empty parameter", "/v1.0/domain/invoices/", false, true},
		{"a parameter over segments", "/files/v.1/2/3:/x", false, true},
		{"a script", "/index.php/v2/orders/customer-orders", false, true},
	} {
		t.Run(c.about, func(t *testing.T) {
			slashes := slashesOf(c.path)
			require.True(t, slashes.plain)
			x, _ := indexOf(table)
			assert.Equal(t, c.anything, newFilter(x.rows, x.upstream).excludes(c.path, slashes))
			exact := table
			exact.Excluded = route.AnyServer
			x, _ = indexOf(exact)
			assert.Equal(t, c.nothing, newFilter(x.rows, x.upstream).excludes(c.path, slashes))
		})
	}
}

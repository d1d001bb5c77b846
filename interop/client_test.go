package interop

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/bss"
)

// clientID stands in each path parameter where a test does not say something else.
const clientID = "CS2211"

// TestClientOperations counts what the service's two clients, one for each of its sites, have of the table
// and beside it.
func TestClientOperations(t *testing.T) {
	operations := clientOperations(t, "http://127.0.0.1", clientID)
	for client, want := range map[string]struct {
		lacks  []string
		others int
	}{
		"bssintl": {[]string{"PayCustomerOrders", "ShowCustomerMonthlyBill"}, 30},
		"bss":     {[]string{"PayCustomerOrders", "ShowCustomerMonthlyBill", "ListInvoices"}, 68},
	} {
		var lacks []string
		for row := range bss.Routes() {
			if !slices.ContainsFunc(operations, func(o clientOperation) bool { return o.client == client && o.name == row.String() }) {
				lacks = append(lacks, row.String())
			}
		}
		assert.Equal(t, want.lacks, lacks, "rows of the table that %s does not have", client)
		others := 0
		for _, o := range operations {
			if _, listed := o.row(); o.client == client && !listed {
				others++
			}
		}
		assert.Equal(t, want.others, others, "operations of %s outside the table", client)
	}
}

// TestClientListed calls each operation that is a row of the table. Its caller is denied, as the service
// denies, with all permissions but the row's own, and served with that one alone.
func TestClientListed(t *testing.T) {
	gateway, denied := newClientGateway(t), clientDenied(t)
	all := bss.NewSet(slices.Collect(bss.Permissions())...)
	for _, o := range clientOperations(t, gateway.URL, clientID) {
		row, listed := o.row()
		if !listed {
			continue
		}
		t.Run(o.String(), func(t *testing.T) {
			alternatives := slices.Collect(row.Alternatives())
			require.Len(t, alternatives, 1)
			own := alternatives[0]

			got := gateway.call(t, o, all.Minus(own))
			assert.Equal(t, row, got.decision.Route, got.request)
			assert.Equal(t, own, got.decision.Missing, got.request)
			assert.Equal(t, denied, got.failure, got.request)
			assert.Zero(t, got.passed, got.request)

			got = gateway.call(t, o, own)
			assert.Equal(t, row, got.decision.Route, got.request)
			assert.Empty(t, got.failure, got.request)
			assert.Equal(t, 1, got.passed, got.request)
		})
	}
}

// TestClientUnlisted calls every other operation, for a caller without any permission: the table asks for
// none. It lists the path of none of them with another method.
func TestClientUnlisted(t *testing.T) {
	gateway := newClientGateway(t)
	for _, o := range clientOperations(t, gateway.URL, clientID) {
		if _, listed := o.row(); listed {
			continue
		}
		t.Run(o.String(), func(t *testing.T) {
			got := gateway.call(t, o, bss.Set{})
			assert.Equal(t, bss.Unlisted, got.decision.Verdict, got.request)
			assert.Empty(t, got.failure, got.request)
			assert.Equal(t, 1, got.passed, got.request)
		})
	}
}

// clientStatuses says what a caller without any permission gets for an id in the path. The client escapes
// what net/url does, which / is not, and ! is.
var clientStatuses = []struct {
	id                               string
	details, renew, cancel, invoices int
}{
	{clientID, 403, 403, 403, 403},
	{"CS1/2 x%:测", 400, 400, 400, 400},
	{"..", 400, 400, 400, 400},
	{"", 403, 403, 403, 400}, // without a domain the client sends {domain_id}
	{".", 400, 400, 400, 400},
	{"CS1.", 400, 400, 400, 400},
	{"CS1.json", 403, 403, 403, 403},
	{"a:b", 403, 403, 403, 403},
	{"a!b", 403, 403, 403, 403},
	{"a;b", 400, 400, 400, 400},
	{"a b", 403, 403, 403, 403},
	{"a?b", 400, 400, 400, 400},
	{"a#b", 400, 400, 400, 400},
	{`a\b`, 400, 400, 400, 400},
	{"a%2Fb", 400, 400, 400, 400},
	{"测", 403, 403, 403, 403},
	{"/", 400, 400, 400, 400},
	{"a//b", 400, 400, 400, 400},
	{"a/../b", 400, 400, 400, 400},
	{"../cancel", 400, 400, 400, 400},
	{"a/", 403, 403, 403, 400},
	{"a/b", 403, 403, 403, 200}, // /v1.0/a/b/payments/intl-invoices is a path that no row can be meant by
}

// TestClientStrangeIDs calls each operation that is a row of the table with strange ids. Those without a
// path parameter send them in the query at most, which is nothing to the guard.
func TestClientStrangeIDs(t *testing.T) {
	gateway, denied := newClientGateway(t), clientDenied(t)
	refused := clientFailure{400, "", `{"type":"about:blank","title":"Bad Request","status":400}`}
	for _, c := range clientStatuses {
		statuses := map[string]int{
			"ShowCustomerOrderDetails": c.details, "AutoRenewalResources": c.renew,
			"CancelAutoRenewalResources": c.cancel, "ListInvoices": c.invoices,
		}
		for _, o := range clientOperations(t, gateway.URL, c.id) {
			row, listed := o.row()
			if !listed {
				continue
			}
			got := gateway.call(t, o, bss.Set{})
			where := fmt.Sprintf("%v with %q: %s", o, c.id, got.request)
			switch statuses[o.name] {
			case 400:
				assert.Equal(t, bss.Refused, got.decision.Verdict, where)
				assert.Equal(t, refused, got.failure, where)
				assert.Zero(t, got.passed, where)
			case 200:
				assert.Equal(t, bss.Unlisted, got.decision.Verdict, where)
				assert.Empty(t, got.failure, where)
				assert.Equal(t, 1, got.passed, where)
			default:
				assert.Equal(t, row, got.decision.Route, where)
				assert.Equal(t, denied, got.failure, where)
				assert.Zero(t, got.passed, where)
			}
		}
	}
}

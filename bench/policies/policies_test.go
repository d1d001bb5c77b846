package policies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/bench/peers"
)

func TestEnginesDecide(t *testing.T) {
	engines, err := All([]Row{
		{"GET", "/v2/orders", "order:view"},
		{"GET", "/v2/orders/{id}", "order:view"},
		{"POST", "/v2/orders/{id}/pay", "order:pay"},
		{"POST", "/v2/renewals/**", "order:view"},
	}, []string{"order:view"})
	require.NoError(t, err)
	require.Len(t, engines, 4)
	for _, e := range engines {
		for line, allowed := range map[peers.Line]bool{
			{Method: "GET", Path: "/v2/orders"}:           true,
			{Method: "GET", Path: "/v2/orders/CS22"}:      true,
			{Method: "POST", Path: "/v2/orders/CS22"}:     false,
			{Method: "POST", Path: "/v2/orders/CS22/pay"}: false,
			{Method: "POST", Path: "/v2/renewals"}:        true,
			{Method: "POST", Path: "/v2/renewals/a/b"}:    true,
			{Method: "GET", Path: "/v3/orders"}:           false,
		} {
			require.Equal(t, allowed, e.Allows(line), "%s: %v", e.Name, line)
		}
		lines := []peers.Line{{Method: "GET", Path: "/v2/orders"}, {Method: "GET", Path: "/v3/orders"}}
		require.EqualValues(t, 2, e.Run(lines, []uint16{0, 1, 0}), e.Name)
	}
}

package traffic

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

const withRoles = `permroute: 1
package: shop
unlisted: nobody
permissions:
  - read
  - {code: write, implies: [read]}
  - pay
  - {code: all, implies: [write, pay]}
roles:
  boss: [all]
  clerk: [write]
  cashier: [write, pay]
  reader: [read]
routes:
  GET /orders: read
  POST /orders: write
  POST /payments: pay
  GET /ping: public
  DELETE /orders: nobody
`

// called returns a call of each of these rows.
func called(rows ...int) (uses []Use) {
	for _, r := range rows {
		uses = append(uses, Use{Row: r, Calls: 1})
	}
	return uses
}

func TestSmallestRole(t *testing.T) {
	api := api(t, withRoles)
	for _, c := range []struct {
		rows   []int
		role   string
		unused []string
	}{
		{[]int{0}, "reader", nil},
		{[]int{0, 1}, "clerk", nil},
		{[]int{1}, "clerk", nil},
		{[]int{0, 2}, "cashier", []string{"write"}},
		{[]int{2, 1}, "cashier", nil},
		{[]int{3, 4}, "reader", []string{"read"}}, // what nobody may call counts for no role
	} {
		fit := SmallestRole(api, called(c.rows...))
		require.NotNil(t, fit, c)
		var unused []string
		for _, p := range fit.NeverUsed {
			unused = append(unused, p.Code)
		}
		assert.Equal(t, c.role, fit.Role.Name, c)
		assert.Equal(t, c.unused, unused, c)
	}
	api.Roles = api.Roles[3:]
	assert.Nil(t, SmallestRole(api, called(1)))
}

// TestLeastWithImplications asserts that a code that implies others is no smaller set than those.
func TestLeastWithImplications(t *testing.T) {
	api := api(t, withRoles)
	needed := func(rows ...int) (codes, implied []string) {
		for _, n := range Least(api, called(rows...), map[*model.Permission]bool{}).Needed {
			codes = append(codes, n.Permission.Code)
			if n.ImpliedBy != nil {
				implied = append(implied, n.Permission.Code+" by "+n.ImpliedBy.Code)
			}
		}
		return codes, implied
	}
	codes, implied := needed(0, 2)
	assert.Equal(t, []string{"read", "pay"}, codes, "not all, which is one code and grants more")
	assert.Empty(t, implied)
	codes, implied = needed(0, 1)
	assert.Equal(t, []string{"read", "write"}, codes)
	assert.Equal(t, []string{"read by write"}, implied)
}

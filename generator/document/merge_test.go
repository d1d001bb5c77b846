package document_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
)

const page = `名称,URL,权限码,权限名称,模块
List orders,GET /orders,shop:order:view,View orders.,Orders
Show an order,GET/orders/{id},shop:order:view,View orders,Orders
Cancel an order,PUT /orders/{id}/cancel,"shop:order:update,shop:order:view",Change orders.,Orders
List bills,GET /bills,shop:bill:view,View bills.,Bills
`

// readTable reads the page.
func readTable(t *testing.T, text string) *table.Table {
	t.Helper()
	read, wrong := document.Read([]readers.File{{Name: "page.csv", Data: []byte(text)}}, table.Options{})
	require.NoError(t, wrong.Err())
	return read
}

const specText = `# The shop's table.
permroute: 1
package: shop
source: {document: page, updated: 2020-01-01}
combine: all
unlisted: {path: public, method: nobody}

permissions:
  - code: shop:order:view # kept
    text: "See orders."

groups:
  # Orders come first.
  - name: Orders
    slug: orders

    routes:
      - id: Index # an id of the team's own
        name: 'Orders'
        route: GET /orders
        require: {any: [shop:order:view]}
      # Not in the document.
      - id: Mine
        route: GET /orders/mine
        require: shop:order:view

      - {id: Show, name: "An \"order\"", route: "GET /orders/{order_id}", require: [shop:order:view]}

# The end.`

const mergedSpec = `# The shop's table.
permroute: 1
package: shop
source: {document: page, updated: 2020-01-01}
combine: all
unlisted: {path: public, method: nobody}

permissions:
  - code: shop:order:view # kept
    text: View orders.
  - code: shop:order:update
  - code: shop:bill:view
    text: View bills.

groups:
  # Orders come first.
  - name: Orders
    slug: orders

    routes:
      - id: Index # an id of the team's own
        name: List orders
        route: GET /orders
        require: {any: [shop:order:view]}
      # Not in the document.
      - id: Mine
        route: GET /orders/mine
        require: shop:order:view

      - {id: Show, name: Show an order, route: "GET /orders/{order_id}", require: [shop:order:view]}
      - id: CancelOrders
        name: Cancel an order
        route: PUT /orders/{id}/cancel
        require: ["shop:order:update", "shop:order:view"]
  - name: Bills
    routes:
      - id: ListBills
        name: List bills
        route: GET /bills
        require: shop:bill:view

# The end.`

func TestInto(t *testing.T) {
	clean := strings.NewReplacer("GET/orders", "GET /orders", "View orders,", "View orders.,").Replace(page)
	merged, wrong := merge.Into(readTable(t, clean), "shop.yaml", []byte(specText), merge.Origin{})
	require.NoError(t, wrong.Err())
	assert.Equal(t, mergedSpec, string(merged.Spec))
	assert.Equal(t, "page.csv:4:77: 1 text for 2 codes: \"Change orders.\" is not read\nshop.yaml:24:16: \"GET /orders/mine\" is not in the document: kept; remove the row if it is gone\n", rendered(merged.Doubts))

	again, wrong := merge.Into(readTable(t, clean), "shop.yaml", merged.Spec, merge.Origin{})
	require.NoError(t, wrong.Err())
	assert.Equal(t, mergedSpec, string(again.Spec), "merging twice changes nothing")
}

// A file of Windows stays one.
func TestIntoCarriageReturns(t *testing.T) {
	clean := strings.NewReplacer("GET/orders", "GET /orders", "View orders,", "View orders.,").Replace(page)
	windows := "\ufeff" + strings.ReplaceAll(specText, "\n", "\r\n")
	merged, wrong := merge.Into(readTable(t, clean), "shop.yaml", []byte(windows), merge.Origin{})
	require.NoError(t, wrong.Err())
	assert.Equal(t, "\ufeff"+strings.ReplaceAll(mergedSpec, "\n", "\r\n"), string(merged.Spec))
}

// What cannot be spliced is said, and nothing is merged.
func TestIntoRefused(t *testing.T) {
	for _, c := range []struct{ was, now, want string }{
		{"", "", `shop.yaml:27:14: the row "Show" is to have printed: "route: GET/orders/{id}, text: View orders"; write the row over several lines, or add it by hand`},
		{"        name: 'Orders'\n", "        name: >\n          Orders\n", "shop.yaml:19:15: the text is written over several lines, and the document has another one: \"List orders\"; change it by hand"},
		{"permissions:\n  - code: shop:order:view # kept\n    text: \"See orders.\"\n", "permissions: [{code: 'shop:order:view'}]\n",
			"shop.yaml:8:22: permissions stand in a list on one line, and the document has 2 more; write each item on lines of its own"},
		{"combine: all", "combine: some", `shop.yaml:5:10: combine: "some"; allowed: all, any`},
	} {
		merged, wrong := merge.Into(readTable(t, page), "shop.yaml", []byte(strings.Replace(specText, c.was, c.now, 1)), merge.Origin{})
		assert.Zero(t, merged)
		assert.ErrorContains(t, wrong.Err(), c.want)
	}
}

// TestIntoShrunk takes each row out of spec/bss.yaml, and then all rows of each group, and merges the
// document into what is left: only what was taken out comes back, with new ids.
func TestIntoShrunk(t *testing.T) {
	data, err := os.ReadFile(bss)
	require.NoError(t, err)
	want := parse(t, bss, data)
	text := printers["page.txt"](printedLines(want))
	whole := string(data)
	starts := indexes(whole, "          - id: ")
	for i, from := range starts {
		to := len(whole)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if next := strings.Index(whole[from+1:to], "\n      - name: "); next >= 0 {
			to = from + 1 + next + 1
		}
		if next := strings.Index(whole[from+1:to], "\n  - name: "); next >= 0 {
			to = from + 1 + next + 1
		}
		shrunk := whole[:from] + whole[to:]
		if strings.HasSuffix(shrunk[:from], "routes:\n") && !strings.HasPrefix(shrunk[from:], "          - id: ") {
			continue // the group's only row
		}
		merged, wrong := merge.Into(flatTable(t, text), bss, []byte(shrunk), merge.Origin{})
		require.NoError(t, wrong.Err(), whole[from:to])
		got := parse(t, bss, merged.Spec)
		assert.ElementsMatch(t, said(want), said(got), whole[from:to])
		for l := range strings.Lines(shrunk) {
			assert.Contains(t, string(merged.Spec), l)
		}
	}
	require.Len(t, starts, 26)
}

func flatTable(t *testing.T, text string) *table.Table {
	t.Helper()
	read, wrong := document.Read([]readers.File{{Name: "page.txt", Data: []byte(text)}}, table.Options{})
	require.NoError(t, wrong.Err())
	return read
}

func indexes(s, of string) (at []int) {
	for from := 0; ; {
		i := strings.Index(s[from:], of)
		if i < 0 {
			return at
		}
		at = append(at, from+i)
		from += i + 1
	}
}

// TestIntoShort merges into a spec in the short form, which stays one.
func TestIntoShort(t *testing.T) {
	const spec = `permroute: 1
package: shop
combine: all
unlisted: nobody
permissions:
  shop:order:view: # kept
  shop:order:update: Old text.
routes:
  # the orders
  GET /orders: shop:order:update
  GET /orders/mine: authenticated # not in the document
  PUT /orders/{id}/cancel:
    id: Cancel
    require: [shop:order:update]
`
	const want = `permroute: 1
package: shop
combine: all
unlisted: nobody
permissions:
  shop:order:view: View orders. # kept
  shop:order:update: Old text.
  shop:bill:view: View bills.
routes:
  # the orders
  GET /orders: shop:order:view
  GET /orders/{id}:
    name: Show an order
    require: shop:order:view
    printed:
      route: GET/orders/{id}
      text: View orders
  GET /orders/mine: authenticated # not in the document
  PUT /orders/{id}/cancel:
    id: Cancel
    require: ["shop:order:update", "shop:order:view"]
  GET /bills:
    name: List bills
    require: shop:bill:view
`
	merged, wrong := merge.Into(readTable(t, page), "shop.yaml", []byte(spec), merge.Origin{})
	require.NoError(t, wrong.Err())
	assert.Equal(t, want, string(merged.Spec))
	again, wrong := merge.Into(readTable(t, page), "shop.yaml", merged.Spec, merge.Origin{})
	require.NoError(t, wrong.Err())
	assert.Equal(t, want, string(again.Spec), "merging twice changes nothing")

	_, wrong = merge.Into(readTable(t, page), "shop.yaml", []byte("permroute: 1\npackage: shop\ncombine: all\nunlisted: nobody\nroutes: {\"GET /orders/{id}\": nobody}\n"), merge.Origin{})
	assert.ErrorContains(t, wrong.Err(), `shop.yaml:5:10: the row "GetOrdersById" is to have printed:`)
	assert.ErrorContains(t, wrong.Err(), "shop.yaml:5:10: routes stand in braces, and the document has more; write each of them on a line of its own")
}

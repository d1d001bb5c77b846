package document_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
)

// firstPage is a document, and what changes of it the cases of TestDifferences are about.
const firstPage = "Module,Category,API,URL,Permission Code\n" +
	"Orders,Read,List orders,GET /orders,shop:order:view\n" +
	"Orders,Write,Cancel an order,PUT /orders/{id}/cancel,shop:order:update\n" +
	"Bills,Read,List bills,GET /bills,shop:bill:view\n" +
	"Bills,Write,Pay a bill,POST /bills/{id}/pay,shop:bill:pay (self-service)\n"

// TestDifferences merges a document that has changed into the spec of the one before: which lines of the
// spec change, and what is said of it. A ! stands before what can change who may call.
func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		about, was, now string
		edit            [2]string // of the spec, by hand
		minus, plus     []string
		said            []string
	}{
		{about: "nothing", said: []string{"! page.csv:5:45: \"shop:bill:pay (self-service)\" is not understood"}},
		{about: "a row has another path", was: "GET /orders,", now: "GET /v2/orders,",
			minus: []string{"route: GET /orders"}, plus: []string{"route: GET /v2/orders"},
			said: []string{`! page.csv:5:`, `! spec.yaml:20:20: "GET /orders" has the route "GET /v2/orders" in the document: changed, and the id ListOrders stays`}},
		{about: "a row has another method", was: "PUT /orders/{id}/cancel", now: "POST /orders/{id}/cancel",
			minus: []string{"route: PUT /orders/{id}/cancel"}, plus: []string{"route: POST /orders/{id}/cancel"},
			said: []string{`! page.csv:5:`, `! spec.yaml:26:20: "PUT /orders/{id}/cancel" has the route "POST /orders/{id}/cancel"`}},
		{about: "a row has another path and another code", was: "GET /orders,shop:order:view", now: "GET /v2/orders,shop:order:list",
			plus: []string{"- code: shop:order:list", "- id: ListOrdersV2", "name: List orders", "route: GET /v2/orders", "require: shop:order:list"},
			said: []string{`! page.csv:5:`, `spec.yaml:20:20: "GET /orders" is not in the document: kept`}},
		{about: "a cell becomes a dash", was: "shop:bill:view", now: "-",
			minus: []string{"require: shop:bill:view"}, plus: []string{`require: "-"`, "require: nobody", "printed:"},
			said: []string{"! page.csv:4:34: \"-\" is not understood", "! page.csv:5:", `spec.yaml:12:11: no row needs the code "shop:bill:view": kept`}},
		{about: "a cell becomes none", was: "shop:bill:view", now: "None",
			minus: []string{"require: shop:bill:view"}, plus: []string{"require: authenticated", "require: None", "printed:"},
			said: []string{"! page.csv:4:34: \"None\" read as no permission is needed: every authenticated caller is let in", "! page.csv:5:", `spec.yaml:12:11: no row needs the code "shop:bill:view": kept`,
				`! spec.yaml:35:22: "GET /bills" is open to every authenticated caller now: the document prints "None"`}},
		{about: "a cell becomes empty", was: "shop:bill:view", now: "",
			minus: []string{"require: shop:bill:view"}, plus: []string{`require: "(empty)"`, "require: nobody", "printed:"},
			said: []string{"! page.csv:4:23: GET /bills has no requirement", "! page.csv:5:", `spec.yaml:12:11: no row needs the code`}},
		{about: "a row moves", was: "Bills,Read,List bills", now: "Orders,Read,List bills",
			said: []string{"! page.csv:5:", `spec.yaml:34:20: "GET /bills" stands under "Orders > Read" in the document: kept under "Bills > Read"`}},
		{about: "a group has another name", was: "Bills,", now: "Invoices,",
			said: []string{"! page.csv:5:", `spec.yaml:34:20: "GET /bills" stands under "Invoices > Read" in the document: kept under "Bills > Read"`,
				`spec.yaml:40:20: "POST /bills/{id}/pay" stands under "Invoices > Write" in the document: kept under "Bills > Write"`}},
		{about: "a row is gone", was: "Bills,Read,List bills,GET /bills,shop:bill:view\n", now: "",
			said: []string{"! page.csv:4:", `spec.yaml:34:20: "GET /bills" is not in the document: kept`}},
		{about: "a code without rows", edit: [2]string{"groups:\n", "  - code: shop:old:view\ngroups:\n"},
			said: []string{"! page.csv:5:", `spec.yaml:13:11: no row needs the code "shop:old:view": kept`}},
		{about: "a person has corrected a closed row", edit: [2]string{"require: nobody", "require: shop:bill:view"}},
		{about: "a person has corrected a row, and the document changes it", was: "(self-service)", now: "(admin)", edit: [2]string{"require: nobody", "require: shop:bill:view"},
			minus: []string{"require: shop:bill:view", "require: shop:bill:pay (self-service)"}, plus: []string{"require: nobody", "require: shop:bill:pay (admin)"},
			said: []string{"! page.csv:5:"}},
		{about: "a person has corrected a row, and the document can be read now", was: " (self-service)", now: "", edit: [2]string{"require: nobody", "require: shop:bill:view"},
			minus: []string{"require: shop:bill:view"}, plus: []string{"- code: shop:bill:pay", "require: shop:bill:pay"},
			said: []string{`spec.yaml:43:24: the document no longer prints "shop:bill:pay (self-service)": kept`}},
		{about: "the spec says what a list means", was: "shop:bill:view", now: `"shop:bill:view, shop:order:view"`,
			edit:  [2]string{"unlisted:", "combine: any\nunlisted:"},
			minus: []string{"require: shop:bill:view"}, plus: []string{`require: {all: ["shop:bill:view", "shop:order:view"]}`},
			said: []string{"! page.csv:5:"}},
	} {
		t.Run(c.about, func(t *testing.T) {
			spec := merge.Spec(readPage(t, firstPage), merge.Target{})
			was := strings.Replace(string(spec), c.edit[0], c.edit[1], 1)
			merged, wrong := merge.Into(readPage(t, strings.ReplaceAll(firstPage, c.was+"", c.now)), "spec.yaml", []byte(was), merge.Origin{})
			if c.was == "" {
				merged, wrong = merge.Into(readPage(t, firstPage), "spec.yaml", []byte(was), merge.Origin{})
			}
			require.NoError(t, wrong.Err())
			minus, plus := changed(was, string(merged.Spec))
			assert.Equal(t, c.minus, minus, string(merged.Spec))
			assert.Equal(t, c.plus, plus, string(merged.Spec))
			said := strings.Split(strings.TrimSpace(rendered(merged.Doubts)), "\n")
			if c.said == nil {
				assert.Equal(t, []string{""}, said)
				return
			}
			require.Len(t, said, len(c.said), strings.Join(said, "\n"))
			for i, want := range c.said {
				assert.True(t, strings.HasPrefix(said[i], want), "%s\n%s", want, said[i])
			}
		})
	}
}

func readPage(t *testing.T, text string) *table.Table {
	t.Helper()
	read, wrong := document.Read([]readers.File{{Name: "page.csv", Data: []byte(text)}}, table.Options{})
	require.NoError(t, wrong.Err())
	return read
}

// changed returns the lines that only one of two texts has, as often as it has more of them.
func changed(was, now string) (minus, plus []string) {
	number := map[string]int{}
	for line := range strings.Lines(was) {
		number[line]++
	}
	for line := range strings.Lines(now) {
		if number[line]--; number[line] < 0 {
			plus = append(plus, strings.TrimSpace(line))
		}
	}
	for line := range strings.Lines(was) {
		if number[line] > 0 {
			number[line]--
			minus = append(minus, strings.TrimSpace(line))
		}
	}
	return minus, plus
}

// The spec keeps how groups nest, where the places of their columns alone tell it: with the columns in
// another order they nest alike.
func TestNesting(t *testing.T) {
	spec := merge.Spec(readPage(t, firstPage), merge.Target{})
	assert.Contains(t, string(spec), "source:\n  document: page.csv\n  columns: group=Module,group=Category\n")
	kept := merge.OriginOf("spec.yaml", spec)
	columns := []table.Column{{Role: "group", Name: "Module"}, {Role: "group", Name: "Category"}}
	turned := "Category,Module,API,URL,Permission Code\nRead,Orders,List orders,GET /orders,shop:order:view\nRead,Orders,Get an order,GET /orders/{id},shop:order:view\n"
	read, wrong := document.Read([]readers.File{{Name: "page.csv", Data: []byte(turned)}}, table.Options{Columns: columns})
	require.NoError(t, wrong.Err())
	assert.Equal(t, "Orders > Read", path(read.Rows[0].Group))
	merged, wrong := merge.Into(read, "spec.yaml", spec, kept)
	require.NoError(t, wrong.Err())
	minus, plus := changed(string(spec), string(merged.Spec))
	assert.Empty(t, minus)
	assert.Equal(t, []string{"- id: GetOrders", "name: Get an order", "route: GET /orders/{id}", "require: shop:order:view"}, plus)
}

// TestOrigin keeps how a document is read in specs whose source is written in several ways.
func TestOrigin(t *testing.T) {
	for was, want := range map[string]string{
		"package: shop\n":                                          "package: shop\nsource:\n  document: page.csv\n  columns: group=Module\n  base: /v1\n",
		"package: shop\ntitle: Shop\n":                             "package: shop\ntitle: Shop\nsource:\n  document: page.csv\n  columns: group=Module\n  base: /v1\n",
		"package: shop\nsource: {document: page}\n":                "package: shop\nsource: {document: page, columns: group=Module, base: /v1}\n",
		"package: shop\nsource:\n  document: page\n":               "package: shop\nsource:\n  document: page\n  columns: group=Module\n  base: /v1\n",
		"package: shop\nsource:\n    base: /v2\n    document: p\n": "package: shop\nsource:\n    base: /v1\n    document: p\n    columns: group=Module\n",
	} {
		spec := strings.Replace(string(merge.Spec(readPage(t, firstPage), merge.Target{})), "package: shop\nsource:\n  document: page.csv\n  columns: group=Module,group=Category\n", was, 1)
		origin := merge.Origin{Columns: "group=Module", Base: "/v1"}
		merged, wrong := merge.Into(readPage(t, firstPage), "spec.yaml", []byte(spec), origin)
		require.NoError(t, wrong.Err(), spec)
		assert.Contains(t, string(merged.Spec), want)
		kept := merge.OriginOf("spec.yaml", merged.Spec)
		assert.Equal(t, merge.Origin{Columns: "group=Module", Base: "/v1"}, kept)
		again, wrong := merge.Into(readPage(t, firstPage), "spec.yaml", merged.Spec, kept)
		require.NoError(t, wrong.Err())
		assert.Equal(t, string(merged.Spec), string(again.Spec))
	}
	assert.Zero(t, merge.OriginOf("spec.yaml", []byte("no spec")))
}

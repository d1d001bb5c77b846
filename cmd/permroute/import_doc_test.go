package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const scopes = `Name,Endpoint,Scope
List orders,GET/orders,shop:order:view
Cancel,PUT /orders/{id},shop:order:update
`

const importedScopes = `permroute: 1
package: shop
unlisted:
  path: nobody
  method: nobody
permissions:
  - code: shop:order:view
  - code: shop:order:update
groups:
  - name: API
    routes:
      - id: ListOrders
        name: List orders
        route: GET /orders
        require: shop:order:view
        printed:
          route: GET/orders
      - id: PutOrders
        name: Cancel
        route: PUT /orders/{id}
        require: shop:order:update
`

const scopesDoubts = `scopes.csv: the document does not say what paths get that no row has: written as unlisted: {path: nobody}; write authenticated if they are open to every authenticated caller
scopes.csv:2:13: "GET/orders" lacks the blank of "GET /orders"
    List orders,GET/orders,shop:order:view
                ^
2 rows, 2 codes, 0 open questions, 2 notes
`

func TestImportDoc(t *testing.T) {
	inFolder(t)
	put(t, "scopes.csv", scopes)
	assert.Equal(t, result{0, importedScopes, scopesDoubts}, permroute("import", "doc", "scopes.csv"))
	assert.Equal(t, result{0, "wrote s.yaml\n", scopesDoubts}, permroute("import", "doc", "scopes.csv", "--out", "s.yaml"))
	assert.Equal(t, importedScopes, tree(t, ".")["s.yaml"])
	assert.Equal(t, result{2, "", "permroute: s.yaml exists and is not overwritten; merge with --into, or name another file\n"},
		permroute("import", "doc", "scopes.csv", "--out", "s.yaml"))

	then := longAgo(t, "s.yaml")
	_, merging, _ := strings.Cut(strings.Replace(scopesDoubts, "2 notes", "1 note", 1), "\n") // the spec says what unlisted paths get
	assert.Equal(t, result{0, "s.yaml is current\n", merging}, permroute("import", "doc", "scopes.csv", "--into", "s.yaml"))
	assert.Equal(t, then, modified(t, "s.yaml"))
	put(t, "scopes.csv", scopes+"Pay,POST /orders/pay,shop:order:pay\n")
	assert.Equal(t, "wrote s.yaml\n", permroute("import", "doc", "scopes.csv", "--into", "s.yaml").stdout)
	assert.Contains(t, tree(t, ".")["s.yaml"], "      - id: PayOrders\n")
}

// A row that cannot be read is left out of what is written.
func TestImportDocLeftOut(t *testing.T) {
	inFolder(t)
	put(t, "scopes.csv", scopes+"Pay,see below,shop:order:pay\n")
	got := permroute("import", "doc", "scopes.csv")
	assert.Equal(t, 1, got.code)
	assert.Equal(t, importedScopes, got.stdout)
	assert.Contains(t, got.stderr, "What can change who may call:\nscopes.csv:4:5: \"see below\" names no path: the row is left out\n    Pay,see below,shop:order:pay\n        ^\nFurther notes:\n")
	assert.Contains(t, got.stderr, "2 rows, 2 codes, 1 row left out, 1 open question, 2 notes\n")
}

// A row whose cell is not understood is closed, and stays as a person corrects it while the document
// prints the same.
func TestImportDocClosed(t *testing.T) {
	inFolder(t)
	put(t, "scopes.csv", scopes+"Pay,POST /orders/pay,shop:order:pay (self-service)\n")
	got := permroute("import", "doc", "scopes.csv", "--out", "s.yaml")
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, "3 rows (1 closed), 2 codes, 1 open question, 2 notes\n")
	spec := tree(t, ".")["s.yaml"]
	const closed = "        require: nobody\n        printed:\n          require: shop:order:pay (self-service)\n"
	assert.Contains(t, spec, closed)

	got = permroute("import", "doc", "scopes.csv", "--into", "s.yaml")
	assert.Equal(t, 1, got.code, "the row is still closed")
	corrected := strings.Replace(spec, "require: nobody", "require: shop:order:update", 1)
	put(t, "s.yaml", corrected)
	got = permroute("import", "doc", "scopes.csv", "--into", "s.yaml")
	assert.Equal(t, 0, got.code, got.stderr)
	assert.Equal(t, corrected, tree(t, ".")["s.yaml"])

	put(t, "scopes.csv", scopes+"Pay,POST /orders/pay,shop:order:pay (admin)\n")
	got = permroute("import", "doc", "scopes.csv", "--into", "s.yaml")
	assert.Equal(t, 1, got.code, "the document has another cell")
	assert.Contains(t, tree(t, ".")["s.yaml"], "        require: nobody\n        printed:\n          require: shop:order:pay (admin)\n")
}

// The spec keeps how the document is read, and the next merge reads it so.
func TestImportDocOrigin(t *testing.T) {
	inFolder(t)
	put(t, "scopes.csv", "Was,Wo,Darf\nList,GET /orders,shop:order:view\n")
	got := permroute("import", "doc", "scopes.csv", "--columns", "name=Was,route=Wo", "--columns", "code=Darf", "--base", "/v1", "--out", "s.yaml")
	assert.Equal(t, 0, got.code, got.stderr)
	spec := tree(t, ".")["s.yaml"]
	assert.Contains(t, spec, "source:\n  document: scopes.csv\n  columns: name=Was,route=Wo,code=Darf\n  base: /v1\n")
	assert.Contains(t, spec, "route: GET /v1/orders\n")
	got = permroute("import", "doc", "scopes.csv", "--into", "s.yaml")
	assert.Equal(t, 0, got.code, got.stderr)
	assert.Equal(t, spec, tree(t, ".")["s.yaml"])
	got = permroute("import", "doc", "scopes.csv", "--into", "s.yaml", "--base", "/v2")
	assert.Contains(t, tree(t, ".")["s.yaml"], "  base: /v2\n")
	assert.Equal(t, 1, got.code, "the route has changed: %s", got.stderr)
}

func TestImportDocWrong(t *testing.T) {
	inFolder(t)
	put(t, "page.txt", "no table\n")
	put(t, "scopes.csv", scopes)
	put(t, "flow.yaml", "permroute: 1\npackage: a\nunlisted: {path: nobody, method: nobody}\npermissions: [{code: a}]\ngroups: [{name: A, routes: [{id: A, route: GET /a, require: a}]}]\n")
	before := tree(t, ".")
	assert.Equal(t, result{2, "", `page.txt:1:1: no permission table: no header names a column of METHOD /path and one of codes; say which columns they are with --columns, such as --columns "route=Endpoint,code=Scope"
    no table
    ^
`}, permroute("import", "doc", "page.txt", "--out", "s.yaml"))
	assert.Equal(t, result{2, "", `flow.yaml:4:22: permissions stand in a list on one line, and the document has 2 more; write each item on lines of its own
    permissions: [{code: a}]
                         ^
flow.yaml:5:10: groups stand in a list on one line, and the document has 1 more; write each item on lines of its own
    groups: [{name: A, routes: [{id: A, route: GET /a, require: a}]}]
             ^
`}, permroute("import", "doc", "scopes.csv", "--into", "flow.yaml"))
	assert.Equal(t, result{2, "", "permroute: cannot read none.html: no such file or directory\n"}, permroute("import", "doc", "none.html"))
	assert.Equal(t, before["flow.yaml"], tree(t, ".")["flow.yaml"])
}

// The spec is held against the generator: what it will refuse is said at once.
func TestImportDocRefused(t *testing.T) {
	inFolder(t)
	put(t, "scopes.csv", "API,URL,Scope\nA,GET /a/b,x:a\nB,GET /A/b,x:b\n")
	got := permroute("import", "doc", "scopes.csv")
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stderr, "What generating will say of (the spec):\n(the spec):")
	assert.Contains(t, got.stderr, "would get 400")
}

func TestImportDocCalls(t *testing.T) {
	const usage = "\nusage: permroute import doc FILE... [--out SPEC | --into SPEC] [--input-format FORMAT] [--columns LIST] [--base PATH] [--package NAME]\n"
	inFolder(t)
	for _, c := range []struct {
		args   []string
		stderr string
	}{
		{nil, "permroute import doc: requires at least 1 arg(s), only received 0"},
		{[]string{"a", "--out", ""}, "permroute import doc: --out is empty"},
		{[]string{"a", "--out", "b", "--into", "c"}, "permroute import doc: --out and --into: name one of them"},
		{[]string{"a", "--into", "b", "--package", "c"}, "permroute import doc: --package: the spec that --into names has one"},
		{[]string{"a", "--input-format", "htm"}, `permroute import doc: --input-format "htm"; allowed: html, markdown, rst, csv, tsv, text; did you mean "html"?`},
		{[]string{"a", "--package", "map"}, `permroute import doc: --package "map" is not allowed in Go; allowed: a Go identifier, such as orders`},
		{[]string{"a", "--base", "v1"}, `permroute import doc: --base "v1" is no path; allowed: /path, such as /v1`},
		{[]string{"a", "--columns", "route"}, `permroute import doc: --columns "route"; allowed: role=name`},
		{[]string{"a", "--columns", "rout=URL"}, `permroute import doc: --columns: the role "rout"; allowed: ignore, group, name, id, method, route, code, related, text; did you mean "route"?`},
	} {
		assert.Equal(t, result{2, "", c.stderr + usage}, permroute(append([]string{"import", "doc"}, c.args...)...), "%q", c.args)
	}
	assert.Equal(t, 2, permroute("import").code)
	assert.Equal(t, 2, permroute("import", "dok").code)
}

// TestImportDocExamples runs what --help shows.
func TestImportDocExamples(t *testing.T) {
	inFolder(t)
	put(t, "page.html", "<table><tr><th>API<th>URL<th>Scope<tr><td>List<td>GET /orders<td>shop:order:view</table>")
	put(t, "scopes.csv", scopes)
	put(t, "permissions.yaml", importedScopes[:strings.Index(importedScopes, "      - id: PutOrders")])
	for line := range strings.Lines(importDocCommand().Example) {
		args, found := strings.CutPrefix(strings.TrimSpace(line), "permroute ")
		require.True(t, found, line)
		got := permroute(words(args)...)
		assert.Equal(t, 0, got.code, "%s: %s", line, got.stderr)
	}
}

// The package is named after what all codes begin with only where Go takes that name.
func TestImportDocPackage(t *testing.T) {
	inFolder(t)
	for prefix, want := range map[string]string{
		"shop": "shop", "map": "api", "documentation": "api", "main": "api", "init": "api", "func": "api", "Shop": "api",
	} {
		put(t, "scopes.csv", strings.ReplaceAll(scopes, "shop:", prefix+":"))
		got := permroute("import", "doc", "scopes.csv")
		assert.Equal(t, 0, got.code, prefix)
		assert.Contains(t, got.stdout, "\npackage: "+want+"\n")
		assert.NotContains(t, got.stderr, "What generating will say", prefix)
	}
}

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const rightSpec = `permroute: 1
package: shop
unlisted: {path: nobody, method: nobody}
permissions: [{code: "shop:view"}, {code: "shop:edit"}]
groups:
  - name: Orders
    routes:
      - {id: ListOrders, route: GET /orders, require: "shop:view"}
      - {id: ShowOrder, route: "GET /orders/{id}", require: "shop:edit"}
`

// misspelt is a spec with a wrong code behind wide characters.
const misspelt = `permroute: 1
package: bss
unlisted: {path: public, method: nobody}
permissions:
  - code: bss:order:view
groups:
  - name: Orders
    routes:
      - {id: ListOrders, name: 查询订单列表, route: GET /v2/orders, require: bss:order:veiw}
`

const misspeltText = `wrong.yaml:9:72: the code "bss:order:veiw" is not declared; did you mean "bss:order:view"?
          - {id: ListOrders, name: 查询订单列表, route: GET /v2/orders, require: bss:order:veiw}
                                                                                 ^
`

// A reading is a command line that reads a spec, which stands where SPEC is.
type reading struct {
	line   string
	merges bool // the spec is changed in place and is no output's source: - and mistakes of meaning are another matter
}

// readings returns a command line for each place of each command where a spec is read.
func readings() []reading {
	return []reading{
		{line: "generate SPEC"},
		{line: "check SPEC"},
		{line: "explain SPEC GET /orders --have shop:view"},
		{line: "diff SPEC right.yaml"},
		{line: "diff right.yaml SPEC"},
		{line: "lint SPEC"},
		{line: "openapi SPEC --for service.yaml"},
		{line: "sql SPEC --dialect duckdb"},
		{line: "least SPEC access.log"},
		{line: "import doc scopes.csv --into SPEC", merges: true},
	}
}

func (r reading) args(spec string) []string { return words(strings.ReplaceAll(r.line, "SPEC", spec)) }

// inShop makes a folder with what the readings read the current one.
func inShop(t *testing.T) {
	t.Helper()
	inFolder(t)
	put(t, "right.yaml", rightSpec)
	put(t, "wrong.yaml", misspelt)
	put(t, "broken.yaml", "permroute: 2\n")
	put(t, "service.yaml", orderService)
	put(t, "access.log", "GET /orders\n")
	put(t, "scopes.csv", "Name,Endpoint,Scope\nList,GET /orders,shop:view\n")
	require.NoError(t, os.Mkdir("folder", 0o755))
}

// A wrong spec is no answer, for lint a finding. It changes no file.
func TestWrongSpec(t *testing.T) {
	for _, r := range readings() {
		inShop(t)
		before := tree(t, ".")
		for spec, want := range map[string]string{"wrong.yaml": misspeltText, "broken.yaml": "broken.yaml:1:1: "} {
			if r.merges && spec == "wrong.yaml" {
				continue // a mistake of meaning may be what the merge mends
			}
			got := permroute(r.args(spec)...)
			assert.Equal(t, before, tree(t, "."), r.line)
			if strings.HasPrefix(r.line, "lint") {
				assert.Equal(t, exitNo, got.code, r.line)
				assert.Contains(t, got.stdout, spec+":")
				continue
			}
			assert.Equal(t, exitNoAnswer, got.code, r.line)
			assert.Empty(t, got.stdout, r.line)
			assert.True(t, strings.HasPrefix(got.stderr, want), "%s: %s", r.line, got.stderr)
		}
	}
}

// A spec that cannot be read is no answer, for lint too.
func TestUnreadableSpec(t *testing.T) {
	for _, r := range readings() {
		inShop(t)
		before := tree(t, ".")
		for spec, want := range map[string]string{
			"none.yaml": "permroute: cannot read none.yaml: no such file or directory\n",
			"folder":    "permroute: cannot read folder: is a directory\n",
		} {
			assert.Equal(t, result{exitNoAnswer, "", want}, permroute(r.args(spec)...), r.line)
		}
		assert.Equal(t, before, tree(t, "."), r.line)
	}
}

// A right spec gives the same answer from a file and from standard input.
func TestSpecFromStandardInput(t *testing.T) {
	for _, r := range readings() {
		if r.merges {
			continue
		}
		inShop(t)
		fromFile := permroute(r.args("right.yaml")...)
		require.NoError(t, os.RemoveAll("shop"))
		got := permrouteWith(rightSpec, r.args(fromStdin)...)
		assert.Equal(t, fromFile.code, got.code, "%s: %s", r.line, got.stderr)
		byName := func(stdout string) string { return strings.ReplaceAll(stdout, stdinName, "right.yaml") }
		assert.Equal(t, byName(fromFile.stdout), byName(got.stdout), r.line)
	}
}

// A wrong spec is told by the name of standard input.
func TestWrongSpecFromStandardInput(t *testing.T) {
	for _, r := range readings() {
		inShop(t)
		if r.merges {
			got := permrouteWith(rightSpec, r.args(fromStdin)...)
			assert.Equal(t, exitNoAnswer, got.code)
			assert.Contains(t, got.stderr, "--into is -, which is no file; write ./- for a file of this name\n")
			continue
		}
		got := permrouteWith(misspelt, r.args(fromStdin)...)
		assert.Contains(t, got.stdout+got.stderr, "standard input:9:72: ", r.line)
	}
}

// Standard input is read for one argument. A file of the name - is ./-.
func TestStandardInputTwice(t *testing.T) {
	inShop(t)
	for _, line := range []string{"diff - -", "explain - -", "lint - -", "least - -", "explain - GET /orders --have @-", "import doc - -"} {
		got := permrouteWith(rightSpec, words(line)...)
		if strings.HasPrefix(line, "import") {
			got = permrouteWith("Name,Endpoint,Scope\nList,GET /orders,shop:view\n", words(line)...)
		}
		assert.Equal(t, result{exitNoAnswer, "", "permroute: - is given twice, but standard input can be read only once; name a file\n"}, got, line)
	}
	put(t, "-", rightSpec)
	assert.Contains(t, permroute("lint", "./-").stdout, "./-: 1 info\n")
}

func TestGenerateFromStandardInput(t *testing.T) {
	inShop(t)
	got := permrouteWith(rightSpec, "generate", "-")
	assert.Equal(t, 0, got.code, got.stderr)
	assert.Contains(t, got.stdout, "wrote shop/doc.gen.go\n", "the folder is the package's, as for a file")
	assert.True(t, strings.HasPrefix(tree(t, "shop")["doc.gen.go"], "// Code generated by permroute from standard input. DO NOT EDIT.\n"))
	assert.Equal(t, 0, permrouteWith(rightSpec, "check", "-").code)

	changed := strings.Replace(rightSpec, "GET /orders,", "GET /orders/all,", 1)
	got = permrouteWith(changed, "check", "-")
	assert.Equal(t, exitNo, got.code)
	assert.Contains(t, got.stderr, "\nrun: permroute generate - --out shop\n")
	got = permroute("generate", "right.yaml")
	assert.Equal(t, exitNoAnswer, got.code)
	assert.Contains(t, got.stderr, "    shop/doc.gen.go: generated from standard input\n")
}

// Documents come from standard input too.
func TestImportFromStandardInput(t *testing.T) {
	inShop(t)
	csv := tree(t, ".")["scopes.csv"]
	fromFile := permroute("import", "doc", "scopes.csv")
	got := permrouteWith(csv, "import", "doc", "-", "--input-format", "csv")
	assert.Equal(t, strings.ReplaceAll(fromFile.stdout, "scopes.csv", "standard input"), got.stdout)
	assert.Equal(t, strings.ReplaceAll(fromFile.stderr, "scopes.csv", "standard input"), got.stderr)
	fromFile = permroute("import", "openapi", "service.yaml")
	got = permrouteWith(orderService, "import", "openapi", "-")
	assert.Equal(t, 0, got.code)
	assert.Equal(t, strings.ReplaceAll(fromFile.stdout, "service.yaml", "standard input"), got.stdout)
	assert.Equal(t, strings.ReplaceAll(fromFile.stderr, "service.yaml", "standard input"), got.stderr)
}

const awkwardSpec = `permroute: 1
package: shop
unlisted: {path: nobody, method: nobody}
permissions: [{code: plain}, {code: "two words", const: Two}, {code: "a,b", const: AB}, {code: "@at", const: At}, {code: " led", const: Led}]
groups:
  - name: Orders
    routes:
      - {id: All, route: GET /all, require: {all: [plain, "two words", "a,b", "@at", " led"]}}
`

// All commands with --have read it alike: codes with blanks, commas and an @ too.
func TestHave(t *testing.T) {
	all := []string{"plain", "two words", "a,b", "@at", " led"}
	for _, c := range []struct {
		name    string
		have    []string
		granted []string
		unknown []string
	}{
		{"a file", []string{"@codes"}, all, nil},
		{"flags", []string{"plain,two words", "a,b", "@at", " led"}, all, nil},
		{"blanks around", []string{" plain , two words "}, []string{"plain", "two words"}, nil},
		{"a list in a file", []string{"@list"}, []string{"plain", "two words"}, nil},
		{"undeclared", []string{"plain,words", "b,a"}, []string{"plain"}, []string{"words", "b", "a"}},
		{"nothing", []string{""}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			inFolder(t)
			put(t, "spec.yaml", awkwardSpec)
			put(t, "access.log", "GET /all\n")
			put(t, "codes", "\ufeff"+strings.Join(all, "\r\n")+"\r\n\r\n")
			put(t, "list", "two words,plain")
			var flags []string
			for _, have := range c.have {
				flags = append(flags, "--have", have)
			}
			explained := permroute(append([]string{"explain", "spec.yaml", "GET", "/all"}, flags...)...)
			logged := permroute(append([]string{"least", "spec.yaml", "access.log"}, flags...)...)
			for _, code := range all {
				has := false
				for _, granted := range c.granted {
					has = has || granted == code
				}
				assert.Equal(t, has, strings.Contains(explained.stdout, "granted "+code), "explain: %s\n%s", code, explained.stdout)
				assert.Equal(t, has, !strings.Contains(logged.stdout, "  "+code+"  1 call, not granted\n"), "least: %s\n%s", code, logged.stdout)
			}
			for _, code := range c.unknown {
				assert.Contains(t, explained.stdout, `"`+code+`" is not in the table`)
				assert.Contains(t, logged.stderr, `--have "`+code+`", which the spec does not declare`)
			}
			assert.Equal(t, len(c.unknown), strings.Count(explained.stdout, "is not in the table"))
			assert.Equal(t, len(c.unknown), strings.Count(logged.stderr, "which the spec does not declare"))
		})
	}
}

// A file with codes that is too large is no answer, and so is one that is not there.
func TestHaveUnreadable(t *testing.T) {
	inFolder(t)
	put(t, "spec.yaml", awkwardSpec)
	put(t, "access.log", "GET /all\n")
	put(t, "large", strings.Repeat("a\n", mostHave/2+1))
	for _, line := range []string{"explain spec.yaml GET /all", "least spec.yaml access.log"} {
		assert.Equal(t, result{exitNoAnswer, "", "permroute: cannot read none: no such file or directory\n"}, permroute(words(line+" --have @none")...), line)
		assert.Equal(t, result{exitNoAnswer, "", "permroute: large has more than 16777216 bytes (16 MiB)\n"}, permroute(words(line+" --have @large")...), line)
	}
}

// Of very many codes that the spec does not declare the first few are named, and the others are counted.
func TestHaveVeryMany(t *testing.T) {
	inFolder(t)
	put(t, "spec.yaml", awkwardSpec)
	put(t, "access.log", "GET /all\n")
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, "code%d\n", i)
	}
	put(t, "codes", b.String())
	explained := permroute("explain", "spec.yaml", "GET", "/all", "--have", "@codes")
	assert.Equal(t, 5, strings.Count(explained.stdout, "is not in the table"))
	assert.Contains(t, explained.stdout, "and 99995 more codes that are not in the table\n")
	logged := permroute("least", "spec.yaml", "access.log", "--have", "@codes")
	assert.Equal(t, 5, strings.Count(logged.stderr, "which the spec does not declare"))
	assert.Contains(t, logged.stderr, "and 99995 more codes in --have that the spec does not declare\n")
}

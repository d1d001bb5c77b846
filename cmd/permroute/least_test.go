package main

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/traffic/formats"
)

const leastSpec = `permroute: 1
package: shop
unlisted: {path: public, method: nobody}
permissions: [{code: "shop:view"}, {code: "shop:edit"}, {code: "shop:admin"}]
groups:
  - name: Orders
    routes:
      - {id: ListOrders, route: GET /orders, require: "shop:view"}
      - {id: ShowOrder, route: "GET /orders/{id}", require: "shop:view"}
      - {id: EditOrder, route: "PUT /orders/{id}", require: {any: ["shop:edit", "shop:admin"]}}
      - {id: Ping, route: GET /ping, require: authenticated}
      - {id: Purge, route: DELETE /all, require: nobody}
`

func logLine(user, request string) string {
	return "10.0.0.1 - " + user + ` [10/Oct/2000:13:55:36 -0700] "` + request + ` HTTP/1.1" 200 2326 "-" "curl"` + "\n"
}

var accessLog = logLine("ann", "GET /orders?page=1") + logLine("ann", "GET /orders/7") + logLine("bob", "PUT /orders/7") + "what\n" + logLine("bob", "GET /orders/8") +
	logLine("-", "GET /ping") + logLine("-", "DELETE /all") + logLine("-", "GET /orders//7") + logLine("-", "GET /favicon.ico") + logLine("-", "POST /orders") + logLine("-", "GET /other")

const leastText = `2 of 3 permissions needed
  shop:view  3 calls
    ListOrders  GET /orders  1 call, first access.log:1
    ShowOrder  GET /orders/{id}  2 calls, first access.log:2
  shop:edit  1 call
    EditOrder  PUT /orders/{id}  1 call, first access.log:3
every authenticated caller may call
    Ping  GET /ping  1 call, first access.log:6
nobody may call
    Purge  DELETE /all  1 call, first access.log:7
Refused: 1 call (not canonical, or a server could take it for several rows); the first
    access.log:8  GET /orders//7
Unlisted: 2 calls (no row has the path); the first
    access.log:9  GET /favicon.ico
    access.log:11  GET /other
MethodUnlisted: 1 call (no row has the method); the first
    access.log:10  POST /orders

11 lines: 10 calls, 1 malformed
`

const leastByText = `2 of 3 permissions needed
  shop:view  3 calls, not granted
    ListOrders  GET /orders  1 call, first access.log:1
    ShowOrder  GET /orders/{id}  2 calls, first access.log:2
  shop:admin  1 call
    EditOrder  PUT /orders/{id}  1 call, first access.log:3
every authenticated caller may call
    Ping  GET /ping  1 call, first access.log:6
nobody may call
    Purge  DELETE /all  1 call, first access.log:7
Refused: 1 call (not canonical, or a server could take it for several rows); the first
    access.log:8  GET /orders//7
Unlisted: 2 calls (no row has the path); the first
    access.log:9  GET /favicon.ico
    access.log:11  GET /other
MethodUnlisted: 1 call (no row has the method); the first
    access.log:10  POST /orders

user "-": 6 calls
  never used: shop:admin
  Refused: 1 call, first access.log:8
  Unlisted: 2 calls, first access.log:9
  MethodUnlisted: 1 call, first access.log:10

user "ann": 2 calls
  needs shop:view  2 calls, first access.log:1, not granted
  never used: shop:admin

user "bob": 2 calls
  needs shop:view  1 call, first access.log:5, not granted
  needs shop:admin  1 call, first access.log:3

11 lines: 10 calls, 1 malformed
`

func TestLeast(t *testing.T) {
	inFolder(t)
	put(t, "shop.yaml", leastSpec)
	put(t, "access.log", accessLog)
	const bad = "access.log:4: no request: \"what\"\n"
	assert.Equal(t, result{0, leastText, bad}, permroute("least", "shop.yaml", "access.log"))
	assert.Equal(t, result{0, leastByText, "--have \"shop:vew\", which the spec does not declare; did you mean \"shop:view\"?\n" + bad},
		permroute("least", "shop.yaml", "access.log", "--have", "shop:admin,shop:vew", "--by", "user"))

	put(t, "codes", "shop:view\nshop:edit\nshop:admin\n")
	got := permroute("least", "shop.yaml", "access.log", "--have", "@codes")
	assert.Contains(t, got.stdout, "granted and never used\n  shop:admin\n")
	assert.NotContains(t, got.stdout, "not granted")

	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write([]byte(accessLog))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	put(t, "access.log.1", packed.String())
	assert.Equal(t, strings.ReplaceAll(leastText, "access.log:", "access.log.1:"), permroute("least", "shop.yaml", "access.log.1").stdout)
	assert.Contains(t, permroute("least", "shop.yaml", "access.log", "access.log.1").stdout, "22 lines: 20 calls, 2 malformed\n")
}

func TestLeastWrong(t *testing.T) {
	inFolder(t)
	put(t, "shop.yaml", leastSpec)
	put(t, "wrong.yaml", misspelt)
	put(t, "log", strings.Repeat("no\n", 7))
	put(t, "ok", "GET /orders\n")
	put(t, "a.zst", "\x28\xb5\x2f\xfd")
	const usage = "\nusage: permroute least SPEC LOG... [--have CODE,...|@FILE] [--role ROLE,...] [--scope SCOPE] [--policy FILE] [--by FIELD] [--host HOST,...] [--input-format FORMAT] [--method-field FIELD --target-field FIELD | --request-field FIELD]\n"
	for _, c := range []struct {
		args []string
		want result
	}{
		{[]string{"wrong.yaml", "log"}, result{2, "", misspeltText}},
		{[]string{"shop.yaml", "none"}, result{2, "", "permroute: cannot read none: no such file or directory\n"}},
		{[]string{"shop.yaml", "."}, result{2, "", "permroute: . is a folder; allowed: a file\n"}},
		{[]string{"shop.yaml", "log"}, result{2, "", "permroute: log: no known format; name it with --input-format\n"}},
		{[]string{"shop.yaml", "a.zst"}, result{2, "", "permroute: a.zst is packed by zstd; write: zstdcat FILE | permroute least SPEC -\n"}},
		{[]string{"shop.yaml", "ok", "--by", "user"}, result{2, "", "permroute: ok: no field \"user\" in the format plain: it has none to group by\n"}},
		{[]string{"shop.yaml", "log", "--input-format", "combined"}, result{2, "0 of 3 permissions needed\n\n7 lines: 0 calls, 7 malformed\n",
			"log:1: no request: \"no\"\nlog:2: no request: \"no\"\nlog:3: no request: \"no\"\nlog:4: no request: \"no\"\nlog:5: no request: \"no\"\nand 2 more lines that are no requests\npermroute: no line of the logs is a request\n"}},
		{[]string{"shop.yaml"}, result{2, "", "permroute least: requires at least 2 arg(s), only received 1" + usage}},
		{[]string{"shop.yaml", "log", "--input-format", "jsn"}, result{2, "", `permroute least: --input-format "jsn"; allowed: ` + strings.Join(formats.Names(), ", ") + `; did you mean "json"?` + usage}},
		{[]string{"shop.yaml", "log", "--method-field", "m"}, result{2, "", "permroute least: --method-field and --target-field: name both of them" + usage}},
		{[]string{"shop.yaml", "log", "--input-format", "nginx", "--request-field", "r"}, result{2, "", "permroute least: --input-format nginx has fields of its own; allowed with named fields: json" + usage}},
	} {
		assert.Equal(t, c.want, permroute(append([]string{"least"}, c.args...)...), "%q", c.args)
	}
}

// Logs without calls end with 1: there is nothing to count, and nothing wrong.
func TestLeastEmpty(t *testing.T) {
	inFolder(t)
	put(t, "shop.yaml", leastSpec)
	for text, report := range map[string]string{
		"":            "0 lines: 0 calls, 0 malformed\n",
		"\n \r\n\t\n": "3 lines: 0 calls, 0 malformed\nleft out: 3 (blank lines)\n",
		"\ufeff\n":    "1 line: 0 calls, 0 malformed\nleft out: 1 (blank lines)\n",
	} {
		put(t, "log", text)
		for _, more := range [][]string{nil, {"--input-format", "combined"}, {"--by", "user"}} {
			want := result{1, "0 of 3 permissions needed\n\n" + report, "the logs have no calls\n"}
			assert.Equal(t, want, permroute(append([]string{"least", "shop.yaml", "log"}, more...)...), "%q %v", text, more)
		}
	}
}

func TestProgressLine(t *testing.T) {
	assert.Equal(t, "[===============               ]  50% of 2.0 GiB, 512 MiB/s, 2s left", progressLine(1<<30, 2<<30, 2*time.Second))
	assert.Equal(t, "512 B, 256 B/s", progressLine(512, 0, 2*time.Second))
	assert.Equal(t, "[                              ]   0% of 1 KiB, 0 B/s, ? left", progressLine(0, 1024, time.Second))
}

package expect

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
	"github.com/permroute/permroute/internal/testsize"
)

func load(t *testing.T, name, text string) *model.API {
	t.Helper()
	api, wrong := model.Load(name, []byte(text))
	require.NoError(t, wrong.Err(), text)
	return api
}

// TestShop asserts that the matrix of spec/shop.yaml holds, touches each row, and fails when any one row is dropped
// or loosened.
func TestShop(t *testing.T) {
	data, err := os.ReadFile("../../../spec/shop.yaml")
	require.NoError(t, err)
	shop := string(data)
	api := load(t, "shop.yaml", shop)
	matrix := syntax.Encode("a matrix", Matrix(api))
	run := func(text string) *Report {
		changed := load(t, "shop.yaml", text)
		cases, wrong := Read("shop.matrix.yaml", matrix, changed)
		require.NoError(t, wrong.Err())
		return Run(changed, cases)
	}
	r := run(shop)
	require.Empty(t, r.Failed())
	require.Empty(t, r.Untouched)
	require.Greater(t, len(r.Results), 10*len(api.Routes))
	row := regexp.MustCompile(`(?m)^  ([A-Z]+ /\S*): (.+)$`)
	rows := row.FindAllStringSubmatchIndex(shop, -1)
	require.Len(t, rows, len(api.Routes))
	for _, unlisted := range []string{"public", "authenticated", "{path: public, method: nobody}", "{path: nobody, method: authenticated}"} {
		changed := strings.Replace(shop, "unlisted: nobody", "unlisted: "+unlisted, 1)
		require.NotEqual(t, shop, changed)
		assert.NotEmpty(t, run(changed).Failed(), "unlisted: %s", unlisted)
	}
	mutants := 0
	fails := func(from, to int, with, what string) {
		mutants++
		assert.NotEmpty(t, run(shop[:from]+with+shop[to:]).Failed(), "%s: %s", what, shop[from:to])
	}
	for i, at := range rows {
		if i%testsize.Of(5, 1) != 0 {
			continue
		}
		require := shop[at[4]:at[5]]
		fails(at[0], at[1], "", "dropped")
		if require != "public" {
			fails(at[4], at[5], "public", "made public")
		}
		if require != "public" && require != "authenticated" {
			fails(at[4], at[5], "authenticated", "open to all who are known")
			codes := strings.Trim(strings.NewReplacer("{any: ", "", "{all: ", "", "}", "").Replace(require), "[]")
			other := "role:write"
			if strings.Contains(codes, other) {
				other = "user:read"
			}
			fails(at[4], at[5], "{any: ["+codes+", "+other+"]}", "another code is enough")
		}
	}
	assert.Greater(t, mutants, testsize.Of(10, 80))
}

const table = `permroute: 1
package: shop
unlisted: {path: authenticated, method: nobody}
permissions: [{code: a}, {code: b}]
roles: {clerk: [a]}
groups:
  - name: All
    routes:
      - {id: One, route: "GET /one/{id}", require: a}
      - {id: Both, route: POST /one, require: {all: [a, b]}}
      - {id: Open, route: GET /open, require: public}
      - {id: Shut, route: GET /shut, require: nobody}
`

func TestRun(t *testing.T) {
	api := load(t, "shop.yaml", table)
	for line, status := range map[string]int{
		"as: unauthenticated\n    GET /one/7: X": 401, "as: authenticated\n    GET /one/7: X": 403, "as: clerk\n    GET /one/7: X": 200,
		"have: [b]\n    GET /one/7: X": 403, "have: a\n    GET /one/7?x: X": 200, "have: [a]\n    POST /one: X": 403, "have: [a, b]\n    POST /one: X": 200,
		"as: unauthenticated\n    GET /open: X": 200, "as: clerk\n    GET /shut: X": 403, "as: unauthenticated\n    GET /shut: X": 403,
		"as: unauthenticated\n    GET /none: X": 401, "as: authenticated\n    GET /none: X": 200, "as: clerk\n    PUT /one: X": 405, "as: unauthenticated\n    PUT /one: X": 405,
		"as: clerk\n    GET /one/../x: X": 400, "have: []\n    GET /one/7: X": 403,
	} {
		for _, want := range wants() {
			cases, wrong := Read("t.yaml", []byte("tests:\n  - "+strings.ReplaceAll(line, ": X", ": "+want)), api)
			require.NoError(t, wrong.Err(), line)
			r := Run(api, cases)
			require.Len(t, r.Results, 1)
			assert.Equal(t, status, r.Results[0].Status, line)
			right := want == itoa(status) || want == Allow && status == 200 || want == Deny && status != 200
			assert.Equal(t, right, len(r.Failed()) == 0, "%s: %s", line, want)
		}
	}
	cases, wrong := Read("t.yaml", []byte("tests:\n  - as: clerk\n    GET /one/7: allow One\n    GET /open: allow One\n"), api)
	require.NoError(t, wrong.Err())
	r := Run(api, cases)
	assert.Len(t, r.Failed(), 1)
	assert.Equal(t, 50, r.Cover())
	var b strings.Builder
	require.NoError(t, r.JUnit(&b))
	assert.Contains(t, b.String(), `<testsuite name="shop.yaml" tests="2" failures="1">`)
	assert.Contains(t, b.String(), `<failure message="as clerk, GET /open gets 200 by Open, which needs public; expected: allow by One"></failure>`)
	var ids []string
	for _, f := range r.Findings() {
		ids = append(ids, f.Rule)
	}
	assert.Equal(t, []string{"expectation", "untouched", "untouched"}, ids)
}

// TestRoleNamedAsACaller asserts that no expectation means another caller than it says, if a role is called as a caller
// without a role is.
func TestRoleNamedAsACaller(t *testing.T) {
	api := load(t, "shop.yaml", strings.Replace(table, "{clerk: [a]}", "{authenticated: [a], unauthenticated: [b]}", 1))
	_, wrong := Read("t.yaml", []byte("tests: [{as: authenticated, GET /one/7: allow}]"), api)
	assert.EqualError(t, wrong.Err(), `t.yaml:1:10: the caller "authenticated" is also a role of the spec; write have: [] for a caller without a permission, or have: with the codes of the role`)
	matrix := Matrix(api)
	cases, wrong := Read("t.yaml", syntax.Encode("a matrix", matrix), api)
	require.NoError(t, wrong.Err())
	assert.Empty(t, Run(api, cases).Failed())
	assert.False(t, cases[0].Caller.Known)
	assert.True(t, cases[1].Caller.Known && cases[1].Caller.Held.Empty())
	assert.Equal(t, "a", cases[2].Caller.Name)
	assert.Equal(t, "b", cases[3].Caller.Name)
}

func TestReadWrong(t *testing.T) {
	api := load(t, "shop.yaml", table)
	for text, want := range map[string]string{
		"a: 1":                                `t.yaml:1:1: the key "a" where tests is needed, with a list; ` + shape,
		"tests: [1]":                          "t.yaml:1:1: a test that is no mapping; " + shape,
		"tests: [{GET /a: allow}]":            "t.yaml:1:10: a test without a caller, or with two; write as: ROLE or have: [CODE, …], one of them",
		"tests: [{as: clerk}]":                "t.yaml:1:10: a test without a request; write METHOD /path: allow, deny or a status",
		"tests: [{as: clark, GET /a: allow}]": `t.yaml:1:10: the caller "clark"; allowed: unauthenticated, authenticated, clerk; did you mean "clerk"?`,
		"tests: [{have: [c], GET /a: allow}]": `t.yaml:1:10: the code "c" is not declared in the spec`,
		"tests: [{have: 1, GET /a: allow}]":   "t.yaml:1:10: have is no list of codes; write have: [CODE, …]",
		"tests: [{as: clerk, GET a: allow}]":  `t.yaml:1:21: "GET a" is no request; write METHOD /path, as or have`,
		"tests: [{as: clerk, GET /a: alow}]":  `t.yaml:1:21: "GET /a" is to get "alow"; allowed: allow, deny, 200, 400, 401, 403, 405, each perhaps with the id of the row; did you mean "allow"?`,
		"tests: [{as: clerk, GET /a: 500}]":   `t.yaml:1:21: "GET /a" is to get "500"; allowed: allow, deny, 200, 400, 401, 403, 405, each perhaps with the id of the row`,
	} {
		_, wrong := Read("t.yaml", []byte(text), api)
		assert.EqualError(t, wrong.Err(), want, text)
	}
}

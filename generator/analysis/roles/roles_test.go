package roles_test

import (
	"bytes"
	"encoding/csv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/analysis/roles"
	"github.com/permroute/permroute/generator/model"
)

const spec = `permroute: 1
package: shop
unlisted: {path: nobody, method: nobody}
permissions: [{code: read}, {code: write, implies: [read]}, {code: audit}, {code: own, implies: [write]}]
roles:
  reader: [read]
  "=boss": {text: All., includes: [reader], grants: [own, audit]}
groups:
  - name: A
    routes:
      - {id: List, route: GET /orders, require: read}
      - {id: Edit, route: PUT /orders, require: {all: [write, read]}}
      - {id: Drop, route: DELETE /orders, require: nobody}
      - {id: Ping, route: GET /ping, require: public}
`

func load(t *testing.T, spec string) *model.API {
	api, list := model.Load("spec.yaml", []byte(spec))
	require.NoError(t, list.Err())
	return api
}

func TestReport(t *testing.T) {
	r := roles.Of(load(t, spec))
	require.Len(t, r.Roles, 2)
	assert.Equal(t, roles.Role{
		Place: report.Place{File: "spec.yaml", Line: 6, Column: 3}, Name: "reader",
		Includes: []string{}, Permissions: []string{"read"}, Calls: []string{"List", "Ping"}, Unneeded: []string{},
	}, r.Roles[0])
	assert.Equal(t, roles.Role{
		Place: report.Place{File: "spec.yaml", Line: 7, Column: 3}, Name: "=boss", Text: "All.", Includes: []string{"reader"},
		Permissions: []string{"read", "write", "audit", "own"}, Calls: []string{"List", "Edit", "Ping"}, Unneeded: []string{"audit"},
	}, r.Roles[1], "own is needed: it implies write")
	var callers [][]string
	for _, route := range r.Routes {
		callers = append(callers, route.Roles)
	}
	assert.Equal(t, [][]string{{"reader", "=boss"}, {"=boss"}, {}, {"reader", "=boss"}}, callers)
}

// TestCSV asserts that the matrix is CSV, and that no spreadsheet takes a name for a formula.
func TestCSV(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, roles.Of(load(t, spec)).CSV(&b))
	lines, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, [][]string{
		{"id", "method", "path", "needs", "reader", "'=boss"},
		{"List", "GET", "/orders", "read", "yes", "yes"},
		{"Edit", "PUT", "/orders", "write and read", "", "yes"},
		{"Drop", "DELETE", "/orders", "nobody", "", ""},
		{"Ping", "GET", "/ping", "public", "yes", "yes"},
	}, lines)
}

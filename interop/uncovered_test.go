package interop

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// An uncovered is what a server does that no table is proof against, and what its user does instead.
type uncovered struct {
	setup        string
	generalFirst bool
	rows         []string
	request, row string // what runs, though the matcher says that another row is meant
	instead      string
}

var uncoveredCases = []uncovered{
	{"gorilla", true, []string{"GET /users/me A", "GET /users/{id} B"}, "GET /users/me", "GET /users/{id}", "register the most special path first"},
	{"fiber", true, []string{"GET /users/me A", "GET /users/{id} B"}, "GET /users/me", "GET /users/{id}", "register the most special path first"},
	{"fiber", true, []string{"HEAD /users A", "GET /users B"}, "HEAD /users", "GET /users", "register HEAD before GET"},
	{"httprouter", true, []string{"GET /users/me A", "GET /users/{id} B"}, "GET /users/me", "GET /users/{id}", "where the router refuses a path beside another one, ask the router that has the most special path first"},
	{"grpc-gateway", true, []string{"GET /users/me A", "GET /users/{id} B"}, "GET /users/me", "GET /users/{id}", "register the most special path last"},
	{"bunrouter", false, []string{"GET /** A", "HEAD / B"}, "HEAD /a", "HEAD /", "have a row and a handler HEAD /** as well"},
	{"go-restful+jsr311", false, []string{"GET / A", "GET /** B"}, "GET /", "GET /**", "use the CurlyRouter, which is the default"},
}

// TestUncovered asserts that each case is one, and that it is none once its user does otherwise.
func TestUncovered(t *testing.T) {
	setups := servers.Uncovered()
	var b strings.Builder
	b.WriteString("| server | rows | request | runs | instead |\n| --- | --- | --- | --- | --- |\n")
	for _, u := range uncoveredCases {
		table := table(t, "uncovered", u.rows...)
		table.GeneralFirst = u.generalFirst
		assert.Equal(t, u.row, u.runs(t, setups[u.setup], table), "%+v", u)
		method, path, _ := strings.Cut(u.request, " ")
		meant, verdict := tableFor(table, setups[u.setup]).Match(method, path)
		require.Equal(t, route.Listed, verdict, "%+v", u)
		assert.NotEqual(t, u.row, rowText(table.Rows[meant]), "%+v", u)
		if u.generalFirst {
			table.GeneralFirst = false
			assert.Equal(t, rowText(table.Rows[meant]), u.runs(t, setups[u.setup], table), "%+v", u)
		}
		row := fmt.Sprintf("| %s | `%s` | `%s` | `%s` | %s |\n", u.setup, strings.Join(u.rows, "`, `"), u.request, u.row, u.instead)
		b.WriteString(row)
	}
	compare(t, "all: not covered", b.String())
}

func (u uncovered) runs(t *testing.T, s servers.Setup, table servers.Table) string {
	hosted := s.Host(table)
	defer hosted.Close()
	method, path, _ := strings.Cut(u.request, " ")
	r, err := parsed(line{method: method, target: path}.text())
	require.NoError(t, err)
	return ranRow(table, hosted, r)
}

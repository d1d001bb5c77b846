package interop

import (
	"fmt"
	"slices"
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
	way          servers.Way
	generalFirst bool // the rows are registered the other way round
	rows         []string
	request, row string // what runs, though the matcher says that another row is meant
	instead      string
	careful      func(*uncovered) // makes it what the user does instead; nil if that has other rows
}

// firstFirst registers the rows in their order.
func firstFirst(u *uncovered) { u.generalFirst = false }

func uncoveredCases() []uncovered {
	const first = "register the most special path first"
	users := []string{"GET /users/me A", "GET /users/{id} B"}
	long := "GET /users/" + strings.Repeat("x", 101)
	mixed := servers.Way{Methods: servers.MixedSpecial}
	byMethod := func(u *uncovered) { u.way = servers.Way{} }
	all := []uncovered{
		{"grpc-gateway", servers.Way{}, true, users, "GET /users/me", "GET /users/{id}", "register the most special path last", firstFirst},
		{"fiber", servers.Way{}, true, []string{"HEAD /users A", "GET /users B"}, "HEAD /users", "GET /users", "register HEAD before GET", firstFirst},
		{"bunrouter", servers.Way{}, false, []string{"GET /** A", "HEAD / B"}, "HEAD /a", "HEAD /", "have a row and a handler of /** for each method of /", nil},
		{"go-restful+jsr311", servers.Way{}, false, []string{"GET / A", "GET /** B"}, "GET /", "GET /**", "use the CurlyRouter, which is the default", func(u *uncovered) { u.setup = "go-restful" }},
		{"fastify+short", servers.Way{}, false, []string{"GET /users/{id} A", "GET /users/** B"}, long, "GET /users/**", "set routerOptions: {maxParamLength: 16384}", func(u *uncovered) { u.setup = "fastify" }},
	}
	unescaped := []string{"GET /users/{id} A", "GET /users/a+b B"}
	for _, setup := range []string{"fiber+unescape", "fiber3+strict+unescape"} {
		all = append(all, uncovered{setup, servers.Way{}, false, unescaped, "GET /users/a+b", "GET /users/{id}", "do not set UnescapePath, or have no + in paths", func(u *uncovered) { u.setup, _, _ = strings.Cut(u.setup, "+") }})
	}
	for _, setup := range []string{"gorilla", "fiber", "express4", "express5", "hono", "koa", "polka", "django", "starlette", "symfony", "apache+sections", "haproxy"} {
		all = append(all, uncovered{setup, servers.Way{}, true, users, "GET /users/me", "GET /users/{id}", first, firstFirst})
	}
	all = append(all, uncovered{"nginx", servers.Way{}, true, []string{"GET /users/{id} A", "GET /users/** B"}, "GET /users/7", "GET /users/**", first, firstFirst})
	for _, setup := range []string{"bunrouter", "httptreemux", "go-restful", "hono", "polka"} {
		all = append(all, uncovered{setup, servers.Way{}, false, []string{"GET /v{n} A", "GET /{x} B"}, "GET /v7", "GET /{x}", "have no parameter after a literal in a segment: the server reads it as a literal", nil})
	}
	all = append(all, uncovered{"symfony+override", servers.Way{}, false, []string{"GET /users/me A", "POST /users/me B"}, "POST /users/me?_method=GET", "GET /users/me", "do not call enableHttpMethodParameterOverride", func(u *uncovered) { u.setup = "symfony" }})
	for _, setup := range []string{"fasthttp-router", "hapi", "polka", "bottle"} {
		all = append(all, uncovered{setup, mixed, false, users, "GET /users/me", "GET /users/{id}", "register both paths for one method, or both for all methods", byMethod})
	}
	return all
}

// TestUncovered asserts that each case is one, and that it is none once its user does otherwise.
func TestUncovered(t *testing.T) {
	setups := append(servers.InProcess(), processes(t)...)
	var lines []string
	by := map[string][]string{} // servers, by the line that says the rest
	for _, u := range uncoveredCases() {
		assert.Equal(t, u.row, u.runs(t, setups), "%+v", u)
		meant := u.meant(t, setups)
		assert.NotEqual(t, u.row, meant, "%+v", u)
		way := u.way.String()
		if u.generalFirst {
			way = "the last row first"
		}
		line := fmt.Sprintf("%s | `%s` | `%.30s` | `%s` | %s", way, strings.Join(u.rows, "`, `"), u.request, u.row, u.instead)
		if by[line] == nil {
			lines = append(lines, line)
		}
		by[line] = append(by[line], u.setup)
		if u.careful != nil {
			u.careful(&u)
			assert.Equal(t, meant, u.runs(t, setups), "%+v", u)
		}
	}
	if complete(t, setups) {
		var b strings.Builder
		b.WriteString("| servers | registered | rows | request | runs | instead |\n| --- | --- | --- | --- | --- | --- |\n")
		for _, line := range lines {
			fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(by[line], ", "), line)
		}
		compare(t, "all: not covered", b.String())
	}
}

// hosts returns the set-up, and whether it is installed.
func (u uncovered) hosts(setups []servers.Setup) (servers.Setup, bool) {
	at := slices.IndexFunc(setups, func(s servers.Setup) bool { return s.Name == u.setup })
	if at < 0 {
		return servers.Setup{}, false
	}
	s := setups[at]
	s.Way, s.Careless = u.way, true
	return s, true
}

func (u uncovered) runs(t *testing.T, setups []servers.Setup) string {
	s, installed := u.hosts(setups)
	if !installed {
		return u.row
	}
	table := table(t, "uncovered", u.rows...)
	table.GeneralFirst = u.generalFirst
	method, path, _ := strings.Cut(u.request, " ")
	r, err := parsed(line{method: method, target: path}.text())
	require.NoError(t, err)
	return ranRow(table, host(t, s, table), r)
}

// meant returns the row that the matcher says is meant.
func (u uncovered) meant(t *testing.T, setups []servers.Setup) string {
	s, _ := u.hosts(setups)
	table := tableFor(table(t, "uncovered", u.rows...), s)
	method, target, _ := strings.Cut(u.request, " ")
	path, _, _ := strings.Cut(target, "?")
	row, verdict := table.Match(method, path)
	require.Equal(t, route.Listed, verdict, "%+v", u)
	return rowText(table.Rows[row])
}

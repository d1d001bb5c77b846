package model

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// parsed returns a spec whose shape is right.
func parsed(t *testing.T, text string) *syntax.Spec {
	t.Helper()
	spec, list := syntax.Parse("dir/spec.yaml", []byte(text))
	require.NoError(t, list.Err(), text)
	return spec
}

// resolved returns the API of a spec that is right.
func resolved(t *testing.T, text string) *API {
	t.Helper()
	api, list := resolve(parsed(t, text))
	require.NoError(t, list.Err(), text)
	return api
}

// errorsOf returns the diagnostics of a spec that is wrong, without the file's name.
func errorsOf(t *testing.T, text string) string {
	t.Helper()
	api, list := resolve(parsed(t, text))
	assert.Nil(t, api)
	return strings.ReplaceAll(list.Error(), "dir/spec.yaml:", "")
}

const head = "permroute: 1\npackage: demo\nunlisted: {path: public, method: nobody}\npermissions: [{code: a}, {code: b}, {code: c}]\n"

// rows returns a spec with these rows, written `METHOD /path requirement`, in one group.
func rows(lines ...string) string {
	var b strings.Builder
	b.WriteString(head + "groups:\n  - name: G\n    routes:\n")
	for i, line := range lines {
		f := strings.SplitN(line, " ", 3)
		fmt.Fprintf(&b, "      - {id: R%d, route: \"%s %s\", require: %s}\n", i+1, f[0], f[1], f[2])
	}
	return b.String()
}

func TestResolve(t *testing.T) {
	api := resolved(t, `permroute: 1
package: demo
unlisted: {path: public, method: nobody}
combine: all
permissions:
  - {code: demo:order:view, text: 查看。}
  - {code: 订单:支付, const: Pay}
openapi: {securitySchemes: {token: {type: http, scheme: bearer}}}
groups:
  - name: Orders
    groups:
      - name: 详情
        routes: [{id: ShowOrder, name: 查询, route: "GET /orders/{id}", require: demo:order:view}]
    routes: [{id: list-orders, route: GET /orders, require: [订单:支付, demo:order:view]}]
  - name: 其他
    slug: others
    routes: [{id: "404", const: Missing, route: GET /none, require: nobody}]
`)
	assert.Equal(t, "spec.yaml", api.Spec)
	assert.Equal(t, "demo", api.Package)
	assert.Equal(t, "demo", api.Title, "the package's name where there is no title")
	assert.Empty(t, api.Document+api.Updated)
	assert.Equal(t, access.Public, api.UnlistedPath)
	assert.Equal(t, access.Nobody, api.UnlistedMethod)

	view, pay := api.Permissions[0], api.Permissions[1]
	assert.Equal(t, Permission{Number: 1, Code: "demo:order:view", Text: "查看。", Const: "OrderView", pos: view.pos}, *view)
	assert.Equal(t, Permission{Number: 2, Code: "订单:支付", Const: "Pay", Named: true, pos: pay.pos}, *pay)
	assert.Equal(t, []Scheme{{"token", api.Schemes[0].Object}}, api.Schemes)

	require.Len(t, api.Groups, 2)
	orders, others := api.Groups[0], api.Groups[1]
	details := orders.Groups[0]
	assert.Equal(t, []string{"orders", "orders/详情", "others"}, []string{orders.Tag, details.Tag, others.Tag})
	assert.Equal(t, []string{"orders", "", "others"}, []string{orders.Slug, details.Slug, others.Slug})
	assert.Equal(t, "Orders > 详情", details.Path)
	assert.Same(t, orders, details.Parent)
	assert.Same(t, orders, details.Top())
	assert.Same(t, others, others.Top())

	require.Len(t, api.Routes, 3)
	show, list, missing := api.Routes[0], api.Routes[1], api.Routes[2]
	assert.Equal(t, []*Route{show}, details.Routes)
	assert.Equal(t, []*Route{list}, orders.Routes)
	assert.Equal(t, []string{"RouteShowOrder", "RouteListOrders", "RouteMissing"}, []string{show.Const, list.Const, missing.Const})
	for i, row := range api.Routes {
		assert.Equal(t, i+1, row.Number)
		assert.Equal(t, route.Row{Method: "GET", Pattern: row.Pattern, Demand: (&API{}).demandOf(row), Encoded: route.EveryEncoding}, api.Table.Rows[i])
	}
	assert.Same(t, details, show.Group)
	assert.Equal(t, "查询", show.Name)
	assert.Equal(t, "GET", show.Method)
	assert.Equal(t, "/orders/{id}", show.Pattern.String())
	assert.Equal(t, [][]*Permission{{view}}, show.Alternatives)
	assert.Equal(t, [][]*Permission{{pay, view}}, list.Alternatives, "as written")
	assert.Equal(t, route.Demand{{1, 2}}, api.Table.Rows[1].Demand, "ascending")
	assert.False(t, list.Is(access.Nobody))
	assert.True(t, missing.Is(access.Nobody))
	assert.Equal(t, route.Demand{}, api.Table.Rows[2].Demand)
}

func TestResolveDocument(t *testing.T) {
	data, err := os.ReadFile("../../spec/bss.yaml")
	require.NoError(t, err)
	api := resolved(t, string(data))
	assert.Len(t, api.Permissions, 10)
	assert.Len(t, api.Routes, 26)
	assert.Equal(t, "2023-06-14", api.Updated)
	assert.Contains(t, api.Document, "API调用授权(客户)")
	assert.Equal(t, "BillDetailView", api.Permissions[7].Const)
	assert.Equal(t, "accounts/accounts", api.Routes[3].Group.Tag)
	assert.Len(t, api.Templates, 25, "autorenew/** and autorenew/{resource_id} are one")
}

func TestAlternatives(t *testing.T) {
	for requirement, want := range map[string]string{
		"public":                                "{}",
		"authenticated":                         "{}",
		"nobody":                                "",
		"b":                                     "{b}",
		"{all: [b, a]}":                         "{b a}",
		"{any: [b, a]}":                         "{b} {a}",
		"{any: [{all: [c, b]}, a]}":             "{c b} {a}",
		"{any: [{all: [a, b]}, a, c]}":          "{a} {c}",
		"{any: [a, {all: [a, b]}, c]}":          "{a} {c}",
		"{any: [{all: [a, b]}, {all: [b, a]}]}": "{a b}",
		"{any: [{all: [a, b, c]}, {all: [b, a]}, {all: [b, c]}]}": "{b a} {b c}",
	} {
		api := resolved(t, rows("GET /x "+requirement))
		var sets []string
		for _, alternative := range api.Routes[0].Alternatives {
			var codes []string
			for _, p := range alternative {
				codes = append(codes, p.Code)
			}
			sets = append(sets, "{"+strings.Join(codes, " ")+"}")
		}
		assert.Equal(t, want, strings.Join(sets, " "), requirement)
	}
	for combine, want := range map[string]int{"all": 1, "any": 2} {
		api := resolved(t, "combine: "+combine+"\n"+rows("GET /x [a, b]"))
		assert.Len(t, api.Routes[0].Alternatives, want, combine)
	}
}

func TestRequirementErrors(t *testing.T) {
	const twice = `: the code "a" is twice in one requirement; remove one of them`
	for requirement, want := range map[string]string{
		"{all: [a, b, a]}":       "8:57" + twice,
		"{any: [a, b, a]}":       "8:57" + twice,
		"{any: [{all: [a, a]}]}": "8:61" + twice,
		"[a, z, b]": "8:44: a list of codes, but the spec does not say whether all or any of them are needed; write combine: all or combine: any for the table, " +
			"or {all: […]} or {any: […]} here\n" + `8:48: the code "z" is not declared; declare it under permissions`,
		"none":         `8:44: the code "none" is not declared; write authenticated for every caller who is known, or public for everyone`,
		"never":        `8:44: the code "never" is not declared; write nobody`,
		"allow":        `8:44: the code "allow" is not declared; write authenticated for every caller who is known, or public for everyone`,
		"Public":       `8:44: the code "Public" is not declared; did you mean "public"?`,
		"autenticated": `8:44: the code "autenticated" is not declared; did you mean "authenticated"?`,
		"zz:zz":        `8:44: the code "zz:zz" is not declared; declare it under permissions`,
	} {
		assert.Equal(t, want, errorsOf(t, rows("GET /x "+requirement)), requirement)
	}
}

func TestRouteErrors(t *testing.T) {
	for text, want := range map[string]string{
		"GET/a":    `8:26: "GET/a" has no blank between method and path; write GET /a`,
		"get/a":    `8:26: "get/a" has no blank between method and path; write GET /a`,
		`GET\t/a`:  `8:25: "GET\t/a" has no blank between method and path; write GET /a`,
		"TRACE/a":  `8:26: "TRACE/a" has no blank between method and path; write METHOD /path`,
		"/a":       `8:26: "/a" has no blank between method and path; write a method before it: GET /a`,
		"post /a":  `8:26: the method "post"; allowed: capital letters and hyphens, but not CONNECT and TRACE; write POST /a`,
		"trace /a": `8:26: the method "trace"; allowed: capital letters and hyphens, but not CONNECT and TRACE; remove the row: the guard refuses TRACE`,
		" GET /a":  `8:26: the method ""; allowed: capital letters and hyphens, but not CONNECT and TRACE; write GET /a`,
		"GET   /a": `8:30: more than one blank between method and path; write GET /a`,
		"GET /a ":  `8:32: ' ' in the segment "a ", which no canonical path has; write GET /a`,
		"GET ":     `8:30: the path "" does not begin with a slash; write METHOD /path`,
	} {
		spec := strings.Replace(rows("GET /x public"), "GET /x", text, 1)
		assert.Equal(t, want, errorsOf(t, spec), text)
	}
}

func TestTwice(t *testing.T) {
	assert.Equal(t, "9:25: GET /x/{b} is listed twice (first at line 8 as /x/{a}); merge the two rows into one\n"+
		"10:25: GET /x/{a} is listed twice (first at line 8); merge the two rows into one",
		errorsOf(t, rows("GET /x/{a} a", "GET /x/{b} a", "GET /x/{a} public", "PUT /x/{a} a")))
	assert.Equal(t, `9:14: the id "R1" is used twice (first at line 8); choose another id`,
		errorsOf(t, strings.Replace(rows("GET /x a", "GET /y a"), "id: R2", "id: R1", 1)))
	codes := strings.Replace(rows("GET /x a"), "[{code: a}", "[{code: a}, {code: public}, {code: a}, {code: nobody}", 1)
	assert.Equal(t, "4:33: the code public has a meaning of its own in require; give the code another name\n"+
		"4:49: the code \"a\" is declared twice (first at line 4); remove one of them\n"+
		"4:60: the code nobody has a meaning of its own in require; give the code another name", errorsOf(t, codes))
}

func TestLimits(t *testing.T) {
	spec := parsed(t, rows("GET /x a"))
	for i := range most {
		spec.Permissions = append(spec.Permissions, syntax.Permission{
			Code: syntax.Text{Value: fmt.Sprintf("code %d", i), Pos: diag.Position{File: "spec.yaml", Line: 100 + i, Column: 1}},
		})
		spec.Groups[0].Routes = append(spec.Groups[0].Routes, syntax.Route{
			ID:      syntax.Text{Value: fmt.Sprintf("route %d", i)},
			Route:   syntax.Text{Value: fmt.Sprintf("GET /%d", i), Pos: diag.Position{File: "spec.yaml", Line: 100000 + i, Column: 1}},
			Require: syntax.Require{Form: syntax.Word, Access: access.Authenticated},
		})
	}
	_, list := resolve(spec)
	assert.EqualError(t, list, "spec.yaml:65631:1: 65537 permissions; allowed: 65534; split the table\n"+
		"spec.yaml:165533:1: 65535 routes; allowed: 65534; split the table")
}

func TestTooManyMethods(t *testing.T) {
	var lines []string
	for i := range mostMethods + 1 {
		lines = append(lines, fmt.Sprintf("M-%c%c /x a", 'A'+i/26, 'A'+i%26))
	}
	resolved(t, rows(lines[:mostMethods]...))
	assert.Equal(t, "71:26: more than 63 methods; split the table", errorsOf(t, rows(lines...)))
}

func TestMute(t *testing.T) {
	assert.Equal(t, "8:25: every request for GET /a would get 400: for /a some servers (express, fastify, fiber and 3 more) run GET /A (line 9), which needs other permissions; "+
		"change one of the two paths, or name your servers with upstream: if they are others",
		strings.Split(errorsOf(t, rows("GET /a a", "GET /A b")), "\n")[0])
	resolved(t, rows("GET /a a", "GET /A a"))
	assert.Equal(t, "9:25: every request for HEAD /a/{y} would get 400: for /a/7 some servers (hapi, hono, symfony) run GET /a/{x} (line 8), which needs other permissions; "+
		"let it need what GET /a/{x} needs as well, or name your servers with upstream: if they are others",
		errorsOf(t, rows("GET /a/{x} a", "HEAD /a/{y} b")))
}

// Whoever asks about a table shares its views, and another table has its own.
func TestViews(t *testing.T) {
	api := resolved(t, rows("GET /a a", "GET /A a"))
	assert.Same(t, api.Views().Of("GET"), api.Views().Of("GET"))
	table := api.Table
	table.Excluded = route.LetterCase
	other := api.With(table)
	assert.NotSame(t, api.Views(), other.Views())
	_, verdict := other.Views().Of("GET").Match("/a")
	assert.Equal(t, route.Listed, verdict)
	assert.Zero(t, api.Table.Excluded)
}

// Resolving stops at the first hundred mistakes.
func TestMany(t *testing.T) {
	var lines []string
	for i := range 10_000 {
		lines = append(lines, fmt.Sprintf("GET /%d none%d", i, i))
	}
	for _, text := range []string{rows(lines...), rows(fmt.Sprintf("GET /x {all: [%s]}", strings.ReplaceAll(strings.Join(lines, ","), " ", "_")))} {
		_, list := Load("s", []byte(text))
		require.Len(t, list, diag.Most+1)
		assert.Equal(t, "only the first 100 are listed", list[diag.Most].Message)
	}
}

package model

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/token"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/syntax"
)

// texts are what a person writes into a spec; the fuzzer makes them up.
type texts struct {
	pkg, code, other, constant, id, name, slug, route, second, need, scheme string
}

// spec returns the texts as a spec whose shape is right, if none that must be there is empty.
func (x texts) spec() []byte {
	permission := syntax.Map{{Key: "code", Value: x.code}}
	if x.constant != "" {
		permission.Add("const", x.constant)
	}
	group := syntax.Map{{Key: "name", Value: x.name}}
	if x.slug != "" {
		group.Add("slug", x.slug)
	}
	row := func(id, route string, demand any) syntax.Map {
		return syntax.Map{{Key: "id", Value: id}, {Key: "route", Value: route}, {Key: "require", Value: demand}}
	}
	group.Add("groups", syntax.List{syntax.Map{
		{Key: "name", Value: x.other},
		{Key: "routes", Value: syntax.List{row(x.other, x.second, syntax.List{x.code, x.other})}},
	}})
	group.Add("routes", syntax.List{row(x.id, x.route, x.need)})
	return syntax.Encode("A spec.", syntax.Map{
		{Key: "permroute", Value: 1},
		{Key: "package", Value: x.pkg},
		{Key: "combine", Value: "any"},
		{Key: "unlisted", Value: syntax.Map{{Key: "path", Value: "nobody"}, {Key: "method", Value: "nobody"}}},
		{Key: "denied", Value: syntax.Map{{Key: "body", Value: syntax.Map{{Key: x.id, Value: syntax.List{x.name, syntax.Map{{Key: x.code, Value: x.other}}}}}}}},
		{Key: "permissions", Value: syntax.List{permission, syntax.Map{{Key: "code", Value: x.other}}}},
		{Key: "openapi", Value: syntax.Map{{Key: "securitySchemes", Value: syntax.Map{{Key: x.id, Value: syntax.Map{{Key: "type", Value: x.scheme}}}}}}},
		{Key: "groups", Value: syntax.List{group}},
	})
}

// sound are texts that resolve.
func sound() texts {
	return texts{"bss", "bss:order:view", "订单:pay", "View", "ListOrders", "管理订单", "orders", "GET /orders", "POST /orders/{id}/**", "public", "mutualTLS"}
}

func TestSound(t *testing.T) {
	x := sound()
	x.other = "bss:order:pay"
	requireSound(t, resolved(t, string(x.spec())))
}

// FuzzResolve asserts that a spec with any texts resolves to what the emitters rely on, or that what
// is wrong stands at a place that the spec has.
func FuzzResolve(f *testing.F) {
	add := func(x texts) {
		f.Add(x.pkg, x.code, x.other, x.constant, x.id, x.name, x.slug, x.route, x.second, x.need, x.scheme)
	}
	add(sound())
	add(texts{"demo", "订单:查看", "a", "", "列表", "Orders", "", "get/orders", "GET /orders/**", "订单", "http"})
	add(texts{"main", "none", "b", "Match", "-", "http", "A B", "GET  /", "GET /{a}/{a}", "b", "apikey"})
	add(texts{"x", "A", "B", "", "C", "D", "d", "GET /a/{b}", "GET /a/**", "A", "mutualTLS"})
	add(texts{"x", "A", "B", "", "C", "D", "d", "GET /a", "GET /A", "nobody", "mutualTLS"})
	f.Fuzz(func(t *testing.T, pkg, code, other, constant, id, name, slug, route, second, need, scheme string) {
		data := texts{pkg, code, other, constant, id, name, slug, route, second, need, scheme}.spec()
		spec, list := syntax.Parse("spec.yaml", data)
		if len(list) > 0 {
			return // a text is empty, or no UTF-8
		}
		api, list := resolve(spec)
		require.True(t, (api == nil) == (len(list) > 0))
		lines := bytes.Split(data, []byte("\n"))
		for _, d := range list {
			require.True(t, 1 <= d.Pos.Line && d.Pos.Line <= len(lines), "%v", d)
			require.True(t, 1 <= d.Pos.Column && d.Pos.Column <= 1+utf8.RuneCount(lines[d.Pos.Line-1]), "%v", d)
			require.True(t, utf8.ValidString(d.String()), "%q", d.String())
			require.NotContains(t, d.String(), "\n")
		}
		if api != nil {
			requireSound(t, api)
		}
	})
}

// requireSound asserts what Resolve promises of names and numbers.
func requireSound(t *testing.T, api *API) {
	t.Helper()
	declared, tags, operations := map[string]bool{}, map[string]bool{}, 0
	claim := func(name string) {
		require.True(t, token.IsIdentifier(name) && ast.IsExported(name), name)
		require.False(t, declared[name], name)
		declared[name] = true
	}
	require.True(t, token.IsIdentifier(api.Package))
	for i, p := range api.Permissions {
		claim(p.Const)
		require.Equal(t, i+1, p.Number)
	}
	for i, r := range api.Routes {
		claim(r.Const)
		require.Equal(t, i+1, r.Number)
		require.Contains(t, r.Group.Routes, r)
	}
	for _, g := range api.Groups {
		require.True(t, names.IsSlug(g.Slug), g.Slug)
		require.False(t, tags[g.Tag], g.Tag)
		tags[g.Tag] = true
	}
	for _, template := range api.Templates {
		operations += len(template.Operations)
	}
	require.Equal(t, len(api.Routes), operations)
	require.Len(t, api.Table.Rows, len(api.Routes))
	require.True(t, json.Valid([]byte(api.DeniedBody)), api.DeniedBody)
}

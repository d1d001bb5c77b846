package syntax

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
)

const whole = `permroute: 1
package: demo
title: 订单服务
source: {document: API参考, updated: 2023-06-14}
combine: any
unlisted: {path: public, method: nobody}
permissions:
  - {code: 'order:view', text: 查看订单信息。, const: View}
  - code: order:pay
openapi:
  securitySchemes:
    token: {type: apiKey, in: header, x-level: 3, x-open: true, x-none: ~}
groups:
  - name: 管理订单
    slug: orders
    groups:
      - name: Details
        routes:
          - {id: ShowOrder, name: 查询, const: Show, route: "GET /orders/{id}", require: order:view, printed: {name: a, route: b, require: c, text: d}}
    routes:
      - {id: A, route: GET /a, require: authenticated}
      - {id: B, route: GET /b, require: nobody}
      - {id: C, route: GET /c, require: [order:view, order:pay]}
      - {id: D, route: GET /d, require: {all: [order:view]}}
      - {id: E, route: GET /e, require: {any: [order:view, {all: [order:pay]}]}}
`

func TestParse(t *testing.T) {
	spec, list := Parse("spec.yaml", []byte(whole))
	require.Empty(t, list)
	at := func(line, column int) diag.Position {
		return diag.Position{File: "spec.yaml", Line: line, Column: column}
	}

	assert.Equal(t, "spec.yaml", spec.File)
	assert.Equal(t, Text{"demo", at(2, 10), 0}, spec.Package)
	assert.Equal(t, Text{"订单服务", at(3, 8), 0}, spec.Title)
	assert.Equal(t, Source{Document: Text{"API参考", at(4, 20), 0}, Updated: Text{"2023-06-14", at(4, 36), 0}}, spec.Source)
	assert.Equal(t, Text{"any", at(5, 10), 0}, spec.Combine)
	assert.Equal(t, Unlisted{Text{"public", at(6, 18), 0}, Text{"nobody", at(6, 34), 0}}, spec.Unlisted)
	assert.Equal(t, []Permission{
		{Text{"order:view", at(8, 12), 1}, Text{"查看订单信息。", at(8, 32), 0}, Text{"View", at(8, 48), 0}, nil, nil, false, nil, Text{}, Text{}},
		{Code: Text{"order:pay", at(9, 11), 0}},
	}, spec.Permissions)
	require.Len(t, spec.Schemes, 1)
	assert.Equal(t, Text{"token", at(12, 5), 0}, spec.Schemes[0].Name)
	assert.Equal(t, Map{
		{"type", "apiKey", at(12, 13)}, {"in", "header", at(12, 27)}, {"x-level", 3, at(12, 39)}, {"x-open", true, at(12, 51)}, {"x-none", nil, at(12, 65)},
	}, spec.Schemes[0].Object)

	require.Len(t, spec.Groups, 1)
	top := spec.Groups[0]
	assert.Equal(t, at(14, 5), top.Pos)
	assert.Equal(t, Text{"管理订单", at(14, 11), 0}, top.Name)
	assert.Equal(t, Text{"orders", at(15, 11), 0}, top.Slug)
	require.Len(t, top.Groups, 1)
	require.Len(t, top.Groups[0].Routes, 1)
	assert.Equal(t, Route{
		ID: Text{"ShowOrder", at(19, 18), 0}, Name: Text{"查询", at(19, 35), 0}, Const: Text{"Show", at(19, 46), 0}, Route: Text{"GET /orders/{id}", at(19, 59), 1},
		Require: Require{Pos: at(19, 88), Form: Single, Code: "order:view"},
		Printed: Printed{Text{"a", at(19, 116), 0}, Text{"b", at(19, 126), 0}, Text{"c", at(19, 138), 0}, Text{"d", at(19, 147), 0}},
	}, top.Groups[0].Routes[0])
	var requirements []Require
	for _, r := range top.Routes {
		requirements = append(requirements, r.Require)
	}
	view, pay := Require{Code: "order:view"}, Require{Code: "order:pay"}
	moved := func(r Require, line, column int) Require { r.Pos = at(line, column); return r }
	assert.Equal(t, []Require{
		{Pos: at(21, 41), Form: Word, Code: "authenticated", Access: access.Authenticated},
		{Pos: at(22, 41), Form: Word, Code: "nobody"},
		{Pos: at(23, 41), Form: Joined, Items: []Require{moved(view, 23, 42), moved(pay, 23, 54)}},
		{Pos: at(24, 41), Form: All, Items: []Require{moved(view, 24, 48)}},
		{Pos: at(25, 41), Form: Any, Items: []Require{moved(view, 25, 48), {Pos: at(25, 60), Form: All, Items: []Require{moved(pay, 25, 67)}}}},
	}, requirements)
}

// TestParseShort reads the short form, and both forms beside one another.
func TestParseShort(t *testing.T) {
	const short = `permroute: 1
package: shop
unlisted: nobody
upstream: chi
permissions:
  order:read: See orders
  order:write:
  order:admin: {const: Admin}
routes:
  POST /login: public
  POST /orders/{id}:cancel: [order:read, order:write]
  GET /orders/{id}:
    name: Show an order
    require: order:read
groups:
  - name: More
    routes:
      GET /more: {any: [order:read]}
`
	spec, list := Parse("s", []byte(short))
	require.Empty(t, list)
	at := func(line, column int) diag.Position { return diag.Position{File: "s", Line: line, Column: column} }
	text := func(value string, line, column int) Text { return Text{value, at(line, column), 0} }
	assert.Equal(t, Unlisted{text("nobody", 3, 11), text("nobody", 3, 11)}, spec.Unlisted)
	assert.Equal(t, []Text{text("chi", 4, 11)}, spec.Upstream)
	assert.Equal(t, []Permission{
		{Code: text("order:read", 6, 3), Text: text("See orders", 6, 15), Key: true},
		{Code: text("order:write", 7, 3), Key: true},
		{Code: text("order:admin", 8, 3), Const: text("Admin", 8, 24), Key: true},
	}, spec.Permissions)
	read, write := Require{Code: "order:read"}, Require{Code: "order:write"}
	moved := func(r Require, line, column int) Require { r.Pos = at(line, column); return r }
	assert.Equal(t, []Group{
		{Pos: at(10, 3), Routes: []Route{
			{ID: Text{Value: "PostLogin"}, Route: text("POST /login", 10, 3), Key: true, Require: Require{Pos: at(10, 16), Form: Word, Code: "public", Access: access.Public}},
			{ID: Text{Value: "PostOrdersByIdCancel"}, Route: text("POST /orders/{id}:cancel", 11, 3), Key: true,
				Require: Require{Pos: at(11, 29), Form: Joined, Items: []Require{moved(read, 11, 30), moved(write, 11, 42)}}},
			{ID: Text{Value: "GetOrdersById"}, Name: text("Show an order", 13, 11), Route: text("GET /orders/{id}", 12, 3), Key: true, Require: moved(read, 14, 14)},
		}},
		{Pos: at(16, 5), Name: text("More", 16, 11), Routes: []Route{
			{ID: Text{Value: "GetMore"}, Route: text("GET /more", 18, 7), Key: true, Require: Require{Pos: at(18, 18), Form: Any, Items: []Require{moved(read, 18, 25)}}},
		}},
	}, spec.Groups)
}

func TestParseDenied(t *testing.T) {
	spec, list := Parse("s", []byte(whole))
	require.Empty(t, list)
	assert.Nil(t, spec.Denied.Body)
	spec, list = Parse("s", []byte(whole+"denied:\n  body: {订单: [1, ~], b: {c: d}}\n"))
	require.Empty(t, list)
	at := func(column int) diag.Position { return diag.Position{File: "s", Line: 27, Column: column} }
	assert.Equal(t, Map{{"订单", List{1, nil}, at(10)}, {"b", Map{{"c", "d", at(26)}}, at(22)}}, spec.Denied.Body)
}

func TestParseDocument(t *testing.T) {
	data, err := os.ReadFile("../../spec/bss.yaml")
	require.NoError(t, err)
	spec, list := Parse("bss.yaml", data)
	require.Empty(t, list)
	assert.Len(t, spec.Permissions, 10)

	marked, list := Parse("bss.yaml", append([]byte("\ufeff"), data...))
	require.Empty(t, list)
	assert.Equal(t, spec, marked, "a byte order mark moves no position")

	dos, list := Parse("bss.yaml", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
	require.Empty(t, list)
	assert.Equal(t, spec, dos, "nor do other line ends")
}

func TestWritten(t *testing.T) {
	assert.False(t, Text{}.Written())
	assert.True(t, Text{Pos: diag.Position{Line: 1, Column: 1}}.Written())
}

// TestTextAt writes the title in different ways and asks for the column of its x.
func TestTextAt(t *testing.T) {
	for title, want := range map[string]string{
		"ab x":              "3:11",
		"订单x":               "3:10",
		`"订单x"`:             "3:11",
		"'订单x'":             "3:11",
		"'it''s x'":         "3:8", // where characters are written in more than one way, the beginning
		`"\u8ba2单x"`:        "3:8",
		"|\n  ab x":         "3:8",
		">-\n  ab x":        "3:8",
		"ab\n  x":           "3:8",
		"\"ab\n  x\"":       "3:8",
		"\n  ab x":          "4:6",
		"\n\n  # c\n  ab x": "6:6",
	} {
		spec, list := Parse("s", []byte(strings.Replace(whole, "订单服务", title, 1)))
		require.Empty(t, list, title)
		offset := strings.IndexByte(spec.Title.Value, 'x')
		require.GreaterOrEqual(t, offset, 0)
		assert.Equal(t, "s:"+want, spec.Title.At(offset).String(), title)
	}
}

// TestSourceFrom asks in an order that is not the file's.
func TestSourceFrom(t *testing.T) {
	s := newSource([]byte("订单x\nab"))
	for _, c := range []struct {
		line, column int
		want         string
	}{{1, 3, "x"}, {1, 2, "单x"}, {1, 1, "订单x"}, {2, 2, "b"}, {1, 4, ""}, {1, 9, ""}, {1, 3, "x"}, {2, 1, "ab"}, {3, 1, ""}, {0, 1, ""}} {
		assert.Equal(t, c.want, string(s.from(c.line, c.column)), "%d:%d", c.line, c.column)
	}
}

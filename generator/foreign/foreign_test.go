package foreign

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRead(t *testing.T) {
	for path, want := range map[string]Path{
		"/orders":                      {Text: "/orders"},
		"/orders/{id}:cancel":          {Text: "/orders/{id}:cancel"},
		"/v1:batch/**":                 {Text: "/v1:batch/**"},
		"/odata/Users({id})/$count":    {Text: "/odata/Users({id})/$count"},
		"/orders/:id":                  {"/orders/{id}", "", 8, ":id", parameter},
		"/:a/x/:b.json":                {"/{a}/x/{b}.json", "", 1, ":a", parameter},
		"/flights/:from-:to":           {"/flights/{from}-{to}", noSeveral, 9, ":from-:to", parameter},
		"/users/:id?":                  {"/users/{id}", noOptional, 7, ":id?", optionally},
		"/users/:id?/x":                {"/users/{id}/x", noOptional, 7, ":id?", optionally},
		"/users/:id(\\d+)":             {"/users/{id}", noExpression, 7, ":id(\\d+)", expression},
		"/users/:id{[0-9]+}":           {"/users/{id}", noExpression, 7, ":id{[0-9]+}", expression},
		"/users/:id<int>":              {"/users/{id}", noExpression, 7, ":id<int>", expression},
		"/files/*":                     {"/files/**", "", 7, "*", wildcard},
		"/files/*path":                 {"/files/**", "", 7, "*path", wildcard},
		"/files/:path*":                {"/files/**", "", 7, ":path*", wildcard},
		"/files/*/x":                   {"/files/*/x", noMiddle, 7, "*", wildcard},
		"/files/{path...}":             {"/files/**", "", 7, "{path...}", wildcard},
		"/files/{rest:.*}":             {"/files/**", "", 7, "{rest:.*}", wildcard},
		"/files/{proxy+}":              {"/files/**", "", 7, "{proxy+}", wildcard},
		"/files/{*path}":               {"/files/**", "", 7, "{*path}", wildcard},
		"/files/{**path}":              {"/files/**", "", 7, "{**path}", wildcard},
		"/files/<path:rest>":           {"/files/**", "", 7, "<path:rest>", wildcard},
		"/files/[...slug]":             {"/files/**", "", 7, "[...slug]", wildcard},
		"/users/{id:[0-9]{3}}":         {"/users/{id}", noExpression, 7, "{id:[0-9]{3}}", expression},
		"/users/{id:int}":              {"/users/{id}", noExpression, 7, "{id:int}", expression},
		"/users/{id?}":                 {"/users/{id}", noOptional, 7, "{id?}", optionally},
		"/users/<int:id>":              {"/users/{id}", "", 7, "<int:id>", parameter},
		"/users/<id>":                  {"/users/{id}", "", 7, "<id>", parameter},
		"/users/[id]":                  {"/users/{id}", "", 7, "[id]", parameter},
		"^users/(?P<pk>[0-9]+)/$":      {"/users/{pk}/", noExpression, 0, "^", "the start of a regular expression"},
		"/users/{$}":                   {"/users/", "", 7, "{$}", "the end of a path as net/http writes it"},
		"/users$":                      {"/users", "", 6, "$", "the end of a regular expression"},
		"/users?page=1":                {"/users", "", 6, "?page=1", "a query"},
		"/users#top":                   {"/users", "", 6, "#top", "a fragment"},
		"https://shop.example/v1/a/:b": {"/v1/a/{b}", "", 0, "https://shop.example", "a scheme and a host"},
		"shop.example/v1/:a":           {"/v1/{a}", "", 0, "shop.example", "a scheme and a host"},
		"/odata/$":                     {Text: "/odata/$"},
		"/users/{id":                   {Text: "/users/{id"},
		"/users/{a b}":                 {Text: "/users/{a b}"},
		"":                             {},
	} {
		assert.Equal(t, want, Read(path), path)
	}
}

func TestMethods(t *testing.T) {
	for text, want := range map[string][]string{
		"GET": nil, "GET,POST": {"GET", "POST"}, "GET|HEAD": {"GET", "HEAD"}, "[GET,POST]": {"GET", "POST"}, "GET,": nil, "": nil, "M-SEARCH": nil,
	} {
		methods, every := Methods(text)
		assert.Equal(t, want, methods, text)
		assert.False(t, every, text)
	}
	for _, text := range []string{"ANY", "ALL", "*", "all"} {
		_, every := Methods(text)
		assert.True(t, every, text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("/a/:b/{c:d}/<e>")
	f.Fuzz(func(t *testing.T, path string) {
		p := Read(path)
		assert.LessOrEqual(t, p.Offset+len(p.Found), len(path))
		Methods(path)
	})
}

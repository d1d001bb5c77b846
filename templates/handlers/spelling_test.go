package handlers

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSpell(t *testing.T) {
	for path, want := range map[string]Spelling{
		"/orders":                      {Text: "/orders"},
		"/orders/{id}:cancel":          {Text: "/orders/{id}:cancel"},
		"/v1:batch/**":                 {Text: "/v1:batch/**"},
		"/odata/Users({id})/$count":    {Text: "/odata/Users({id})/$count"},
		"/orders/:id":                  {"/orders/{id}", "", 8, ":id", aParameter},
		"/:a/x/:b.json":                {"/{a}/x/{b}.json", "", 1, ":a", aParameter},
		"/flights/:from-:to":           {"/flights/{from}-{to}", noSeveral, 9, ":from", aParameter},
		"/users/:id?":                  {"/users/{id}", noOptional, 7, ":id?", optionality},
		"/users/:id?/x":                {"/users/{id}/x", noOptional, 7, ":id?", optionality},
		"/users/:id(\\d+)":             {"/users/{id}", noCondition, 7, ":id(\\d+)", aCondition},
		"/users/:id{[0-9]+}":           {"/users/{id}", noCondition, 7, ":id{[0-9]+}", aCondition},
		"/users/:id<int>":              {"/users/{id}", "", 7, ":id<int>", aParameter},
		"/files/*":                     {"/files/**", "", 7, "*", aWildcard},
		"/files/*path":                 {"/files/**", "", 7, "*path", aWildcard},
		"/files/:path*":                {"/files/**", "", 7, ":path*", aWildcard},
		"/files/*/x":                   {"/files/*/x", noMiddle, 7, "*", aWildcard},
		"/files/{path...}":             {"/files/**", "", 7, "{path...}", aWildcard},
		"/files/{rest:.*}":             {"/files/**", "", 7, "{rest:.*}", aWildcard},
		"/files/{proxy+}":              {"/files/**", "", 7, "{proxy+}", aWildcard},
		"/files/{*path}":               {"/files/**", "", 7, "{*path}", aWildcard},
		"/files/{**path}":              {"/files/**", "", 7, "{**path}", aWildcard},
		"/files/<path:rest>":           {"/files/**", "", 7, "<path:rest>", aWildcard},
		"/files/[...slug]":             {"/files/**", "", 7, "[...slug]", aWildcard},
		"/users/{id:[0-9]{3}}":         {"/users/{id}", noCondition, 7, "{id:[0-9]{3}}", aCondition},
		"/users/{id:int}":              {"/users/{id}", "", 7, "{id:int}", aParameter},
		"/users/{id?}":                 {"/users/{id}", noOptional, 7, "{id?}", optionality},
		"/users/<int:id>":              {"/users/{id}", "", 7, "<int:id>", aParameter},
		"/users/<id>":                  {"/users/{id}", "", 7, "<id>", aParameter},
		"/users/[id]":                  {"/users/{id}", "", 7, "[id]", aParameter},
		"^users/(?P<pk>[0-9]+)/$":      {"/users/{pk}/", noCondition, 0, "^", anchor},
		"/users/{$}":                   {"/users/", "", 7, "{$}", anEnd},
		"/users$":                      {"/users", "", 6, "$", anchorAtEnd},
		"^/$":                          {Text: "/", Offset: 0, Found: "^", What: anchor},
		"^/users/?$":                   {"/users/?", "", 0, "^", anchor},
		"^users":                       {Text: "/^users"},
		"users/:id":                    {"/users/{id}", "", 6, ":id", aParameter},
		"/users/:id/查看":                {"/users/{id}/查看", "", 7, ":id", aParameter},
		"/jobs/{id}\\:stop":            {"/jobs/{id}:stop", "", 10, "\\:stop", anEscape},
		"/jobs/:id:stop":               {"/jobs/{id}:stop", "", 6, ":id", aParameter},
		"/files/{rest:[^.]+}":          {"/files/**", noCondition, 7, "{rest:[^.]+}", aWildcard},
		"/files/{rest:[^/.]+}":         {"/files/{rest}", noCondition, 7, "{rest:[^/.]+}", aCondition},
		"/v1/{name=shelves/*/books/*}": {"/v1/shelves/{param}/books/{param2}", "", 4, "{name=shelves/*/books/*}", aParameter},
		"/files*":                      {Text: "/files*"},
		"/files/+":                     {"/files/**", "", 7, "+", aWildcard},
		"/a//:b":                       {"/a//{b}", "", 4, ":b", aParameter},
		"/":                            {Text: "/"},
		"/users?page=1":                {"/users", "", 6, "?page=1", aQuery},
		"/users#top":                   {"/users", "", 6, "#top", aFragment},
		"https://shop.example/v1/a/:b": {"/v1/a/{b}", "", 0, "https://shop.example", aHost},
		"shop.example/v1/:a":           {"/v1/{a}", "", 0, "shop.example", aHost},
		"/odata/$":                     {Text: "/odata/$"},
		"/users/{id":                   {Text: "/users/{id"},
		"/users/{a b}":                 {Text: "/users/{a b}"},
		"":                             {},
	} {
		assert.Equal(t, want, Spell(path), path)
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

func FuzzSpell(f *testing.F) {
	f.Add("/a/:b/{c:d}/<e>")
	f.Fuzz(func(t *testing.T, path string) {
		p := Spell(path)
		assert.LessOrEqual(t, p.Offset+len(p.Found), len(path))
		Methods(path)
	})
}

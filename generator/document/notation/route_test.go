package notation

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestReadRoutes reads cells of routes. A ! stands behind the routes for each doubt that can change who
// may call, and "closed" if the text is not understood to its end.
func TestReadRoutes(t *testing.T) {
	for _, c := range []struct{ route, method, want string }{
		// one route
		{"GET /a", "", "GET /a"},
		{"GET/a", "", "GET /a"},
		{"get /a", "", "GET /a"},
		{"[GET] /a", "", "GET /a"},
		{"ＧＥＴ　／ａ", "", "GET /a"},
		{"GET: /a", "", "GET /a"},
		{"GET v1/a", "", "GET /v1/a"},
		{"GET /", "", "GET /"},
		{"• GET /a", "", "GET /a"},
		{"/a", "PUT", "PUT /a"},
		{"v1/a", "PUT", "PUT /v1/a"},
		{"GET /a", "get", "GET /a"},
		{"List a\nGET /a", "", "GET /a"},
		{"POTS /a", "", "POST /a !"},

		// what is mended in a path
		{"GET /a/ b", "", "GET /a/b !"},
		{"GET /a/\n{b}/c", "", "GET /a/{b}/c !"},
		{"GET /a/", "", "GET /a"},
		{"GET //a", "", "GET /a"},
		{"GET /a?x={y}", "", "GET /a"},
		{"GET /a?x=1&y=/b", "", "GET /a"},
		{"GET /a#b", "", "GET /a"},
		{"GET https://h.example.com/a", "", "GET /a"},
		{"GET {Endpoint}/a", "", "GET /a"},
		{"GET https://{endpoint}/a", "", "GET /a"},
		{"GET {{base_url}}/a", "", "GET /a"},
		{"GET /a/{b c}", "", "GET /a/{b_c}"},
		{"GET /a/{b c}/d", "", "GET /a/{b_c}/d"},
		{"GET /a/{b", "", "GET /a/{b} !"},
		{"GET /a/b}", "", "GET /a/{b} !"},
		{"GET /a/:b/c", "", "GET /a/{b}/c"},
		{"GET /a/<b>", "", "GET /a/{b}"},
		{"GET /a/<b c>/d", "", "GET /a/{b_c}/d"},
		{"GET /a/${b}", "", "GET /a/{b}"},
		{"GET /a/{id}/b/{id}", "", "GET /a/{id}/b/{id_4}"},
		{"GET /a/*", "", "GET /a/**"},
		{"GET /a/*/b", "", "GET /a/{any2}/b"},
		{"GET /a/**", "", "GET /a/**"},
		{"GET /a/{b}:cancel", "", "GET /a/{b}:cancel"},
		{"GET /a.", "", "GET /a"},
		{"/a（待下线）", "put", "PUT /a"},
		{"GET /a (deprecated)", "", "GET /a"},

		// several routes
		{"GET/POST /a", "", "GET /a, POST /a"},
		{"GET / POST /a", "", "GET /a, POST /a"},
		{"GET /any", "", "GET /any"},
		{"GET /all/get", "", "GET /all/get"},
		{"GET/all", "", "GET /all"},
		{"DELETE /options", "", "DELETE /options"},
		{"GET /\nPOST /", "", "GET /, POST /"},
		{"GET, POST /a", "", "GET /a, POST /a"},
		{"GET|POST /a", "", "GET /a, POST /a"},
		{"GET and POST /a", "", "GET /a, POST /a"},
		{"GET或POST /a", "", "GET /a, POST /a"},
		{"GET POST /a", "", "GET /a, POST /a"},
		{"/a", "GET, PUT", "GET /a, PUT /a"},
		{"/a", "GET\nPUT", "GET /a, PUT /a"},
		{"/a", "GET/PUT/DELETE", "GET /a, PUT /a, DELETE /a"},
		{"GET /a\nPOST /b", "", "GET /a, POST /b"},
		{"GET /v1/a, /v1/b", "", "GET /v1/a, GET /v1/b"},
		{"GET /v1/a,/v1/b", "", "GET /v1/a, GET /v1/b"},
		{"GET /v1/a、/v1/b", "", "GET /v1/a, GET /v1/b"},
		{"GET /v1/a or /v1/b", "", "GET /v1/a, GET /v1/b"},
		{"GET /v1/a\n/v1/b", "", "GET /v1/a, GET /v1/b"},
		{"GET /v1/a; POST /v1/b, /v1/c", "", "GET /v1/a, POST /v1/b, POST /v1/c"},
		{"GET /v1/c PUT /v1/c", "", "GET /v1/c, PUT /v1/c"},
		{"GET /v1/c,PUT /v1/c", "", "GET /v1/c, PUT /v1/c"},
		{"GET /v1/c PUT/v1/c", "", "GET /v1/c, PUT /v1/c"},
		{"/v1/a\n/v1/b", "GET", "GET /v1/a, GET /v1/b"},
		{"/v1/a, /v1/b", "GET, PUT", "GET /v1/a, PUT /v1/a, GET /v1/b, PUT /v1/b !"},
		{"ANY /a", "", "GET /a, POST /a, PUT /a, PATCH /a, DELETE /a"},
		{"/a", "*", "GET /a, POST /a, PUT /a, PATCH /a, DELETE /a"},
		{"/a", "All", "GET /a, POST /a, PUT /a, PATCH /a, DELETE /a"},

		// not understood to the end
		{"GET /a 说明", "", "GET /a closed"},
		{"GET /a (v2 only)", "", "GET /a closed"},
		{"GET /a, see below", "", "GET /a closed"},
		{"GET /a", "POST", "GET /a closed"},

		// no route
		{"/a", "", ""},
		{"see below", "GET", ""},
		{"/a", "see below", ""},
		{"/a", "FETCH", ""},
		{"FETCH /a", "", ""},
		{"GET /a*b", "", ""},
		{"GET /v1/a /b/c", "", ""},
		{"GET", "", ""},
		{"", "", ""},
		{"-", "GET", ""},
	} {
		r := ReadRoutes(c.route, c.method, "")
		var got []string
		for _, m := range r.List {
			got = append(got, m.Method+" "+m.Path)
		}
		text := strings.Join(got, ", ")
		for _, d := range r.Doubts {
			if d.Access {
				text += " !"
			}
		}
		if r.Reason != "" {
			text += " closed"
		}
		assert.Equal(t, c.want, text, "%q %q: %s", c.route, c.method, r.Problem)
		assert.Equal(t, text == "", r.Problem != "", "%q %q", c.route, c.method)
	}
}

func TestBase(t *testing.T) {
	for path, want := range map[string]string{"/a": "/v1/a", "/v1/a": "/v1/a", "/v1": "/v1", "/": "/v1", "/v10/a": "/v1/v10/a", "a/b": "/v1/a/b"} {
		r := ReadRoutes(path, "GET", "/v1")
		assert.Equal(t, []Route{{"GET", want}}, r.List, path)
	}
	r := ReadRoutes("List a\nof b\nGET /a", "", "")
	assert.Equal(t, "List a\nof b", r.Name)
}

func TestLike(t *testing.T) {
	for text, want := range map[string][3]bool{ // RouteLike, PathLike, IsMethod
		"GET /a": {true, false, false}, "GET/a": {true, false, false}, "get https://a.example.com/b": {true, false, false}, "GET v1/a": {true, false, false},
		"/a": {false, true, false}, "https://a.example.com/b": {false, true, false}, "{endpoint}/a": {false, true, false}, "GET": {false, false, true},
		"GET, POST": {false, false, true}, "GET/POST": {false, false, true}, "Any": {false, false, true}, "Get a thing": {false, false, false},
		"/": {false, false, false}, "-": {false, false, false}, "List": {false, false, false}, "Set": {false, false, false}, "a/b": {false, false, false}, "*": {false, false, true},
	} {
		assert.Equal(t, want, [3]bool{RouteLike(text), PathLike(text), IsMethod(text)}, text)
	}
}

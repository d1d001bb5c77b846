package handlers

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/route"
)

func TestRead(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{"/", "/"},
		{"/users", "/users"},
		{"/users/", "/users/"},
		{"/users/{id}", "/users/{id}"},
		{"/files/**", "/files/**"},
		{"/jobs/{id}:cancel", "/jobs/{id}:cancel"},
		{"/in({number})", "/in({number})"},
		{"/users/:id", "/users/{id}"},
		{"/users/:id/roles/:role", "/users/{id}/roles/{role}"},
		{"/users/:id.json", "/users/{id}.json or /users/{id.json}"},
		{"/flights/:from-:to", "/flights/{from}"},
		{`/jobs/:id\:cancel`, "/jobs/{id}:cancel"},
		{"/jobs/:id:cancel", "/jobs/{id}:cancel or /jobs/{param}"},
		{"/jobs:cancel", "/jobs:cancel or /jobs{cancel}"},
		{"/v:version/x", "/v:version/x or /v{version}/x"},
		{"/users/:id?", "/users and /users/{id}"},
		{"/:a?/x/:b?", "/x and /{a}/x and /x/{b} and /{a}/x/{b}"},
		{"/users/:id<int>", "/users/{id}"},
		{`/users/:id(\d+)`, "/users/{id}"},
		{"/users/:id([^?]+)", "/users/**"},
		{"/users/:id{[0-9]{2,3}}", "/users/{id}"},
		{"/files/:rest*", "/files/**"},
		{"/files/*path", "/files/**"},
		{"/files/*", "/files/**"},
		{"/files/+", "/files/**"},
		{"/a+/x", "/a+/x"},
		{"/users/:id(.*)?", "/users/**"},
		{"https://shop.example/users/:id", "/users/{id}"},
		{"https://shop.example", "/"},
		{"localhost/x", "/x"},
		{"/files*", "/files/** and /files{param}"},
		{"/files{rest:.*}", "/files/** and /files{rest}"},
		{"/v1*/x", "/**"},
		{"/a/*/b", "/a/**"},
		{"/files/{path...}", "/files/**"},
		{"/files/{$}", "/files/"},
		{"/{$}", "/"},
		{"/users/{id:[0-9]+}", "/users/{id}"},
		{"/users/{id:[0-9]{2}}/x", "/users/{id}/x"},
		{"/users/{id:int?}", "/users and /users/{id}"},
		{"/users/{id?}", "/users and /users/{id}"},
		{"/users/{page=1}", "/users and /users/{page}"},
		{"/files/{rest:.*}", "/files/**"},
		{"/files/{rest:[^.]+}", "/files/**"},
		{"/files/{rest:[^/.]+}", "/files/{rest}"},
		{`/files/{rest:\S+}`, "/files/**"},
		{"/files/{rest:(?!x)y}", "/files/**"},
		{"/files/{rest:*}", "/files/**"},
		{"/files/{rest:path}", "/files/**"},
		{"/files/{rest*2}", "/files/**"},
		{"/files/{**rest}", "/files/**"},
		{"/files/{proxy+}", "/files/**"},
		{"/v{major}.{minor}/x", "/v{major}/x"},
		{"/a/{x}-{y}.json", "/a/{x}.json"},
		{"/{x}/{x}", "/{x}/{x2}"},
		{"/v1/{name=shelves/*/books/*}", "/v1/shelves/{param}/books/{param2}"},
		{"/v1/{name=**}", "/v1/**"},
		{"/users/<int:id>/", "/users/{id}/"},
		{"users/<int:id>/", "/users/{id}/"},
		{"/users/<id:int>", "/users/{id}"},
		{"/users/<id:re:[a-z]+>", "/users/{id}"},
		{"/files/<path:rest>", "/files/**"},
		{"/files/<rest:path>", "/files/**"},
		{"example.com/users/{id}", "/users/{id}"},
		{"/shop.Orders/List", "/shop.Orders/List"},
	} {
		readings, err := Read(c.pattern)
		require.NoError(t, err, c.pattern)
		var got []string
		for _, r := range readings {
			got = append(got, strings.Join(r, " and "))
		}
		assert.Equal(t, c.want, strings.Join(got, " or "), c.pattern)
	}
}

func TestUnread(t *testing.T) {
	for pattern, want := range map[string]string{
		"/a//b":          `the pattern "/a//b": an empty segment`,
		"/a/{id":         `the pattern "/a/{id": '{' is not closed`,
		"/a/:id(":        `the pattern "/a/:id(": '(' is not closed`,
		`^/a/(b|c)$`:     `the pattern "^/a/(b|c)$": '^' has no meaning that all routers share`,
		"/a/{$}/b":       `the pattern "/a/{$}/b": {$} stands alone at the end`,
		"/查看":            `the pattern "/查看": '查' has no meaning that all routers share`,
		"/colou?r/{id:d": `the pattern "/colou?r/{id:d": '?' has no meaning that all routers share`,
	} {
		_, err := Read(pattern)
		assert.EqualError(t, err, want)
	}
}

// TestOwnPatterns asserts that patterns of specs read as themselves.
func TestOwnPatterns(t *testing.T) {
	for _, text := range []string{"/", "/a", "/a/", "/{id}", "/v{x}/y", "/{x}.json", "/**", "/a/{b}/**", "/a:b/{c}", "/a(b)/{c}"} {
		p, err := route.ParsePattern(text)
		require.NoError(t, err)
		readings, err := Read(text)
		require.NoError(t, err)
		assert.Equal(t, [][]string{{text}}, readings[:1])
		assert.Equal(t, p.Shape(), shapeOfPattern(text))
		assert.Equal(t, Spelling{Text: text}, Spell(text))
	}
}

func TestSyntaxes(t *testing.T) {
	for _, s := range Syntaxes() {
		got := Spell("/a/" + s.Written).Text
		assert.Equal(t, route.ShapeOf("/a/"+s.Spec), route.ShapeOf(got), s.Written)
		_, err := route.ParsePattern(got)
		assert.NoError(t, err)
		assert.NotEmpty(t, s.Routers)
	}
}

// TestSpellings asserts that Spell and Read give each syntax the same meaning.
func TestSpellings(t *testing.T) {
	for _, s := range Syntaxes() {
		for _, pattern := range []string{"/a/" + s.Written, "/a/x:y/" + s.Written} {
			readings, err := Read(pattern)
			require.NoError(t, err)
			assert.Equal(t, readings[0], []string{Spell(pattern).Text}, pattern)
		}
	}
}

// TestMethodLists asserts that the methods that stand here are those of the generator's list.
func TestMethodLists(t *testing.T) {
	for _, m := range method.All() {
		assert.Equal(t, m.Refused, isRefused(m.Name), m.Name)
	}
	var handlers []Handler
	for _, name := range method.Common() {
		handlers = append(handlers, Handler{name, "/all"})
	}
	nobody := func(string, string) (int, bool) { return -1, false }
	assert.Empty(t, Compare([]Row{{"GET", "/all"}}, handlers, nobody), "one for each common method is one for all")
	assert.Len(t, Compare([]Row{{"GET", "/all"}}, handlers[:4], nobody), 3)
}

// TestCovers asserts that patternCovers is what Covers of a pattern is.
func TestCovers(t *testing.T) {
	segments := []string{"a", "b", "{x}", "v{x}", "v{x}w", "{x}w", "vw", "v1w", "aw", "va"}
	patterns := []string{"/", "/**", "/a/**", "/{x}/**", "/v{x}/**", "/a/b/**"}
	for _, s := range segments {
		patterns = append(patterns, "/"+s, "/a/"+s, "/"+s+"/a", "/"+s+"/b/**")
	}
	for _, one := range patterns {
		p, err := route.ParsePattern(one)
		require.NoError(t, err)
		for _, other := range patterns {
			q, err := route.ParsePattern(other)
			require.NoError(t, err)
			assert.Equal(t, p.Covers(q), patternCovers(one, other), "%s, %s", one, other)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range Syntaxes() {
		f.Add("/a/" + s.Written)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		readings, err := Read(pattern)
		require.Equal(t, err == nil, len(readings) > 0)
		for _, r := range readings {
			require.NotEmpty(t, r)
			for _, p := range r {
				require.True(t, strings.HasPrefix(p, "/"), p)
			}
		}
	})
}

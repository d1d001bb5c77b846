package draft

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

// TestFromRoutes reads lists as routers print them.
func TestFromRoutes(t *testing.T) {
	for list, want := range map[string][]string{
		"GET /users\nPOST /users\n": {"GET /users", "POST /users"},
		"[GIN-debug] GET    /users/:id                --> main.getUser (3 handlers)\n[GIN-debug] Listening on :8080": {"GET /users/{id}"},
		"GET,HEAD,OPTIONS /a\nget_user  GET, HEAD, OPTIONS  /users/<int:id>":                                         {"GET /a", "GET /users/{id}"},
		"| GET | /users/:id | handler |\n":                               {"GET /users/{id}"},
		"users GET    /users(.:format)   users#index":                    {"GET /users"},
		`[{"method":"POST","path":"/users","name":"f"}]`:                 {"POST /users"},
		"r.Get(\"/a\", h)\nmux.HandleFunc(\"GET /users/{id...}\", show)": {"GET /a", "GET /users/**"},
		"{GET [/users/{id}]}: show()":                                    {"GET /users/{id}"},
		"{GET [/health || /healthz]}: health()":                          {"GET /health", "GET /healthz"},
		"GET|HEAD   api/orders ....... orders.index\nPOST login":         {"GET /api/orders", "POST /login"},
		"|        | GET|HEAD  | api/orders/{order}  | orders.show |":     {"GET /api/orders/{order}"},
		"/users/:id [ 'get', 'put' ]":                                    {"GET /users/{id}", "PUT /users/{id}"},
		"GET /orders/:id?":                                               {"GET /orders", "GET /orders/{id}"},
		"files GET /files/*path(.:format) files#show":                    {"GET /files/**"},
		"POST /v1/{name=topics/*}:publish":                               {"POST /v1/topics/{param}:publish"},
		"ANY /proxy/*path":                                               {"GET /proxy/**", "POST /proxy/**", "PUT /proxy/**", "PATCH /proxy/**", "DELETE /proxy/**"},
		"# GET list\n\nGET /a\nGET /a\nGET /a/:x\nGET /a/:y\n":           {"GET /a", "GET /a/{x}"},
		"GET /flights/:a-:b\nGET /c":                                     {"GET /c"},
	} {
		s := FromRoutes("routes.txt", []byte(list))
		var routes []string
		for _, row := range s.rows {
			routes = append(routes, row.route)
		}
		assert.Equal(t, want, routes, list)
		api, wrong := model.Load("spec.yaml", s.Spec())
		require.Empty(t, wrong, string(s.Spec()))
		assert.Len(t, api.Routes, len(want))
	}
	s := FromRoutes("routes.txt", []byte("GET /flights/:a-:b\nGET /users/:id(\\d+)\nGET /a-b\nGET /a/b\n"))
	assert.EqualError(t, s.Doubts, "routes.txt:1:1: \"/flights/:a-:b\": a brace inside the segment \"{a}-{b}\"; it is left out\nroutes.txt:2:1: \":id(\\\\d+)\" is a regular expression: written as /users/{id}; a spec has no regular expressions: let the handler refuse other values")
	assert.Equal(t, `# Read from routes.txt. Say for each route who may call it: a permission, public, authenticated or nobody.
permroute: 1
package: api
unlisted: nobody # requests that no route below lists

# permissions:
#   order:read: See orders

routes:
  GET /users/{id}: nobody # who may call it?
  GET /a-b: nobody # who may call it?
  GET /a/b: # who may call it?
    id: GetAB2
    require: nobody
`, string(s.Spec()))
	s = FromRoutes("routes.txt", []byte("WS /chat\nmux.HandleFunc(\"/health\", h)\n# see /docs\nGET /a\n"))
	assert.EqualError(t, s.Doubts, "routes.txt:1:1: no method for the path \"/chat\": it is left out; write METHOD /path\n"+
		"routes.txt:2:1: no method for the path \"/health\": it is left out; write METHOD /path")
	s = FromRoutes("routes.json", []byte(`[{"method": "echo_route_not_found", "path": "/*"}, {"method": "GET", "path": "/a"}]`))
	assert.Len(t, s.Doubts, 1)
	assert.Len(t, s.rows, 1)
	assert.Zero(t, FromRoutes("routes.txt", []byte("nothing here\n")).Len())
}

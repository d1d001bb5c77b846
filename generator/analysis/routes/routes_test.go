package routes

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/templates/handlers"
)

var update = flag.Bool("update", false, "write the list of syntaxes into docs/routes.md")

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"lines":        {"# a comment\n\nGET /a\n  POST\t/b/:id main.b\n/c\n* /d\n", "3 GET /a, 4 POST /b/:id, 5 /c (all methods), 6 /d (all methods)"},
		"gin":          {"[GIN-debug] [WARNING] Running in \"debug\" mode.\n\n[GIN-debug] GET    /ping                     --> main.main.func1 (3 handlers)\n[GIN-debug] DELETE /u/:id --> main.x (3 handlers)\n[GIN-debug] Listening and serving HTTP on :8080\n", "3 GET /ping, 4 DELETE /u/:id"},
		"gin in a log": {"2024/01/02 10:00:00 [GIN-debug] GET /ping --> main.ping (1 handlers)\n", "1 GET /ping"},
		"hertz":        {"2026/11/26 03:45:53.2 engine.go:702: [Debug] HERTZ: Method=GET    absolutePath=/u/:id   --> handlerName=main.u (num=1 handlers)\n", "1 GET /u/:id"},
		"fiber":        {"\x1b[94mmethod \x1b[0m| \x1b[92mpath \x1b[0m| name | handlers\n------ | ---- | ---- | --------\n\x1b[94mGET    \x1b[0m| \x1b[92m/u/:id \x1b[0m|      | main.u \n", "3 GET /u/:id"},
		"echo":         {"[\n  {\"method\": \"GET\", \"path\": \"/u/:id\", \"name\": \"main.u\"},\n {\"method\": \"echo_route_not_found\", \"path\": \"/*\"}\n]", "2 GET /u/:id"},
		"echo 5":       {`[{"Name":"x","Method":"GET","Path":"/u/:id","Parameters":["id"]}]`, "1 GET /u/:id"},
		"JSON lines":   {"{\"method\":\"GET\",\"pattern\":\"/a\"}\n{\"method\":\"PUT\",\"pattern\":\"/b\"}\n", "1 GET /a, 2 PUT /b"},
		"echo's 404":   {"GET /g\necho_route_not_found /g/*\n", "1 GET /g"},
		"methods":      {"GET|HEAD /a\nPUT,PATCH /b\n", "1 GET /a, 1 HEAD /a, 2 PUT /b, 2 PATCH /b"},
		"an object":    {`{"routes": [{"method": "GET", "path": "/a"}]}`, "1 GET /a"},
	} {
		handlers, wrong := Read("list", []byte(c.text))
		require.NoError(t, wrong.Err(), name)
		var got []string
		for _, h := range handlers {
			got = append(got, strings.TrimPrefix(h.pos.String(), "list:")[:1]+" "+h.String())
		}
		assert.Equal(t, c.want, strings.Join(got, ", "), name)
	}
}

func TestReadWrong(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "list: there is no handler; write " + Listings,
		"GET /a\nget /b\n": `list:2:1: "get /b" is no handler; write ` + Listings,
		"GET| /a\n":        `list:1:1: "GET| /a" is no handler; write ` + Listings,
		"[GIN-debug] GET /a --> a\n[GIN-debug] GET /b c --> a\n": `list:2:1: "[GIN-debug] GET /b c --> a" is no handler; write ` + Listings,
		`[{"method": "GET"}]`:    `list:1:1: "{\"method\":\"GET\"}" is no handler; write {"method": "GET", "path": "/users/:id"}`,
		"{\n\"method\": \"GET\"": "list:2:1: no JSON here: unexpected EOF",
	} {
		_, wrong := Read("list", []byte(text))
		assert.EqualError(t, wrong.Err(), want, text)
	}
}

const table = `permroute: 1
package: shop
unlisted: {path: public, method: nobody}
permissions: [{code: a}, {code: b}]
groups:
  - name: All
    routes:
      - {id: One, route: "GET /users/{id}", require: {any: [a, b]}}
      - {id: Two, route: "GET /files/**", require: authenticated}
`

func TestCheck(t *testing.T) {
	api, wrong := model.Load("shop.yaml", []byte(table))
	require.NoError(t, wrong.Err())
	for list, want := range map[string]string{
		"GET /users/:id\nGET /files/*path":                "2 handlers and 2 rows of shop.yaml agree\n",
		"GET /users/:id\nGET /files/*path\nGET /users/me": "no row  GET /users/me  list:3:1  GET /users/me is open to callers with a, or b, by GET /users/{id} (shop.yaml:8:26)\n3 handlers, 2 rows: 1 no row\n",
		"GET /users/:id\nGET /files/*path\nGET /x\nGET ^": "no row          GET /x  list:3:1  GET /x is open to everyone\nnot understood  GET ^   list:4:1  the pattern \"^\": '^' has no meaning that all routers share\n4 handlers, 2 rows: 1 no row, 1 not understood\n",
		"GET /users/*path":                                "broader     GET /users/*path  list:1:1        it also answers GET /users/7/7, open to callers with a, or b; its row is GET /users/{id} (shop.yaml:8:26)\nno handler  GET /files/**     shop.yaml:9:26  open to every authenticated caller, but nothing answers\n1 handler, 2 rows: 1 no handler, 1 broader\n",
	} {
		handlers, bad := Read("list", []byte(list))
		require.NoError(t, bad.Err())
		var b strings.Builder
		r := Check(api, handlers)
		require.NoError(t, r.Text(&b, report.Style{}))
		assert.Equal(t, want, b.String(), list)
		assert.Len(t, r.Findings("shop.yaml"), len(r.Gaps))
	}
}

func TestRules(t *testing.T) {
	for i, r := range Rules() {
		assert.Equal(t, idOf(handlers.Kinds()[i].Name), r.ID)
		assert.NotEmpty(t, r.Summary)
	}
}

// TestSyntaxesInDocs asserts that docs/routes.md has the syntaxes of other routers. With -update it writes them.
func TestSyntaxesInDocs(t *testing.T) {
	const file = "../../../docs/routes.md"
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	before, _, found := strings.Cut(string(page), "| written | row | in |\n|---|---|---|\n")
	require.True(t, found)
	var b strings.Builder
	b.WriteString(before + "| written | row | in |\n|---|---|---|\n")
	for _, s := range handlers.Syntaxes() {
		b.WriteString("| `/" + s.Written + "` | `/" + s.Spec + "` | " + s.Routers + " |\n")
	}
	b.WriteString("\nA condition, such as `[0-9]+`, makes a handler narrower than its row. That is no gap. A parameter that can contain a slash becomes `**`.\n")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
		return
	}
	assert.Equal(t, b.String(), string(page))
}

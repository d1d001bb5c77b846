package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExamples runs the examples that --help shows, in a repository with a committed spec: none of them
// is a mistake in the call, and none fails to read or write.
func TestExamples(t *testing.T) {
	for _, cmd := range rootCommand().Commands() {
		if cmd.Name() == "help" || cmd.Name() == "serve" { // serve ends by a signal; TestServe has it
			continue
		}
		t.Run(cmd.Name(), func(t *testing.T) {
			inFolder(t)
			put(t, "permissions.yaml", string(starterText(t)))
			commit := exec.Command("sh", "-c", "git init -q . && git add . && git -c user.name=a -c user.email=a@example.com commit -qm a")
			output, err := commit.CombinedOutput()
			require.NoError(t, err, "%s", output)
			if cmd.Name() == "init" || cmd.Name() == "import" { // they overwrite nothing
				require.NoError(t, os.Remove("permissions.yaml"))
			}
			put(t, "spec/README", "init writes here")
			put(t, "page.html", "<table><tr><th>API<th>URL<th>Scope<tr><td>List<td>GET /orders<td>shop:view</table>")
			put(t, "scopes.csv", "Name,Endpoint,Scope\nList,GET /orders,shop:view\n")
			put(t, "access.log", accessLog)
			put(t, "handlers.txt", "GET /orders\nGET /orders/:id\n")
			put(t, "app.json", `{"http":{"method":"GET","url":"/orders"}}`)
			put(t, "service.yaml", orderService)
			put(t, "routes.txt", "GET /orders/:id\n")
			require.NotEmpty(t, cmd.Example)
			for line := range strings.Lines(cmd.Example) {
				line = regexp.MustCompile(` > .*`).ReplaceAllString(strings.TrimSpace(line), "")
				args, found := strings.CutPrefix(line, "permroute ")
				require.True(t, found, line)
				args, file, hasInput := strings.Cut(args, " < ")
				stdin := ""
				if hasInput {
					stdin = tree(t, ".")[file]
				}
				got := permrouteWith(stdin, words(args)...)
				assert.Less(t, got.code, exitNoAnswer, "%s: %s", line, got.stderr)
			}
		})
	}
}

// orderService is an OpenAPI document that says what an operation requires.
const orderService = `openapi: 3.1.1
info: {title: Orders, version: "1"}
paths:
  /orders/{id}:
    get:
      operationId: ShowOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      x-required-permissions: [order:view]
      responses: {"200": {description: the order}}
`

func starterText(t *testing.T) []byte {
	t.Helper()
	text, err := starter.ReadFile("starter.yaml")
	require.NoError(t, err)
	return text
}

// The example of diff reads the committed spec, and so does any revision.
func TestDiffRevision(t *testing.T) {
	inFolder(t)
	put(t, "sub/a.yaml", misspelt)
	output, err := exec.Command("sh", "-c", "git init -q . && git add . && git -c user.name=a -c user.email=a@example.com commit -qm a").CombinedOutput()
	require.NoError(t, err, "%s", output)
	right := strings.Replace(misspelt, "veiw", "view", 1)
	put(t, "sub/a.yaml", right)
	got := permroute("diff", "HEAD:sub/a.yaml", "sub/a.yaml")
	assert.Equal(t, 2, got.code)
	assert.Contains(t, got.stderr, "HEAD:sub/a.yaml:9:72: the code")
	put(t, "sub/b.yaml", strings.Replace(right, "/v2/orders", "/v3/orders", 1))
	for _, name := range []string{"HEAD:none.yaml", "nothing:sub/a.yaml", "--output=x:sub/a.yaml", "HEAD:[x]", "HEAD:sub/*.yaml", "HEAD:sub"} {
		args := []string{"diff", "--", name, "sub/a.yaml"}
		got = permroute(args...)
		assert.Equal(t, 2, got.code, name)
		assert.Contains(t, got.stderr, "permroute: cannot read "+name+", which is no file: git: ", name)
	}
	for _, args := range [][]string{{"HEAD", "sub/a.yaml"}, {"sub/a.yaml", "HEAD"}} {
		got = permroute("diff", args[0], args[1])
		assert.Equal(t, result{2, "", "permroute: HEAD is a revision, and no file; write HEAD:sub/a.yaml for a spec as git has it\n"}, got)
	}
	got = permroute("diff", "nothing", "sub/a.yaml")
	assert.Equal(t, result{2, "", "permroute: cannot read nothing: no such file or directory\n"}, got)
	got = permroute("diff", "sub/a.yaml", "sub/b.yaml", "--format", "github", "--fail-on", "moved")
	assert.Equal(t, 1, got.code)
	assert.Contains(t, got.stdout, "::error file=sub/a.yaml,line=9,col=47,title=newly-public::")
	assert.NoFileExists(t, "x")
}

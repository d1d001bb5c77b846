package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

const permissionsNext = `wrote permissions.yaml

Next:
  1. List your routes and permissions in permissions.yaml.
  2. Add permroute to your module:
         go get -tool github.com/permroute/permroute/cmd/permroute
  3. Add this line to a Go file in the current folder:
         //go:generate go tool permroute generate permissions.yaml --out api
  4. Run it:
         go generate
`

func TestInit(t *testing.T) {
	inFolder(t)
	assert.Equal(t, result{0, permissionsNext, ""}, permroute("init"))
	source, err := os.ReadFile("permissions.yaml")
	require.NoError(t, err)
	output, err := generator.Generate("permissions.yaml", source)
	require.NoError(t, err, "the starter spec is right")
	assert.Equal(t, starterPackage, output.Package)
}

func TestInitKeepsWhatExists(t *testing.T) {
	inFolder(t)
	put(t, "permissions.yaml", "mine")
	assert.Equal(t, result{2, "", "permroute: permissions.yaml exists and is not overwritten; name another file, or remove it\n"}, permroute("init"))
	require.NoError(t, os.Mkdir("folder", 0o755))
	assert.Equal(t, 2, permroute("init", "folder").code)
	assert.Equal(t, result{2, "", "permroute: cannot write none/x.yaml: no such file or directory\n"}, permroute("init", "none/x.yaml"))
	assert.Equal(t, map[string]string{"permissions.yaml": "mine", "folder/": ""}, tree(t, "."))
}

// The go:generate line names the file so that go generate reads it as one word.
func TestInitNamesTheFile(t *testing.T) {
	inFolder(t)
	for name, line := range map[string]string{
		"shop.yaml":    "//go:generate go tool permroute generate shop.yaml --out api\n",
		"my shop.yaml": "//go:generate go tool permroute generate \"my shop.yaml\" --out api\n",
	} {
		got := permroute("init", name)
		assert.Equal(t, 0, got.code)
		assert.Contains(t, got.stdout, line)
		assert.FileExists(t, name)
	}
}

// TestInitFrom starts from what people have.
func TestInitFrom(t *testing.T) {
	inFolder(t)
	put(t, "routes.txt", "GET /orders/:id\nDELETE /orders/:id(\\d+)\n")
	got := permroute("init", "app.yaml", "--from", "routes.txt")
	assert.Equal(t, 0, got.code)
	assert.Contains(t, got.stdout, "//go:generate go tool permroute generate app.yaml --out api\n")
	assert.Contains(t, got.stderr, "routes.txt:2:1: ")
	assert.Contains(t, tree(t, ".")["app.yaml"], "routes:\n  GET /orders/{id}: nobody # who may call it?\n  DELETE /orders/{id}: nobody # who may call it?\n")
	assert.Equal(t, 0, permroute("generate", "app.yaml", "--out", "api").code)

	put(t, "service.yaml", orderService)
	got = permroute("init", "orders.yaml", "--from", "service.yaml")
	assert.Equal(t, 0, got.code, got.stderr)
	assert.Contains(t, got.stdout, "--out orders\n")
	assert.Contains(t, tree(t, ".")["orders.yaml"], "  GET /orders/{id}: order:view\n")

	assert.Equal(t, result{2, "", "permroute: standard input has no routes; allowed: lines with a METHOD and a path, or an OpenAPI document\n"},
		permrouteWith("nothing\n", "init", "no.yaml", "--from", "-"))
	assert.Equal(t, result{2, "", "permroute: cannot read no.txt: no such file or directory\n"}, permroute("init", "no.yaml", "--from", "no.txt"))
	assert.NotContains(t, tree(t, "."), "no.yaml")
}

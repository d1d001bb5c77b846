package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheck(t *testing.T) {
	inFolder(t)
	g := outputOf("a.gen.go", "b.gen.go", "openapi/api.yaml")
	put(t, "out/a.gen.go", goMark+"a.gen.go\n")
	put(t, "out/b.gen.go", goMark+"old\n")
	put(t, "out/x/old.yaml", yamlMark)
	before := tree(t, ".")
	var stdout, stderr bytes.Buffer
	assert.ErrorIs(t, g.check(&stdout, &stderr), errNo)
	assert.Empty(t, stdout.String())
	assert.Equal(t, `out is stale:
    out/b.gen.go: differs
    out/openapi/api.yaml: missing
    out/x/old.yaml: orphan
run: permroute generate in/spec.yaml --out out
`, stderr.String())
	assert.Equal(t, before, tree(t, "."))

	_, err := write(g)
	require.NoError(t, err)
	stderr.Reset()
	require.NoError(t, g.check(&stdout, &stderr))
	assert.Equal(t, "out is current: 3 files\n", stdout.String())
	assert.Empty(t, stderr.String())
}

// An output folder that is not there is stale; check does not make it.
func TestCheckWithoutFolder(t *testing.T) {
	inFolder(t)
	var stdout, stderr bytes.Buffer
	assert.ErrorIs(t, outputOf("a.gen.go").check(&stdout, &stderr), errNo)
	assert.Equal(t, "out is stale:\n    out/a.gen.go: missing\nrun: permroute generate in/spec.yaml --out out\n", stderr.String())
	assert.Empty(t, tree(t, "."))
}

func TestCheckExitCodes(t *testing.T) {
	inFolder(t)
	require.Equal(t, 0, permroute("init", "spec.yaml").code)
	require.Equal(t, 0, permroute("generate", "spec.yaml").code)
	put(t, "api/old.gen.go", goMark)
	assert.Equal(t, result{1, "", "api is stale:\n    api/old.gen.go: orphan\nrun: permroute generate spec.yaml --out api\n"},
		permroute("check", "spec.yaml"))
	assert.Equal(t, result{0, "removed api/old.gen.go\n", ""}, permroute("generate", "spec.yaml"))

	put(t, "file", "")
	for _, command := range []string{"generate", "check"} {
		assert.Equal(t, result{2, "", "permroute: cannot open file: not a directory\n"}, permroute(command, "spec.yaml", "--out", "file"))
	}
	require.NoError(t, os.Remove("spec.yaml"))
	assert.Equal(t, 2, permroute("check", "spec.yaml").code)
}

func TestShellWord(t *testing.T) {
	for name, want := range map[string]string{
		"../spec/bss.yaml": "../spec/bss.yaml",
		"权限.yaml":          "权限.yaml",
		"-x.yaml":          "./-x.yaml",
		"my spec.yaml":     "'my spec.yaml'",
		"it's.yaml":        `'it'\''s.yaml'`,
		"$(rm).yaml":       "'$(rm).yaml'",
		"~.yaml":           "'~.yaml'",
	} {
		assert.Equal(t, want, shellWord(name))
	}
}

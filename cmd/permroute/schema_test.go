package main

import (
	"errors"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/syntax"
)

func TestSchema(t *testing.T) {
	inFolder(t)
	assert.Equal(t, result{0, string(syntax.Schema()), ""}, permroute("schema"))
	assert.Empty(t, tree(t, "."))

	assert.Equal(t, result{0, "wrote s.json\n", ""}, permroute("schema", "--out", "s.json"))
	assert.Equal(t, map[string]string{"s.json": string(syntax.Schema())}, tree(t, "."))
	then := longAgo(t, "s.json")
	assert.Equal(t, result{0, "s.json is current\n", ""}, permroute("schema", "--out", "./s.json"))
	assert.Equal(t, then, modified(t, "s.json"))

	put(t, "s.json", "{}")
	assert.Equal(t, result{0, "wrote s.json\n", ""}, permroute("schema", "--out", "s.json"))
	assert.Equal(t, map[string]string{"s.json": string(syntax.Schema())}, tree(t, "."))
}

func TestSchemaInTheWay(t *testing.T) {
	inFolder(t)
	require.NoError(t, os.Mkdir("s.json", 0o755))
	put(t, "file", "")
	assert.Equal(t, result{2, "", "permroute: s.json is a folder; allowed: a file\n"}, permroute("schema", "--out", "s.json"))
	assert.Equal(t, result{2, "", "permroute: cannot read file/s.json: not a directory\n"}, permroute("schema", "--out", "file/s.json"))
	link(t, "other.json", "l.json")
	assert.Equal(t, result{2, "", "permroute: l.json is a symbolic link; allowed: a file\n"}, permroute("schema", "--out", "l.json"))
	assert.Equal(t, map[string]string{"s.json/": "", "file": "", "l.json": "other.json"}, tree(t, "."))
}

// A full disk behind standard output is told.
func TestSchemaToBrokenOutput(t *testing.T) {
	assert.Equal(t, 2, run([]string{"schema"}, broken{}, io.Discard))
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

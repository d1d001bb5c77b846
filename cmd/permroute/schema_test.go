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

	put(t, "s.json", `{"title": "A permroute spec"}`)
	assert.Equal(t, result{0, "wrote s.json\n", ""}, permroute("schema", "--out", "s.json"), "an older one")
	assert.Equal(t, map[string]string{"s.json": string(syntax.Schema())}, tree(t, "."))
}

// Only a schema is overwritten by a schema, and only a view by a view.
func TestOutOverOther(t *testing.T) {
	inShop(t)
	before := tree(t, ".")
	const why = " was not written by this command and is not overwritten; remove it, or name another file with --out\n"
	assert.Equal(t, result{2, "", "permroute: right.yaml" + why}, permroute("schema", "--out", "right.yaml"))
	assert.Equal(t, result{2, "", "permroute: access.log" + why}, permroute("sql", "right.yaml", "--dialect", "duckdb", "--out", "access.log"))
	assert.Equal(t, before, tree(t, "."))

	assert.Equal(t, result{0, "wrote view.sql\n", ""}, permroute("sql", "right.yaml", "--dialect", "duckdb", "--out", "view.sql"))
	assert.Equal(t, result{0, "view.sql is current\n", ""}, permroute("sql", "right.yaml", "--dialect", "duckdb", "--out", "view.sql"))
	assert.Equal(t, result{0, "wrote view.sql\n", ""}, permroute("sql", "right.yaml", "--dialect", "duckdb", "--from", "t", "--out", "view.sql"))
	assert.Equal(t, result{2, "", "permroute: view.sql" + why}, permroute("sql", "right.yaml", "--dialect", "trino", "--out", "view.sql"))
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

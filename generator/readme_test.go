package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

// TestReadme generates what the README's spec says, and asserts that the matcher that it shows comes out.
func TestReadme(t *testing.T) {
	readme := read(t, "../README.md")
	assert.Less(t, strings.Count(readme, "\n"), 150)
	out, err := generator.Generate("permissions.yaml", []byte(blocksOf(readme, "yaml")[0]))
	require.NoError(t, err)
	files := map[string]string{}
	for _, f := range out.Files {
		files[f.Name] = string(f.Data)
	}
	shown := blocksOf(readme, "go")
	require.Len(t, shown, 3)
	assert.Contains(t, files["match.gen.go"], shown[1])
	requireLines(t, files["openapi/permissions.openapi.yaml"], "  /orders/{id}:\n      x-required-permissions: [\"order:read\"]\n")
	requireLines(t, read(t, "../generated/shop/shop_test.go"), strings.ReplaceAll("\t"+strings.TrimSuffix(shown[0], "\n"), "\n", "\n\t"))
}

// TestSpecsOfDocuments generates from each whole spec that a document shows.
func TestSpecsOfDocuments(t *testing.T) {
	documents, err := filepath.Glob("../docs/*.md")
	require.NoError(t, err)
	specs := 0
	for _, file := range documents {
		for _, block := range blocksOf(read(t, file), "yaml") {
			if !strings.HasPrefix(block, "permroute: 1\n") {
				continue
			}
			specs++
			_, err := generator.Generate(filepath.Base(file), []byte(block))
			assert.NoError(t, err, file)
		}
	}
	assert.GreaterOrEqual(t, specs, 2)
}

// blocksOf returns the blocks of code in a document.
func blocksOf(document, language string) (blocks []string) {
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(document, -1) {
		blocks = append(blocks, m[1])
	}
	return blocks
}

// requireLines asserts that a text has these lines, in this order, perhaps with others between them.
func requireLines(t *testing.T, text, lines string) {
	t.Helper()
	rest := strings.Split(text, "\n")
	for line := range strings.Lines(lines) {
		line = strings.TrimRight(line, "\n\t")
		at := 0
		for at < len(rest) && rest[at] != line {
			at++
		}
		if assert.Less(t, at, len(rest), "no line %q after the ones before it", line) {
			rest = rest[at+1:]
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(data)
}

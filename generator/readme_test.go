package generator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadme asserts that what the README shows of the spec and of its output stands in the files, its
// lines in this order, perhaps with others between them.
func TestReadme(t *testing.T) {
	readme := read(t, "../README.md")
	blocks := regexp.MustCompile("(?s)```(?:yaml|go)\n(.*?)```").FindAllStringSubmatch(readme, -1)
	require.Len(t, blocks, 8)
	for block, file := range map[int]string{
		0: "../spec/bss.yaml",
		2: "../generated/bss/match.gen.go",
		3: "../generated/bss/openapi/permissions.openapi.yaml",
	} {
		rest := strings.Split(read(t, file), "\n")
		for line := range strings.Lines(blocks[block][1]) {
			line = strings.TrimSuffix(line, "\n")
			at := 0
			for at < len(rest) && rest[at] != line {
				at++
			}
			if assert.Less(t, at, len(rest), "%s has no line %q after the ones before it", file, line) {
				rest = rest[at+1:]
			}
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(data)
}

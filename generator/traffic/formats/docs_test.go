package formats

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the formats into docs/least.md instead of comparing with it")

const (
	docsStart = "<!-- Made from generator/traffic/formats by its tests, with -update. -->\n"
	docsEnd   = "<!-- The end of what is made. -->\n"
)

// TestDocs asserts that docs/least.md lists the formats, with a sample of each.
func TestDocs(t *testing.T) {
	const page = "../../../docs/least.md"
	data, err := os.ReadFile(page)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(data), docsStart)
	require.True(t, found)
	_, after, found := strings.Cut(rest, docsEnd)
	require.True(t, found)
	want := before + docsStart + docs() + docsEnd + after
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(want), 0o644))
		return
	}
	assert.Equal(t, want, string(data), "docs/least.md is stale: run go test ./generator/traffic/formats -update")
}

func docs() string {
	var table, samples strings.Builder
	table.WriteString("\n| `--input-format` | reads | `--by` |\n|---|---|---|\n")
	samples.WriteString("\nA log in each format, or its first line:\n\n")
	for _, f := range All() {
		var by []string
		for _, name := range f.By {
			by = append(by, "`"+name+"`")
		}
		if f.OtherBy != "" {
			by = append(by, f.OtherBy)
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", f.Name, f.About, strings.Join(by, ", "))
		line, _, _ := strings.Cut(f.Sample.Log, "\n")
		if f.Document() || f.heading != nil {
			line = strings.TrimSpace(f.Sample.Log)
		}
		fmt.Fprintf(&samples, "`%s`:\n\n```text\n%s\n```\n\n", f.Name, line)
	}
	return table.String() + strings.TrimSuffix(samples.String(), "\n") + "\n"
}

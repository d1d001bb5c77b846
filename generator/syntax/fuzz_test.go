package syntax

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/diag"
)

// FuzzParse asserts that every input gives a spec or says why not, at a place that the input has.
func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	seeds, err := filepath.Glob("../testdata/*/spec.yaml")
	require.NoError(f, err)
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		data, err := os.ReadFile(seed)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, list := Parse("spec.yaml", data)
		require.True(t, spec != nil || len(list) > 0)
		lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
		for i, d := range list {
			requireInside(t, lines, d)
			require.True(t, i == 0 || !before(d, list[i-1]), "not sorted: %v", list)
		}
	})
}

func before(a, b diag.Diagnostic) bool {
	return a.Pos.Line < b.Pos.Line || a.Pos.Line == b.Pos.Line && a.Pos.Column < b.Pos.Column
}

// requireInside asserts that the diagnostic stands on a character of the file or at a line's end, and
// that its text is one line of UTF-8.
func requireInside(t *testing.T, lines [][]byte, d diag.Diagnostic) {
	t.Helper()
	require.Equal(t, "spec.yaml", d.Pos.File)
	require.GreaterOrEqual(t, d.Pos.Line, 1, "%v", d)
	require.LessOrEqual(t, d.Pos.Line, len(lines), "%v", d)
	require.GreaterOrEqual(t, d.Pos.Column, 1, "%v", d)
	require.LessOrEqual(t, d.Pos.Column, utf8.RuneCount(lines[d.Pos.Line-1])+1, "%v", d)
	require.NotEmpty(t, d.Message)
	require.True(t, utf8.ValidString(d.String()), "%q", d.String())
	require.NotContains(t, d.String(), "\n")
}

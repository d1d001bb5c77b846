package gogen

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

var update = flag.Bool("update", false, "write the golden files")

// resolve returns the API of a spec that must be right.
func resolve(t testing.TB, file string, spec []byte) *model.API {
	t.Helper()
	written, list := syntax.Parse(file, spec)
	require.NoError(t, list.Err())
	api, list := model.Resolve(written)
	require.NoError(t, list.Err())
	return api
}

// TestSupportTable keeps the files that complete templates/support for its own tests.
func TestSupportTable(t *testing.T) {
	spec, err := os.ReadFile("../../templates/support.yaml")
	require.NoError(t, err)
	for name, data := range Table(resolve(t, "support.yaml", spec)) {
		path := filepath.Join("../../templates/support", name)
		if *update {
			require.NoError(t, os.WriteFile(path, data, 0o644))
		}
		old, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, string(old), string(data), name)
	}
}

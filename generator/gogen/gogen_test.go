package gogen

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

var update = flag.Bool("update", false, "write the golden files")

// resolve returns the API of a spec that must be right.
func resolve(t testing.TB, file string, spec []byte) *model.API {
	t.Helper()
	api, list := model.Load(file, spec)
	require.NoError(t, list.Err())
	return api
}

// TestSupportTable asserts that templates/support holds the table that completes it for its own tests.
func TestSupportTable(t *testing.T) {
	spec, err := os.ReadFile("../../templates/support.yaml")
	require.NoError(t, err)
	data := Table(resolve(t, "support.yaml", spec))
	const path = "../../templates/support/table.gen.go"
	if *update {
		require.NoError(t, os.WriteFile(path, data, 0o644))
	}
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(old), string(data))
}

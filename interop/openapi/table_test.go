package openapi

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

// TestTable holds the table as JSON of every golden case against the schema that stands beside it, and
// its rows against the spec's.
func TestTable(t *testing.T) {
	tables := 0
	for name, spec := range specs(t) {
		generated, err := generator.Generate("spec.yaml", spec)
		require.NoError(t, err)
		files := map[string][]byte{}
		for _, f := range generated.Files {
			files[f.Name] = f.Data
		}
		table := files["openapi/permissions.json"]
		if table == nil {
			continue
		}
		tables++
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(files["openapi/permissions.schema.json"]))
		require.NoError(t, err)
		compiler := jsonschema.NewCompiler()
		require.NoError(t, compiler.AddResource("permissions.schema.json", schema))
		compiled, err := compiler.Compile("permissions.schema.json")
		require.NoError(t, err)
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(table))
		require.NoError(t, err)
		assert.NoError(t, compiled.Validate(value), name)
		assert.Error(t, compiled.Validate(map[string]any{"title": name}), name)

		api := resolved(t, "spec.yaml", spec)
		rows := decoded(t, table)["routes"].([]any)
		assert.Len(t, rows, len(api.Routes), name)
		byID := map[string]object{}
		for _, r := range rows {
			byID[r.(object)["id"].(string)] = r.(object)
		}
		for _, r := range api.Routes {
			assert.Equal(t, r.Method+" "+r.Pattern.String(), byID[r.ID]["method"].(string)+" "+byID[r.ID]["path"].(string), name)
			if a, ok := r.Access(); ok {
				assert.Equal(t, a.String(), byID[r.ID]["access"], name)
				assert.NotContains(t, byID[r.ID], "anyOf", name)
				continue
			}
			anyOf := byID[r.ID]["anyOf"].([]any)
			assert.Len(t, anyOf, len(r.Alternatives), name)
			for i, alternative := range r.Alternatives {
				codes := []any{}
				for _, p := range alternative {
					codes = append(codes, p.Code)
				}
				assert.Equal(t, codes, anyOf[i], name)
			}
		}
	}
	assert.Greater(t, tables, 10)
}

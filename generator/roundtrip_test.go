package generator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
)

const printedDocument = "openapi/permissions.openapi.yaml"

// imported returns the spec that is read back from a document.
func imported(t *testing.T, document []byte) []byte {
	t.Helper()
	d, list := service.Read("permissions.openapi.yaml", func(string) ([]byte, error) { return document, nil })
	require.NoError(t, list.Err())
	made := draft.Spec(d, draft.Options{})
	assert.Empty(t, made.Doubts)
	return made.Spec
}

// TestRoundTrip asserts that what a spec generates for OpenAPI comes again from the spec that is read back
// from its document, for every good golden case with a document and for the table of bss; and that the
// spec that was read back means the same: its rows, whatever their order, admit the same callers.
func TestRoundTrip(t *testing.T) {
	trips := 0
	for spec, out := range outputs(t) {
		files := map[string]string{}
		for _, f := range out.Files {
			files[f.Name] = string(f.Data)
		}
		if files[printedDocument] == "" {
			continue
		}
		if unpublished(t, spec) { // what a document does not tell cannot come again
			for _, key := range []string{"  roles:", "implies:", "aliases:", "case: fold", "grants:"} {
				assert.NotContains(t, files[printedDocument], key, spec)
			}
			continue
		}
		trips++
		back := imported(t, []byte(files[printedDocument]))
		again, err := generator.Generate(filepath.Base(spec), back)
		require.NoError(t, err, spec)
		for _, f := range again.Files {
			if strings.HasPrefix(f.Name, "openapi/") {
				assert.Equal(t, files[f.Name], string(f.Data), "%s: %s", spec, f.Name)
			}
		}
		assert.Len(t, again.Files, len(out.Files), spec)
		source, err := os.ReadFile(spec)
		require.NoError(t, err)
		assert.Equal(t, meaning(t, source), meaning(t, back), spec)
	}
	assert.Greater(t, trips, 10)
}

// unpublished reports whether a spec says what callers hold, and does not publish it.
func unpublished(t *testing.T, spec string) bool {
	source, err := os.ReadFile(spec)
	require.NoError(t, err)
	api, list := model.Load(spec, source)
	require.NoError(t, list.Err())
	return api.Roles != nil && !api.OpenAPI.Roles
}

// meaning returns what a spec says of requests: by METHOD and pattern, who is admitted.
func meaning(t *testing.T, spec []byte) map[string]any {
	t.Helper()
	api, list := model.Load("spec.yaml", spec)
	require.NoError(t, list.Err())
	m := map[string]any{
		"unlisted": []access.Access{api.UnlistedPath, api.UnlistedMethod}, "servers": api.Table.Excluded, "denied": api.DeniedBody, "package": api.Package,
	}
	for i, r := range api.Routes {
		alternatives := [][]string{}
		for _, a := range r.Alternatives {
			codes := []string{}
			for _, p := range a {
				codes = append(codes, p.Code+" "+p.Const+" "+p.Text)
			}
			alternatives = append(alternatives, codes)
		}
		m[r.Method+" "+r.Pattern.String()] = []any{r.ID, r.Const, r.Name, r.Deprecated, r.Group.Path, r.Group.Tag, r.Public, alternatives, api.Table.Rows[i].Encoded}
	}
	return m
}

// FuzzImport asserts that no document makes reading it panic.
func FuzzImport(f *testing.F) {
	documents, err := filepath.Glob("*/testdata/*/service.*")
	require.NoError(f, err)
	require.NotEmpty(f, documents)
	for _, name := range documents {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		load := func(name string) ([]byte, error) {
			if name == "service.yaml" {
				return data, nil
			}
			return nil, fs.ErrNotExist
		}
		if d, list := service.Read("service.yaml", load); len(list) == 0 {
			made := draft.Spec(d, draft.Options{})
			_, err := generator.Generate("spec.yaml", made.Spec)
			assert.True(t, err == nil || made.Rows == 0, "%v", err)
		}
	})
}

// TestRoundTripKeys asserts that each key that a spec can have at its top comes back from the document, in some golden case,
// or is one of those that OpenAPI says in another way or that do not concern a reader of the document.
func TestRoundTripKeys(t *testing.T) {
	keysOf := func(spec []byte) map[string]any {
		var keys map[string]any
		require.NoError(t, yaml.Unmarshal(spec, &keys))
		return keys
	}
	come := map[string]bool{
		"combine": true, "groups": true, "routes": true, // rows come with their alternatives, below tags
		"accept": true, "outputs": true, // they concern the writer of the spec
	}
	for spec, out := range outputs(t) {
		for _, f := range out.Files {
			if f.Name == printedDocument && !unpublished(t, spec) {
				for key := range keysOf(imported(t, f.Data)) {
					come[key] = true
				}
			}
		}
	}
	for key := range schemaAt(t, "properties").(map[string]any) {
		assert.True(t, come[key], "%s: print it in openapi/extension.go and read it back in draft, or name it here", key)
	}
}

package overlay_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/overlay"
	"github.com/permroute/permroute/generator/service"
)

var update = flag.Bool("update", false, "write want/ instead of comparing with it")

// TestGolden holds what is written for a document against each folder of testdata: spec.yaml, service.yaml
// or service.json, and want/ with the files and the report, or with what is wrong in errors.txt.
func TestGolden(t *testing.T) {
	specs, err := filepath.Glob("testdata/*/spec.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, specs)
	for _, spec := range specs {
		dir := filepath.Dir(spec)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			got := made(t, dir)
			if *update {
				require.NoError(t, os.RemoveAll(filepath.Join(dir, "want")))
				require.NoError(t, os.Mkdir(filepath.Join(dir, "want"), 0o755))
				for name, text := range got {
					require.NoError(t, os.WriteFile(filepath.Join(dir, "want", name), []byte(text), 0o644))
				}
			}
			want := map[string]string{}
			entries, err := os.ReadDir(filepath.Join(dir, "want"))
			require.NoError(t, err)
			for _, e := range entries {
				data, err := os.ReadFile(filepath.Join(dir, "want", e.Name()))
				require.NoError(t, err)
				want[e.Name()] = string(data)
			}
			assert.Equal(t, want, got)
		})
	}
}

// resolve returns the table of a spec.
func resolve(t *testing.T, spec string) *model.API {
	t.Helper()
	api, list := model.Load("spec.yaml", []byte(spec))
	require.NoError(t, list.Err())
	return api
}

// made returns what a case makes: files by name, and the report; or what is wrong.
func made(t *testing.T, dir string) map[string]string {
	t.Helper()
	spec, err := os.ReadFile(filepath.Join(dir, "spec.yaml"))
	require.NoError(t, err)
	documents, err := filepath.Glob(filepath.Join(dir, "service.*"))
	require.NoError(t, err)
	require.Len(t, documents, 1)
	folder := os.DirFS(dir)
	d, list := service.Read(filepath.Base(documents[0]), func(name string) ([]byte, error) { return fs.ReadFile(folder, name) })
	var result *overlay.Result
	if len(list) == 0 {
		result, list = overlay.Apply(resolve(t, string(spec)), d, overlay.Options{})
	}
	if len(list) > 0 {
		return map[string]string{"errors.txt": list.Error() + "\n"}
	}
	files := map[string]string{"report.txt": result.Coverage.Report()}
	for _, f := range result.Files {
		files[f.Name] = string(f.Data)
	}
	return files
}

const table = `permroute: 1
package: small
unlisted: {path: public, method: nobody}
permissions: [{code: "a"}]
groups: [{name: G, routes: [{id: A, route: "GET /a/{x}", require: a}, {id: Z, route: GET /z, require: nobody}]}]
`

// apply puts a table on a document.
func apply(t *testing.T, spec, document string, options overlay.Options) (files map[string]string, wrong string) {
	t.Helper()
	d, list := service.Read("/some/where/service.yaml", func(string) ([]byte, error) { return []byte(document), nil })
	require.NoError(t, list.Err())
	result, list := overlay.Apply(resolve(t, spec), d, options)
	if len(list) > 0 {
		return nil, list.Error()
	}
	files = map[string]string{}
	for _, f := range result.Files {
		files[f.Name] = string(f.Data)
	}
	return files, ""
}

// TestWithoutSchemes asserts that a table without schemes leaves anonymous security as it is, and adds
// its codes to what the document asks for.
func TestWithoutSchemes(t *testing.T) {
	const document = "openapi: 3.1.0\npaths: {\"/a/{id}\": {get: {SECURITY}}, /z: {get: {}}}\ncomponents: {securitySchemes: {s: {type: http, scheme: basic}, r: {type: http, scheme: bearer}}}\n"
	for security, want := range map[string]string{
		"":                              "",
		"security: []":                  "",
		"security: [{}, {s: []}]":       "",
		"security: [{r: [x], s: []}]":   "        - r: [x, a]\n          s: []\n",
		"security: [{s: []}, {r: [z]}]": "        - s: [a]\n        - r: [z, a]\n",
		"security: [{s: []}, {s: [a]}]": "        - s: [a]\n",
		"security: [{unknown: [a, b]}]": "        - unknown: [a, b]\n",
	} {
		files, wrong := apply(t, table, strings.Replace(document, "SECURITY", security, 1), overlay.Options{})
		require.Empty(t, wrong)
		text := files["permissions.overlay.yaml"]
		_, after, found := strings.Cut(text, "      security:\n")
		assert.Equal(t, want != "", found, security)
		if found {
			assert.True(t, strings.HasPrefix(after, want), "%s: %s", security, after)
		}
		assert.Contains(t, text, "x-required-permissions: [a]", security)
		assert.Contains(t, text, "target: \"$.paths['/z'].get\"\n    update:\n      x-permroute:\n        require: nobody\n        x-applied: []\n", security)
		assert.NotContains(t, files["permissions.coverage.json"], "some", "no path in the output")
	}
}

// TestBase asserts that the paths before a document's own are those of its servers or the given one.
func TestBase(t *testing.T) {
	base := func(s string) *string { return &s }
	const document = "openapi: 3.1.0\nservers: [{url: \"https://h.example/v1\"}, {url: \"//h.example/v2/?x\"}]\npaths: {\"/a/{id}\": {get: {}}, /z: {get: {}}}\n"
	for _, c := range []struct {
		prefix  string
		base    *string
		matched bool
		left    bool
	}{
		{"/v1", nil, true, false}, {"/v2", nil, true, false}, {"", nil, true, true}, {"/v3", nil, false, false},
		{"/v3", base("/v3/"), true, false}, {"", base("/"), true, false}, {"/v1", base("/v3"), false, false},
	} {
		spec := strings.NewReplacer("GET /a", "GET "+c.prefix+"/a", "GET /z", "GET "+c.prefix+"/z").Replace(table)
		files, wrong := apply(t, spec, document, overlay.Options{Base: c.base})
		require.Empty(t, wrong)
		assert.Equal(t, c.matched, strings.Contains(files["permissions.overlay.yaml"], "'/a/{id}'"), "%s %v", c.prefix, c.base)
		assert.Equal(t, c.left, strings.Contains(files["permissions.coverage.json"], `"basePathsLeftOut": ["/v1", "/v2"]`), "%s %v", c.prefix, c.base)
	}
}

// TestTargets asserts that keys of all kinds are quoted by RFC 9535.
func TestTargets(t *testing.T) {
	spec := strings.Replace(table, "route: GET /z", "route: \"GET /it's/{q}\"", 1)
	files, wrong := apply(t, spec, "openapi: 3.1.0\npaths:\n  \"/it's/{a\\\"\\\\\\n}\": {get: {}}\n  \"/it's/{b}\": {get: {}}\n", overlay.Options{})
	require.Empty(t, wrong)
	text := files["permissions.overlay.yaml"]
	assert.Contains(t, text, `$.paths['/it\\'s/{a\"\\\\\\u000a}'].get`)
	assert.Contains(t, text, `$.paths[\"/it's/{b}\"].get`)
}

// TestNewScheme asserts that the version of a document must have what the table's schemes are.
func TestNewScheme(t *testing.T) {
	spec := table + "openapi: {securitySchemes: {cert: {type: mutualTLS, x-note: null}}}\n"
	_, wrong := apply(t, spec, "openapi: 3.0.3\npaths: {\"/a/{id}\": {get: {}}}\n", overlay.Options{})
	assert.Contains(t, wrong, `/some/where/service.yaml: the table's security scheme "cert" of type mutualTLS, which OpenAPI 3.0 does not have`)
	files, wrong := apply(t, spec, "openapi: 3.1.0\npaths: {\"/a/{id}\": {get: {}}}\n", overlay.Options{})
	assert.Empty(t, wrong)
	assert.NotContains(t, files["permissions.merge-patch.json"], "null")
}

package generator_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// schemaAt returns what the schema of the spec format has at a path of keys.
func schemaAt(t *testing.T, path string) any {
	t.Helper()
	var at any
	require.NoError(t, json.Unmarshal(syntax.Schema(), &at))
	for key := range strings.SplitSeq(path, "/") {
		object, ok := at.(map[string]any)
		require.True(t, ok, path)
		at = object[key]
	}
	return at
}

// TestSchemaLists holds the lists of the schema against the lists that the generator has. The keys of
// mappings are held by TestSchemaKeys of syntax, the lint rules by the tests of lint.
func TestSchemaLists(t *testing.T) {
	var outputs, types []string
	for _, o := range model.Outputs() {
		outputs = append(outputs, string(o))
	}
	for _, s := range oas.SchemeTypes() {
		types = append(types, s.Name)
	}
	for path, want := range map[string][]string{
		"properties/openapi/properties/version/enum":       oas.Numbers(),
		"properties/openapi/properties/outputs/items/enum": outputs,
		"$defs/securityScheme/properties/type/enum":        types,
	} {
		assert.Equal(t, list(want), schemaAt(t, path), path)
	}
	assert.Equal(t, oas.Default().Number, schemaAt(t, "properties/openapi/properties/version/default"))
	upstream := schemaAt(t, "properties/upstream/anyOf").([]any)[1].(map[string]any)
	assert.Equal(t, list(route.UpstreamNames()), upstream["items"].(map[string]any)["enum"])
}

// TestSchemaSchemes asserts that the schema requires of each type of security schemes what it must have.
func TestSchemaSchemes(t *testing.T) {
	var want, got []any
	for _, s := range oas.SchemeTypes() {
		if len(s.Fields) > 0 {
			want = append(want, []any{s.Name, list(s.Fields)})
		}
	}
	for _, rule := range schemaAt(t, "$defs/securityScheme/allOf").([]any) {
		when, then := rule.(map[string]any)["if"].(map[string]any), rule.(map[string]any)["then"].(map[string]any)
		kind := when["properties"].(map[string]any)["type"].(map[string]any)["const"]
		got = append(got, []any{kind, then["required"]})
		if in, ok := then["properties"].(map[string]any)["in"].(map[string]any); ok {
			assert.Equal(t, list(oas.KeyPlaces()), in["enum"])
		}
	}
	assert.Equal(t, want, got)
}

// TestRefusedMethods asserts that the schema refuses the methods that no request can have.
func TestRefusedMethods(t *testing.T) {
	var refused []string
	for _, m := range method.All() {
		assert.Equal(t, !m.Refused, route.CanonicalMethod(m.Name), m.Name)
		if m.Refused {
			refused = append(refused, m.Name)
		}
	}
	pattern := schemaAt(t, "$defs/route/properties/route/not/pattern").(string)
	inner := strings.TrimSuffix(strings.TrimPrefix(pattern, "^("), ") ")
	assert.ElementsMatch(t, refused, strings.Split(inner, "|"))
}

// TestVersionsInDocs asserts that the page on OpenAPI has a column for each version.
func TestVersionsInDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/openapi.md")
	require.NoError(t, err)
	assert.Contains(t, string(page), "\n| | "+strings.Join(oas.Numbers(), " | ")+" |\n")
}

func list(texts []string) []any {
	all := make([]any, len(texts))
	for i, text := range texts {
		all[i] = text
	}
	return all
}

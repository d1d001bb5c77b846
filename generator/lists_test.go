package generator_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
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

// schemaLists returns the lists of the schema by the titles of their keys. Other tests hold the keys of
// mappings and the lint rules.
func schemaLists() map[string][]string {
	var outputs, extras, types []string
	for _, o := range model.Outputs() {
		outputs = append(outputs, string(o))
	}
	for _, e := range model.Extras() {
		extras = append(extras, string(e))
	}
	for _, s := range oas.SchemeTypes() {
		types = append(types, s.Name)
	}
	return map[string][]string{
		"OpenAPI version":  oas.Numbers(),
		"Names of escapes": route.EncodingNames(),
		"Kinds of grants":  model.Holdings(),
		"Outputs":          outputs,
		"Further outputs":  extras,
		"Type":             types,
		"Servers behind":   route.UpstreamNames(),
	}
}

// TestSchemaLists asserts that the schema has the same lists as the generator. With -update it writes them.
func TestSchemaLists(t *testing.T) {
	const file = "syntax/permroute.schema.json"
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	schema := string(data)
	for title, names := range schemaLists() {
		enum := regexp.MustCompile(`(?s)("title": "` + title + `",.*?"enum": \[)[^\]]*\]`)
		require.True(t, enum.MatchString(schema), title)
		text, err := json.Marshal(names)
		require.NoError(t, err)
		inner := strings.ReplaceAll(strings.Trim(string(text), "[]"), ",", ", ")
		at := enum.FindStringSubmatchIndex(schema)
		schema = schema[:at[3]] + inner + "]" + schema[at[1]:]
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(schema), 0o644))
		return
	}
	assert.Equal(t, schema, string(data))
	assert.Equal(t, oas.Default().Number, schemaAt(t, "properties/openapi/properties/version/default"))
}

// TestAccessInSchemas asserts that both schemas have the words for who may call, wherever there are some.
func TestAccessInSchemas(t *testing.T) {
	words := `["` + strings.Join(access.Words(), `", "`) + `"]`
	for file, times := range map[string]int{"syntax/permroute.schema.json": 7, "openapi/permissions.schema.json": 3} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, times, strings.Count(string(data), words), file)
		assert.Equal(t, times, strings.Count(string(data), `"`+access.Authenticated.String()+`"`), "%s has another list of them", file)
	}
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

// TestTableSchema asserts that the schema of the table as JSON names the same encodings.
func TestTableSchema(t *testing.T) {
	data, err := os.ReadFile("openapi/permissions.schema.json")
	require.NoError(t, err)
	assert.Contains(t, string(data), `"items": { "enum": ["`+strings.Join(route.EncodingNames(), `", "`)+`"] }`)
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

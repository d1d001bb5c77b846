package syntax

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSchemaCopy(t *testing.T) {
	spec, err := os.ReadFile("../../spec/permroute.schema.json")
	require.NoError(t, err)
	assert.Equal(t, string(Schema()), string(spec), "spec/permroute.schema.json is no copy of the schema")
	assert.True(t, json.Valid(Schema()))
}

// A place is a mapping of the format: where the schema has it, and a spec that puts X there.
type place struct{ schema, spec string }

func places() []place {
	return []place{
		{"", "X"},
		{"properties/source", "source: X"},
		{"properties/unlisted", "unlisted: X"},
		{"properties/denied", "denied: X"},
		{"properties/openapi", "openapi: X"},
		{"$defs/permission", "permissions: [X]"},
		{"properties/codes", "codes: X"},
		{"$defs/role", "roles: {a: X}"},
		{"$defs/declaration", "permissions: {a: X}"},
		{"$defs/row", "routes: {GET /a: X}"},
		{"$defs/group", "groups: [X]"},
		{"$defs/route", "groups: [{name: A, routes: [X]}]"},
		{"$defs/accept", "accept: X"},
		{"$defs/row/properties/printed", "groups: [{name: A, routes: [{printed: X}]}]"},
		{"$defs/require", "groups: [{name: A, routes: [{require: X}]}]"},
		{"$defs/require/properties/any/items", "groups: [{name: A, routes: [{require: {any: [X]}}]}]"},
	}
}

var (
	allowedKeys = regexp.MustCompile(`unknown key "no such key" in .*?; allowed: (.*)`)
	missingKey  = regexp.MustCompile(`^(.*) has no (\w+)$`)
)

// TestSchemaKeys asserts that the parser and the schema know the same keys at every place, and
// require the same ones.
func TestSchemaKeys(t *testing.T) {
	for _, p := range places() {
		t.Run(p.schema, func(t *testing.T) {
			_, list := Parse("s", []byte(strings.Replace(p.spec, "X", "{no such key: 1}", 1)))
			var known, missing []string
			for _, d := range list {
				if match := allowedKeys.FindStringSubmatch(d.Message); match != nil {
					known = append(known, strings.Split(match[1], ", ")...)
				}
			}
			_, list = Parse("s", []byte(strings.Replace(p.spec, "X", "{}", 1)))
			at := 1 + strings.Index(p.spec, "X")
			for _, d := range list {
				if match := missingKey.FindStringSubmatch(d.Message); match != nil && d.Pos.Column == at && (at > 1 || match[1] == "a spec") {
					missing = append(missing, match[2])
				}
			}
			object := schemaAt(t, p.schema)
			assert.ElementsMatch(t, keysIn(object["properties"]), known)
			assert.ElementsMatch(t, stringsIn(object["required"]), missing)
			assert.Equal(t, false, object["additionalProperties"])
		})
	}
}

// TestSchemaPlaces asserts that places lists every mapping of the schema that has keys of its own.
func TestSchemaPlaces(t *testing.T) {
	closed := strings.Count(string(Schema()), `"additionalProperties": false`)
	assert.Len(t, places(), closed)
}

// TestSchemaTexts asserts that an editor has something to say of every key.
func TestSchemaTexts(t *testing.T) {
	for _, p := range places() {
		object := schemaAt(t, p.schema)
		properties, _ := object["properties"].(map[string]any)
		for key, value := range properties {
			about, _ := value.(map[string]any)
			if ref, ok := about["$ref"].(string); ok && about["title"] == nil {
				about = schemaAt(t, strings.TrimPrefix(ref, "#/"))
			}
			title, _ := about["title"].(string)
			description, _ := about["description"].(string)
			assert.Regexp(t, `^\p{Lu}`, title, "%s %s", p.schema, key)
			assert.Regexp(t, `(?s)^\S.*\.$`, description, "%s %s", p.schema, key)
		}
	}
}

// schemaAt returns the object at a path of the schema.
func schemaAt(t *testing.T, path string) map[string]any {
	t.Helper()
	var object map[string]any
	require.NoError(t, json.Unmarshal(Schema(), &object))
	for key := range strings.SplitSeq(path, "/") {
		if key == "" {
			continue
		}
		inner, ok := object[key].(map[string]any)
		require.True(t, ok, "%s in %s", key, path)
		object = inner
	}
	return object
}

func keysIn(object any) (keys []string) {
	properties, _ := object.(map[string]any)
	for key := range properties {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func stringsIn(list any) (texts []string) {
	items, _ := list.([]any)
	for _, item := range items {
		text, _ := item.(string)
		texts = append(texts, text)
	}
	return texts
}

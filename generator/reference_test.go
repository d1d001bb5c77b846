package generator_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/syntax"
)

// A section of docs/spec.md has the keys of one mapping of the schema.
type section struct{ heading, schema string }

func sections() []section {
	return []section{
		{"The spec", ""},
		{"`source`", "properties/source"},
		{"`unlisted`", "properties/unlisted"},
		{"`denied`", "properties/denied"},
		{"A permission", "$defs/permission"},
		{"`codes`", "properties/codes"},
		{"A role", "$defs/role"},
		{"`openapi`", "properties/openapi"},
		{"A group", "$defs/group"},
		{"A route", "$defs/route"},
		{"`printed`", "$defs/row/properties/printed"},
		{"A security scheme", "$defs/securityScheme"},
	}
}

// referenceMark stands before the part of docs/spec.md that TestReference writes.
const referenceMark = "<!-- The rest is written from the schema by make golden. -->\n"

// TestReference holds the reference in docs/spec.md against the schema of the format; with -update it writes it.
func TestReference(t *testing.T) {
	const file = "../docs/spec.md"
	var root yaml.Node
	require.NoError(t, yaml.Unmarshal(syntax.Schema(), &root)) // JSON is YAML, and keeps its order
	schema := root.Content[0]
	var b strings.Builder
	for _, s := range sections() {
		at := schema
		for _, key := range strings.FieldsFunc(s.schema, func(r rune) bool { return r == '/' }) {
			at = valueOf(at, key)
			require.NotNil(t, at, s.schema)
		}
		b.WriteString("\n### " + s.heading + "\n\n")
		if d := valueOf(at, "description"); d != nil && s.schema != "" {
			b.WriteString(d.Value + "\n\n")
		}
		b.WriteString("| key | what it says | values |\n|---|---|---|\n")
		properties := valueOf(at, "properties")
		for i := 0; i < len(properties.Content); i += 2 {
			b.WriteString(keyRow(schema, at, properties.Content[i].Value, properties.Content[i+1]))
		}
	}
	document := read(t, file)
	before, have, found := strings.Cut(document, referenceMark)
	require.True(t, found)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(before+referenceMark+b.String()), 0o644))
		return
	}
	assert.Equal(t, b.String(), have)
}

// valueOf returns the value of a key, or nil.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content) && mapping.Kind == yaml.MappingNode; i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// keyRow returns the row of a key of a mapping.
func keyRow(schema, mapping *yaml.Node, key string, value *yaml.Node) string {
	describe := value
	for range 5 {
		ref := valueOf(value, "$ref")
		if ref == nil {
			break
		}
		for i, part := range strings.Split(ref.Value, "/") {
			if i == 0 {
				value = schema
			} else {
				value = valueOf(value, part)
			}
		}
		if valueOf(describe, "description") == nil {
			describe = value
		}
	}
	what := ""
	if d := valueOf(describe, "description"); d != nil {
		what = d.Value
	}
	values := valuesOf(value)
	if needed := valueOf(mapping, "required"); needed != nil {
		for _, n := range needed.Content {
			if n.Value == key {
				values = "needed; " + values
			}
		}
	}
	return "| `" + key + "` | " + strings.ReplaceAll(what, "|", `\|`) + " | " + strings.ReplaceAll(values, "|", `\|`) + " |\n"
}

// valuesOf says what values a schema allows.
func valuesOf(value *yaml.Node) string {
	if enum := valueOf(value, "enum"); enum != nil {
		var words []string
		for _, e := range enum.Content {
			words = append(words, "`"+e.Value+"`")
		}
		text := strings.Join(words, ", ")
		if d := valueOf(value, "default"); d != nil {
			text += "; default `" + d.Value + "`"
		}
		return text
	}
	if c := valueOf(value, "const"); c != nil {
		return "`" + c.Value + "`"
	}
	if v := valueOf(value, "type"); v != nil {
		var names []string
		for _, n := range append([]*yaml.Node{v}, v.Content...) {
			if name := map[string]string{"object": "mapping", "array": "list", "string": "text", "boolean": "`true`, `false`", "integer": "number", "null": "nothing"}[n.Value]; name != "" {
				names = append(names, name)
			}
		}
		text := strings.Join(names, " or ")
		if items := valueOf(value, "items"); items != nil && valueOf(items, "enum") != nil {
			text += " of " + valuesOf(items)
		}
		if d := valueOf(value, "default"); d != nil {
			text += "; default `" + d.Value + "`"
		}
		return text
	}
	if any := valueOf(value, "anyOf"); any != nil {
		var all []string
		for _, a := range any.Content {
			if text := valuesOf(a); text != "" {
				all = append(all, text)
			}
		}
		return strings.Join(all, " or ")
	}
	return ""
}

package interop

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

const goldens = "../generator/testdata"

// TestSchemaAcceptsGoldens holds the schema against every spec that generates.
func TestSchemaAcceptsGoldens(t *testing.T) {
	schema := compiled(t)
	specs := append(cases(t, func(dir string) bool { return exists(filepath.Join(dir, "want")) }), "../spec/bss.yaml")
	for _, spec := range specs {
		assert.NoError(t, schema.Validate(instance(t, read(t, spec))), spec)
	}
}

// TestSchemaRefusesShapes holds the schema against every golden case of a wrong shape: those named so.
func TestSchemaRefusesShapes(t *testing.T) {
	schema := compiled(t)
	specs := cases(t, func(dir string) bool { return strings.HasPrefix(filepath.Base(dir), "shape-") })
	require.NotEmpty(t, specs)
	for _, spec := range specs {
		assert.FileExists(t, filepath.Join(filepath.Dir(spec), "errors.txt"))
		assert.Error(t, schema.Validate(instance(t, read(t, spec))), spec)
	}
}

// spec is one that generates; a variant replaces one of its values.
const spec = `permroute: 1
package: demo
title: T
source: {document: D, updated: 2023-06-14}
combine: all
unlisted: {path: public, method: nobody}
denied: {body: {code: E.1}}
permissions:
  - {code: "CODE", const: Const}
  - {code: b}
openapi: {securitySchemes: {token: {type: http, scheme: bearer}}}
groups:
  - name: Group
    slug: slug
    routes:
      - {id: Id, const: Id, route: "GET /ROUTE", require: [b]}
`

// TestSchemaVariants asserts for values of every key that schema and generator agree on them.
func TestSchemaVariants(t *testing.T) {
	schema := compiled(t)
	for _, v := range variants() {
		require.Contains(t, spec, v.old)
		for agreed, values := range map[bool][]string{true: v.good, false: v.bad} {
			for _, value := range values {
				text := strings.Replace(spec, v.old, value, 1)
				_, err := generator.Generate("spec.yaml", []byte(text))
				assert.Equal(t, agreed, err == nil, "the generator: %s: %v", value, err)
				err = schema.Validate(instance(t, []byte(text)))
				assert.Equal(t, agreed, err == nil, "the schema: %s: %v", value, err)
			}
		}
	}
}

// TestSchemaPatterns holds the schema's expression for routes against the parser, over every path of up
// to seven bytes of a small alphabet. The schema cannot tell that a parameter's name stands twice.
func TestSchemaPatterns(t *testing.T) {
	var document struct {
		Defs map[string]struct {
			Properties map[string]struct{ Pattern string }
		} `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(syntax.Schema(), &document))
	expression := regexp.MustCompile(document.Defs["route"].Properties["route"].Pattern)
	good := 0
	texts := []string{"/"}
	for len(texts) > 0 {
		text := texts[0]
		texts = texts[1:]
		_, err := route.ParsePattern(text)
		if err == nil {
			good++
		}
		if err == nil || !strings.Contains(err.Error(), "stands twice") {
			require.Equal(t, err == nil, expression.MatchString("GET "+text), text)
		}
		for i := 0; i < len("/{}a.*:") && len(text) < 7; i++ {
			texts = append(texts, text+"/{}a.*:"[i:i+1])
		}
	}
	require.Greater(t, good, 1000)
}

// TestSchemaIsWider lists what a schema cannot refuse, so that nobody takes it for the whole check.
func TestSchemaIsWider(t *testing.T) {
	schema := compiled(t)
	for old, value := range map[string]string{
		"require: [b]": "require: undeclared", "code: b": "code: CODE", "GET /ROUTE": "GET /{a}/{a}", "package: demo": "package: func",
		"2023-06-14": "2023-02-30", "type: http, scheme: bearer": "type: http, scheme: bearer, x-rate: 1.5",
	} {
		require.Contains(t, spec, old)
		text := strings.Replace(spec, old, value, 1)
		_, err := generator.Generate("spec.yaml", []byte(text))
		assert.Error(t, err, value)
		assert.NoError(t, schema.Validate(instance(t, []byte(text))), value)
	}
}

// compiled returns the schema, which must itself be one.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(syntax.Schema()))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("permroute.schema.json", document))
	schema, err := compiler.Compile("permroute.schema.json")
	require.NoError(t, err)
	return schema
}

// cases returns the specs of the golden cases whose folders are wanted.
func cases(t *testing.T, wanted func(dir string) bool) (specs []string) {
	t.Helper()
	all, err := filepath.Glob(goldens + "/*/spec.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, all)
	for _, spec := range all {
		if wanted(filepath.Dir(spec)) {
			specs = append(specs, spec)
		}
	}
	return specs
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	require.NoError(t, err)
	return data
}

// instance returns a YAML document as the JSON value that an editor's language server makes of it:
// dates are strings there.
func instance(t *testing.T, data []byte) any {
	t.Helper()
	var document yaml.Node
	require.NoError(t, yaml.Unmarshal(data, &document))
	value, err := toJSON(document.Content[0])
	require.NoError(t, err)
	return value
}

func toJSON(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		return toObject(n)
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			value, err := toJSON(item)
			if err != nil {
				return nil, err
			}
			list[i] = value
		}
		return list, nil
	}
	switch n.Tag {
	case "!!str", "!!timestamp":
		return n.Value, nil
	case "!!null":
		return nil, nil
	case "!!bool":
		return strconv.ParseBool(n.Value)
	case "!!int", "!!float":
		var number float64
		err := n.Decode(&number)
		return json.Number(strconv.FormatFloat(number, 'f', -1, 64)), err
	}
	return nil, fmt.Errorf("line %d: %s", n.Line, n.Tag)
}

func toObject(n *yaml.Node) (any, error) {
	object := map[string]any{}
	for i := 0; i < len(n.Content); i += 2 {
		value, err := toJSON(n.Content[i+1])
		if err != nil {
			return nil, err
		}
		object[n.Content[i].Value] = value
	}
	return object, nil
}

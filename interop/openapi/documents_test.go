package openapi

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/overlay"
	"github.com/permroute/permroute/generator/service"
)

// An object is a JSON object.
type object = map[string]any

// decoded returns a YAML or JSON document as JSON has it.
func decoded(t testing.TB, data []byte) object {
	t.Helper()
	var value any
	if json.Unmarshal(data, &value) != nil {
		require.NoError(t, yaml.Unmarshal(data, &value))
	}
	return normal(t, value).(object)
}

// normal returns a value as JSON has it: numbers are floats, keys are strings.
func normal(t testing.TB, value any) any {
	t.Helper()
	data, err := json.Marshal(stringKeys(value))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &value))
	return value
}

func stringKeys(value any) any {
	switch v := value.(type) {
	case map[any]any:
		m := object{}
		for key, inner := range v {
			text, ok := key.(string)
			if !ok {
				data, _ := json.Marshal(key)
				text = string(data)
			}
			m[text] = stringKeys(inner)
		}
		return m
	case object:
		for key, inner := range v {
			v[key] = stringKeys(inner)
		}
	case []any:
		for i, inner := range v {
			v[i] = stringKeys(inner)
		}
	}
	return value
}

// at returns what stands under the keys.
func at(value any, keys ...string) any {
	for _, key := range keys {
		m, _ := value.(object)
		value = m[key]
	}
	return value
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return data
}

// resolved returns the table of a spec.
func resolved(t testing.TB, name string, spec []byte) *model.API {
	t.Helper()
	api, list := model.Load(name, spec)
	require.NoError(t, list.Err())
	return api
}

// A target is a document and the table that is put on it.
type target struct {
	name     string
	document []byte
	api      *model.API
	files    map[string]string // what permroute writes
	base     string            // what its servers have before its paths
}

// newTarget puts a table on a document.
func newTarget(t testing.TB, name string, document []byte, api *model.API) *target {
	t.Helper()
	d, list := service.Read(name+extension(document), func(string) ([]byte, error) { return document, nil })
	require.NoError(t, list.Err())
	result, list := overlay.Apply(api, d, overlay.Options{})
	require.NoError(t, list.Err())
	x := &target{name: name, document: document, api: api, files: map[string]string{}}
	for _, f := range result.Files {
		x.files[f.Name] = string(f.Data)
	}
	return x
}

func extension(document []byte) string {
	if json.Valid(document) {
		return ".json"
	}
	return ".yaml"
}

func (x *target) overlay() string    { return x.files["permissions.overlay.yaml"] }
func (x *target) mergePatch() string { return x.files["permissions.merge-patch.json"] }

// coverage returns the account that permroute gives.
func (x *target) coverage(t testing.TB) object {
	return decoded(t, []byte(x.files["permissions.coverage.json"]))
}

// specs returns the specs of the golden cases that generate, and that of bss, by name.
func specs(t testing.TB) map[string][]byte {
	t.Helper()
	wants, err := filepath.Glob("../../generator/testdata/*/want")
	require.NoError(t, err)
	require.NotEmpty(t, wants)
	all := map[string][]byte{"bss": read(t, "../../spec/bss.yaml")}
	for _, want := range wants {
		dir := filepath.Dir(want)
		all[filepath.Base(dir)] = read(t, filepath.Join(dir, "spec.yaml"))
	}
	return all
}

// ofVersion returns a spec with another version of OpenAPI, and false where it has what that version has
// not.
func ofVersion(t testing.TB, spec []byte, version string) ([]byte, bool) {
	t.Helper()
	var tree yaml.Node
	require.NoError(t, yaml.Unmarshal(spec, &tree))
	root := tree.Content[0]
	openAPI := child(root, "openapi")
	if openAPI == nil {
		openAPI = &yaml.Node{Kind: yaml.MappingNode}
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "openapi"}, openAPI)
	}
	if written := child(openAPI, "version"); written != nil {
		written.SetString(version)
	} else {
		openAPI.Content = append(openAPI.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "version"}, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: version})
	}
	if outputs := child(openAPI, "outputs"); outputs != nil {
		outputs.Content = []*yaml.Node{{Kind: yaml.ScalarNode, Value: "document"}}
	}
	text, err := yaml.Marshal(&tree)
	require.NoError(t, err)
	if version < "3.1" && strings.Contains(string(text), "mutualTLS") {
		return nil, false
	}
	return text, true
}

func child(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// output returns a file of what a spec generates.
func output(t testing.TB, spec []byte, name string) []byte {
	t.Helper()
	generated, err := generator.Generate("spec.yaml", spec)
	require.NoError(t, err)
	for _, f := range generated.Files {
		if f.Name == name {
			return f.Data
		}
	}
	require.Fail(t, "no such output", name)
	return nil
}

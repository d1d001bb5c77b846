package service

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readAll reads a document of files, the first being service.yaml.
func readAll(t *testing.T, files map[string]string) *Document {
	t.Helper()
	d, list := Read("in/service.yaml", func(name string) ([]byte, error) {
		text, found := files[name]
		if !found {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	})
	require.NoError(t, list.Err())
	return d
}

// TestRead asserts where operations stand, and what they inherit.
func TestRead(t *testing.T) {
	d := readAll(t, map[string]string{
		"in/service.yaml": `openapi: 3.2.0
security: [{token: [a]}]
servers: [{url: "https://h.example/v1/"}]
paths:
  x-note: none
  /a: {get: {}, query: {security: []}, additionalOperations: {LINK: {}}, summary: A, parameters: []}
  /b: {$ref: "../other/items.yaml#/~1b~0%7B"}
  /c: {$ref: "#/paths/~1a"}
webhooks: {/a: {get: {security: 7}}}
`,
		"other/items.yaml": "\"/b~{\": {$ref: one.yaml}\n",
		"other/one.yaml":   "servers: [{url: /item}]\nput: {servers: [{url: ./own}, {url: \"{base}\", variables: {base: {default: /two}}}], security: [{a: [], b: [x]}]}\nx-additionalOperations: {M-SEARCH: {}}\n",
	})
	assert.Equal(t, "3.2", d.Version.Minor)
	type read struct {
		name, file string
		keys       []string
		bases      []string
		own        bool
		security   []Requirement
	}
	inherited := []Requirement{{{"token", []string{"a"}}}}
	var got []read
	for _, o := range d.Operations {
		got = append(got, read{o.String(), o.Place.File, o.Place.Keys, o.Bases, o.Own, o.Security})
	}
	const main, one = "in/service.yaml", "other/one.yaml"
	assert.Equal(t, []read{
		{"GET /a", main, []string{"paths", "/a", "get"}, []string{"/v1"}, false, inherited},
		{"QUERY /a", main, []string{"paths", "/a", "query"}, []string{"/v1"}, true, nil},
		{"LINK /a", main, []string{"paths", "/a", "additionalOperations", "LINK"}, []string{"/v1"}, false, inherited},
		{"PUT /b", one, []string{"put"}, []string{"/own", "/two"}, true, []Requirement{{{"a", nil}, {"b", []string{"x"}}}}},
		{"M-SEARCH /b", one, []string{"x-additionalOperations", "M-SEARCH"}, []string{"/item"}, false, inherited},
		{"GET /c", main, []string{"paths", "/a", "get"}, []string{"/v1"}, false, inherited},
		{"QUERY /c", main, []string{"paths", "/a", "query"}, []string{"/v1"}, true, nil},
		{"LINK /c", main, []string{"paths", "/a", "additionalOperations", "LINK"}, []string{"/v1"}, false, inherited},
	}, got)
}

// TestCodes holds what demands mean against every set of codes.
func TestCodes(t *testing.T) {
	all := []Codes{{}, {{}}, {{"a"}}, {{"a"}, {"b"}}, {{"a", "b"}}, {{"a", "b"}, {"c"}}, {{"b"}, {"a", "c"}, {"a"}}}
	admits := func(c Codes, set []string) bool { return Codes{set}.Implies(c) }
	sets := [][]string{{}, {"a"}, {"b"}, {"c"}, {"a", "b"}, {"a", "c"}, {"b", "c"}, {"a", "b", "c"}}
	for _, c := range all {
		for _, d := range all {
			implies := true
			for _, set := range sets {
				assert.Equal(t, admits(c, set) && admits(d, set), admits(c.And(d), set), "%v and %v: %v", c, d, set)
				implies = implies && (!admits(c, set) || admits(d, set))
			}
			assert.Equal(t, implies, c.Implies(d), "%v implies %v", c, d)
		}
	}
	assert.Equal(t, "a and b, or authenticated", Codes{{"a", "b"}, {}}.String())
}

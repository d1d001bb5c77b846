package service

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/syntax"
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
  /b: {$ref: "other/items.yaml#/~1b~0%7B"}
  /c: {$ref: "#/paths/~1a"}
webhooks: {/a: {get: {security: 7}}}
`,
		"in/other/items.yaml": "\"/b~{\": {$ref: one.yaml}\n",
		"in/other/one.yaml":   "servers: [{url: /item}]\nput: {servers: [{url: ./own}, {url: \"{base}\", variables: {base: {default: /two}}}], security: [{a: [], b: [x]}]}\nx-additionalOperations: {M-SEARCH: {}}\n",
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
	const main, one = "in/service.yaml", "in/other/one.yaml"
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

// TestUnclear asserts that what is not understood leaves out one operation, and that nothing outside the folder of the
// document is opened.
func TestUnclear(t *testing.T) {
	d := readAll(t, map[string]string{
		"in/service.yaml": `openapi: 3.0.0
security: [{token: []}]
paths:
  /good: {get: {}}
  /null: {get: {security: [{token: null}]}, put: {}}
  /reference: {get: {$ref: "#/x"}}
  /up: {$ref: "../secret.txt"}
  /absolute: {$ref: "/etc/passwd"}
  /scheme: {$ref: "file:///etc/passwd"}
  /windows: {$ref: '..\secret.txt'}
  /around: {$ref: "sub/../../secret.txt"}
  /text: {$ref: "sub/secret.txt"}
  /missing: {$ref: "sub/missing.yaml"}
  /twice: {get: {}, get: {}}
  nothing: {get: {}}
`,
		"secret.txt":        "top secret",
		"in/sub/secret.txt": "top secret: [",
		"/etc/passwd":       "top secret",
	})
	unclear := map[string]string{}
	for _, o := range d.Operations {
		if len(o.Unclear) > 0 {
			unclear[o.String()] = o.Unclear.Error()
			assert.NotContains(t, o.Unclear.Error(), "top")
		}
	}
	assert.Len(t, d.Operations, 4+7*9)
	assert.NotContains(t, unclear, "GET /good")
	assert.NotContains(t, unclear, "PUT /null")
	assert.Contains(t, unclear["GET /null"], "without a list of scopes")
	assert.Contains(t, unclear["GET /reference"], "npx @redocly/cli bundle")
	for _, path := range []string{"/up", "/absolute", "/scheme", "/windows", "/around"} {
		assert.Contains(t, unclear["GET "+path], "allowed: ", path)
		assert.Contains(t, unclear["OPTIONS "+path], "bundle", path)
	}
	assert.Equal(t, `in/service.yaml:12:11: "in/sub/secret.txt" cannot be read as YAML or JSON below the folder of the document`, unclear["GET /text"])
	assert.Contains(t, unclear["GET /missing"], "cannot be read")
	assert.Contains(t, unclear["GET /twice"], "written twice")
	assert.Contains(t, unclear["GET nothing"], "begins with a slash")
}

// TestSwagger asserts that Swagger 2.0 is read as OpenAPI 3.
func TestSwagger(t *testing.T) {
	d := readAll(t, map[string]string{"in/service.yaml": `swagger: "2.0"
basePath: /v1/
host: h.example
security: [{login: [a]}]
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  password: {type: basic, description: Words.}
  login: {type: oauth2, flow: accessCode, authorizationUrl: "https://a", tokenUrl: "https://t", scopes: {a: A}}
paths:
  /a: {get: {}, x-amazon-apigateway-any-method: {security: []}}
`})
	assert.True(t, d.Version.IsSwagger())
	assert.Len(t, d.Operations, 7)
	assert.Equal(t, []string{"/v1"}, d.Operations[0].Bases)
	assert.Equal(t, []Requirement{{{"login", []string{"a"}}}}, d.Operations[0].Security)
	assert.True(t, d.Operations[1].AnyMethod)
	assert.Equal(t, []string{"apiKey", "http", "oauth2"}, []string{d.Scheme("key").Type().Name, d.Scheme("password").Type().Name, d.Scheme("login").Type().Name})
	flows := d.Scheme("login").Object.Get("flows").(syntax.Map)
	assert.Equal(t, "https://t", flows.Get("authorizationCode").(syntax.Map).Get("tokenUrl"))
}

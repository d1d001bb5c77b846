package openapi

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/openapi/sdkdocument"
)

// trapTable is a table with every kind of row.
const trapTable = `permroute: 1
package: traps
upstream: [gin]
unlisted: {path: public, method: public}
permissions: [{code: "a"}, {code: "b"}, {code: "c"}]
openapi: {securitySchemes: {token: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: X-Key}}}
groups:
  - name: G
    routes:
      - {id: One, route: "GET /orders/{order_id}", require: a}
      - {id: Two, route: "PUT /orders/{order_id}", require: {any: [a, {all: [b, c]}]}}
      - {id: Cancel, route: "POST /orders/{order_id}:cancel", require: b}
      - {id: Files, route: "GET /files/**", require: c}
      - {id: Open, route: GET /open, require: authenticated}
      - {id: Shut, route: GET /shut, require: nobody}
      - {id: It, route: "GET /it's/{x}", require: a}
`

// trapDocument has what overlays and their engines stumble over. VERSION, SECURITY and KEY are to be
// replaced.
const trapDocument = `{
  "openapi": "VERSION", "info": {"title": "T", "version": "1"}, SECURITY
  "paths": {
    "/orders/{id}": {
      "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
      "get": {"security": [{"token": []}, {"key": []}], "responses": {"200": {"description": "ok"}},
        "callbacks": {"called": {"/orders/{id}": {"get": {"security": [], "responses": {"200": {"description": "ok"}}}}}}},
      "put": {"security": [], "x-required-permissions": ["a"], "responses": {"200": {"description": "ok"}}},
      "head": {"security": [{}], "responses": {"200": {"description": "ok"}}}
    },
    "/orders/{id}:cancel": {"post": {"security": [{"basic": []}, {"token": [], "basic": []}], "responses": {"200": {"description": "ok"}}}},
    "/orders/{id}/items": {"get": {"security": [{"basic": []}], "responses": {"200": {"description": "ok"}}}},
    "/files/{dir}/{name}": {"get": {"responses": {"200": {"description": "ok"}}}},
    "/files/list": {"get": {"security": [{"login": ["read", "c"]}], "responses": {"200": {"description": "ok"}}}},
    "/open": {"get": {"responses": {"200": {"description": "ok"}}}},
    "/shut": {"get": {"x-required-permissions": [["old"], ["older", "a"]], "responses": {"200": {"description": "ok"}}}},
    "/it's/{y}": {"get": {"responses": {"200": {"description": "ok"}}}}
  },
  "webhooks": {"/orders/{id}": {"get": {"security": [], "responses": {"200": {"description": "ok"}}}}},
  "components": {"securitySchemes": {
    "token": {"type": "http", "scheme": "bearer"}, "basic": {"type": "http", "scheme": "basic"},
    "login": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://x.example", "scopes": {"read": "Read."}}}}}}
}`

// trapDocuments returns the document in each version, with each kind of security at its root.
func trapDocuments() map[string]string {
	all := map[string]string{}
	for _, version := range []string{"3.0.4", "3.1.1", "3.2.0"} {
		for name, security := range map[string]string{"none": "", "empty": `"security": [],`, "token": `"security": [{"token": []}],`, "other": `"security": [{"basic": []}, {"login": ["read"]}],`} {
			text := strings.NewReplacer("VERSION", version, "SECURITY", security).Replace(trapDocument)
			if version < "3.1" {
				text = text[:strings.Index(text, `  "webhooks"`)] + text[strings.Index(text, `  "components"`):]
			}
			all[version+" "+name] = text
		}
	}
	return all
}

// TestTraps puts the table on the document in each of its forms, with every engine; and the table without
// its schemes, which can say nothing to an operation that is open.
func TestTraps(t *testing.T) {
	needTools(t)
	without := trapTable[:strings.Index(trapTable, "openapi:")] + trapTable[strings.Index(trapTable, "groups:"):]
	for table, schemes := range map[string][]string{trapTable: {"token", "key"}, without: nil} {
		api := resolved(t, "traps.yaml", []byte(table))
		for name, text := range trapDocuments() {
			x := newTarget(t, "traps", []byte(text), api)
			before := decoded(t, x.document)
			after := assertApplied(t, x, before)
			j := &judge{api: api, before: before, after: after}
			faults, rows := j.faults(schemes, name >= "3.1")
			assert.Empty(t, faults, name)
			assert.Equal(t, 9, rows, name)
			assertUntouched(t, j)
			again := newTarget(t, "traps", encoded(t, after), api)
			same(t, after, patched(t, after, again.mergePatch()), name+", put on its own result")
		}
	}
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	data, err := json.Marshal(value)
	require.NoError(t, err)
	return data
}

// TestNaiveOverlays asserts that the judge notices what overlays do that are written as one would think.
func TestNaiveOverlays(t *testing.T) {
	needTools(t)
	api := resolved(t, "traps.yaml", []byte(trapTable))
	before := decoded(t, []byte(trapDocuments()["3.1.1 none"]))
	for _, c := range []struct {
		name, actions string
		fault         string
	}{
		{"the codes as one more way in", `[{target: "$.paths['/orders/{id}'].get", update: {security: [{token: [a]}], x-required-permissions: [a]}}]`,
			"GET /orders/{id} lets in map[token:[]]; the table asks for"},
		{"another parameter's name", `[{target: "$.paths['/orders/{order_id}'].get", update: {x-required-permissions: [a]}}]`,
			"GET /orders/{id} has no x-required-permissions"},
		{"security replaced", `[{target: "$.paths['/files/list'].get.security", remove: true}, {target: "$.paths['/files/list'].get", update: {security: [{token: [c]}], x-required-permissions: [c]}}]`,
			"GET /files/list lets in map[token:[c]], who was not"},
		{"security removed", `[{target: "$.paths['/orders/{id}:cancel'].post.security", remove: true}]`,
			"POST /orders/{id}:cancel lets in map[], who was not"},
	} {
		text := "overlay: 1.0.0\ninfo: {title: naive, version: '1'}\nactions: " + c.actions + "\n"
		for engine, result := range applyAll(t, everywhere(before), text) {
			j := &judge{api: api, before: before, after: result.Document.(object)}
			faults, _ := j.faults([]string{"token", "key"}, true)
			assert.Contains(t, strings.Join(faults, "\n"), c.fault, "%s: %s", engine, c.name)
			if strings.Contains(c.name, "another") && engine == "openapi-overlays-js" {
				assert.Empty(t, result.Warnings, "a target that is not there passes silently")
			}
		}
	}
}

// TestServiceDocument holds what is said of the service's own document.
func TestServiceDocument(t *testing.T) {
	needTools(t)
	document, err := sdkdocument.Document()
	require.NoError(t, err)
	assert.Equal(t, string(read(t, "testdata/bssintl.yaml")), string(document), "go run ./openapi/sdkdocument/make openapi/testdata/bssintl.yaml")
	api := resolved(t, "bss.yaml", specs(t)["bss"])
	x := newTarget(t, "bssintl", document, api)
	summary := at(x.coverage(t), "summary")
	assert.Equal(t, object{"operations": 54.0, "rows": 26.0, "matched": 23.0, "expansions": 1.0, "operationsWithoutRow": 30.0, "rowsWithoutOperation": 2.0,
		"disagreements": 0.0, "nearMisses": 1.0, "operationsNotUnderstood": 0.0,
		"securitySaysLess": 24.0}, summary) // its schemes are API keys, which carry no codes in OpenAPI 3.0
	before := decoded(t, document)
	j := &judge{api: api, before: before, after: assertApplied(t, x, before)}
	faults, rows := j.faults([]string{"token", "signature"}, false)
	assert.Empty(t, faults)
	assert.Equal(t, 24, rows)
	assertUntouched(t, j)
	loaded, err := openapi3.NewLoader().LoadFromData(encoded(t, j.after))
	require.NoError(t, err)
	assert.NoError(t, loaded.Validate(context.Background()))
}

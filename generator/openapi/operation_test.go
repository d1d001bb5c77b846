package openapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRequirements(t *testing.T) {
	all, known := []string{"200", "400", "401", "403", "405"}, []string{"200", "400", "401", "405"}
	open, nobody := []string{"200", "400", "405"}, []string{"400", "403", "405"}
	for _, c := range []struct {
		head, require, want string
		responses           []string
	}{
		{schemes, "'x:a'", "{security: [{token: ['x:a']}, {key: ['x:a']}], x-required-permissions: ['x:a']}", all},
		{schemes, "{all: ['x:b', 'x:a']}", "{security: [{token: ['x:b', 'x:a']}, {key: ['x:b', 'x:a']}], x-required-permissions: ['x:b', 'x:a']}", all},
		{schemes, "{any: [{all: ['x:c', 'x:a']}, 'x:b']}", "{security: [{token: ['x:c', 'x:a']}, {key: ['x:c', 'x:a']}, {token: ['x:b']}, {key: ['x:b']}], " +
			"x-required-permissions: [['x:c', 'x:a'], ['x:b']]}", all},
		{schemes, "authenticated", "{security: [{token: []}, {key: []}], x-required-permissions: []}", known},
		{schemes, "public", "{security: []}", open},
		{schemes, "nobody", "{security: [{token: []}, {key: []}], x-permroute: {require: nobody}}", nobody},
		{"", "'x:a'", "{x-required-permissions: ['x:a']}", all},
		{"", "{any: ['x:b', 'x:a']}", "{x-required-permissions: [['x:b'], ['x:a']]}", all},
		{"", "authenticated", "{x-required-permissions: []}", known},
		{"", "public", "{security: []}", open},
		{"", "nobody", "{x-permroute: {require: nobody}}", nobody},
	} {
		_, document := printed(t, rows(t, header+c.head, "GET /a "+c.require))
		want := read(t, c.want).(tree)
		want["summary"] = "R1"
		want["operationId"], want["tags"] = "R1", []any{"g"}
		got := at(document, "paths", "/a", "get").(tree)
		assert.Equal(t, c.responses, keys(got["responses"]), c.require)
		delete(got, "responses")
		delete(got, "description")
		assert.Equal(t, want, got, c.require)
		assert.Equal(t, c.head != "", at(document, "components", "securitySchemes") != nil)
	}
}

func TestPathItems(t *testing.T) {
	const parameter = "{name: %s, in: path, required: true, schema: {type: string}}"
	const rest = "{name: %s, in: path, required: true, schema: {type: string}, x-multiSegment: true, " +
		"description: 'The rest of the path: any number of segments.'}"
	texts, document := printed(t, rows(t, header,
		"GET / public", "HEAD / authenticated", "PATCH / 'x:a'", "OPTIONS / 'x:a'", "LINK / 'x:a'", "BASELINE-CONTROL / 'x:b'",
		"POST /a/{x}/** 'x:a'", "DELETE /a/{y}/{z} 'x:a'", "PUT /b/{path}/** 'x:a'", "PURGE /c/** 'x:c'"))
	paths := document["paths"]

	ids := map[string]any{}
	for _, path := range keys(paths) {
		for _, method := range keys(at(paths, path)) {
			o := at(paths, path, method)
			if method != "x-additionalOperations" {
				ids[method+" "+path] = at(o, "operationId")
				continue
			}
			for _, method := range keys(o) {
				ids["additional "+method+" "+path] = at(o, method, "operationId")
			}
		}
	}
	assert.Equal(t, map[string]any{
		"get /": "R1", "head /": "R2", "patch /": "R3", "options /": "R4", "additional LINK /": "R5", "additional BASELINE-CONTROL /": "R6",
		"post /a/{x}/{z}": "R7", "delete /a/{x}/{z}": "R8", "put /b/{path}/{path_}": "R9", "additional PURGE /c/{path}": "R10",
	}, ids)
	assertOrder(t, texts[complete], "\n  /:\n", "\n    get:", "\n    head:", "\n    patch:", "\n    options:", "\n    x-additionalOperations:\n",
		"\n      LINK:\n", "\n      BASELINE-CONTROL:\n", "\n  /a/{x}/{z}:\n", "\n    post:", "\n    delete:", "\n  /b/", "\n  /c/", "\ncomponents:\n")

	for _, c := range []struct {
		keys       []string
		parameters string
		pattern    any
	}{
		{[]string{"/", "get"}, "null", nil},
		{[]string{"/a/{x}/{z}", "post"}, fmt.Sprintf("["+parameter+", "+rest+"]", "x", "z"), "/a/{x}/**"},
		{[]string{"/a/{x}/{z}", "delete"}, fmt.Sprintf("["+parameter+", "+parameter+"]", "x", "z"), "/a/{y}/{z}"},
		{[]string{"/b/{path}/{path_}", "put"}, fmt.Sprintf("["+parameter+", "+rest+"]", "path", "path_"), "/b/{path}/**"},
		{[]string{"/c/{path}", "x-additionalOperations", "PURGE"}, fmt.Sprintf("["+rest+"]", "path"), "/c/**"},
	} {
		o := at(paths, c.keys...)
		assert.Equal(t, read(t, c.parameters), at(o, "parameters"), c.keys)
		assert.Equal(t, c.pattern, at(o, "x-route-pattern"), c.keys)
	}
}

// assertOrder asserts that the parts follow one another in text.
func assertOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		_, after, found := strings.Cut(text, part)
		require.True(t, found, "%q in %s", part, text)
		text = part[len(part)-1:] + after
	}
}

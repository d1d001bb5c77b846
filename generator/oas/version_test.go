package oas

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/method"
)

// TestVersions asserts what the functions rely on: versions in order, each able to say all that the one
// before it can.
func TestVersions(t *testing.T) {
	var before Version
	for _, v := range Versions() {
		assert.True(t, strings.HasPrefix(v.Number, v.Minor+"."), v.Number)
		assert.Less(t, before.Minor, v.Minor)
		older, newer := reflect.ValueOf(before), reflect.ValueOf(v)
		for i := range newer.NumField() {
			if newer.Field(i).Kind() == reflect.Bool {
				assert.False(t, older.Field(i).Bool() && !newer.Field(i).Bool(), "%s: %s", v.Minor, newer.Type().Field(i).Name)
			}
		}
		found, ok := Find(v.Number)
		assert.True(t, ok)
		assert.Equal(t, v, found)
		before = v
	}
	assert.NotZero(t, Default())
	for _, m := range method.All() {
		assert.Contains(t, append(Minors(), ""), m.OpenAPI, m.Name)
	}
}

func TestOf(t *testing.T) {
	for text, want := range map[string]string{"3.0": "3.0", "3.0.1": "3.0", "3.1.0-rc1": "3.1", "3.2.0": "3.2", "3.10.0": "", "3": "", "": "", "2.0": "", "4.0.0": "", "3.0x": ""} {
		v, ok := Of(text)
		assert.Equal(t, want, v.Minor, text)
		assert.Equal(t, want != "", ok, text)
	}
}

func TestField(t *testing.T) {
	for _, c := range []struct{ version, method, field string }{
		{"3.0.4", "GET", "get"}, {"3.0.4", "TRACE", "trace"}, {"3.1.1", "QUERY", ""}, {"3.2.0", "QUERY", "query"}, {"3.2.0", "UNKNOWN", ""},
		{"3.2.0", "CONNECT", ""}, {"3.2.0", "get", ""},
	} {
		v, _ := Find(c.version)
		field, ok := v.Field(c.method)
		assert.Equal(t, c.field, field, c)
		assert.Equal(t, c.field != "", ok, c)
	}
	assert.Subset(t, Fields(), []string{"get", "trace", "query"})
	assert.NotContains(t, Fields(), "connect")
}

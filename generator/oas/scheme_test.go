package oas

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSchemeTypes(t *testing.T) {
	for _, kind := range SchemeTypes() {
		found, ok := SchemeTypeOf(kind.Name)
		assert.True(t, ok)
		assert.Equal(t, kind, found)
		assert.Contains(t, Minors(), kind.OpenAPI)
	}
	_, ok := SchemeTypeOf("oauth")
	assert.False(t, ok)
}

func TestFlows(t *testing.T) {
	for _, flow := range Flows() {
		found, ok := FlowOf(flow.Name)
		assert.True(t, ok)
		assert.Equal(t, flow, found)
		assert.Contains(t, Minors(), flow.OpenAPI)
		assert.NotEmpty(t, flow.URLs)
	}
	_, ok := FlowOf("x-flow")
	assert.False(t, ok)
}

func TestHas(t *testing.T) {
	for _, c := range []struct {
		version, since string
		want           bool
	}{{"3.0.4", "3.0", true}, {"3.0.4", "3.1", false}, {"3.2.0", "3.1", true}, {"3.2.0", "", false}, {"3.2.0", "4.0", false}} {
		v, _ := Find(c.version)
		assert.Equal(t, c.want, v.Has(c.since), c)
	}
	assert.Equal(t, "3.1.1", Since("3.1").Number)
}

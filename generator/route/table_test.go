package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/method"
)

func TestOnly(t *testing.T) {
	table := tableOf(t, rowOf(t, "GET", "/a", 1), rowOf(t, "PUT", "/b", 2), rowOf(t, "GET", "/c", 3))
	table.Excluded, table.Encoded = LetterCase, Space
	assert.Equal(t, Table{[]Row{table.Rows[2], table.Rows[0]}, LetterCase, Space}, table.Only(2, 0))
	assert.Equal(t, Table{[]Row{}, LetterCase, Space}, table.Only())
	assert.Len(t, table.Rows, 3)
}

func TestViews(t *testing.T) {
	views := tableOf(t, rowOf(t, "GET", "/a", 1), rowOf(t, "PUT", "/b", 2)).Views()
	assert.Same(t, views.Of("PUT"), views.Of("PUT"))
	assert.Equal(t, []int{1}, views.Of("PUT").Own)
	assert.Equal(t, []int{0}, views.Of("HEAD").Own)
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		methods []string
		want    [][]string
	}{
		{nil, nil},
		{[]string{"PUT", "GET", "PUT"}, [][]string{{"PUT"}, {"GET"}, {"HEAD"}}},
		{[]string{"GET", "HEAD"}, [][]string{{"GET"}, {"HEAD"}}},
		{[]string{"HEAD", "PURGE"}, [][]string{{"HEAD"}, {"PURGE"}}},
	} {
		var table Table
		for i, method := range c.methods {
			table.Rows = append(table.Rows, rowOf(t, method, "/a"+string(rune('a'+i)), 1))
		}
		assert.Equal(t, c.want, table.Columns())
	}
	byMethod := tableOf(t, rowOf(t, "PUT", "/a", 1), rowOf(t, "GET", "/a", 1))
	byMethod.Excluded = OtherMethods
	assert.Equal(t, [][]string{{"PUT"}, {"GET", "HEAD"}}, byMethod.Columns())
}

func TestUnlistedMethod(t *testing.T) {
	assert.Equal(t, "GET", UnlistedMethod())
	assert.Equal(t, "PUT", UnlistedMethod(tableOf(t, rowOf(t, "GET", "/a", 1)), tableOf(t, rowOf(t, "POST", "/a", 1))))
	var all Table
	for _, name := range append(method.Answered(), "OTHER") {
		all.Rows = append(all.Rows, rowOf(t, name, "/a", 1))
	}
	assert.Equal(t, "OTHER-", UnlistedMethod(all))
}

func TestVocabulary(t *testing.T) {
	for _, c := range []struct {
		pattern, example   string
		fixed              int
		open, param, whole bool
	}{
		{"/", "/", 0, false, false, false},
		{"/**", "/7", 0, true, false, false},
		{"/a/b", "/a/b", 2, false, false, false},
		{"/a/{x}", "/a/7", 2, false, true, true},
		{"/a/{x}/**", "/a/7/7", 2, true, true, true},
		{"/a/v{x}", "/a/v7", 2, false, true, false},
		{"/a/{x}:v", "/a/7:v", 2, false, false, false},
	} {
		p, err := ParsePattern(c.pattern)
		require.NoError(t, err)
		assert.Equal(t, c.example, p.Example("7"), c.pattern)
		assert.Len(t, p.Fixed(), c.fixed, c.pattern)
		assert.Equal(t, []bool{c.open, c.param, c.whole}, []bool{p.Open(), p.EndsInParam(), p.TakesEmpty(EmptyParam)}, c.pattern)
		path, ok := ParsePath(p.Example("7"))
		require.True(t, ok)
		assert.Equal(t, Exactly, p.Reach(path, AnyServer), c.pattern)
		assert.Equal(t, p.Shape(), ShapeOf(c.pattern))
	}
}

// The template of an OpenAPI document need not be a pattern.
func TestShapeOf(t *testing.T) {
	for template, want := range map[string]string{
		"": "", "/": "/", "/a/{b}/": "/a/{}/", "/{a}-{b}/{a}": "/{}-{}/{}", "/{}": "/{}", "/{a": "/{a", "/a}": "/a}",
		"/{a/b}": "/{a/b}", "/{a{b}}": "/{a{}}", "/{x}/**": "/{}/**",
	} {
		assert.Equal(t, want, ShapeOf(template), template)
	}
}

func TestServers(t *testing.T) {
	assert.Equal(t, []string{"express", "fastify", "fiber", "hapi", "koa", "restify"}, Servers(2, nil))
	assert.Equal(t, []string{"fiber"}, Servers(2, []string{"gin", "fiber"}))
	assert.Empty(t, Servers(2, []string{"gin"}))
}

// The definition of comparable relies on it.
func TestNoServerDoesHeadAsGetAndTail(t *testing.T) {
	for _, u := range Upstreams() {
		assert.NotEqual(t, HeadAsGet|Tail, u.Does&(HeadAsGet|Tail), u.Name)
	}
}

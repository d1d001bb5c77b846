package diff

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

// TestSchemes asserts that a scheme that is asked for no longer is a loosening.
func TestSchemes(t *testing.T) {
	const spec = `permroute: 1
package: a
unlisted: nobody
permissions: {a: {scheme: login, scope: a}}
openapi: {securitySchemes: {login: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: A}, secret: {type: apiKey, in: header, name: B}}}
routes:
  GET /a/{id}: {require: authenticated, schemes: SETS}
`
	load := func(text string) *model.API {
		api, list := model.Load("spec.yaml", []byte(text))
		require.NoError(t, list.Err())
		return api
	}
	table := func(sets string) *model.API { return load(strings.Replace(spec, "SETS", sets, 1)) }
	for _, c := range []struct {
		old, new string
		kinds    []Kind
	}{
		{"[[key, secret]]", "[key]", []Kind{Loosened}},
		{"[key]", "[[key, secret]]", []Kind{Tightened}},
		{"[key]", "[key, login]", []Kind{Loosened}},
		{"[key, login]", "[login]", []Kind{Tightened}},
		{"[key]", "[secret]", []Kind{Loosened, Tightened}},
		{"[key, login]", "[login, key]", []Kind{}},
	} {
		report, err := Compare(table(c.old), table(c.new))
		require.NoError(t, err)
		require.Len(t, report.Settings, 1, c)
		assert.Equal(t, c.kinds, report.Settings[0].Kinds, c)
		assert.Equal(t, "schemes of GetAById", report.Settings[0].Name)
		assert.Equal(t, &Request{"GET", "/a/7"}, report.Settings[0].Request)
	}
	old := table("[key]")
	report, err := Compare(old, load(strings.Replace(strings.Replace(spec, "SETS", "[key]", 1), "scope: a", "scope: b", 1)))
	require.NoError(t, err)
	assert.Equal(t, []Setting{{Name: "scheme of a", Old: "login a", New: "login b", Kinds: []Kind{Loosened, Tightened}}}, report.Settings)
}

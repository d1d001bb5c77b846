package openapi

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/service"
)

// TestDescribe asserts what operations say, and that codes are inert in CommonMark.
func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		require, description string
		responses            map[string]string
	}{
		{"'x:a'", "Requires `x:a`.", map[string]string{"401": Unauthenticated, "403": "Denied: the caller lacks permission. Required: `x:a`."}},
		{"{any: [{all: ['x:c', 'x:a']}, 'x:b']}", "Requires `x:c` and `x:a`, or `x:b`.",
			map[string]string{"401": Unauthenticated, "403": "Denied: the caller lacks permission. Required: `x:c` and `x:a`, or `x:b`."}},
		{"authenticated", "Requires authentication, and no permission.", map[string]string{"401": Unauthenticated}},
		{"public", "Public: open to everyone, without authentication.", map[string]string{}},
		{"nobody", "Nobody may call this operation.", map[string]string{"403": "Denied: nobody may call this operation."}},
	} {
		_, document := printed(t, rows(t, header+schemes, "GET /a "+c.require))
		o := at(document, "paths", "/a", "get")
		assert.Equal(t, c.description, at(o, "description"))
		said := map[string]string{}
		for _, status := range []string{"401", "403"} {
			switch response := at(o, "responses", status); {
			case response == nil:
			case at(response, "$ref") != nil:
				assert.Equal(t, "#/components/responses/Unauthenticated", at(response, "$ref"))
				said[status] = at(document, "components", "responses", "Unauthenticated", "description").(string)
			default:
				said[status] = at(response, "description").(string)
			}
		}
		assert.Equal(t, c.responses, said, c.require)

		_, document = printed(t, rows(t, header+"openapi: {describe: false}\n", "GET /a "+c.require))
		o = at(document, "paths", "/a", "get")
		assert.Nil(t, at(o, "description"))
		assert.Nil(t, at(o, "responses", "401"))
		assert.Nil(t, at(document, "components", "responses", "Unauthenticated"))
		assert.Equal(t, false, at(document, "x-permroute", "openapi", "describe"))
	}
	for code, want := range map[string]string{
		"<b>*a*_[x](y)": "`<b>*a*_[x](y)`", "a`b": "``a`b``", "``": "``` `` ```", "a\n\nb": "`a\\n\\nb`",
	} {
		assert.Equal(t, "Requires "+want+".", Describe(access.Nobody, false, service.Codes{{code}}))
	}
}

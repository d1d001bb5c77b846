package overlay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/overlay"
)

// TestManyAlternatives asserts that the alternatives of a row and those of an operation are combined up to a limit, and that
// more of them are an error with a remedy.
func TestManyAlternatives(t *testing.T) {
	made := func(n int) (string, string) {
		var codes, declared, entries []string
		for i := range n {
			codes = append(codes, fmt.Sprintf("c%d", i))
			declared = append(declared, fmt.Sprintf("{code: c%d}", i))
			entries = append(entries, fmt.Sprintf("{login: [s%d]}", i))
		}
		spec := fmt.Sprintf(`permroute: 1
package: small
unlisted: nobody
permissions: [%s]
openapi: {securitySchemes: {login: {type: http, scheme: bearer}}}
routes: {GET /a: {any: [%s]}}
`, strings.Join(declared, ", "), strings.Join(codes, ", "))
		return spec, fmt.Sprintf("openapi: 3.1.0\npaths: {/a: {get: {security: [%s]}}}\ncomponents: {securitySchemes: {login: {type: http, scheme: bearer}}}\n", strings.Join(entries, ", "))
	}
	spec, document := made(100)
	files, wrong := apply(t, spec, document, overlay.Options{})
	assert.Empty(t, wrong)
	assert.Equal(t, 100*100, strings.Count(files["permissions.merge-patch.json"], `"login"`))
	spec, document = made(200)
	_, wrong = apply(t, spec, document, overlay.Options{})
	assert.Equal(t, `/some/where/service.yaml:2:14: the alternatives of GET /a and those of the row "GetA" make 40000 together; allowed: 10000; let one code stand for several, or one scheme`, wrong)
}

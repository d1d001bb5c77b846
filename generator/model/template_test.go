package model

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// outline returns each template as `path: id(parameters) ...`, with ** after a parameter that stands
// for it.
func outline(api *API) string {
	var lines []string
	for _, t := range api.Templates {
		line := t.Path + ":"
		for _, op := range t.Operations {
			var params []string
			for _, p := range op.Params {
				name := p.Name
				if p.Multi {
					name += "**"
				}
				params = append(params, name)
			}
			line += fmt.Sprintf(" %s(%s)", op.Route.ID, strings.Join(params, " "))
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestTemplates(t *testing.T) {
	for _, c := range []struct {
		rows []string
		want string
	}{
		{[]string{"GET / a"}, "/: R1()"},
		{[]string{"GET /a a", "POST /a b", "GET /b a"}, "/a: R1() R2()\n/b: R3()"},
		{[]string{"GET /a/{x} a", "POST /a/{y} b"}, "/a/{x}: R1(x) R2(x)"},
		{[]string{"POST /a/** a", "DELETE /a/{id} a"}, "/a/{id}: R1(id**) R2(id)"},
		{[]string{"POST /a/** a"}, "/a/{path}: R1(path**)"},
		{[]string{"GET /** a"}, "/{path}: R1(path**)"},
		{[]string{"GET /{path}/** a"}, "/{path}/{path_}: R1(path path_**)"},
		{[]string{"GET /{path}/{path_}/** a"}, "/{path}/{path_}/{path__}: R1(path path_ path__**)"},
		{[]string{"GET /{x}/** a", "PUT /{y}/{x} a"}, "/{x}/{x_}: R1(x x_**) R2(x x_)"},
		{[]string{"GET /a/** a", "GET /a/{p} a"}, "/a/{path}/{path_}: R1(path path_**)\n/a/{p}: R2(p)"},
		{[]string{"GET /a/{p} a", "POST /a/{p} a", "GET /a/** a", "POST /a/** a"}, "/a/{p}: R1(p) R2(p)\n/a/{path}/{path_}: R3(path path_**) R4(path path_**)"},
		{[]string{"GET /a/{p} a", "GET /a/{p}/{q} a", "GET /a/** a"}, "/a/{p}: R1(p)\n/a/{p}/{q}: R2(p q)\n/a/{path}/{path_}/{path__}: R3(path path_ path__**)"},
		{[]string{"GET /a/ a", "GET /a a"}, "/a/: R1()\n/a: R2()"},
	} {
		assert.Equal(t, c.want, outline(resolved(t, rows(c.rows...))), c.rows)
	}
}

func TestTemplateGroup(t *testing.T) {
	api := resolved(t, head+`groups:
  - name: A
    groups: [{name: B, routes: [{id: R1, route: GET /x, require: a}]}]
  - name: C
    routes: [{id: R2, route: POST /x, require: a}]
`)
	assert.Len(t, api.Templates, 1)
	assert.Same(t, api.Groups[0], api.Templates[0].Group, "the top-level group of the first row")
}

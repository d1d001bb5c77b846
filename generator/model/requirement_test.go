package model

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRequirements(t *testing.T) {
	p, q := &Permission{Number: 1}, &Permission{Number: 12}
	alternatives := [][][]*Permission{{{p}}, {{p, q}}, {{p}, {q}}, {}, {{}}}
	api := &API{}
	for _, i := range []int{0, 1, 0, 2, 3, 4, 3, 2} {
		api.Routes = append(api.Routes, &Route{Alternatives: alternatives[i]})
	}
	all, of := api.Requirements()
	assert.Equal(t, alternatives, all)
	assert.Equal(t, []int{0, 1, 0, 2, 3, 4, 3, 2}, of)
}

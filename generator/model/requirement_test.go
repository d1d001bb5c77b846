package model

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRequirements(t *testing.T) {
	p, q := &Permission{Number: 1}, &Permission{Number: 12}
	different := []*Route{
		{Alternatives: [][]*Permission{{p}}}, {Alternatives: [][]*Permission{{p, q}}}, {Alternatives: [][]*Permission{{p}, {q}}},
		{}, {Alternatives: [][]*Permission{{}}}, {Alternatives: [][]*Permission{{}}, Public: true},
	}
	order := []int{0, 1, 0, 2, 3, 4, 3, 2, 5, 4, 5}
	api := &API{}
	for _, i := range order {
		row := *different[i]
		api.Routes = append(api.Routes, &row)
	}
	firsts, of := api.Requirements()
	assert.Equal(t, different, firsts)
	assert.Equal(t, order, of)
}

package model

import (
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/access"
)

// Requirements returns the first route of each different requirement, in the order of the table, and the index of
// each route's requirement.
func (a *API) Requirements() (firsts []*Route, of []int) {
	seen := map[string]int{}
	for _, r := range a.Routes {
		key := requirementKey(r)
		i, known := seen[key]
		if !known {
			i = len(firsts)
			seen[key] = i
			firsts = append(firsts, r)
		}
		of = append(of, i)
	}
	return firsts, of
}

// requirementKey returns a text that is the same for routes with the same requirement.
func requirementKey(r *Route) string {
	if r.Public {
		return access.Public.String()
	}
	var b strings.Builder
	for _, permissions := range r.Alternatives {
		for _, p := range permissions {
			b.WriteString(strconv.Itoa(p.Number) + ",")
		}
		b.WriteByte(';')
	}
	return b.String()
}

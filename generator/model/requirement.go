package model

import (
	"strconv"
	"strings"
)

// Requirements returns the different requirements of the table, in the order of the first routes that have
// them, and the index of each route's requirement.
func (a *API) Requirements() (all [][][]*Permission, of []int) {
	seen := map[string]int{}
	for _, r := range a.Routes {
		key := requirementKey(r)
		i, known := seen[key]
		if !known {
			i = len(all)
			seen[key] = i
			all = append(all, r.Alternatives)
		}
		of = append(of, i)
	}
	return all, of
}

// requirementKey returns a text that is the same for routes with the same requirement.
func requirementKey(r *Route) string {
	var b strings.Builder
	for _, permissions := range r.Alternatives {
		for _, p := range permissions {
			b.WriteString(strconv.Itoa(p.Number) + ",")
		}
		b.WriteByte(';')
	}
	return b.String()
}

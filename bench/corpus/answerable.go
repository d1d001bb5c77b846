package corpus

import (
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// answerable returns a permission for each route, so that every row gets some request. If a row would get none because of
// another one, both get the same permission. The large tables need this: they have rows that differ in letter case alone.
func (s Set) answerable(codes []string) ([]string, error) {
	codes = slices.Clone(codes)
	first := make([]int, len(codes)) // the first row of those that share a permission for this
	for i := range first {
		first[i] = i
	}
	for {
		table, err := s.table(codes)
		if err != nil {
			return nil, err
		}
		shared, views := false, table.Views()
		for i, row := range table.Rows {
			if _, against, mute := views.Of(row.Method).Mute(i); mute && first[i] != first[against] {
				from, to := max(first[i], first[against]), min(first[i], first[against])
				for k := range first {
					if first[k] == from {
						first[k], codes[k] = to, codes[to]
					}
				}
				shared = true
			}
		}
		if !shared {
			return codes, nil
		}
	}
}

// table returns the reference matcher's table of the set.
func (s Set) table(codes []string) (route.Table, error) {
	var t route.Table
	numbers := map[string]int{}
	for i, r := range s.Routes {
		if numbers[codes[i]] == 0 {
			numbers[codes[i]] = len(numbers) + 1
		}
		pattern, err := route.ParsePattern(r.Path)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, route.Row{Method: r.Method, Pattern: pattern, Demand: route.Demand{{numbers[codes[i]]}}})
	}
	return t, nil
}

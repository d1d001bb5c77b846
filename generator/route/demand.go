package route

import (
	"cmp"
	"slices"
)

// A Demand is what a row asks of a caller. It is a list of alternatives, and the caller needs all permissions of
// one of them. An alternative is a list of numbers of permissions, ascending. One empty alternative admits
// every caller ("none"). No alternative admits nobody ("never").
type Demand [][]int

// Normalise returns an equal demand in its normal form. Permissions are sorted, each once. Alternatives that
// contain another one are dropped, and the others sorted.
func (d Demand) Normalise() Demand {
	sets := make(Demand, len(d))
	for i, alternative := range d {
		set := append([]int{}, alternative...)
		slices.Sort(set)
		sets[i] = slices.Compact(set)
	}
	slices.SortFunc(sets, func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
	})
	kept := Demand{}
	for _, s := range sets {
		if !kept.impliedBy(s) {
			kept = append(kept, s)
		}
	}
	slices.SortFunc(kept, slices.Compare)
	return kept
}

// Implies reports whether every caller who satisfies d also satisfies c: every alternative of d contains an
// alternative of c. "never" implies every demand, and every demand implies "none".
func (d Demand) Implies(c Demand) bool {
	for _, alternative := range d {
		if !c.impliedBy(alternative) {
			return false
		}
	}
	return true
}

// impliedBy reports whether the ascending set contains an alternative of d.
func (d Demand) impliedBy(set []int) bool {
	return slices.ContainsFunc(d, func(alternative []int) bool { return contains(set, alternative) })
}

// contains reports whether the ascending set contains every element of the ascending subset.
func contains(set, subset []int) bool {
	for _, p := range subset {
		if _, found := slices.BinarySearch(set, p); !found {
			return false
		}
	}
	return true
}

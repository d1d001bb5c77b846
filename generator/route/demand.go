package route

import (
	"cmp"
	"slices"
)

// A Demand is what a row asks of a caller: a list of alternatives, each a set of permissions (their
// numbers, ascending) of which the caller needs all. One empty alternative asks nothing ("none"); no
// alternative at all admits nobody ("never").
type Demand [][]int

// Normalise returns the demand with each alternative's permissions sorted and single, alternatives
// dropped that contain another one, and what is left sorted.
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

// Implies reports whether whoever satisfies d satisfies c: every alternative of d contains an
// alternative of c. "never" implies everything, everything implies "none".
func (d Demand) Implies(c Demand) bool {
	for _, alternative := range d {
		if !c.impliedBy(alternative) {
			return false
		}
	}
	return true
}

// impliedBy reports whether the set (ascending) contains an alternative of d.
func (d Demand) impliedBy(set []int) bool {
	return slices.ContainsFunc(d, func(alternative []int) bool { return contains(set, alternative) })
}

// contains reports whether the ascending set holds every element of the ascending subset.
func contains(set, subset []int) bool {
	for _, p := range subset {
		if _, found := slices.BinarySearch(set, p); !found {
			return false
		}
	}
	return true
}

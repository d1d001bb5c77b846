package route

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/access"
)

// A Demand is what a row asks of a caller. It is a list of alternatives, and the caller needs all permissions of
// one of them. An alternative is a list of numbers of permissions, ascending. The empty alternative admits
// everyone, known or not. The alternative that is Known alone admits every caller who is authenticated. A demand
// without alternatives admits nobody.
type Demand [][]int

// Known stands in a demand for being authenticated. The numbers of permissions begin at 1. Only a caller who is
// authenticated has permissions, so every permission includes Known.
const Known = 0

// DemandFor returns the demand that admits these callers.
func DemandFor(a access.Access) Demand {
	switch a {
	case access.Public:
		return Demand{{}}
	case access.Authenticated:
		return Demand{{Known}}
	}
	return Demand{}
}

// Access returns whom a demand in its normal form admits, if no permission decides that.
func (d Demand) Access() (a access.Access, ok bool) {
	for _, a := range access.All() {
		if slices.EqualFunc(d, DemandFor(a), slices.Equal) {
			return a, true
		}
	}
	return access.Nobody, false
}

// Normalise returns an equal demand in its normal form. Permissions are sorted, each once. Known stands alone or not
// at all. Alternatives that contain another one are dropped, and the others sorted.
func (d Demand) Normalise() Demand {
	sets := make(Demand, len(d))
	for i, alternative := range d {
		set := append([]int{}, alternative...)
		slices.Sort(set)
		if set = slices.Compact(set); len(set) > 1 && set[0] == Known {
			set = set[1:]
		}
		sets[i] = set
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
// alternative of c. The demand for nobody implies every demand. Every demand implies the one for everyone, and all
// but that one imply the demand for an authenticated caller.
func (d Demand) Implies(c Demand) bool {
	for _, alternative := range d {
		if !c.impliedBy(alternative) {
			return false
		}
	}
	return true
}

// SatisfiedBy reports whether a caller with these permissions, ascending, satisfies the demand.
func (d Demand) SatisfiedBy(held []int) bool { return d.impliedBy(held) }

// impliedBy reports whether the ascending set contains an alternative of d.
func (d Demand) impliedBy(set []int) bool {
	return slices.ContainsFunc(d, func(alternative []int) bool { return contains(set, alternative) })
}

// contains reports whether the ascending set contains every element of the ascending subset. Every set but the
// empty one contains Known.
func contains(set, subset []int) bool {
	for _, p := range subset {
		if _, found := slices.BinarySearch(set, p); !found && (p != Known || len(set) == 0) {
			return false
		}
	}
	return true
}

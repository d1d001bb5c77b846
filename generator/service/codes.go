package service

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/syntax"
)

// Codes is a demand for permission codes. The lists are alternatives, and a caller needs all codes of one
// of them. An empty list admits every authenticated caller.
type Codes [][]string

// ReadCodes reads the value of x-required-permissions: a list of codes that are all needed, or a list of
// such lists as alternatives.
func ReadCodes(value any) (c Codes, ok bool) {
	list, ok := value.(syntax.List)
	if !ok {
		return nil, false
	}
	if codes, ok := strs(list); ok {
		return Codes{codes}, true
	}
	for _, item := range list {
		inner, _ := item.(syntax.List)
		codes, ok := strs(inner)
		if inner == nil || !ok {
			return nil, false
		}
		c = append(c, codes)
	}
	return c, true
}

func strs(list syntax.List) ([]string, bool) {
	all := []string{}
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			return nil, false
		}
		all = append(all, text)
	}
	return all, true
}

// And returns the demand for both, in the order of the first.
func (c Codes) And(d Codes) (both Codes) {
	for _, a := range c {
		for _, b := range d {
			both = append(both, Union(a, b))
		}
	}
	return both.lean()
}

// Implies reports whether every caller that satisfies c satisfies d.
func (c Codes) Implies(d Codes) bool {
	return !slices.ContainsFunc(c, func(a []string) bool {
		return !slices.ContainsFunc(d, func(b []string) bool { return Within(b, a) })
	})
}

// String returns the demand in words.
func (c Codes) String() string {
	var all []string
	for _, a := range c {
		text := strings.Join(a, " and ")
		if len(a) == 0 {
			text = access.Authenticated.String()
		}
		all = append(all, text)
	}
	return strings.Join(all, ", or ")
}

// Union returns the items of a, then those that only b has.
func Union(a, b []string) []string {
	all := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// Within reports whether set has all of sub.
func Within(sub, set []string) bool {
	return !slices.ContainsFunc(sub, func(s string) bool { return !slices.Contains(set, s) })
}

// MostAlternatives is how many alternatives two demands may have together: a list for each pair of theirs.
const MostAlternatives = 10_000

// lean returns the indexes of the sets without those that another one is within, in their order. Of equal sets it
// returns the first. A set within another one has its rarest item there, so only sets with that item are compared.
func lean(sets [][]string) (kept []int) {
	count := map[string]int{}
	for i, set := range sets {
		sets[i] = Union(nil, set)
		for _, item := range set {
			count[item]++
		}
	}
	byRarest := map[string][]int{} // indexes by the rarest item of the set; "" for no items
	for i, set := range sets {
		rarest := ""
		for _, item := range set {
			if rarest == "" || count[item] < count[rarest] {
				rarest = item
			}
		}
		byRarest[rarest] = append(byRarest[rarest], i)
	}
	for i, set := range sets {
		has := map[string]bool{}
		for _, item := range set {
			has[item] = true
		}
		redundant := func(j int) bool {
			return i != j && !slices.ContainsFunc(sets[j], func(item string) bool { return !has[item] }) && (j < i || len(sets[j]) < len(has))
		}
		found := slices.ContainsFunc(byRarest[""], redundant)
		for item := range has {
			found = found || slices.ContainsFunc(byRarest[item], redundant)
		}
		if !found {
			kept = append(kept, i)
		}
	}
	return kept
}

// lean returns the demand without alternatives that ask for more than another one.
func (c Codes) lean() (kept Codes) {
	for _, i := range lean(slices.Clone(c)) {
		kept = append(kept, c[i])
	}
	return kept
}

// LeanRequirements returns the alternatives without those that ask for more than another one, in their order.
func LeanRequirements(all []Requirement) (kept []Requirement) {
	sets := make([][]string, len(all))
	for i, r := range all {
		for _, need := range r {
			sets[i] = append(sets[i], need.Scheme+"\x00")
			for _, scope := range need.Scopes {
				sets[i] = append(sets[i], need.Scheme+"\x00\x00"+scope)
			}
		}
	}
	for _, i := range lean(sets) {
		kept = append(kept, all[i])
	}
	return kept
}

// And returns the requirement that asks for both.
func (r Requirement) And(s Requirement) Requirement {
	both := slices.Clone(r)
	for _, need := range s {
		if i := slices.IndexFunc(both, func(n Need) bool { return n.Scheme == need.Scheme }); i >= 0 {
			both[i].Scopes = Union(both[i].Scopes, need.Scopes)
		} else {
			both = append(both, need)
		}
	}
	return both
}

// Anonymous reports whether security admits callers without credentials.
func Anonymous(security []Requirement) bool {
	return len(security) == 0 || slices.ContainsFunc(security, func(r Requirement) bool { return len(r) == 0 })
}

// Within reports whether set has all needs of the requirement.
func (r Requirement) Within(set Requirement) bool {
	for _, need := range r {
		i := slices.IndexFunc(set, func(n Need) bool { return n.Scheme == need.Scheme })
		if i < 0 || !Within(need.Scopes, set[i].Scopes) {
			return false
		}
	}
	return true
}

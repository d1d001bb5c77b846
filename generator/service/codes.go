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
	return Lean(both, Within)
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

// Lean returns the alternatives without those that another one is within, in their order.
func Lean[T any](all []T, within func(sub, set T) bool) (kept []T) {
	for i, a := range all {
		redundant := slices.ContainsFunc(all[:i], func(b T) bool { return within(b, a) }) ||
			slices.ContainsFunc(all[i+1:], func(b T) bool { return within(b, a) && !within(a, b) })
		if !redundant {
			kept = append(kept, a)
		}
	}
	return kept
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

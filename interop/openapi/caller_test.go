package openapi

import (
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// only returns the caller who shows just what an entry of security asks for.
func only(entry openapi3.SecurityRequirement) caller {
	c := caller{}
	for scheme, scopes := range entry {
		c[scheme] = slices.Clone(scopes)
	}
	return c
}

// without returns callers who lack one scope or one scheme of c.
func (c caller) without() (all []caller) {
	for _, scheme := range slices.Sorted(maps.Keys(c)) {
		less := maps.Clone(c)
		delete(less, scheme)
		all = append(all, less)
		for i := range c[scheme] {
			less := maps.Clone(c)
			less[scheme] = slices.Delete(slices.Clone(c[scheme]), i, i+1)
			all = append(all, less)
		}
	}
	return all
}

// A pool is all schemes of a document, each with all scopes that its operations ask for.
type pool map[string][]string

// poolOf collects the schemes and scopes of requirements.
func poolOf(all []openapi3.SecurityRequirements) pool {
	p := pool{}
	for _, requirements := range all {
		for _, entry := range requirements {
			for scheme, scopes := range entry {
				p[scheme] = union(p[scheme], scopes)
			}
		}
	}
	for _, scopes := range p {
		slices.Sort(scopes)
	}
	return p
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// random returns a caller who shows some schemes with some scopes.
func (p pool) random(r *rand.Rand) caller {
	c := caller{}
	for _, scheme := range slices.Sorted(maps.Keys(p)) {
		if r.IntN(2) == 0 {
			continue
		}
		c[scheme] = []string{}
		for _, scope := range p[scheme] {
			if r.IntN(1+len(p[scheme])/2) == 0 {
				c[scheme] = append(c[scheme], scope)
			}
		}
	}
	return c
}

// callers returns callers whom an operation tells apart: an unknown one, those who show just enough, those who lack a scope or a
// scheme of it or show its scopes with other schemes, and random ones.
func (p pool) callers(security openapi3.SecurityRequirements, r *rand.Rand) []caller {
	all := []caller{{}}
	for _, entry := range security {
		c := only(entry)
		all = append(append(all, c), c.without()...)
		for _, other := range slices.Sorted(maps.Keys(p)) {
			for _, scopes := range c {
				all = append(all, caller{other: scopes})
			}
			all = append(all, caller{other: {}})
		}
	}
	for range 6 {
		all = append(all, p.random(r))
	}
	return all
}

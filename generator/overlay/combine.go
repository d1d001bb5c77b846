package overlay

import (
	"slices"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
)

// demandOf returns the demand of a row. OpenAPI's security cannot say that nobody is admitted: such a row
// demands authentication.
func demandOf(r *model.Route) (d service.Codes) {
	if r.Is(access.Nobody) {
		return service.Codes{{}}
	}
	for _, a := range r.Alternatives {
		codes := []string{}
		for _, p := range a {
			codes = append(codes, p.Code)
		}
		d = append(d, codes)
	}
	return d
}

// secure combines the security of an operation with a demand of the table: callers need both. It reports
// false if there is no scheme: the operation has no security, and the table names none.
//
// The codes are added to an entry that has a scheme of the table: a caller has the same permissions with
// each scheme. An entry without one gets a scheme of the table too.
func (s *schemes) secure(security []service.Requirement, demand service.Codes) ([]service.Requirement, bool) {
	if service.Anonymous(security) {
		if len(s.names) == 0 {
			return nil, false
		}
		security = nil
		for _, name := range s.names {
			security = append(security, service.Requirement{{Scheme: name}})
		}
	}
	var all []service.Requirement
	for _, codes := range demand {
		for _, r := range security {
			all = append(all, s.demanding(r, codes)...)
		}
	}
	return service.LeanRequirements(all), true
}

// demanding returns a requirement with codes added, once for each scheme that can carry them.
func (s *schemes) demanding(r service.Requirement, codes []string) (all []service.Requirement) {
	var carriers []string
	for _, need := range r {
		if slices.Contains(s.names, need.Scheme) {
			carriers = append(carriers, need.Scheme)
		}
	}
	switch {
	case len(carriers) > 0:
		return []service.Requirement{s.with(r, carriers, codes)}
	case len(s.names) > 0:
		for _, name := range s.names {
			more := append(slices.Clone(r), service.Need{Scheme: name})
			all = append(all, s.with(more, []string{name}, codes))
		}
		return all
	}
	if name := s.carrier(r, codes); name != "" {
		return []service.Requirement{s.with(r, []string{name}, codes)}
	}
	return []service.Requirement{r}
}

// carrier returns the scheme of a requirement that carries the codes of a table without schemes: one that
// has them already, else one with scopes, else the first by name. It is empty if no scheme can.
func (s *schemes) carrier(r service.Requirement, codes []string) string {
	best := ""
	rank := func(need service.Need) int {
		switch scheme := s.document.Scheme(need.Scheme); {
		case service.Within(codes, need.Scopes):
			return 0
		case scheme != nil && scheme.Type().Scopes:
			return 1
		}
		return 2
	}
	least := 3
	for _, need := range r {
		if at := rank(need); s.carries(need.Scheme) && (at < least || at == least && need.Scheme < best) {
			best, least = need.Scheme, at
		}
	}
	return best
}

// with adds codes to the needs of those schemes among names that can carry codes.
func (s *schemes) with(r service.Requirement, names, codes []string) service.Requirement {
	with := slices.Clone(r)
	for i, need := range with {
		if slices.Contains(names, need.Scheme) && s.carries(need.Scheme) {
			with[i].Scopes = service.Union(need.Scopes, codes)
		}
	}
	return with
}

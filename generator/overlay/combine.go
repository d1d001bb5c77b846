package overlay

import (
	"slices"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/openapi"
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

// secure combines the security of an operation with a row: callers need both. It reports false if there is no scheme: the
// operation has no security, and the table names none.
//
// An entry that has the schemes of the row already gets the codes there: a caller has the same permissions with each scheme.
// An entry without them gets these schemes too.
func (s *schemes) secure(security []service.Requirement, r *model.Route) ([]service.Requirement, bool) {
	if service.Anonymous(security) {
		if len(s.names) == 0 {
			return nil, false
		}
		security = []service.Requirement{{}}
	}
	alternatives := r.Alternatives
	if r.Is(access.Nobody) {
		alternatives = [][]*model.Permission{{}}
	}
	var all []service.Requirement
	for _, codes := range alternatives {
		sets := s.setsOf(r, codes)
		for _, entry := range security {
			all = append(all, s.demanding(entry, codes, sets)...)
		}
	}
	return service.LeanRequirements(all), true
}

// pairs returns how many entries secure makes at most.
func (s *schemes) pairs(security []service.Requirement, r *model.Route) (n int) {
	for _, codes := range r.Alternatives {
		n += max(1, len(security)) * max(1, len(s.setsOf(r, codes)))
	}
	return n
}

// setsOf returns the sets of schemes of an alternative of a row, under the names of the document.
func (s *schemes) setsOf(r *model.Route, codes []*model.Permission) (sets [][]string) {
	for _, set := range r.SchemesOf(codes) {
		var names []string
		for _, name := range set {
			names = append(names, s.inDocument(name))
		}
		sets = append(sets, names)
	}
	return sets
}

// inDocument returns the document's name of a scheme of the table.
func (s *schemes) inDocument(name string) string {
	if other, ok := s.renamed[name]; ok {
		return other
	}
	return name
}

// demanding returns a requirement with the codes and one of the sets of schemes.
func (s *schemes) demanding(r service.Requirement, codes []*model.Permission, sets [][]string) (all []service.Requirement) {
	var inside []string
	for _, set := range sets {
		if !slices.ContainsFunc(set, func(name string) bool {
			return !slices.ContainsFunc(r, func(n service.Need) bool { return n.Scheme == name })
		}) {
			inside = service.Union(inside, set)
		}
	}
	switch {
	case len(inside) > 0:
		return []service.Requirement{s.with(r, inside, codes)}
	case len(sets) > 0:
		for _, set := range sets {
			more := r
			for _, name := range set {
				more = more.And(service.Requirement{{Scheme: name}})
			}
			all = append(all, s.with(more, set, codes))
		}
		return all
	}
	if name := s.carrier(r, openapi.Scopes(codes, "", true)); name != "" {
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

// with adds codes to the needs of the schemes that are named.
func (s *schemes) with(r service.Requirement, names []string, codes []*model.Permission) service.Requirement {
	with := slices.Clone(r)
	for i, need := range with {
		if slices.Contains(names, need.Scheme) {
			with[i].Scopes = service.Union(need.Scopes, s.scopes(codes, need.Scheme))
		}
	}
	return with
}

// scopes returns what the document lists for codes with a scheme of its own.
func (s *schemes) scopes(codes []*model.Permission, scheme string) []string {
	table := scheme
	for _, of := range s.api.Schemes {
		if s.inDocument(of.Name) == scheme {
			table = of.Name
			break
		}
	}
	return openapi.Scopes(codes, table, s.carries(scheme))
}

// saysLess returns the entries of security that do not ask for the codes of the row: codes that the scheme of the entry
// cannot list.
func (s *schemes) saysLess(security []service.Requirement, r *model.Route) (all []string) {
	for _, entry := range security {
		asks := slices.ContainsFunc(r.Alternatives, func(codes []*model.Permission) bool {
			return !slices.ContainsFunc(codes, func(p *model.Permission) bool { return !s.lists(entry, p) })
		})
		if !asks {
			all = append(all, words(entry))
		}
	}
	return all
}

// lists reports whether an entry asks for a code.
func (s *schemes) lists(entry service.Requirement, p *model.Permission) bool {
	return slices.ContainsFunc(entry, func(n service.Need) bool {
		switch {
		case p.Scheme == "":
			return slices.Contains(n.Scopes, p.Code)
		case p.Scope == "":
			return n.Scheme == s.inDocument(p.Scheme)
		}
		return n.Scheme == s.inDocument(p.Scheme) && slices.Contains(n.Scopes, p.Scope)
	})
}

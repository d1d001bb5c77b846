package draft

import (
	"slices"

	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// printedCodes takes over the codes that are bound to security schemes in a document that permroute has printed.
func (b *builder) printedCodes() {
	given, _ := b.extra.Get("permissions").(syntax.List)
	for _, item := range given {
		if m, _ := item.(syntax.Map); text(m, "scheme") != "" {
			a := atom{text(m, "scheme"), text(m, "scope")}
			b.codeOf[a], b.atomOf[text(m, "code")] = text(m, "code"), a
		}
	}
	list, _ := b.extra.Get("schemes").(syntax.List)
	for _, item := range list {
		set := []string{}
		if name, ok := item.(string); ok {
			set = append(set, name)
		} else if names, ok := item.(syntax.List); ok {
			for _, name := range names {
				text, _ := name.(string)
				set = append(set, text)
			}
		}
		b.allowed = append(b.allowed, set)
	}
}

// bind says which scope of which security scheme a code stands for. For the scopes of the only scheme that goes without
// saying.
func (b *builder) bind(m *syntax.Map, code string) {
	a, bound := b.atomOf[code]
	if !bound || b.extra != nil || a.scope == code && len(b.document.Schemes) == 1 {
		return
	}
	m.Add("scheme", b.schemeName(*b.document.Scheme(a.scheme)))
	if a.scope != "" {
		m.Add("scope", a.scope)
	}
}

// setsOf returns the sets of security schemes that the document asks for. It is nil for a public row, and where the document
// asks for no schemes.
func (b *builder) setsOf(r row) (sets [][]string) {
	if r.demand.public() || r.demand.nobody && b.extra == nil {
		return nil
	}
	for _, entry := range r.demand.entries {
		set := []string{}
		for _, n := range entry {
			set = append(set, b.schemeName(*b.document.Scheme(n.Scheme)))
		}
		if len(set) > 0 && !slices.ContainsFunc(sets, func(other []string) bool { return sameSet(set, other) }) {
			sets = append(sets, set)
		}
	}
	return sets
}

func sameSet(a, b []string) bool { return service.Within(a, b) && service.Within(b, a) }

func equalSets(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal) }

// eachAlone returns each security scheme of the spec.
func (b *builder) eachAlone() (sets [][]string) {
	for _, s := range b.document.Schemes {
		sets = append(sets, []string{b.schemeName(s)})
	}
	return sets
}

// chooseAllowed makes the sets that most rows ask for those of the table, unless these are each scheme alone.
func (b *builder) chooseAllowed() {
	if b.extra != nil {
		return
	}
	var all [][][]string
	count := []int{}
	most := -1
	for _, r := range b.rows {
		sets := b.setsOf(r)
		if sets == nil {
			continue
		}
		i := slices.IndexFunc(all, func(other [][]string) bool { return equalSets(sets, other) })
		if i < 0 {
			i = len(all)
			all, count = append(all, sets), append(count, 0)
		}
		count[i]++
		if most < 0 || count[i] > count[most] {
			most = i
		}
	}
	if most >= 0 && !equalSets(all[most], b.eachAlone()) {
		b.allowed = all[most]
	}
}

// setsWithout returns the sets of security schemes that a row with these codes has if it names none. It is what
// model.Route.Schemes returns for it.
func (b *builder) setsWithout(codes service.Codes) (sets [][]string) {
	if len(codes) == 0 {
		codes = service.Codes{{}}
	}
	add := func(set []string) {
		if !slices.ContainsFunc(sets, func(other []string) bool { return slices.Equal(set, other) }) {
			sets = append(sets, set)
		}
	}
	for _, alternative := range codes {
		bound := b.boundTo(alternative)
		switch {
		case b.allowed != nil:
			for _, set := range b.allowed {
				if service.Within(bound, set) {
					add(set)
				}
			}
		case len(bound) > 0:
			add(bound)
		default:
			for _, set := range b.eachAlone() {
				add(set)
			}
		}
	}
	return sets
}

// boundTo returns the security schemes that the codes are bound to in the spec.
func (b *builder) boundTo(codes []string) (names []string) {
	for _, code := range codes {
		m := syntax.Map{}
		if b.bind(&m, code); b.extra != nil {
			m.Add("scheme", b.atomOf[code].scheme)
		}
		if name := text(m, "scheme"); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

package draft

import (
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/service"
)

// Scopes become codes by rule. A scope is its own code. But one that several schemes have means something else for each
// of them, and one that is a word of require has a meaning of its own: these get the name of the scheme before them,
// as in login:read. Where only some entries of security list scopes, an entry without scopes asks for the code
// key:authenticated, which those callers have who authenticate with the scheme key.

// An atom is a scope of a scheme. An empty scope stands for the scheme alone.
type atom struct{ scheme, scope string }

// schemesOfScopes collects the schemes of each scope in the demands.
func (b *builder) schemesOfScopes() {
	b.schemesOf = map[string][]string{}
	for i := range b.rows {
		for _, r := range b.rows[i].demand.entries {
			for _, n := range r {
				for _, scope := range n.Scopes {
					if !slices.Contains(b.schemesOf[scope], n.Scheme) {
						b.schemesOf[scope] = append(b.schemesOf[scope], n.Scheme)
					}
				}
			}
		}
	}
}

// code returns the code of an atom.
func (b *builder) code(a atom, r row) string {
	if known := b.codeOf[a]; known != "" {
		return known
	}
	if b.extra != nil {
		return a.scope // permroute has printed the document, with this code
	}
	code, why := a.scope, ""
	_, word := access.Of(a.scope)
	switch {
	case a.scope == "":
		code, why = a.scheme+":"+access.Authenticated.String(), "callers who authenticate with "+diag.Quote(a.scheme)+", as "+diag.Inert(r.operation.String())+" has it"
	case word:
		code, why = a.scheme+":"+a.scope, "the scope "+diag.Quote(a.scope)+": the word alone has a meaning of its own"
	case len(b.schemesOf[a.scope]) > 1:
		code, why = a.scheme+":"+a.scope, "the scope "+diag.Quote(a.scope)+" of "+diag.Quote(a.scheme)+": several schemes have it"
	}
	free := code
	for n := 2; b.atomOf[free] != (atom{}); n++ {
		free = code + "-" + strconv.Itoa(n)
	}
	code = free
	if why != "" {
		b.doubt(Renamed, r.operation.Pos, "", "%s stands for %s", diag.Quote(code), why)
	}
	b.codeOf[a], b.atomOf[code] = code, a
	return code
}

// codesOf returns the codes that entries of security ask for.
func (b *builder) codesOf(r row) (c service.Codes) {
	entries := r.demand.entries
	if len(entries) == 0 {
		return service.Codes{{}}
	}
	scoped := slices.ContainsFunc(entries, func(e service.Requirement) bool {
		return slices.ContainsFunc(e, func(n service.Need) bool { return len(n.Scopes) > 0 })
	})
	same := !slices.ContainsFunc(entries, func(e service.Requirement) bool { return schemeSet(e) != schemeSet(entries[0]) })
	for _, entry := range entries {
		codes := []string{}
		for _, need := range entry {
			if len(need.Scopes) == 0 && scoped && !same && b.extra == nil {
				codes = service.Union(codes, []string{b.code(atom{scheme: need.Scheme}, r)})
			}
			for _, scope := range need.Scopes {
				codes = service.Union(codes, []string{b.code(atom{need.Scheme, scope}, r)})
			}
		}
		c = append(c, codes)
	}
	return service.Codes{{}}.And(c)
}

// schemeSet returns a text that is the same for entries with the same schemes.
func schemeSet(r service.Requirement) string {
	var names []string
	for _, n := range r {
		names = append(names, n.Scheme)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "\x00")
}

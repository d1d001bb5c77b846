package draft

import (
	"slices"

	"github.com/permroute/permroute/generator/service"
)

// A demand says who may call an operation, as the document has it. Callers need one of the entries and the codes.
type demand struct {
	nobody  bool
	entries []service.Requirement // alternatives, as security has them; an empty one admits everyone
	codes   service.Codes         // what extensions say
	stated  bool                  // extensions say something: callers must be known
}

// public reports whether everyone may call.
func (d demand) public() bool { return !d.nobody && !d.stated && service.Anonymous(d.entries) }

// and returns the demand for both. It admits nobody where the alternatives would be too many.
func (d demand) and(e demand) demand {
	if d.public() {
		return e
	}
	if e.public() {
		return d
	}
	both := demand{nobody: d.nobody || e.nobody, stated: d.stated || e.stated}
	if len(d.entries)*len(e.entries) > service.MostAlternatives || len(d.codes)*len(e.codes) > service.MostAlternatives {
		both.nobody = true
	}
	if both.nobody {
		return both
	}
	both.codes = d.codes.And(e.codes)
	both.entries = joined(d.entries, e.entries)
	return both
}

// joined returns the entries that ask for one of each list.
func joined(one, other []service.Requirement) (all []service.Requirement) {
	if service.Anonymous(one) {
		return other
	}
	if service.Anonymous(other) {
		return one
	}
	for _, r := range one {
		for _, s := range other {
			all = append(all, r.And(s))
		}
	}
	return service.LeanRequirements(all)
}

// implies reports whether every caller who satisfies d satisfies e. It may say no where that is not sure.
func (d demand) implies(e demand) bool {
	switch {
	case d.nobody || e.public():
		return true
	case e.nobody || d.public():
		return false
	}
	entries := service.Anonymous(e.entries) || !service.Anonymous(d.entries) && !slices.ContainsFunc(d.entries, func(r service.Requirement) bool {
		return !slices.ContainsFunc(e.entries, func(s service.Requirement) bool { return s.Within(r) })
	})
	return entries && d.codes.Implies(e.codes)
}

package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
)

// schemes returns the rows and the codes of both tables whose security schemes differ. A row is looser if callers can
// use schemes that were not enough before.
func schemes(old, new *model.API) (changed []Setting) {
	rows := map[string]*model.Route{}
	for _, r := range old.Routes {
		rows[r.Method+" "+r.Pattern.Shape()] = r
	}
	for _, r := range new.Routes {
		was := rows[r.Method+" "+r.Pattern.Shape()]
		if was == nil || was.Public || r.Public {
			continue // a new row, or its requirement says more
		}
		before, after := was.Schemes(), r.Schemes()
		s := Setting{Name: "schemes of " + r.ID, Old: sets(before), New: sets(after), Kinds: []Kind{}}
		if beyond(after, before) {
			s.Kinds = append(s.Kinds, Loosened)
		}
		if beyond(before, after) {
			s.Kinds = append(s.Kinds, Tightened)
		}
		if s.Old != s.New {
			s.Request = &Request{r.Method, r.Pattern.Example("7")}
			changed = append(changed, s)
		}
	}
	return append(changed, scopes(old, new)...)
}

// beyond reports whether some set of schemes is enough for the first and not for the second. Without any set no scheme is
// asked for.
func beyond(sets, others [][]string) bool {
	if len(others) == 0 {
		return false
	}
	return len(sets) == 0 || slices.ContainsFunc(sets, func(set []string) bool {
		return !slices.ContainsFunc(others, func(other []string) bool {
			return !slices.ContainsFunc(other, func(name string) bool { return !slices.Contains(set, name) })
		})
	})
}

// sets returns sets of schemes in words.
func sets(all [][]string) string {
	var words []string
	for _, set := range all {
		words = append(words, strings.Join(set, " and "))
	}
	return cmp.Or(strings.Join(words, ", or "), "none")
}

// scopes returns the codes of both tables that stand for another scope, or for that of another scheme.
func scopes(old, new *model.API) (changed []Setting) {
	was := map[string]*model.Permission{}
	for _, p := range old.Permissions {
		was[p.Code] = p
	}
	for _, p := range new.Permissions {
		if q := was[p.Code]; q != nil && scope(p) != scope(q) {
			changed = append(changed, Setting{Name: "scheme of " + p.Code, Old: scope(q), New: scope(p), Kinds: []Kind{Loosened, Tightened}})
		}
	}
	return changed
}

// scope returns the scheme of a code and its scope there.
func scope(p *model.Permission) string {
	switch {
	case p.Scheme == "":
		return "any"
	case p.Scope == "":
		return p.Scheme
	}
	return p.Scheme + " " + p.Scope
}

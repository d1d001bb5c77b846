package diff

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// settings returns the settings that differ, each with the effect that it has alone on the old table.
func settings(old, new *model.API) ([]Setting, error) {
	changed := []Setting{}
	for _, s := range []struct {
		name string
		text func(*model.API) string
		set  func(*model.API)
	}{
		{"unlisted.path", unlistedPath, func(a *model.API) { a.UnlistedPath = new.UnlistedPath }},
		{"unlisted.method", unlistedMethod, func(a *model.API) { a.UnlistedMethod = new.UnlistedMethod }},
		{"upstream", upstream, func(a *model.API) { a.Table.Excluded = new.Table.Excluded }},
		{"encoded", encoded, func(a *model.API) { encode(a, new.Table.Encoded) }},
		{"denied", denied, func(*model.API) {}},
	} {
		if s.text(old) == s.text(new) {
			continue
		}
		setting := Setting{Name: s.name, Old: s.text(old), New: s.text(new), Kinds: []Kind{}}
		table := old.Table
		table.Rows = slices.Clone(table.Rows)
		alone := old.With(table)
		s.set(alone)
		transitions, err := transitionsOf(old, alone)
		if err != nil {
			return nil, err
		}
		setting.explain(transitions)
		changed = append(changed, setting)
	}
	return append(append(append(changed, spellings(old, new)...), schemes(old, new)...), texts(old, new)...), nil
}

// explain fills in the kinds of the transitions, and the request of the first one with the gravest kind.
func (s *Setting) explain(transitions []*transition) {
	for _, kind := range Kinds() {
		at := slices.IndexFunc(transitions, func(t *transition) bool { return slices.Contains(t.kinds, kind) })
		if at < 0 {
			continue
		}
		s.Kinds = append(s.Kinds, kind)
		if s.Request == nil {
			s.Request = &transitions[at].request
		}
	}
}

// spellings returns what changes in how the codes of callers are compared with those of the table. With fewer
// spellings fewer callers have a code.
func spellings(old, new *model.API) (changed []Setting) {
	add := func(name, was, is string, more, fewer bool) {
		s := Setting{Name: name, Old: was, New: is, Kinds: []Kind{}}
		if more {
			s.Kinds = append(s.Kinds, Loosened)
		}
		if fewer {
			s.Kinds = append(s.Kinds, Tightened)
		}
		if was != is {
			changed = append(changed, s)
		}
	}
	add("codes.case", letterCase(old), letterCase(new), new.FoldCase, old.FoldCase)
	aliases := map[string][]string{}
	for _, p := range old.Permissions {
		aliases[p.Code] = p.Aliases
	}
	for _, p := range new.Permissions {
		if was, declared := aliases[p.Code]; declared {
			lacks := func(list []string) func(string) bool {
				return func(alias string) bool { return !slices.Contains(list, alias) }
			}
			more, fewer := slices.ContainsFunc(p.Aliases, lacks(was)), slices.ContainsFunc(was, lacks(p.Aliases))
			if more || fewer {
				add("aliases of "+p.Code, strings.Join(was, ", "), strings.Join(p.Aliases, ", "), more, fewer)
			}
		}
	}
	return changed
}

func letterCase(a *model.API) string {
	if a.FoldCase {
		return "fold"
	}
	return "exact"
}

// texts returns the permissions of both tables whose texts differ.
func texts(old, new *model.API) (changed []Setting) {
	was := map[string]string{}
	for _, p := range old.Permissions {
		was[p.Code] = p.Text
	}
	for _, p := range new.Permissions {
		if text, declared := was[p.Code]; declared && text != p.Text {
			changed = append(changed, Setting{Name: "text of " + p.Code, Old: text, New: p.Text, Kinds: []Kind{Renamed}})
		}
	}
	return changed
}

func unlistedPath(a *model.API) string   { return a.UnlistedPath.String() }
func unlistedMethod(a *model.API) string { return a.UnlistedMethod.String() }
func denied(a *model.API) string         { return a.DeniedBody }

func upstream(a *model.API) string {
	if a.Upstream == nil {
		return "any"
	}
	return strings.Join(a.Upstream, ", ")
}

func encoded(a *model.API) string { return strings.Join(a.Table.Encoded.Names(), ", ") }

// encode gives another encoding to the table and to the rows that have the table's.
func encode(a *model.API, e route.Encoding) {
	for i, row := range a.Table.Rows {
		if row.Encoded == a.Table.Encoded {
			a.Table.Rows[i].Encoded = e
		}
	}
	a.Table.Encoded = e
}

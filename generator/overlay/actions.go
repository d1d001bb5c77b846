package overlay

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// overlay returns the Overlay document of a part.
//
// Engines append to arrays. So the old security must be removed first: each of its entries would remain an
// alternative. Some engines refuse to remove what does not exist, so it is added before. Some engines warn
// of an update that changes nothing, so each update adds a list.
func (p *part) overlay(plan *planner) syntax.Map {
	actions := syntax.List{}
	if p.root {
		actions = append(actions, plan.componentActions()...)
	}
	for _, e := range p.edits {
		actions = append(actions, e.actions()...)
	}
	return syntax.Map{
		{Key: "overlay", Value: "1.0.0"},
		{Key: "info", Value: syntax.Map{
			{Key: "title", Value: "Permissions of " + plan.api.Title},
			{Key: "version", Value: cmp.Or(plan.api.Updated, "0")},
		}},
		{Key: "actions", Value: actions},
	}
}

func updating(place service.Place, value syntax.Map) syntax.Map {
	return syntax.Map{{Key: "target", Value: target(place.Keys)}, {Key: "update", Value: value}}
}

func removing(place service.Place, keys ...string) syntax.Map {
	return syntax.Map{{Key: "target", Value: target(append(place.Keys[:len(place.Keys):len(place.Keys)], keys...))}, {Key: "remove", Value: true}}
}

// actions returns the actions of the edit: add what will be removed, remove it, and add the new fields.
func (e *edit) actions() syntax.List {
	fields := e.fields()
	var ensure syntax.Map
	var all syntax.List
	for _, f := range fields {
		if f.Key == "security" || f.Key == oas.Required {
			ensure.Add(f.Key, syntax.List{})
			all = append(all, removing(e.place, f.Key))
		}
	}
	if len(ensure) > 0 {
		return append(append(syntax.List{updating(e.place, ensure)}, all...), updating(e.place, fields))
	}
	return marked(e.place, fields, oas.Extra)
}

// applied is a list that is added and removed again, so that every update changes something.
const applied = "x-applied"

// marked returns an update that only adds to mappings, with applied in the mapping below the keys.
func marked(place service.Place, value syntax.Map, keys ...string) syntax.List {
	return syntax.List{updating(place, withApplied(value, keys)), removing(place, append(keys, applied)...)}
}

func withApplied(value syntax.Map, keys []string) syntax.Map {
	if len(keys) == 0 {
		return value.With(applied, syntax.List{})
	}
	inner, _ := value.Get(keys[0]).(syntax.Map)
	return value.With(keys[0], withApplied(inner, keys[1:]))
}

// fields returns the fields that are written to the operation.
func (e *edit) fields() syntax.Map { return append(e.decided(), e.described...) }

// decided returns the fields that say who may call the operation.
func (e *edit) decided() (m syntax.Map) {
	if e.secured {
		list := syntax.List{}
		for _, r := range e.security {
			list = append(list, requirement(r))
		}
		m.Add("security", list)
	}
	switch {
	case e.nobody:
		m.Add(oas.Extra, syntax.Map{{Key: "require", Value: access.Nobody.String()}})
		return m
	case e.required == nil:
		return m
	}
	if len(e.required) == 1 {
		m.Add(oas.Required, syntax.Texts(e.required[0]))
		return m
	}
	list := syntax.List{}
	for _, codes := range e.required {
		list = append(list, syntax.Texts(codes))
	}
	m.Add(oas.Required, list)
	return m
}

func requirement(r service.Requirement) syntax.Map {
	m := syntax.Map{}
	for _, need := range r {
		m.Add(need.Scheme, syntax.Texts(need.Scopes))
	}
	return m
}

// schemesPlace returns the place of keys below the document's security schemes.
func (p *planner) schemesPlace(keys ...string) service.Place {
	if p.document.Version.IsSwagger() {
		return service.Place{Keys: append([]string{"securityDefinitions"}, keys...)}
	}
	return service.Place{Keys: append([]string{"components", "securitySchemes"}, keys...)}
}

// flowPlace returns the place of a flow of a scheme. In Swagger 2.0 it is the scheme itself.
func (p *planner) flowPlace(scheme, flow string) service.Place {
	if p.document.Version.IsSwagger() {
		return p.schemesPlace(scheme)
	}
	return p.schemesPlace(scheme, "flows", flow)
}

// componentActions returns the actions that add security schemes, and scopes to existing ones.
func (p *planner) componentActions() (all syntax.List) {
	for _, name := range p.addedNames() {
		object := syntax.Map{{Key: name, Value: p.schemes.object(name)}}
		all = append(all,
			updating(service.Place{}, nested(syntax.Map{{Key: name, Value: syntax.Map{{Key: applied, Value: syntax.List{}}}}}, p.schemesPlace().Keys...)),
			removing(p.schemesPlace(), name),
			updating(p.schemesPlace(), object))
	}
	for _, s := range p.document.Schemes {
		for _, flow := range p.schemes.undeclared(s.Name, p.used[s.Name]) {
			all = append(all, marked(p.flowPlace(s.Name, flow.Key), syntax.Map{{Key: "scopes", Value: flow.Value}})...)
		}
	}
	return all
}

// nested returns a value below keys.
func nested(value any, keys ...string) syntax.Map {
	for i := len(keys) - 1; i >= 0; i-- {
		value = syntax.Map{{Key: keys[i], Value: value}}
	}
	return value.(syntax.Map)
}

// mergePatch returns the part's edits as a JSON Merge Patch (RFC 7396): lists replace lists.
func (p *part) mergePatch(plan *planner) (patch syntax.Map) {
	if p.root {
		for _, name := range plan.addedNames() {
			patch = merged(patch, plan.schemesPlace(name).Keys, plan.schemes.object(name))
		}
		for _, s := range plan.document.Schemes {
			for _, flow := range plan.schemes.undeclared(s.Name, plan.used[s.Name]) {
				patch = merged(patch, append(plan.flowPlace(s.Name, flow.Key).Keys, "scopes"), flow.Value)
			}
		}
	}
	for _, e := range p.edits {
		patch = merged(patch, e.place.Keys, e.fields())
	}
	return patch
}

// merged returns a tree with a value below keys. Calls come in the order of the keys, so a key that exists
// is the last one of its mapping.
func merged(m syntax.Map, keys []string, value any) syntax.Map {
	if len(keys) == 0 {
		return append(m, value.(syntax.Map)...)
	}
	if len(m) > 0 && m[len(m)-1].Key == keys[0] {
		inner := m[len(m)-1].Value.(syntax.Map)
		m[len(m)-1].Value = merged(inner, keys[1:], value)
		return m
	}
	m.Add(keys[0], merged(nil, keys[1:], value))
	return m
}

var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// target returns the JSONPath (RFC 9535) of a place.
func target(keys []string) string {
	var b strings.Builder
	b.WriteByte('$')
	for _, key := range keys {
		if identifier.MatchString(key) {
			b.WriteString("." + key)
		} else {
			b.WriteString("[" + quoted(key) + "]")
		}
	}
	return b.String()
}

// quoted returns a key in single quotes, or in double quotes if that avoids an escape: not every engine
// supports escapes.
func quoted(key string) string {
	quote := '\''
	if strings.ContainsRune(key, '\'') && !strings.ContainsRune(key, '"') {
		quote = '"'
	}
	var b strings.Builder
	b.WriteRune(quote)
	for _, r := range key {
		switch {
		case r == quote || r == '\\':
			b.WriteString(`\` + string(r))
		case r < 0x20:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteRune(quote)
	return b.String()
}

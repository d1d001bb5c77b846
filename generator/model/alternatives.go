package model

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// alternatives resolves a requirement to alternatives, in the order written. It leaves out alternatives
// that contain all of another one.
func (r *resolver) alternatives(q syntax.Require) [][]*Permission {
	var written [][]*Permission
	switch q.Form {
	case syntax.Word:
		if q.Access == access.Nobody {
			return nil
		}
		return [][]*Permission{{}}
	case syntax.Single:
		written = [][]*Permission{r.all([]syntax.Require{q})}
	case syntax.All:
		written = [][]*Permission{r.all(q.Items)}
	case syntax.Any:
		written = r.any(q.Items)
	case syntax.Joined:
		switch r.spec.Combine.Value {
		case "all":
			written = [][]*Permission{r.all(q.Items)}
		case "any":
			written = r.any(q.Items)
		default:
			r.addf(q.Pos, "write combine: all or combine: any for the table, or {all: […]} or {any: […]} here", "a list of codes, but the spec does not say whether all or any of them are needed")
			r.all(q.Items) // to find mistakes in the items
		}
	}
	var kept [][]*Permission
	for i, a := range written {
		redundant := slices.ContainsFunc(written[:i], func(b []*Permission) bool { return within(b, a) }) ||
			slices.ContainsFunc(written[i+1:], func(b []*Permission) bool { return within(b, a) && !within(a, b) })
		if !redundant {
			kept = append(kept, a)
		}
	}
	return kept
}

// within reports whether every permission of sub is in set.
func within(sub, set []*Permission) bool {
	for _, p := range sub {
		if !slices.Contains(set, p) {
			return false
		}
	}
	return true
}

// any resolves items of which one is enough.
func (r *resolver) any(items []syntax.Require) (alternatives [][]*Permission) {
	single := map[string]bool{}
	for _, item := range items {
		if item.Form == syntax.All {
			alternatives = append(alternatives, r.all(item.Items))
			continue
		}
		if single[item.Code] {
			r.twice(item)
		}
		single[item.Code] = true
		alternatives = append(alternatives, r.all([]syntax.Require{item}))
	}
	return alternatives
}

// all resolves codes that are all needed.
func (r *resolver) all(items []syntax.Require) []*Permission {
	var set []*Permission
	for _, item := range items {
		p := r.codes[item.Code]
		switch {
		case p == nil:
			r.undeclared(syntax.Text{Value: item.Code, Pos: item.Pos}, "the code %s is not declared", access.Words()...)
		case slices.Contains(set, p):
			r.twice(item)
		default:
			set = append(set, p)
		}
	}
	return set
}

func (r *resolver) twice(item syntax.Require) {
	r.addf(item.Pos, "remove one of them", "the code %s is twice in one requirement", diag.Quote(item.Code))
}

// mostSuggestions is how many undeclared codes are compared with the declared ones to suggest a correction.
// Each comparison looks at all declared codes.
const mostSuggestions = 100

// joint matches what people write between codes.
var joint = regexp.MustCompile(`\s*(?:\|\|?|&&?|,|;|\+|\bor\b|\band\b|\bOR\b|\bAND\b)\s*|\s+`)

// joined returns how to write a text that is several codes in one; "" for other texts.
func (r *resolver) joined(text string) string {
	parts := joint.Split(text, -1)
	if len(parts) < 2 {
		return ""
	}
	for _, part := range parts {
		if r.codes[part] == nil {
			return ""
		}
	}
	list := "[" + diag.Inert(strings.Join(parts, ", ")) + "]"
	switch between := strings.ToLower(strings.TrimSpace(joint.FindString(text))); between {
	case "or", "|", "||":
		return "write {any: " + list + "}"
	case "and", "&", "&&", "+":
		return "write {all: " + list + "}"
	}
	return "write {all: " + list + "} or {any: " + list + "}"
}

// noCode returns a remedy for a text that is something else than a code; "" if it is none of them.
func (r *resolver) noCode(text string) string {
	switch {
	case strings.HasPrefix(text, "!"), strings.HasPrefix(strings.ToLower(text), "not "):
		return "write what a caller needs: no requirement excludes a permission"
	case slices.ContainsFunc(r.spec.Roles, func(role syntax.Role) bool { return role.Name.Value == text }):
		return "write the permissions that the role " + diag.Quote(text) + " has: a route requires permissions, not roles"
	}
	return ""
}

// undeclared adds a diagnostic that a text names no code. The format has a place for the text. words are what the text
// can be besides a code.
func (r *resolver) undeclared(text syntax.Text, format string, words ...string) {
	remedy := ""
	if words != nil {
		remedy = cmp.Or(access.Meant(text.Value), r.joined(text.Value), r.noCode(text.Value))
	}
	if r.suggested++; remedy == "" && r.suggested <= mostSuggestions {
		declared := words
		for _, p := range r.api.Permissions {
			declared = append(declared, p.Code)
		}
		remedy = diag.DidYouMean(text.Value, declared)
	}
	switch {
	case remedy != "":
	case words != nil && strings.Contains(text.Value, "*"):
		remedy = "write the codes themselves: * stands for nothing here"
	default:
		remedy = "declare it under permissions"
	}
	r.addf(text.Pos, remedy, format, diag.Quote(text.Value))
}

package syntax

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// permissions returns a reader of codes: a mapping of codes to texts, or a list.
func (d *decoder) permissions(into *[]Permission) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind == yaml.MappingNode && len(n.Content) > 0:
			for i := 0; i < len(n.Content) && !d.list.Full(); i += 2 {
				*into = append(*into, d.declaration(n.Content[i], n.Content[i+1]))
			}
		case n.Kind == yaml.SequenceNode:
			d.list1(func(what string, n *yaml.Node) { *into = append(*into, d.permission(what, n)) })(what, n)
		default:
			remedy := "write a line for each code, such as order:view: See orders"
			if m := runTogetherText.FindStringSubmatch(n.Value); m != nil && n.Kind == yaml.ScalarNode {
				remedy = "write a blank after the colon: " + diag.Inert(m[1]) + ": " + diag.Inert(m[2])
			}
			d.addf(n, remedy,
				"%s: %s; allowed: a mapping of codes to texts, or a list of codes", what, emptyOr(n))
		}
	}
}

// runTogetherText matches a code and a text without a blank between.
var runTogetherText = regexp.MustCompile(`^(\S+):([^\s:]+(?: [^:]*)?)$`)

// declaration reads a code of a mapping. Its value is a text, nothing, or a mapping with the other keys.
func (d *decoder) declaration(key, value *yaml.Node) Permission {
	p := Permission{Code: d.textOf(key), Key: true}
	if key.Value == "" {
		d.addf(key, "", "a code is an empty string; allowed: a string of at least one character")
	}
	switch {
	case value.Kind == yaml.MappingNode && d.parts(key, value):
	case value.Kind == yaml.MappingNode:
		d.mapping(value, "the permission "+diag.Inert(key.Value), d.permissionFields(&p)...)
	case !isNothing(value):
		p.Text = d.scalar(diag.Inert(key.Value), value)
	}
	return p
}

// permission reads a code of a list: the code alone, or a mapping.
func (d *decoder) permission(what string, n *yaml.Node) (p Permission) {
	if n.Kind == yaml.ScalarNode {
		p.Code = d.scalar(what, n)
		return p
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && strings.ContainsAny(n.Content[0].Value, ":.") {
		d.addf(n, "remove the dash: permissions is a list or a mapping, not both; or write {code: "+diag.Quote(n.Content[0].Value)+", text: …}",
			"a dash before the code %s", diag.Quote(n.Content[0].Value))
		return p
	}
	d.mapping(n, "a permission", append([]field{required("code", d.text(&p.Code))}, d.permissionFields(&p)...)...)
	return p
}

// permissionFields returns the keys of a permission but for its code.
func (d *decoder) permissionFields(p *Permission) []field {
	return []field{
		optional("text", d.text(&p.Text)),
		optional("const", d.text(&p.Const)),
		optional("implies", d.texts(&p.Implies)),
		optional("aliases", d.texts(&p.Aliases)),
		optional("scheme", d.text(&p.Scheme)),
		optional("scope", d.text(&p.Scope)),
		optional("accept", d.accept(&p.Accept)),
	}
}

package syntax

import (
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
)

// require reads a requirement in any of its forms.
func (d *decoder) require(what string, n *yaml.Node) Require {
	switch {
	case n.Kind == yaml.SequenceNode && len(n.Content) == 0:
		d.addf(n, access.Meant("any"), "%s: an empty list; allowed: at least one item", what)
		return Require{Pos: d.pos(n)}
	case n.Kind == yaml.ScalarNode && n.Tag == "!!bool":
		d.addf(n, access.Meant(strings.ToLower(n.Value)), "%s: YAML reads %s as a boolean; allowed: a code, %s", what, n.Value, strings.Join(access.Words(), ", "))
		return Require{Pos: d.pos(n)}
	case n.Kind == yaml.SequenceNode:
		return Require{Pos: d.pos(n), Form: Joined, Items: d.codes(what, n)}
	case inBraces(n) != nil:
		codes := inBraces(n)
		list := diag.Inert(strings.Join(codes, ", "))
		remedy := "write " + list + " without braces"
		if len(codes) > 1 {
			remedy = "write {all: [" + list + "]} or {any: [" + list + "]}"
		}
		d.addf(n, remedy, "%s: codes in braces", what)
		return Require{Pos: d.pos(n)}
	case n.Kind == yaml.MappingNode:
		return d.combination(n)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		remedy := "write what a caller needs, such as nobody"
		if strings.Contains(d.text1(n.Line), " #") {
			remedy = "quote the code: what follows a blank and # is a comment"
		}
		d.addf(n, remedy, "%s: nothing; allowed: a code, a list of codes, {all: […]}, {any: […]}, %s", what, strings.Join(access.Words(), ", "))
		return Require{Pos: d.pos(n)}
	}
	r := d.code(what, n)
	if a, ok := access.Of(r.Code); ok {
		return Require{Pos: r.Pos, Form: Word, Code: r.Code, Access: a}
	}
	return r
}

// combination reads {all: […]} or {any: […]}.
func (d *decoder) combination(n *yaml.Node) Require {
	r := Require{Pos: d.pos(n)}
	d.mapping(n, "require",
		optional("all", func(what string, n *yaml.Node) { r.Form, r.Items = All, d.codes(what, n) }),
		optional("any", func(what string, n *yaml.Node) {
			r.Form = Any
			d.list1(func(what string, n *yaml.Node) { r.Items = append(r.Items, d.alternative(what, n)) })(what, n)
		}))
	if keys := len(n.Content) / 2; keys != 1 {
		d.addf(n, "write all inside any: {any: [{all: [a, b]}, c]}", "require has %d keys; allowed: one, all or any", keys)
	}
	return r
}

// alternative reads an item of any: a code or {all: […]}.
func (d *decoder) alternative(what string, n *yaml.Node) Require {
	switch n.Kind {
	case yaml.SequenceNode:
		d.addf(n, "write {all: […]}", "%s: a list; allowed: a code or {all: […]}", what)
		return Require{Pos: d.pos(n)}
	case yaml.ScalarNode:
		return d.plainCode(what, n)
	}
	r := Require{Pos: d.pos(n), Form: All}
	d.mapping(n, what, required("all", func(what string, n *yaml.Node) { r.Items = d.codes(what, n) }))
	return r
}

func (d *decoder) codes(what string, n *yaml.Node) (codes []Require) {
	d.list1(func(what string, n *yaml.Node) {
		if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == "any" {
			d.addf(n, "write any outside: {any: [{all: [a, b]}, {all: [a, c]}]}", "%s: any inside all; allowed: a code", what)
			return
		}
		codes = append(codes, d.plainCode(what, n))
	})(what, n)
	return codes
}

// plainCode reads a code in a list, where the words of package access are not allowed.
func (d *decoder) plainCode(what string, n *yaml.Node) Require {
	r := d.code(what, n)
	if _, ok := access.Of(r.Code); ok {
		d.addf(n, "write "+r.Code+" alone", "%s in a list of codes", r.Code)
	}
	return r
}

func (d *decoder) code(what string, n *yaml.Node) Require {
	t := d.scalar(what, n)
	return Require{Pos: t.Pos, Form: Single, Code: t.Value}
}

// unlisted reads a word for paths and one for methods, or one word for both.
func (d *decoder) unlisted(what string, n *yaml.Node) (u Unlisted) {
	if n.Kind == yaml.ScalarNode {
		d.word(&u.Path)(what, n)
		u.Method = u.Path
		return u
	}
	d.mapping(n, what, required("path", d.word(&u.Path)), required("method", d.word(&u.Method)))
	return u
}

// word returns a reader of a word of package access.
func (d *decoder) word(into *Text) reader {
	return func(what string, n *yaml.Node) {
		before := len(d.list)
		if n.Kind == yaml.ScalarNode && n.Tag != "!!str" && !isNothing(n) {
			*into = d.textOf(n)
		} else {
			*into = d.scalar(what, n)
		}
		if _, ok := access.Of(into.Value); ok || len(d.list) > before {
			return
		}
		remedy := access.Meant(into.Value)
		if remedy == "" {
			remedy = diag.DidYouMean(into.Value, access.Words())
		}
		if remedy == "" {
			remedy = "write nobody if only listed requests may pass"
		}
		d.addf(n, remedy, "%s: %s; allowed: %s", what, diag.Quote(into.Value), strings.Join(access.Words(), ", "))
	}
}

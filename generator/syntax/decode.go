package syntax

import (
	"bytes"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// A reader reads a value. what is its name in messages: its key, or "an item of" and the key of its list.
type reader func(what string, n *yaml.Node)

// A field is a key that a mapping can have.
type field struct {
	key      string
	required bool
	read     reader
}

func required(key string, read reader) field { return field{key, true, read} }

func optional(key string, read reader) field { return field{key, false, read} }

// mapping reads the fields of a mapping. what is its name in messages, with an article.
func (d *decoder) mapping(n *yaml.Node, what string, fields ...field) {
	if n.Kind != yaml.MappingNode {
		d.addf(n, "", "%s is %s; allowed: a mapping with %s", what, kindName(n), strings.Join(keysOf(fields), ", "))
		return
	}
	found := map[string]bool{}
	for i := 0; i < len(n.Content) && !d.list.Full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if f := fieldOf(fields, key.Value); f != nil {
			found[f.key] = true
			f.read(f.key, value)
		} else {
			found[d.unknownKey(key, what, keysOf(fields))] = true
		}
	}
	for _, f := range fields {
		if f.required && !found[f.key] {
			d.addf(n, remedyMissing(f.key), "%s has no %s", what, f.key)
		}
	}
}

// remedyMissing returns a remedy for a key that is missing.
func remedyMissing(key string) string {
	switch key {
	case "permroute":
		return "write permroute: 1"
	case "package":
		return "write package: with the name of the Go package to generate"
	case "unlisted":
		return "write unlisted: nobody, or authenticated or public"
	case "require":
		return "write require: with what a caller needs: a code, public, authenticated or nobody"
	case "route":
		return "write route: METHOD /path"
	}
	return "write " + key + ":"
}

// unknownKey returns the key that was probably meant, or "". That key is then not reported as missing.
func (d *decoder) unknownKey(key *yaml.Node, what string, keys []string) string {
	d.addf(key, remedyFor(key.Value, keys), "unknown key %s in %s; allowed: %s",
		diag.Quote(key.Value), what, strings.Join(keys, ", "))
	return meantBy(key.Value, keys)
}

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

func fieldOf(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

// list1 returns a reader of a list that must have at least one item.
func (d *decoder) list1(read reader) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind != yaml.SequenceNode:
			remedy := ""
			if n.Kind == yaml.ScalarNode && !isNothing(n) {
				remedy = "write it in brackets: [" + diag.Inert(n.Value) + "]"
			} else if n.Kind == yaml.MappingNode && what == "groups" {
				remedy = "write a list: - name: with the heading, and routes: below it"
			}
			d.addf(n, remedy, "%s: %s; allowed: a list", what, kindName(n))
			return
		case len(n.Content) == 0:
			d.addf(n, "name an item, or remove the key", "%s: an empty list; allowed: at least one item", what)
		}
		for _, item := range n.Content {
			if d.list.Full() {
				return
			}
			read("an item of "+what, item)
		}
	}
}

// text returns a reader of a string that is not empty.
func (d *decoder) text(into *Text) reader {
	return func(what string, n *yaml.Node) { *into = d.scalar(what, n) }
}

// scalar reads a string that is not empty. The position is set also if it is none.
func (d *decoder) scalar(what string, n *yaml.Node) Text {
	switch {
	case n.Kind != yaml.ScalarNode, isNothing(n):
		d.addf(n, "", "%s: %s; allowed: a string", what, kindName(n))
	case n.Tag != "!!str":
		d.addf(n, "quote it", "%s: YAML reads %s as %s; allowed: a string", what, n.Value, kindName(n))
	case n.Value == "":
		d.addf(n, "", "%s: an empty string; allowed: a string of at least one character", what)
	}
	return d.textOf(n)
}

// textOf returns the text of a scalar, whatever it is.
func (d *decoder) textOf(n *yaml.Node) Text {
	quote := 0
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		quote = 1
	}
	if !bytes.HasPrefix(d.source.from(n.Line, n.Column+quote), []byte(n.Value)) {
		quote = -1 // the text is folded over lines or has escapes
	}
	return Text{n.Value, d.pos(n), quote}
}

// boolean returns a reader of true or false.
func (d *decoder) boolean(into *bool) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind == yaml.ScalarNode && n.Tag == "!!bool":
			*into = strings.EqualFold(n.Value, "true")
		case n.Kind == yaml.ScalarNode && n.Value != "":
			d.addf(n, "", "%s: %s; allowed: true, false", what, diag.Quote(n.Value))
		default:
			d.addf(n, "", "%s: %s; allowed: true, false", what, kindName(n))
		}
	}
}

// oneOf returns a reader of one of the words.
func (d *decoder) oneOf(into *Text, words ...string) reader {
	return func(what string, n *yaml.Node) {
		before := len(d.list)
		*into = d.scalar(what, n)
		if len(d.list) == before && !slices.Contains(words, into.Value) {
			d.addf(n, diag.DidYouMean(into.Value, words), "%s: %s; allowed: %s", what, diag.Quote(into.Value), strings.Join(words, ", "))
		}
	}
}

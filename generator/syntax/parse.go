package syntax

import (
	"bytes"
	"fmt"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// MaxSize is the largest spec that is read, in bytes.
const MaxSize = 64 << 20

// Parse reads a spec. file is its name in positions. If the list is not empty, do not use the spec.
func Parse(file string, data []byte) (*Spec, diag.List) {
	d := &decoder{file: file}
	spec := d.parse(data)
	d.list.Sort()
	return spec, d.list.Cut()
}

// A decoder turns nodes into a tree and collects diagnostics.
type decoder struct {
	file    string
	source  *source
	list    diag.List
	foreign bool // it reads a document of others, not a spec
}

// parse returns nil if the file is no YAML, or has YAML that no spec can have.
func (d *decoder) parse(data []byte) *Spec {
	if len(data) > MaxSize {
		d.list.Addf(diag.Position{File: d.file}, "%d bytes; allowed: %d (64 MiB)", len(data), MaxSize)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !d.characters(data) {
		return nil
	}
	d.source = newSource(data)
	root := d.document(data)
	if root == nil {
		return nil
	}
	if d.wellFormed(root); len(d.list) > 0 {
		return nil
	}
	spec := d.spec(root)
	spec.File = d.file
	return spec
}

func (d *decoder) pos(n *yaml.Node) diag.Position {
	return diag.Position{File: d.file, Line: n.Line, Column: n.Column}
}

// addf adds a diagnostic, unless the list is full. Readers stop when it is full.
func (d *decoder) addf(n *yaml.Node, remedy, format string, args ...any) {
	if d.list.Full() {
		return
	}
	d.list.Add(diag.Diagnostic{Pos: d.pos(n), Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

const remedyAlias = "write the value itself"

// wellFormed reports what YAML allows and a spec does not: anchors, aliases, tags, keys that are no strings,
// and keys that are written twice.
func (d *decoder) wellFormed(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		d.addf(n, remedyAlias, "the alias *%s: a spec has no aliases", n.Value)
		return
	case n.Anchor != "":
		d.addf(n, "write the value wherever it is needed", "the anchor &%s: a spec has no anchors", n.Anchor)
	case n.Style&yaml.TaggedStyle != 0:
		d.addf(n, "remove it", "the tag %s: a spec has no tags", diag.Inert(n.Tag))
	}
	if n.Kind == yaml.MappingNode {
		d.keys(n)
	}
	for _, child := range n.Content {
		if d.list.Full() {
			return
		}
		d.wellFormed(child)
	}
}

func (d *decoder) keys(mapping *yaml.Node) {
	first := map[string]*yaml.Node{}
	for i := 0; i < len(mapping.Content) && !d.list.Full(); i += 2 {
		key := mapping.Content[i]
		switch other := first[key.Value]; {
		case key.Kind == yaml.AliasNode: // wellFormed reports it
		case key.Kind != yaml.ScalarNode, isNothing(key):
			d.addf(key, "", "a key is %s; allowed: a string", kindName(key))
		case key.Tag == "!!merge":
			d.addf(key, "write the merged keys themselves", "the merge key <<: a spec has none")
		case key.Tag != "!!str":
			d.addf(key, "quote it", "YAML reads the key %s as %s", key.Value, kindName(key))
		case other != nil:
			d.addf(key, "remove one of them", "the key %s is written twice (first at line %d)", diag.Quote(key.Value), other.Line)
		default:
			first[key.Value] = key
		}
	}
}

// isNothing reports whether a value is missing, as after a key without one.
func isNothing(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Value == ""
}

// kindName says what YAML reads a node as.
func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!str":
		return "a string"
	case "!!null":
		return "nothing"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "a boolean"
	case "!!timestamp":
		return "a date"
	}
	return "a value of type " + n.Tag
}

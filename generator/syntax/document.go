package syntax

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// ReadDocument reads a YAML or JSON document of others, such as an OpenAPI document. file is its name in
// positions; a name that ends in .json makes it JSON. If the list is not empty, do not use the document.
//
// It reads more than a spec can have: anchors, aliases, tags, keys and numbers of all kinds. A number that
// is no plain integer becomes its text. An alias becomes the value that it stands for: the same Map or
// List, not a copy. A key that is written twice has two entries.
func ReadDocument(file string, data []byte) (Map, diag.List) {
	d := &decoder{file: file, foreign: true}
	document := d.readDocument(data)
	d.list.Sort()
	return document, d.list.Cut()
}

func (d *decoder) readDocument(data []byte) Map {
	if len(data) > MaxSize {
		d.list.Addf(diag.Position{File: d.file}, "%d bytes; allowed: %d (64 MiB)", len(data), MaxSize)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d.source = newSource(data)
	if value, isJSON := d.readJSON(data); isJSON {
		return d.rootMap(value)
	}
	root := d.document(data)
	if root == nil {
		return nil
	}
	return d.rootMap((&foreign{decoder: d, done: map[*yaml.Node]any{}, under: map[*yaml.Node]bool{}}).value(root))
}

func (d *decoder) rootMap(value any) Map {
	root, ok := value.(Map)
	if !ok && len(d.list) == 0 {
		d.list.Addf(diag.Position{File: d.file, Line: 1, Column: 1}, "a document that is no mapping")
	}
	return root
}

// readJSON reads JSON, and reports whether the document is JSON: its name ends in .json, or it begins as an
// object and is JSON to its end. Some JSON, such as surrogates, is an error to YAML readers.
func (d *decoder) readJSON(data []byte) (value any, isJSON bool) {
	named := strings.EqualFold(filepath.Ext(d.file), ".json")
	if !named && !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return nil, false
	}
	value, problem := ReadJSON(d.file, data)
	if problem == nil {
		return value, true
	}
	if named {
		d.list.Add(*problem)
	}
	return nil, named
}

// A foreign reader turns nodes of a document of others into values.
type foreign struct {
	*decoder
	done  map[*yaml.Node]any
	under map[*yaml.Node]bool // the anchored nodes that are being read
}

// value reads a tree. The value of an anchor is read once: aliases of aliases take no time.
func (f *foreign) value(n *yaml.Node) any {
	if n.Kind == yaml.AliasNode {
		if f.under[n.Alias] {
			f.addf(n, remedyAlias, "the alias *%s is inside the value that it stands for", n.Value)
			return nil
		}
		return f.value(n.Alias)
	}
	if n.Anchor == "" {
		return f.plain(n)
	}
	if value, done := f.done[n]; done {
		return value
	}
	f.under[n] = true
	value := f.plain(n)
	delete(f.under, n)
	f.done[n] = value
	return value
}

func (f *foreign) plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := make(Map, 0, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			m = append(m, Entry{n.Content[i].Value, f.value(n.Content[i+1]), f.pos(n.Content[i])})
		}
		return m
	case yaml.SequenceNode:
		l := make(List, 0, len(n.Content))
		for _, item := range n.Content {
			l = append(l, f.value(item))
		}
		return l
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int":
		return integerOr(n.Value)
	}
	return n.Value
}

// integerOr returns a number as an int if it is written as one, else its text.
func integerOr(text string) any {
	if i, err := strconv.Atoi(text); err == nil && strconv.Itoa(i) == text {
		return i
	}
	return text
}

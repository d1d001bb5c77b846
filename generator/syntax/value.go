package syntax

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// A Map is a mapping. Its entries keep their order. The values of a tree are Map, List, string, bool, int
// and nil.
type Map []Entry

// An Entry is a key and its value. Pos is the position of the key; it is zero in a tree that was not read.
type Entry struct {
	Key   string
	Value any
	Pos   diag.Position
}

// A List is a sequence.
type List []any

// Texts returns a sequence of texts.
func Texts(all []string) List {
	list := List{}
	for _, s := range all {
		list = append(list, s)
	}
	return list
}

// SchemeSets returns sets of security schemes as a spec writes them: a set of one scheme is its name.
func SchemeSets(sets [][]string) List {
	list := List{}
	for _, set := range sets {
		if len(set) == 1 {
			list = append(list, set[0])
		} else {
			list = append(list, Texts(set))
		}
	}
	return list
}

// Get returns the value of a key, and nil if there is none.
func (m Map) Get(key string) any {
	for _, e := range m {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// With returns a copy of the mapping with another value of a key. A new key is added at the end.
func (m Map) With(key string, value any) Map {
	with := slices.Clone(m)
	for i := range with {
		if with[i].Key == key {
			with[i].Value = value
			return with
		}
	}
	with.Add(key, value)
	return with
}

// Add appends an entry.
func (m *Map) Add(key string, value any) { *m = append(*m, Entry{Key: key, Value: value}) }

// value reads a tree of plain values.
func (d *decoder) value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := Map{}
		for i := 0; i < len(n.Content); i += 2 {
			m = append(m, Entry{n.Content[i].Value, d.value(n.Content[i+1]), d.pos(n.Content[i])})
		}
		return m
	case yaml.SequenceNode:
		l := List{}
		for _, item := range n.Content {
			l = append(l, d.value(item))
		}
		return l
	}
	switch n.Tag {
	case "!!str", "!!timestamp":
		return n.Value
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	}
	// Only numbers that all versions of YAML read alike: 012 is ten in one version and twelve in another.
	if i, err := strconv.Atoi(n.Value); err == nil && strconv.Itoa(i) == n.Value {
		return i
	}
	d.addf(n, "quote it", "YAML reads %s as %s", n.Value, kindName(n))
	return nil
}

// Encode returns the tree as a YAML document after comment lines. Readers of YAML 1.1 and of YAML 1.2 read
// each string as the same string. No string is folded over lines, and characters that are not printable
// become escapes, in comments too. Encode panics if a value has a type that trees do not have.
//
// It does not use the library, which breaks keys after 128 characters and does not escape characters that
// change the reading direction.
func Encode(comment string, tree Map) []byte {
	var p printer
	if comment != "" {
		for line := range strings.SplitSeq(comment, "\n") {
			p.text(strings.TrimRight("# "+diag.Inert(line), " "), "\n")
		}
		p.text("\n")
	}
	p.value(tree, 0)
	return p.Bytes()
}

// A printer builds a document.
type printer struct{ bytes.Buffer }

func (p *printer) text(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

func (p *printer) indent(columns int) { p.text(strings.Repeat(" ", columns)) }

// value prints a value and the end of its last line. The first line begins at the cursor, further lines
// begin at the indent.
func (p *printer) value(value any, indent int) {
	if line, fits := oneLine(value); fits {
		p.text(line, "\n")
		return
	}
	switch v := value.(type) {
	case Map:
		for i, e := range v {
			if i > 0 {
				p.indent(indent)
			}
			p.entry(e, indent)
		}
	case List:
		for i, item := range v {
			if i > 0 {
				p.indent(indent)
			}
			p.text("- ")
			p.value(item, indent+2)
		}
	case string:
		p.literal(v, indent)
	}
}

// longestKey is how many bytes a key before a colon can have. YAML allows 1024 characters.
const longestKey = 1000

func (p *printer) entry(e Entry, indent int) {
	key := quoted(e.Key, inBlock)
	if len(key) > longestKey {
		p.text("? ", key, "\n")
		p.indent(indent)
		p.text(": ")
		p.value(e.Value, indent+2)
		return
	}
	p.text(key, ":")
	_, text := e.Value.(string)
	if _, fits := oneLine(e.Value); fits || text {
		p.text(" ")
	} else {
		p.text("\n")
		p.indent(indent + 2)
	}
	p.value(e.Value, indent+2)
}

// literal prints the lines of a text as they are.
func (p *printer) literal(s string, indent int) {
	p.text("|-\n")
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			p.indent(indent)
		}
		p.text(line, "\n")
	}
}

// widest is how many columns a list on one line can take.
const widest = 100

// oneLine returns the value on one line, and whether it is printed so: scalars, empty collections and short
// lists of scalars are.
func oneLine(value any) (string, bool) {
	switch v := value.(type) {
	case Map:
		return "{}", len(v) == 0
	case List:
		return flowList(v)
	case string:
		return quoted(v, inBlock), !lines(v)
	case bool:
		return strconv.FormatBool(v), true
	case int:
		return strconv.Itoa(v), true
	case nil:
		return "null", true
	}
	panic(fmt.Sprintf("syntax: %T in a tree", value))
}

func flowList(l List) (string, bool) {
	items := make([]string, len(l))
	for i, item := range l {
		switch v := item.(type) {
		case Map, List:
			return "", false
		case string:
			items[i] = quoted(v, inFlow)
		default:
			items[i], _ = oneLine(item)
		}
	}
	line := "[" + strings.Join(items, ", ") + "]"
	return line, diag.Width(line) <= widest
}

// lines reports whether s can be printed by literal: it has several lines, it is printable, and it has no
// blanks at its start, at its end or at the end of a line.
func lines(s string) bool {
	if !strings.Contains(s, "\n") || strings.TrimSpace(s) != s || strings.Contains(s, " \n") {
		return false
	}
	for _, r := range s {
		if r != '\n' && !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

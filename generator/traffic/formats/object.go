package formats

import (
	"encoding/json"
	"strings"
)

func split(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// An object is a JSON text in which the values at four paths are looked up. Nothing is kept of the rest.
type object struct {
	text  []byte
	at    int
	e     *Entry
	paths [4][]string
	found [4][]byte
}

const deepest = 200

// value reads a value at a depth; on says which of the paths lead to it so far.
func (o *object) value(depth int, on [4]bool) bool {
	if o.at >= len(o.text) || depth > deepest {
		return false
	}
	switch o.text[o.at] {
	case '{':
		return o.members(depth, on)
	case '[':
		return o.elements(depth)
	}
	value, ok := o.scalar()
	for i := range on {
		if ok && on[i] && len(o.paths[i]) == depth && depth > 0 {
			o.found[i] = value
		}
	}
	return ok
}

func (o *object) members(depth int, on [4]bool) bool {
	o.at++
	for first := true; ; first = false {
		o.blanks()
		if o.take('}') {
			return true
		}
		if !first && !o.take(',') {
			return false
		}
		o.blanks()
		if o.at >= len(o.text) || o.text[o.at] != '"' {
			return false
		}
		key, ok := o.scalar()
		o.blanks()
		if !ok || !o.take(':') {
			return false
		}
		o.blanks()
		below := on
		for i := range below {
			below[i] = below[i] && depth < len(o.paths[i]) && string(key) == o.paths[i][depth]
		}
		if !o.value(depth+1, below) {
			return false
		}
	}
}

func (o *object) elements(depth int) bool {
	o.at++
	for first := true; ; first = false {
		o.blanks()
		if o.take(']') {
			return true
		}
		if !first && !o.take(',') {
			return false
		}
		o.blanks()
		if !o.value(depth+1, [4]bool{}) {
			return false
		}
	}
}

func (o *object) blanks() {
	for o.at < len(o.text) && strings.IndexByte(" \t\r\n", o.text[o.at]) >= 0 {
		o.at++
	}
}

func (o *object) take(c byte) bool {
	if o.at < len(o.text) && o.text[o.at] == c {
		o.at++
		return true
	}
	return false
}

// scalar reads a string, a number, true, false or null, and returns a string's text, or the word as it is
// written; nil for null.
func (o *object) scalar() ([]byte, bool) {
	start := o.at
	if o.text[start] != '"' {
		for o.at < len(o.text) && strings.IndexByte(",]} \t\r\n:", o.text[o.at]) < 0 {
			o.at++
		}
		word := o.text[start:o.at]
		if string(word) == "null" {
			return nil, true
		}
		return word, json.Valid(word)
	}
	escaped := false
	for i := start + 1; i < len(o.text); i++ {
		switch c := o.text[i]; {
		case c == '\\':
			escaped = true
			i++
		case c == '"':
			o.at = i + 1
			if !escaped {
				return o.text[start+1 : i], true
			}
			return o.unquoted(o.text[start:o.at])
		case c < 0x20:
			return nil, false
		}
	}
	return nil, false
}

// unquoted returns the text of a string with escapes, in the entry's memory.
func (o *object) unquoted(quoted []byte) ([]byte, bool) {
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return nil, false
	}
	from := len(o.e.scratch)
	o.e.scratch = append(o.e.scratch, s...)
	return o.e.scratch[from:], true
}

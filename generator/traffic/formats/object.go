package formats

import (
	"encoding/json"
	"strings"
)

// looked is how many paths are looked up at once.
const looked = 6

// An object is a JSON text in which the values at some paths are looked up. Nothing is kept of the rest.
//
// A dot of a path goes into an object, or is part of a key. If both lead to a value, the one with fewer keys counts.
type object struct {
	text  []byte
	at    int
	e     *Entry
	paths [looked]string
	found [looked][]byte
	keys  [looked]int // how many keys have led to found; 0 for none
}

const deepest = 200

// A trail says for each path how many bytes of it have led to a value; -1 if the path does not lead there.
type trail [looked]int

// read reads the whole text, which is an object with nothing around it.
func (o *object) read() bool {
	var on trail
	for i, path := range o.paths {
		if path == "" {
			on[i] = -1
		}
	}
	o.blanks()
	if o.at >= len(o.text) || o.text[o.at] != '{' || !o.members(0, on) {
		return false
	}
	o.blanks()
	return o.at == len(o.text)
}

// value reads a value below so many keys.
func (o *object) value(depth int, on trail) bool {
	if o.at >= len(o.text) || depth > deepest {
		return false
	}
	switch o.text[o.at] {
	case '{':
		return o.members(depth, on)
	case '[':
		return o.elements(depth, on)
	}
	value, ok := o.scalar()
	for i := range on {
		if ok && on[i] == len(o.paths[i]) && (o.keys[i] == 0 || depth <= o.keys[i]) {
			o.found[i], o.keys[i] = value, depth
		}
	}
	return ok
}

func (o *object) members(depth int, on trail) bool {
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
			if below[i] >= 0 {
				below[i] = follow(o.paths[i], below[i], key)
			}
		}
		if !o.value(depth+1, below) {
			return false
		}
	}
}

// follow returns how many bytes of a path have led to a value behind a key; -1 if the path does not lead there.
func follow(path string, from int, key []byte) int {
	end := from + len(key)
	switch {
	case from == len(path) || end > len(path) || path[from:end] != string(key):
		return -1
	case end == len(path):
		return end
	case path[end] == '.':
		return end + 1
	}
	return -1
}

// elements reads an array. A path that leads to it finds its first value.
func (o *object) elements(depth int, on trail) bool {
	o.at++
	for i := range on {
		if on[i] != len(o.paths[i]) {
			on[i] = -1
		}
	}
	for first := true; ; first = false {
		o.blanks()
		if o.take(']') {
			return true
		}
		if !first && !o.take(',') {
			return false
		}
		o.blanks()
		if !o.value(depth+1, on) {
			return false
		}
		on = trail{-1, -1, -1, -1, -1, -1}
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

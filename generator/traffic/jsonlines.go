package traffic

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Fields name the fields of JSON objects. A dot goes into an object: request.method.
type Fields struct {
	Method  string
	Target  string
	Request string // of METHOD target HTTP/1.1, in place of the two
	By      string // to group by; "" for none
}

// readJSON returns the reader of lines that are JSON objects.
func readJSON(f Fields) reader {
	paths := [4][]string{split(f.Method), split(f.Target), split(f.Request), split(f.By)}
	return func(line []byte, e *entry) bool {
		o := object{text: line, e: e, paths: paths}
		e.scratch = e.scratch[:0]
		o.blanks()
		if !o.value(0, [4]bool{true, true, true, true}) {
			return false
		}
		o.blanks()
		if o.at != len(line) || len(line) == 0 {
			return false
		}
		if f.Request != "" && o.found[2] != nil && !e.requestLine(o.found[2]) {
			return false
		}
		if f.Request == "" || o.found[2] == nil {
			e.method, e.target = o.found[0], o.found[1]
		}
		e.by = o.found[3]
		return len(e.method) > 0 && len(e.target) > 0
	}
}

func split(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path, ".")
}

// An object is a JSON text that is walked through for the values of some paths.
type object struct {
	text  []byte
	at    int
	e     *entry
	paths [4][]string
	found [4][]byte
}

const deepest = 200

// value goes over a value at a depth; on says which of the paths lead to it so far.
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

// scalar goes over a string, a number, true, false or null, and returns a string's text, or what is
// written; nothing for null.
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

// A Format is how a log is written.
type Format struct {
	Name   string // one of FormatNames
	Fields Fields // of JSON
}

// presets are formats whose fields are known, with what --by calls some of them.
var presets = []struct {
	name   string
	fields Fields
	by     map[string]string
}{
	{"caddy", Fields{Method: "request.method", Target: "request.uri"}, map[string]string{"user": "user_id", "address": "request.remote_ip", "key": "request.headers.X-Api-Key"}},
	{"nginx", Fields{Method: "request_method", Target: "request_uri", Request: "request"}, map[string]string{"user": "remote_user", "address": "remote_addr", "key": "http_x_api_key"}},
	{"alb", Fields{Method: "request_verb", Target: "request_url"}, map[string]string{"address": "client_ip"}},
	{"envoy", Fields{Method: "method", Target: "path"}, map[string]string{"user": "user", "address": "downstream_remote_address", "key": "x_api_key"}},
	{"json", Fields{Method: "method", Target: "target"}, nil},
}

// FormatNames returns the names of the formats.
func FormatNames() []string {
	return []string{"combined", "plain", "har", "json", "nginx", "envoy", "alb", "caddy"}
}

// FormatOf returns the format of that name with what is known of its fields; fields that are given go
// before.
func FormatOf(name string, given Fields) Format {
	f := Format{Name: name}
	for _, p := range presets {
		if p.name != name {
			continue
		}
		f.Fields = p.fields
		if given.Method != "" || given.Target != "" || given.Request != "" {
			f.Fields = Fields{Method: given.Method, Target: given.Target, Request: given.Request}
		}
		if f.Fields.By = given.By; p.by[given.By] != "" {
			f.Fields.By = p.by[given.By]
		}
	}
	return f
}

// detect tells the format of a log by its first bytes; "" if it is none.
func detect(start []byte) string {
	if i := bytes.LastIndexByte(start, '\n'); i >= 0 {
		start = start[:i]
	}
	trimmed := bytes.TrimLeft(start, " \t\r\n")
	if bytes.HasPrefix(trimmed, []byte("{")) {
		return detectJSON(trimmed)
	}
	var e entry
	lines, plain := 0, 0
	for line := range bytes.Lines(start) {
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case readCombined(0)(line, &e):
			return "combined"
		case readALB(0)(line, &e):
			return "alb"
		case readPlain(line, &e):
			plain++
		}
		if len(line) > 0 {
			lines++
		}
	}
	if plain*2 > lines {
		return "plain"
	}
	return ""
}

// detectJSON tells a HAR from lines of objects, and the preset whose fields the first lines have.
func detectJSON(start []byte) string {
	if compact := bytes.Join(bytes.Fields(start[:min(len(start), 4096)]), nil); bytes.HasPrefix(compact, []byte(`{"log":{`)) {
		return "har"
	}
	var e entry
	for _, p := range presets {
		read := readJSON(p.fields)
		for line := range bytes.Lines(start) {
			if read(bytes.TrimRight(line, "\r\n"), &e) {
				return p.name
			}
		}
	}
	return ""
}

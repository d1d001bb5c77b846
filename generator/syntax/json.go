package syntax

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
)

// deepest is how many lists and mappings can be inside each other.
const deepest = 1000

// A jsonReader reads JSON tokens and their positions.
type jsonReader struct {
	file string
	data []byte
	*json.Decoder

	offset, line, column int // the last position that place returned
}

// A misplaced is an error with its byte offset.
type misplaced struct {
	offset int
	text   string
}

func (m *misplaced) Error() string { return m.text }

// ReadJSON reads data, which must be one JSON value: a Map, a List, a string, a bool, an int, nil, or the text of another
// number. file is its name in positions.
func ReadJSON(file string, data []byte) (any, *diag.Diagnostic) {
	r := &jsonReader{file: file, data: data, Decoder: json.NewDecoder(bytes.NewReader(data)), line: 1, column: 1}
	r.UseNumber()
	value, err := r.value(0)
	if err == nil {
		at := r.next()
		if _, after := r.Token(); !errors.Is(after, io.EOF) {
			err = &misplaced{at, "more text after the end of the value"}
		}
	}
	if err == nil {
		return value, nil
	}
	r.offset, r.line, r.column = 0, 1, 1
	var wrong *misplaced
	var syntax *json.SyntaxError
	at, text := len(data), err.Error()
	switch whole := json.Unmarshal(data, new(json.RawMessage)); { // the offset of a token is not exact
	case errors.As(err, &wrong):
		at = wrong.offset
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		text = "the file ends too early"
	case errors.As(whole, &syntax):
		at, text = max(int(syntax.Offset)-1, 0), whole.Error()
	}
	return nil, &diag.Diagnostic{Pos: r.place(min(at, len(data))), Message: "not JSON: " + diag.Inert(text)}
}

// value reads a value that is inside depth others.
func (r *jsonReader) value(depth int) (any, error) {
	if depth > deepest {
		return nil, &misplaced{r.next(), fmt.Sprintf("more than %d lists and mappings inside each other", deepest)}
	}
	token, err := r.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return r.object(depth)
		}
		return r.array(depth)
	case json.Number:
		return integerOr(t.String()), nil
	}
	return token, nil
}

func (r *jsonReader) object(depth int) (any, error) {
	m := Map{}
	for r.More() {
		pos := r.place(r.next())
		key, err := r.Token()
		if err != nil {
			return nil, err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		m = append(m, Entry{key.(string), value, pos}) // the decoder accepts no other key
	}
	_, err := r.Token()
	return m, err
}

func (r *jsonReader) array(depth int) (any, error) {
	l := List{}
	for r.More() {
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		l = append(l, value)
	}
	_, err := r.Token()
	return l, err
}

// next returns the offset of the next token.
func (r *jsonReader) next() int {
	at := int(r.InputOffset())
	for at < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[at]) >= 0 {
		at++
	}
	return at
}

// place returns the position of an offset. Offsets must not decrease from call to call.
func (r *jsonReader) place(offset int) diag.Position {
	for r.offset < offset {
		c, size := utf8.DecodeRune(r.data[r.offset:])
		r.offset += size
		r.column++
		if c == '\n' {
			r.line, r.column = r.line+1, 1
		}
	}
	return diag.Position{File: r.file, Line: r.line, Column: r.column}
}

// EncodeJSON returns the tree as indented JSON. Characters that are not printable become escapes. The
// comment is on the first line, with the key $comment. EncodeJSON panics if a value has a type that trees
// do not have.
func EncodeJSON(comment string, tree Map) []byte {
	var p jsonPrinter
	if comment == "" {
		p.value(tree, 0)
	} else {
		p.text(`{"$comment": `, jsonText(comment))
		for _, e := range tree {
			p.text(",\n  ", jsonText(e.Key), ": ")
			p.value(e.Value, 2)
		}
		p.text("\n}")
	}
	p.text("\n")
	return p.Bytes()
}

// A jsonPrinter builds a JSON document.
type jsonPrinter struct{ printer }

func (p *jsonPrinter) value(value any, indent int) {
	switch v := value.(type) {
	case Map:
		if len(v) == 0 {
			p.text("{}")
			return
		}
		p.lines("{", "}", indent, len(v), func(i int) {
			p.text(jsonText(v[i].Key), ": ")
			p.value(v[i].Value, indent+2)
		})
	case List:
		if line, fits := jsonLine(v); fits {
			p.text(line)
			return
		}
		p.lines("[", "]", indent, len(v), func(i int) { p.value(v[i], indent+2) })
	default:
		p.text(jsonScalar(value))
	}
}

// lines prints n items between brackets, each on its own line.
func (p *jsonPrinter) lines(open, shut string, indent, n int, item func(i int)) {
	p.text(open)
	for i := range n {
		if i > 0 {
			p.text(",")
		}
		p.text("\n")
		p.indent(indent + 2)
		item(i)
	}
	p.text("\n")
	p.indent(indent)
	p.text(shut)
}

// jsonLine returns a list on one line. ok is false if it holds more than scalars or is too long.
func jsonLine(l List) (text string, ok bool) {
	items := make([]string, len(l))
	for i, item := range l {
		switch item.(type) {
		case Map, List:
			return "", false
		}
		items[i] = jsonScalar(item)
	}
	line := "[" + strings.Join(items, ", ") + "]"
	return line, len(l) == 0 || diag.Width(line) <= widest
}

func jsonScalar(value any) string {
	if text, ok := value.(string); ok {
		return jsonText(text)
	}
	line, _ := oneLine(value)
	return line
}

// jsonText returns s as a JSON string.
func jsonText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

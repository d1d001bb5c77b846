package routes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/templates/handlers"
)

// A Handler is a handler of a list, and where it stands there.
type Handler struct {
	Method  string `json:"method"`  // empty for all methods
	Pattern string `json:"pattern"` // as the router has it
	Line    int    `json:"line"`    // in the list, from 1
	pos     diag.Position
}

// Listings says in words which lists Read knows.
const Listings = "METHOD PATTERN, one a line; what gin and hertz print at start; the table of fiber's EnablePrintRoutes; or the routes of echo as JSON"

var (
	escapeSequence = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	ginLine        = regexp.MustCompile(`(?:\[GIN-debug\] |HERTZ: Method=)([A-Z]+)\s+(?:absolutePath=)?(/\S*)\s+-->`)
	methodName     = regexp.MustCompile(`^[A-Z][A-Z-]*$`)
	methodNames    = regexp.MustCompile(`^[A-Z][A-Z-]*([|,][A-Z][A-Z-]*)*$`)
)

// Read reads a list of handlers: lines of METHOD PATTERN, what gin, fiber and echo print, or JSON. What is neither
// is a diagnostic.
func Read(name string, data []byte) ([]Handler, diag.List) {
	data = escapeSequence.ReplaceAll(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil)
	l := &listing{name: name}
	switch trimmed := bytes.TrimSpace(data); {
	case bytes.HasPrefix(trimmed, []byte("[{")), bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[\n")), bytes.HasPrefix(trimmed, []byte("[]")):
		l.json(data)
	case ginLine.Match(data):
		l.lines(data, l.gin)
	case fiberHead.Match(data):
		l.lines(data, l.fiber)
	default:
		l.lines(data, l.plain)
	}
	if len(l.handlers) == 0 && len(l.wrong) == 0 {
		l.wrong.Add(diag.Diagnostic{Pos: diag.Position{File: name}, Message: "there is no handler", Remedy: "write " + Listings})
	}
	return l.handlers, l.wrong
}

// A listing is a list that is being read.
type listing struct {
	name     string
	handlers []Handler
	wrong    diag.List
}

func (l *listing) lines(data []byte, read func(pos diag.Position, line string)) {
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		read(diag.Position{File: l.name, Line: n, Column: 1}, strings.TrimSpace(line))
	}
}

func (l *listing) add(pos diag.Position, method, pattern string) {
	if method == handlers.EchoNotFound {
		return
	}
	l.handlers = append(l.handlers, Handler{Method: method, Pattern: pattern, Line: pos.Line, pos: pos})
}

// plain reads METHOD PATTERN, or a pattern alone for all methods. There can be several methods, with | or a comma between
// them. A further word, such as the name of a function, is not read. A line that begins with # is a comment.
func (l *listing) plain(pos diag.Position, line string) {
	words := strings.Fields(line)
	switch {
	case len(words) == 0, strings.HasPrefix(line, "#"):
	case strings.HasPrefix(words[0], "/"):
		l.add(pos, "", words[0])
	case len(words) > 1 && (methodNames.MatchString(words[0]) || words[0] == handlers.EchoNotFound):
		for _, method := range strings.FieldsFunc(words[0], func(c rune) bool { return c == '|' || c == ',' }) {
			l.add(pos, method, words[1])
		}
	case len(words) > 1 && words[0] == "*":
		l.add(pos, "", words[1])
	default:
		l.wrong.Add(diag.Diagnostic{Pos: pos, Message: diag.Quote(line) + " is no handler", Remedy: "write " + Listings})
	}
}

// gin reads a line of the start of gin or hertz: [GIN-debug] GET /ping --> main.ping (3 handlers). All other lines are
// of other kinds.
func (l *listing) gin(pos diag.Position, line string) {
	if m := ginLine.FindStringSubmatch(line); m != nil {
		l.add(pos, m[1], m[2])
	} else if strings.Contains(line, "-->") {
		l.wrong.Add(diag.Diagnostic{Pos: pos, Message: diag.Quote(line) + " is no handler", Remedy: "write " + Listings})
	}
}

var fiberHead = regexp.MustCompile(`(?m)^method\s*\|\s*path\s*\|`)

// fiber reads a line of fiber's table: GET | /ping | name | main.ping.
func (l *listing) fiber(pos diag.Position, line string) {
	cells := strings.Split(line, "|")
	if len(cells) < 4 {
		return
	}
	method, path := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1])
	if methodName.MatchString(method) && strings.HasPrefix(path, "/") {
		l.add(pos, method, path)
	}
}

// json reads objects with a method and a path, or pattern, in an array, one after another, or under the key routes.
// Echo, chi's docgen and many tools write them. Letter case of the keys does not count.
func (l *listing) json(data []byte) {
	d := json.NewDecoder(bytes.NewReader(data))
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		_, _ = d.Token() // its items are read one by one, so that each has its line
	}
	for d.More() {
		var value any
		if err := d.Decode(&value); err != nil {
			l.notJSON(data, d.InputOffset(), err)
			return
		}
		l.value(positionOf(l.name, data, d.InputOffset()), value)
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		l.notJSON(data, int64(len(data)), err)
	}
}

func (l *listing) notJSON(data []byte, offset int64, err error) {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		offset = int64(len(data))
	}
	l.wrong.Add(diag.Diagnostic{Pos: positionOf(l.name, data, offset), Message: "no JSON here: " + err.Error()})
}

// value reads a JSON value.
func (l *listing) value(pos diag.Position, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			l.value(pos, item)
		}
		return
	case map[string]any:
		if list, ok := v["routes"].([]any); ok {
			l.value(pos, list)
			return
		}
		method, pattern := member(v, "method"), member(v, "path", "pattern", "route")
		if pattern == "" {
			break
		}
		l.add(pos, method, pattern)
		return
	}
	text, _ := json.Marshal(value)
	l.wrong.Add(diag.Diagnostic{Pos: pos, Message: diag.Quote(string(text)) + " is no handler", Remedy: `write {"method": "GET", "path": "/users/:id"}`})
}

// member returns the first of these members that is a text.
func member(object map[string]any, names ...string) string {
	for _, name := range names {
		for _, key := range []string{name, strings.ToUpper(name[:1]) + name[1:]} {
			if text, ok := object[key].(string); ok {
				return text
			}
		}
	}
	return ""
}

// positionOf returns the line of an offset.
func positionOf(name string, data []byte, offset int64) diag.Position {
	return diag.Position{File: name, Line: 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n")), Column: 1}
}

// handlersOf returns the handlers as the comparison takes them.
func handlersOf(list []Handler) (all []handlers.Handler) {
	for _, h := range list {
		all = append(all, handlers.Handler{Method: h.Method, Pattern: h.Pattern})
	}
	return all
}

// String returns METHOD PATTERN.
func (h Handler) String() string {
	if h.Method == "" {
		return h.Pattern + " (all methods)"
	}
	return fmt.Sprintf("%s %s", h.Method, h.Pattern)
}

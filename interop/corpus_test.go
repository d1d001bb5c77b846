package interop

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// A line is a request: what is between its blanks, or in HTTP/2's pseudo-headers, and more headers.
type line struct {
	class          string
	method, target string
	headers        []string // "Name: value"
	format         string   // of an HTTP/1 request's head, if it is not plainHead; see text
	http2          bool
}

const plainHead = "M T HTTP/1.1\r\nHost: front.test\r\nX\r\n"

// text returns the bytes of an HTTP/1 request.
func (l line) text() string {
	format := l.format
	if format == "" {
		format = plainHead
	}
	var more strings.Builder
	for _, h := range l.headers {
		more.WriteString(h + "\r\n")
	}
	body := ""
	if l.method != "GET" && l.method != "HEAD" {
		body = "Content-Length: 0\r\n"
	}
	// The pieces stand in the format as letters, in this order, so that no piece is searched for another.
	before, rest, _ := strings.Cut(format, "M")
	between, rest, _ := strings.Cut(rest, "T")
	after, end, _ := strings.Cut(rest, "\r\nX")
	return before + l.method + between + l.target + after + "\r\n" + more.String() + body + end
}

// A base is a request that names a row exactly; the corpus is its mutations.
type base struct {
	method   string
	segments []string
	literal  []bool // by segment: whether the row has a literal there
	sibling  string // a literal that another row has where this one has its last parameter
	end      string // a slash if the row's path ends in one
}

func (b base) path() string { return "/" + strings.Join(b.segments, "/") + b.end }

// with returns the path with one segment replaced.
func (b base) with(i int, segment string) string {
	segments := slices.Clone(b.segments)
	segments[i] = segment
	return "/" + strings.Join(segments, "/") + b.end
}

// before returns the path with a text put before one segment's slash.
func (b base) before(i int, text string) string {
	return joined(b.segments[:i]) + text + joined(b.segments[i:]) + b.end
}

func joined(segments []string) string {
	if len(segments) == 0 {
		return ""
	}
	return "/" + strings.Join(segments, "/")
}

// bases returns a request for each row.
func bases(t servers.Table) []base {
	var all []base
	for _, row := range t.Rows {
		b := base{method: row.Method}
		if row.Pattern.EndsInSlash() {
			b.end = "/"
		}
		for i, s := range row.Pattern.Segments() {
			switch s.Kind {
			case route.Literal:
				b.add(s.Text, true)
			case route.Param:
				b.add("k7", false)
				b.sibling = literalAt(t, i)
			case route.Rest:
				b.add("sub", false)
				b.add("leaf.kit", false)
			}
		}
		all = append(all, b)
	}
	return all
}

func (b *base) add(segment string, literal bool) {
	b.segments, b.literal = append(b.segments, segment), append(b.literal, literal)
}

// literalAt returns a literal that some row has as its i-th segment, or a word that none has.
func literalAt(t servers.Table, i int) string {
	for _, row := range t.Rows {
		if s := row.Pattern.Segments(); i < len(s) && s[i].Kind == route.Literal {
			return s[i].Text
		}
	}
	return "tasks"
}

// corpus returns the lines for a table, each once, in a fixed order. It is this project's own: what a
// server might take for one of the table's paths, class by class.
func corpus(t servers.Table) []line {
	seen := map[string]bool{}
	var lines []line
	take := func(l line) {
		key := l.text()
		if l.http2 {
			key = "2 " + l.method + " " + l.target + strings.Join(l.headers, "\n")
		}
		if !seen[key] {
			seen[key] = true
			lines = append(lines, l)
		}
	}
	for _, b := range bases(t) {
		for _, m := range pathMutations {
			for _, target := range m.targets(b) {
				take(line{class: m.class, method: b.method, target: target})
			}
		}
		for _, l := range slices.Concat(methodLines(b), headerLines(b), headLines(b), http2Lines(b)) {
			take(l)
		}
	}
	return lines
}

// classes returns the classes of the corpus in their order.
func classes() []string {
	var all []string
	for _, m := range pathMutations {
		all = append(all, m.class)
	}
	return append(all, "method", "method override", "URL override", "request line", "HTTP/2")
}

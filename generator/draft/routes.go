package draft

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/templates/handlers"
)

// FromRoutes returns a spec to start from for a list of routes as routers print them: lines with a METHOD and a path,
// in the syntax of any router, or a JSON array of objects with method and path. Each route is for nobody. A line with a path
// of which no method is read is left out; Doubts says which.
func FromRoutes(file string, list []byte) *Start {
	s := &Start{Package: "api", from: file, ids: map[string]bool{}}
	seen := map[string]bool{}
	for _, l := range linesOf(file, string(list)) {
		for _, pattern := range s.patterns(l) {
			for _, m := range methodsOf(l.method) {
				if key := m + " " + pattern.Shape(); !seen[key] {
					seen[key] = true
					s.add(startRow{m + " " + pattern.String(), access.Nobody.String(), whoMayCall}, "")
				}
			}
		}
	}
	return s
}

// patterns returns the patterns of a route of a list: two if its last segment may be left out, none if a spec cannot
// say it.
func (s *Start) patterns(l line) (patterns []route.Pattern) {
	if method := strings.ToUpper(l.method); methodsOf(method) == nil || !route.CanonicalMethod(methodsOf(method)[0]) {
		s.Doubts.Add(diag.Diagnostic{Pos: l.pos, Message: "no method for the path " + diag.Quote(l.path) + ": it is left out", Remedy: "write METHOD /path"})
		return nil
	}
	read := handlers.Spell(strings.TrimSuffix(l.path, "(.:format)"))
	texts := []string{read.Text}
	if readings, err := handlers.Read(l.path); err == nil && len(readings) == 1 && len(readings[0]) > 1 {
		texts, read.Lost = readings[0], ""
	}
	for _, text := range texts {
		pattern, err := route.ParsePattern(text)
		if err != nil {
			s.Doubts.Add(diag.Diagnostic{Pos: l.pos, Message: diag.Quote(l.path) + ": " + err.Error(), Remedy: "it is left out"})
			return nil
		}
		patterns = append(patterns, pattern)
	}
	if read.Lost != "" {
		s.Doubts.Add(diag.Diagnostic{Pos: l.pos, Message: diag.Quote(read.Found) + " is " + read.What + ": written as " + read.Text, Remedy: read.Lost})
	}
	return patterns
}

// A line is a route of a list.
type line struct {
	pos          diag.Position
	method, path string
}

var (
	verb = `(?:` + strings.Join(method.Answered(), "|") + `|ANY|ALL|\*|[A-Z]+-SEARCH|LINK|UNLINK|PURGE|PROPFIND|REPORT)`
	// listed matches methods and a path, with what stands between in tables, logs and code.
	listed = regexp.MustCompile(`(?i)(?:^|[^A-Za-z/_-])(` + verb + `(?:\s*[,|+]\s*` + verb + `)*)[\s"'|:>\[\])(,` + "`" + `-]+((?:https?:/)?/\S*)`)
	// slashless matches methods and a path that begins without a slash, as Laravel prints them.
	slashless = regexp.MustCompile(`^(?:\|[^|]*\|\s*)?(` + verb + `(?:\|` + verb + `)*)[\s|]+([\w{][^\s|]*)(?:\s*$|\s+[.|])`)
	// pathFirst matches a path and the methods after it: /users/:id [ 'get', 'put' ].
	pathFirst = regexp.MustCompile(`(?i)^["']?(/[^\s"']*)[\s"'\[(|:,]+(` + verb + `(?:[\s"',|]+` + verb + `)*)(?:$|[\s"'\])|,])`)
	// further matches a path that stands beside another one: [/health || /healthz].
	further = regexp.MustCompile(`\|\|\s*(/\S*)`)
	// aPath matches a path anywhere in a line.
	aPath = regexp.MustCompile(`(?:^|[\s"'(\[=])(/[^\s/"'\])|,]*[^\s"'\])|,]*)`)
)

// linesOf returns the routes of a list. A line with a path and no method has an empty method. Lines without a path are no
// routes.
func linesOf(file, text string) (lines []line) {
	var objects []struct{ Method, Path string }
	if json.Unmarshal([]byte(text), &objects) == nil {
		for _, o := range objects {
			lines = append(lines, line{diag.Position{File: file}, o.Method, o.Path})
		}
		return lines
	}
	number := 0
	for l := range strings.Lines(text) {
		number++
		lines = append(lines, routesOf(strings.TrimSpace(l), diag.Position{File: file, Line: number, Column: 1})...)
	}
	return lines
}

// routesOf returns the routes of a line.
func routesOf(text string, pos diag.Position) (routes []line) {
	switch m := listed.FindStringSubmatchIndex(text); {
	case m != nil:
		routes = []line{{pos, text[m[2]:m[3]], trimmed(text[m[4]:m[5]])}}
		for _, other := range further.FindAllStringSubmatch(text[m[5]:], -1) {
			routes = append(routes, line{pos, text[m[2]:m[3]], trimmed(other[1])})
		}
		return routes
	case strings.HasPrefix(text, "#"), strings.HasPrefix(text, "//"):
		return nil
	}
	if m := slashless.FindStringSubmatch(text); m != nil {
		return []line{{pos, m[1], "/" + m[2]}}
	}
	if m := pathFirst.FindStringSubmatch(text); m != nil {
		return []line{{pos, strings.Join(words.FindAllString(m[2], -1), ","), trimmed(m[1])}}
	}
	if m := aPath.FindStringSubmatch(text); m != nil {
		return []line{{pos, "", m[1]}}
	}
	return nil
}

var words = regexp.MustCompile(`[A-Za-z*-]+`)

// trimmed returns a path without the marks behind it that belong to the line.
func trimmed(path string) string {
	for before := ""; before != path; {
		before = path
		path = strings.TrimRight(path, "\"'`,;|:")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(path, pair[1:]) && strings.Count(path, pair[:1]) < strings.Count(path, pair[1:]) {
				path = path[:len(path)-1]
			}
		}
	}
	return path
}

// methodsOf returns the methods that a route of a list is for, each with a row of its own. HEAD uses the row of GET, and
// a list that has OPTIONS among others means what the framework answers itself.
func methodsOf(text string) []string {
	methods, every := handlers.Methods(strings.Join(strings.Fields(text), ""))
	switch {
	case every:
		return method.Common()
	case methods == nil && text != "":
		return []string{strings.ToUpper(text)}
	}
	for i, m := range methods {
		methods[i] = strings.ToUpper(m)
	}
	return slices.DeleteFunc(methods, func(m string) bool { return m == "HEAD" && slices.Contains(methods, "GET") || m == "OPTIONS" })
}

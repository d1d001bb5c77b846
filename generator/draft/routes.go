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
// in the syntax of any router, or a JSON array of objects with method and path. Each route is for nobody. Lines without
// both are left out; Doubts says which.
func FromRoutes(file string, list []byte) *Start {
	s := &Start{Package: "api", from: file, ids: map[string]bool{}}
	seen := map[string]bool{}
	for _, l := range linesOf(file, string(list)) {
		read := handlers.Spell(strings.ReplaceAll(l.path, "(.:format)", ""))
		pattern, err := route.ParsePattern(read.Text)
		if err != nil {
			s.Doubts.Add(diag.Diagnostic{Pos: l.pos, Message: diag.Quote(l.path) + ": " + err.Error(), Remedy: "it is left out"})
			continue
		}
		if read.Lost != "" {
			s.Doubts.Add(diag.Diagnostic{Pos: l.pos, Message: diag.Quote(read.Found) + " is " + read.What + ": written as " + pattern.String(), Remedy: read.Lost})
		}
		for _, m := range methodsOf(l.method) {
			if key := m + " " + pattern.Shape(); !seen[key] {
				seen[key] = true
				s.add(startRow{m + " " + pattern.String(), access.Nobody.String(), whoMayCall}, "")
			}
		}
	}
	return s
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
)

// linesOf returns the routes of a list. A line that has none has an empty path, unless it is empty or a comment.
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
		m := listed.FindStringSubmatch(strings.TrimSpace(l))
		if m == nil {
			continue
		}
		lines = append(lines, line{diag.Position{File: file, Line: number, Column: 1}, m[1], trimmed(m[2])})
	}
	return lines
}

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
	case methods == nil:
		return []string{strings.ToUpper(text)}
	}
	for i, m := range methods {
		methods[i] = strings.ToUpper(m)
	}
	return slices.DeleteFunc(methods, func(m string) bool { return m == "HEAD" && slices.Contains(methods, "GET") || m == "OPTIONS" })
}

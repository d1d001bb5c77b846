// Package foreign knows how other routers write routes, and how a spec writes the same: /orders/:id is /orders/{id}.
// Messages and permroute init use it.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package foreign

import (
	"regexp"
	"slices"
	"strings"
)

// A Path is a path of another router as a spec writes it.
type Path struct {
	Text string // as a spec writes it
	Lost string // what no spec can say, and what to do instead; empty if nothing is lost

	Offset int    // of the first part that a spec writes in another way
	Found  string // that part; empty if a spec writes the path in the same way
	What   string // what that part is: "a parameter", …
}

// Read reads a path in the syntax of any router. Text may still be wrong, for example if the path has an empty segment.
func Read(path string) Path {
	r := reader{}
	path = r.trim(path)
	segments := strings.Split(path, "/")
	offset := r.cut
	for i, s := range segments {
		segments[i] = r.segment(s, offset, i == len(segments)-1)
		offset += len(s) + 1
	}
	r.Text = r.kept + strings.Join(segments, "/")
	return r.Path
}

// Methods returns the methods of a text that names several, such as GET,POST. every reports whether the text stands for
// every method, as ANY does.
func Methods(text string) (methods []string, every bool) {
	if every := []string{"ANY", "ALL", "*"}; slices.Contains(every, strings.ToUpper(text)) {
		return nil, true
	}
	methods = strings.FieldsFunc(strings.Trim(text, "[](){}"), func(c rune) bool { return strings.ContainsRune(",|/+;", c) })
	if len(methods) < 2 || slices.ContainsFunc(methods, func(m string) bool { return !word.MatchString(m) }) {
		return nil, false
	}
	return methods, false
}

var word = regexp.MustCompile(`^[A-Za-z-]+$`)

// A reader collects what a path says.
type reader struct {
	Path
	cut  int    // how many bytes of the path are left out before the first segment
	kept string // what stands in their place
}

// found notes a part that a spec writes in another way.
func (r *reader) found(offset int, part, what string) {
	if r.Found == "" {
		r.Offset, r.Found, r.What = offset, part, what
	}
}

func (r *reader) lost(what string) {
	if r.Lost == "" {
		r.Lost = what
	}
}

// trim returns a path without what stands before and after it: a scheme and a host, a query, a fragment, and the
// anchors of a regular expression.
func (r *reader) trim(path string) string {
	if m := strings.TrimSuffix(url.FindString(path), "/"); m != "" {
		r.found(0, m, "a scheme and a host")
		path, r.cut = path[len(m):], len(m)
	}
	if strings.HasPrefix(path, "^") {
		r.found(r.cut, "^", "the start of a regular expression")
		path, r.cut = path[1:], r.cut+1
		if !strings.HasPrefix(path, "/") {
			r.kept = "/"
		}
	}
	if at := strings.IndexAny(path, "?#"); at > 0 && path[at-1] != '(' && !optional.MatchString(path) {
		what := map[byte]string{'?': "a query", '#': "a fragment"}[path[at]]
		r.found(r.cut+at, path[at:], what)
		path = path[:at]
	}
	if before, end := strings.CutSuffix(path, "$"); end && len(before) > 1 && !strings.HasSuffix(before, "{") && (r.cut > 0 || !strings.HasSuffix(before, "/")) {
		r.found(r.cut+len(before), "$", "the end of a regular expression")
		path = before
	}
	return path
}

var (
	url = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/{}]*|^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/|$)`)
	// optional matches a path whose question mark makes a segment optional.
	optional = regexp.MustCompile(`^[^?]*(?:\?\}[^?]*|[:}][A-Za-z0-9_]*\?(?:/[^?]*)?)$`)
)

// Package corpus reads the route sets of the benchmark out of public modules and packages, makes
// tables and specs of them, and invents requests. Everything that it makes follows from the pinned
// versions alone: the same versions, the same bytes.
package corpus

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Route is one operation of an API.
type Route struct {
	Method  string
	Path    string // in permroute's notation
	Service string // the service that it belongs to; empty where the source has one only
	API     string // the service's API of one version, likewise
	Name    string // what the source calls the operation; may be empty
	ID      string // letters and digits, unique in its set; made by clean
}

// A Set is a route set.
type Set struct {
	Name   string // a Go package's name too
	Title  string // for people
	Source string // where the rows are from
	Routes []Route
	Found  int    // rows in the source
	Drops  []Drop // those that are not in Routes

	// plain sets have no literals beside parameters, which few routers can write.
	plain bool
}

// A Drop is a row of a source that is not in the set.
type Drop struct {
	Route Route
	Why   string
}

// clean returns the set with each row once: rows are dropped whose method and shape another one has
// before them, and those that permroute refuses. Every other row gets an id.
func clean(s Set) Set {
	found, seen := s.Routes, map[string]bool{}
	s.Found, s.Routes, s.Drops = len(found), nil, nil
	for _, r := range found {
		r.Path = distinctParams(r.Path)
		pattern, err := route.ParsePattern(r.Path)
		key := r.Method + " " + pattern.Shape()
		switch {
		case err != nil:
			s.Drops = append(s.Drops, Drop{r, err.Error()})
		case !route.CanonicalMethod(r.Method):
			s.Drops = append(s.Drops, Drop{r, "the method " + r.Method})
		case pattern.EndsInSlash(): // most of the peers have no such pattern, or redirect it
			s.Drops = append(s.Drops, Drop{r, "an empty segment"})
		case s.plain && pattern.Affixed():
			s.Drops = append(s.Drops, Drop{r, "a literal beside a parameter"})
		case seen[key]:
			s.Drops = append(s.Drops, Drop{r, "the method and shape of another row"})
		default:
			seen[key] = true
			s.Routes = append(s.Routes, r)
		}
	}
	identify(s.Routes)
	return s
}

// Reasons counts the dropped rows by reason, the most frequent first, with an example each.
func (s Set) Reasons() []string {
	count, example := map[string]int{}, map[string]Route{}
	for _, d := range s.Drops {
		why := generalised(d.Why)
		if count[why]++; count[why] == 1 {
			example[why] = d.Route
		}
	}
	var reasons []string
	for why := range count {
		reasons = append(reasons, why)
	}
	slices.SortFunc(reasons, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	for i, why := range reasons {
		reasons[i] = fmt.Sprintf("%d: %s (%s %s)", count[why], why, example[why].Method, example[why].Path)
	}
	return reasons
}

// generalised leaves what a diagnostic quotes out of it.
func generalised(why string) string {
	before, after, found := strings.Cut(why, `"`)
	if !found {
		return why
	}
	_, after, _ = strings.Cut(after, `"`)
	return before + "…" + after
}

// distinctParams gives each parameter of a path a name of its own, and one that a pattern takes.
func distinctParams(path string) string {
	var b strings.Builder
	seen := map[string]int{}
	for {
		open := strings.IndexByte(path, '{')
		shut := strings.IndexByte(path, '}')
		if open < 0 || shut < open {
			return b.String() + path
		}
		name := strings.Map(func(r rune) rune {
			if r == '_' || r == '-' || r == '.' || isAlphanumeric(r) {
				return r
			}
			return '_'
		}, path[open+1:shut])
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s_%d", name, seen[name])
		}
		b.WriteString(path[:open] + "{" + name + "}")
		path = path[shut+1:]
	}
}

func isAlphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// identify gives each route an id that is unique whatever its letter case: the operation's name; where
// another one has it the API's before it; then a number.
func identify(routes []Route) {
	count, taken := map[string]int{}, map[string]bool{}
	for i, r := range routes {
		routes[i].ID = camel(r.Name)
		if r.Name == "" {
			routes[i].ID = camel(strings.ToLower(r.Method) + r.Path)
		}
		count[strings.ToLower(routes[i].ID)]++
	}
	for i, r := range routes {
		id := r.ID
		if count[strings.ToLower(id)] > 1 {
			id = camel(r.API) + strings.TrimPrefix(id, camel(r.Service))
		}
		routes[i].ID = id
		for n := 2; taken[strings.ToLower(routes[i].ID)]; n++ {
			routes[i].ID = fmt.Sprintf("%s%d", id, n)
		}
		taken[strings.ToLower(routes[i].ID)] = true
	}
}

// camel joins the words of a text, each with a capital letter.
func camel(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !isAlphanumeric(r) })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}

package notation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
	"github.com/permroute/permroute/generator/method"
)

// methods holds the methods that documents print, and common those that a document means by ANY: HEAD
// follows GET.
var methods, common = method.Answered(), method.Common()

// A Route is METHOD /path as a spec has it.
type Route struct{ Method, Path string }

// Routes is what a text says of routes.
type Routes struct {
	List    []Route
	Name    string  // what stands on lines before the routes
	Doubts  []Doubt // how the text was read, where it is more than METHOD /path
	Reason  string  // why the text is not understood, although it names routes; "" if it is understood
	Problem string  // why no route can be taken from the text; List is empty then
	Remedy  string
}

func (r *Routes) doubt(access bool, format string, args ...any) {
	r.Doubts = append(r.Doubts, Doubt{fmt.Sprintf(format, args...), access})
}

var (
	methodWord = regexp.MustCompile(`^[\[(]?([A-Za-z]{2,9}|\*)[\])]?(?:\s*[:：])?`)
	// pathStart is the start of a path or a URL.
	pathStart = regexp.MustCompile(`^(?i:https?://|/(?:[^\s/,、;-]|\*|$|\s)|//|\$?\{\{?[a-z_ -]*(?:endpoint|host|domain|server|url)[a-z_ -]*\}\}?/)`)
	// relative is the start of a path without its slash.
	relative = regexp.MustCompile(`^[A-Za-z0-9_{}$<>:.-]+/`)
	between  = regexp.MustCompile(`^(?:[\s,、;|&]|(?:and|or)\b|和|或者|或|及|与)+`)
)

// RouteLike reports whether a text begins with METHOD /path.
func RouteLike(s string) bool {
	l := &routeLexer{rest: strings.TrimSpace(Narrow(s))}
	found := l.methods(true)
	return len(found) > 0 && l.path(capitals(found)) != ""
}

// HoldsRoute reports whether a text has a line that begins with METHOD /path.
func HoldsRoute(s string) bool {
	if RouteLike(s) {
		return true
	}
	name, _ := nameAndRoute(s)
	return name != ""
}

// routeInside is a method inside of a text.
var routeInside = regexp.MustCompile(`(?:^|[^A-Za-z])(?:` + strings.Join(methods, "|") + `)\b`)

// NamesRoute reports whether a text names a method.
func NamesRoute(s string) bool { return routeInside.MatchString(Narrow(s)) }

// PathLike reports whether a text begins with a path.
func PathLike(s string) bool {
	s = strings.TrimSpace(Narrow(s))
	return pathStart.MatchString(s) && s != "/"
}

// IsMethod reports whether a text is a method, or several.
func IsMethod(s string) bool {
	l := &routeLexer{rest: strings.TrimSpace(Narrow(s))}
	return len(l.methods(false)) > 0 && l.rest == ""
}

// ReadRoutes reads a cell of routes, with the cell of methods beside it if there is one. Paths that do
// not begin with base are taken to stand below it.
func ReadRoutes(route, methods, base string) (r Routes) {
	beside := &routeLexer{rest: strings.TrimSpace(Narrow(methods))}
	outer := beside.methods(false)
	if beside.rest != "" {
		r.Problem = fmt.Sprintf("%s is no method", diag.Quote(source.OneLine(methods)))
		return r
	}
	name, text := nameAndRoute(unbulleted(route))
	l := &routeLexer{rest: text, outer: outer}
	r.Name = name
	r.marks(l)
	groups := l.groups()
	r.Reason = l.reason
	switch {
	case len(groups) == 0 && len(outer) == 0 && PathLike(l.rest):
		return Routes{Problem: fmt.Sprintf("%s has no method", diag.Quote(source.OneLine(route)))}
	case len(groups) == 0:
		return Routes{Problem: fmt.Sprintf("%s names no path", diag.Quote(source.OneLine(route)))}
	case l.broken != "":
		return Routes{Problem: fmt.Sprintf("%s may be a path of its own or the rest of the one before it", diag.Quote(l.broken))}
	}
	for _, g := range groups {
		if r.group(g, base); r.Problem != "" {
			return Routes{Problem: r.Problem, Remedy: r.Remedy}
		}
	}
	if len(groups) > 1 || len(groups[0].paths) > 1 {
		r.doubt(false, "several routes in one cell: a row for each")
	}
	if len(outer) > 1 && len(r.List) > len(outer) {
		r.doubt(true, "several methods beside several paths: a row for each method and path")
	}
	return r
}

// nameAndRoute cuts the lines before the first line with a route off a cell.
func nameAndRoute(s string) (name, route string) {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i > 0 && RouteLike(line) {
			return strings.Join(lines[:i], "\n"), strings.Join(lines[i:], "\n")
		}
		if RouteLike(line) || PathLike(line) {
			break
		}
	}
	return "", s
}

// unbulleted returns a cell in ASCII width without the bullets of its lines.
func unbulleted(s string) string {
	if !strings.Contains(s, "\n") {
		return strings.TrimSpace(bullet.ReplaceAllString(Narrow(s), ""))
	}
	return strings.Join(Items(Narrow(s)), "\n")
}

// marks drops the marks of what will be removed.
func (r *Routes) marks(l *routeLexer) {
	if mark := retired.FindString(l.rest); mark != "" {
		l.rest = strings.TrimSpace(retired.ReplaceAllString(l.rest, " "))
		r.doubt(false, "the mark %s: the row stays as long as the document has it", diag.Quote(strings.Trim(mark, " ()[]{}<>-\n")))
	}
}

// A routeGroup is methods and the paths that stand behind them.
type routeGroup struct {
	methods []string // as printed
	paths   []string
}

// group adds the routes of a group.
func (r *Routes) group(g routeGroup, base string) {
	var named []string
	for _, word := range g.methods {
		switch m := meantMethod(word); {
		case anyMethod(word):
			named = append(named, common...)
			r.doubt(false, "the method %s: a row for each of %s", diag.Quote(word), strings.Join(common, ", "))
		default:
			named = append(named, m)
			if strings.ToUpper(word) != m {
				r.doubt(true, "the method %s read as %s", diag.Quote(word), m)
			}
		}
	}
	if len(g.methods) > 1 {
		r.doubt(false, "%d methods in one cell: a row for each", len(g.methods))
	}
	for _, path := range g.paths {
		p := r.mend(path, base)
		for _, m := range named {
			if r.Problem == "" && !slices.Contains(r.List, Route{m, p}) {
				r.List = append(r.List, Route{m, p})
			}
		}
	}
}

// meantMethod returns the method that a word stands for, or "".
func meantMethod(word string) string {
	upper := strings.ToUpper(word)
	if slices.Contains(methods, upper) {
		return upper
	}
	return diag.Nearest(upper, methods)
}

// anyMethod reports whether a word stands for every method.
func anyMethod(word string) bool {
	upper := strings.ToUpper(word)
	return upper == "ANY" || upper == "ALL" || upper == "*"
}

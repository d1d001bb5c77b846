package notation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// A routeLexer cuts a text into methods and paths.
type routeLexer struct {
	rest   string
	outer  []string // the methods of the cell beside
	reason string
	broken string // a path behind another one that may be its rest
}

// groups reads all of the text.
func (l *routeLexer) groups() (groups []routeGroup) {
	l.rest = strings.TrimSpace(l.rest)
	blank := false // only a blank stands before the rest
	for l.rest != "" {
		before := l.rest
		found := l.methods(true)
		path := l.path(capitals(found) || found == nil && l.outer != nil)
		switch {
		case path == "":
			l.stop(before)
			return groups
		case found != nil && l.outer != nil && !slices.Equal(upper(found), upper(l.outer)):
			l.not("the methods %s and %s", strings.Join(found, ", "), strings.Join(l.outer, ", "))
			fallthrough
		case found != nil:
			groups = append(groups, routeGroup{found, []string{path}})
		case len(groups) > 0:
			last := &groups[len(groups)-1]
			if blank && firstSegment(path) != firstSegment(last.paths[0]) {
				l.broken = path
			}
			last.paths = append(last.paths, path)
		case l.outer != nil:
			groups = append(groups, routeGroup{l.outer, []string{path}})
		default:
			l.rest = before
			return nil
		}
		gap := between.FindString(l.rest)
		l.rest, blank = l.rest[len(gap):], strings.TrimSpace(gap) == ""
	}
	return groups
}

// firstSegment returns the first segment of a path without its host.
func firstSegment(path string) string {
	path = strings.TrimLeft(path[len(scheme.FindString(path)):], "/")
	first, _, _ := strings.Cut(path, "/")
	return first
}

// capitals reports whether there are methods, and all of them are printed in capitals: a word like Get may
// begin a sentence.
func capitals(found []string) bool {
	return len(found) > 0 && slices.Equal(found, upper(found))
}

func upper(words []string) (list []string) {
	for _, w := range words {
		list = append(list, strings.ToUpper(w))
	}
	return list
}

// stop notes a text that is neither a method nor a path.
func (l *routeLexer) stop(text string) {
	l.not("%s beside the route", diag.Quote(source.OneLine(text)))
	l.rest = ""
}

func (l *routeLexer) not(format string, args ...any) {
	if l.reason == "" {
		l.reason = fmt.Sprintf(format, args...)
	}
}

// methods takes the methods at the start. before says that a path must stand behind them: capitals that
// are nearly a method are one then.
func (l *routeLexer) methods(before bool) (found []string) {
	rest := l.rest
	for {
		m := methodWord.FindStringSubmatch(rest)
		if m == nil {
			break
		}
		after := rest[len(m[0]):]
		known := slices.Contains(methods, strings.ToUpper(m[1])) || anyMethod(m[1])
		next := strings.TrimLeft(after, " \t\n")
		ends := after == "" || !inWord(after[0])
		switch {
		case !ends, !known && (!before || m[1] != strings.ToUpper(m[1]) || meantMethod(m[1]) == ""):
			return found
		case (!known || m[1] == "*") && before && !pathStart.MatchString(next):
			return found
		}
		if !slices.Contains(found, m[1]) {
			found = append(found, m[1])
		}
		l.rest, rest = next, skipBetweenMethods(after)
	}
	return found
}

// methodSlash is a slash between two methods: GET/POST, GET / POST. In GET /any it begins a path.
var methodSlash = regexp.MustCompile(`^(?:/|\s+/\s)\s*`)

// skipBetweenMethods returns what stands behind a sign between two methods, if a method does. s is what stands
// directly behind the first one.
func skipBetweenMethods(after string) string {
	s := strings.TrimLeft(after, " \t\n")
	rest := between.ReplaceAllString(s, "")
	if slash := methodSlash.FindString(after); slash != "" {
		rest = after[len(slash):]
		if m := methodWord.FindStringSubmatch(rest); m != nil && m[1] != strings.ToUpper(m[1]) {
			return ""
		}
	}
	m := methodWord.FindStringSubmatch(rest)
	if rest != s && m != nil && (!slices.Contains(methods, m[1]) && !anyMethod(m[1]) || rest[len(m[0]):] != "" && rest[len(m[0])] == '-') {
		return ""
	}
	return rest
}

func inWord(b byte) bool { return letter(b) || b >= '0' && b <= '9' || b == '_' }

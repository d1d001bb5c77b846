package notation

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/route"
)

var (
	methodWord  = regexp.MustCompile(`^([A-Za-z]{2,9})\s*(.*)`)
	afterMethod = regexp.MustCompile(`^(?:\s*(?:/|\||,|、|&|和|或|或者|及|and\b|or\b)\s*)([A-Za-z]{3,7})(\W.*|$)`)
	// routeStart is METHOD and the begin of a path or of a URL.
	routeStart = regexp.MustCompile(`^[A-Za-z]{3,7}(?:\s*[/|,、&]\s*[A-Za-z]{3,7})*\s*[:：]?\s*(?:https?:|[/{])`)
	pathStart  = regexp.MustCompile(`^(?:https?://|/(?:[^\s/-]|$)|\{[A-Za-z_ -]*(?i:endpoint|host|domain)[A-Za-z_ -]*\}/)`)
	scheme     = regexp.MustCompile(`^(?i:https?)://[^/\s]*`)
	endpoint   = regexp.MustCompile(`^\{[A-Za-z_ -]*(?i:endpoint|host|server|domain_name)[A-Za-z_ -]*\}(/|$)`)
)

// RouteLike reports whether a text begins with METHOD /path.
func RouteLike(s string) bool {
	s = strings.TrimSpace(Narrow(s))
	if !routeStart.MatchString(s) {
		return false
	}
	found, rest := cutMethods(s)
	return len(found) > 0 && strings.TrimLeft(rest, ": ") != ""
}

// PathLike reports whether a text begins with a path.
func PathLike(s string) bool {
	return pathStart.MatchString(strings.TrimSpace(Narrow(s)))
}

// cutMethods cuts the methods off the start of a text.
func cutMethods(s string) (found []string, rest string) {
	m := methodWord.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || meantMethod(m[1]) == "" {
		return nil, s
	}
	found, rest = []string{m[1]}, m[2]
	for {
		m := afterMethod.FindStringSubmatch(rest)
		if m == nil || !slices.Contains(method.Answered(), m[1]) {
			return found, strings.TrimLeft(rest, " \t")
		}
		found, rest = append(found, m[1]), m[2]
	}
}

// meantMethod returns the method that a word stands for, or "".
func meantMethod(word string) string {
	upper := strings.ToUpper(word)
	if slices.Contains(method.Answered(), upper) {
		return upper
	}
	return diag.Nearest(upper, method.Answered())
}

// A Route is METHOD /path as a spec has it.
type Route struct {
	Method, Path string
	Said         []string // what had to be Route beyond what only looks otherwise
}

// Routes reads a cell of routes, with the cell of methods beside it if there is one. Each line that
// begins with a method is one.
func Routes(route, method string) (list []Route, problem, remedy string) {
	var texts []string
	for line := range strings.SplitSeq(Narrow(route), "\n") {
		line = strings.TrimSpace(bullet.ReplaceAllString(line, ""))
		if len(texts) > 0 && !RouteLike(line) && (method == "" || !PathLike(line)) {
			texts[len(texts)-1] += " " + line
		} else {
			texts = append(texts, line)
		}
	}
	for _, text := range texts {
		found, path := cutMethods(text)
		if !RouteLike(text) {
			found, path = nil, text
		}
		if found == nil {
			found, _ = cutMethods(Narrow(method))
		}
		if found == nil {
			return nil, fmt.Sprintf("%s without a method", diag.Quote(text)), ""
		}
		for _, word := range found {
			m, err := mend(path)
			if err != nil {
				return nil, err.Message, err.Remedy
			}
			m.Method = meantMethod(word)
			if strings.ToUpper(word) != m.Method {
				m.say("the method %s read as %s", diag.Quote(word), m.Method)
			}
			if len(found) > 1 {
				m.say("%d methods in one cell: a row for each", len(found))
			}
			list = append(list, m)
		}
	}
	if len(texts) > 1 {
		for i := range list {
			list[i].say("%d routes in one cell: a row for each", len(texts))
		}
	}
	return list, "", ""
}

func (m *Route) say(format string, args ...any) {
	m.Said = append(m.Said, fmt.Sprintf(format, args...))
}

var (
	colonParam   = regexp.MustCompile(`/:([A-Za-z_][A-Za-z0-9_-]*)`)
	angledParam  = regexp.MustCompile(`<([A-Za-z_][A-Za-z0-9_ .-]*)>`)
	dollarParam  = regexp.MustCompile(`\$\{([^{}/]*)\}`)
	doubledParam = regexp.MustCompile(`\{\{([^{}/]*)\}\}`)
	blankInParam = regexp.MustCompile(`\{\s*([^{}/]*?)\s*\}`)
	manySlashes  = regexp.MustCompile(`//+`)
	badInName    = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)
)

// mend reads what follows a method.
func mend(text string) (m Route, problem *route.PatternError) {
	s := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), ":"))
	if mark := retired.FindString(s); mark != "" {
		s = strings.TrimSpace(retired.ReplaceAllString(s, " "))
		m.say("the path marked %s: the row stays as long as the document has it", diag.Quote(strings.TrimSpace(mark)))
	}
	if host := scheme.FindString(s); host != "" {
		s = s[len(host):]
		m.say("the host %s left out", diag.Quote(host))
	} else if host := endpoint.FindString(s); host != "" {
		s = "/" + strings.TrimPrefix(s[len(host)-1:], "/")
		m.say("the host %s left out", diag.Quote(strings.TrimSuffix(host, "/")))
	}
	s = m.blanks(s)
	if at := strings.IndexAny(s, "?#"); at >= 0 {
		m.say("%s left out: a row names a path without its query", diag.Quote(s[at:]))
		s = s[:at]
	}
	s = m.params(s)
	s = m.ends(s)
	pattern, err := route.ParsePattern(s)
	if errors.As(err, &problem) {
		return m, problem
	}
	m.Path = pattern.String()
	return m, nil
}

// blanks drops blanks inside of a path where it goes on behind them, and what follows it.
func (m *Route) blanks(s string) string {
	s = blankInParam.ReplaceAllStringFunc(s, func(p string) string {
		name := strings.Trim(badInName.ReplaceAllString(strings.Trim(p, "{} "), "_"), "_")
		if p != "{"+name+"}" {
			m.say("the parameter %s written {%s}", diag.Quote(p), name)
		}
		return "{" + name + "}"
	})
	parts := strings.Fields(s)
	if len(parts) == 0 {
		return s
	}
	path := parts[0]
	if !strings.Contains(path, "/") {
		return s // no path: ParsePattern says so
	}
	for i, part := range parts[1:] {
		if !strings.HasPrefix(part, "/") && !strings.HasSuffix(path, "/") && !strings.HasSuffix(path, "-") && !strings.HasSuffix(path, "_") && !strings.Contains(part, "/") {
			m.say("%s after the path, which is left out", diag.Quote(strings.Join(parts[1+i:], " ")))
			return path
		}
		m.say("a blank inside of the path before %s dropped", diag.Quote(part))
		path += part
	}
	return path
}

// params writes parameters as {name}.
func (m *Route) params(s string) string {
	before := s
	s = dollarParam.ReplaceAllString(s, "{$1}")
	s = doubledParam.ReplaceAllString(s, "{$1}")
	s = angledParam.ReplaceAllString(s, "{$1}")
	s = colonParam.ReplaceAllString(s, "/{$1}")
	segments := strings.Split(s, "/")
	for i, segment := range segments {
		last := i == len(segments)-1
		switch {
		case segment == "*" && last:
			segments[i] = "**"
		case segment == "*":
			segments[i] = fmt.Sprintf("{any%d}", i)
		case strings.HasPrefix(segment, "{") && !strings.ContainsAny(segment, "}"):
			segments[i] = segment + "}"
		case strings.HasSuffix(segment, "}") && !strings.ContainsAny(segment, "{"):
			segments[i] = "{" + segment
		case segment == "{*}" || segment == "{**}":
			segments[i] = map[bool]string{true: "**", false: fmt.Sprintf("{any%d}", i)}[last]
		}
		for j := range i { // the same name twice in one path
			if strings.HasPrefix(segments[i], "{") && segments[i] == segments[j] {
				segments[i] = fmt.Sprintf("{%s_%d}", strings.Trim(segments[i], "{}"), i)
			}
		}
	}
	if s = strings.Join(segments, "/"); s != before {
		m.say("the path %s written as %s", diag.Quote(before), s)
	}
	return s
}

// ends drops what a path has too much at its ends, and doubled slashes.
func (m *Route) ends(s string) string {
	before := s
	s = strings.TrimRight(s, "。.,;、\"'`")
	s = manySlashes.ReplaceAllString(s, "/")
	if len(s) > 1 {
		s = strings.TrimSuffix(s, "/")
	}
	if !strings.HasPrefix(s, "/") && strings.Contains(s, "/") && !strings.Contains(s, " ") {
		s = "/" + s
	}
	if s != before {
		m.say("the path %s written as %s", diag.Quote(before), s)
	}
	return s
}

// IsMethod reports whether a text is a method, or several.
func IsMethod(s string) bool {
	found, rest := cutMethods(Narrow(s))
	return len(found) > 0 && strings.TrimSpace(rest) == ""
}

package notation

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

var (
	// pathEnd is where a path ends: at a blank, or at a sign behind which another route begins.
	pathEnd  = regexp.MustCompile(`[\s、]|[,;|&]\s*(?:[A-Z]{3,7}\s*/|/[^\s/]|https?://)|[,;]\s|[,;]$`)
	spacious = regexp.MustCompile(`\{[^{}/\n]*\}|<[^<>/\n]*>`) // a parameter, which may hold blanks
	scheme   = regexp.MustCompile(`^(?i:https?)://[^/\s]*`)
	endpoint = regexp.MustCompile(`^\$?\{\{?[A-Za-z_ -]*(?i:endpoint|host|server|domain|url)[A-Za-z_ -]*\}\}?(/|$)`)
)

// path takes the path at the start, or "". Beside a method it may lack its first slash. A path that is
// broken behind a slash or a hyphen goes on behind the blank.
func (l *routeLexer) path(method bool) string {
	if !pathStart.MatchString(l.rest) && (!method || !relative.MatchString(l.rest)) {
		return ""
	}
	path := l.piece()
	for strings.HasSuffix(path, "/") || strings.HasSuffix(path, "-") || strings.HasSuffix(path, "_") {
		blanks := len(l.rest) - len(strings.TrimLeft(l.rest, " \n"))
		next := l.rest[blanks:]
		if blanks == 0 || next == "" || !inWord(next[0]) && next[0] != '{' || RouteLike(next) {
			break
		}
		l.rest = next
		path += "\n" + l.piece() // Routes.mend says that there was a blank
	}
	return path
}

// piece takes what stands before a blank, or before a sign behind which another route begins.
func (l *routeLexer) piece() string {
	masked := spacious.ReplaceAllStringFunc(l.rest, func(p string) string { return strings.Repeat("x", len(p)) })
	end := len(masked)
	if at := pathEnd.FindStringIndex(masked[min(1, len(masked)):]); at != nil {
		end = at[0] + 1
	}
	piece := l.rest[:end]
	l.rest = l.rest[end:]
	return piece
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

// mend returns a path as a spec has it. What it changes is a doubt; what cannot be a path is the problem.
func (r *Routes) mend(s, base string) string {
	if plainPath(s) && base == "" {
		return s
	}
	if before, after, broken := strings.Cut(s, "\n"); broken {
		r.doubt(true, "a blank inside of the path before %s dropped", diag.Quote(strings.ReplaceAll(after, "\n", "")))
		s = before + strings.ReplaceAll(after, "\n", "")
	}
	if host := scheme.FindString(s); host != "" {
		s = s[len(host):]
		r.doubt(false, "the host %s left out", diag.Quote(host))
	} else if host := endpoint.FindString(s); host != "" {
		s = "/" + strings.TrimPrefix(s[len(host)-1:], "/")
		r.doubt(false, "the host %s left out", diag.Quote(strings.TrimSuffix(host, "/")))
	}
	if at := strings.IndexAny(s, "?#"); at >= 0 {
		r.doubt(false, "%s left out: a row names a path without its query", diag.Quote(s[at:]))
		s = s[:at]
	}
	s = r.below(r.ends(r.params(s)), base)
	pattern, err := route.ParsePattern(s)
	var problem *route.PatternError
	if errors.As(err, &problem) {
		r.Problem, r.Remedy = problem.Message, problem.Remedy
		return ""
	}
	return pattern.String()
}

// plainPath reports whether a path is one that needs no mending: literals and {name}s.
func plainPath(s string) bool {
	if len(s) < 2 || s[0] != '/' || s[len(s)-1] == '/' {
		return false
	}
	names := map[string]bool{}
	for segment := range strings.SplitSeq(s[1:], "/") {
		name, param := strings.CutPrefix(segment, "{")
		name, closed := strings.CutSuffix(name, "}")
		if segment == "" || name == "" || param != closed || param && names[name] || strings.ContainsFunc(name, func(c rune) bool { return c > 127 || !inWord(byte(c)) && c != '-' }) {
			return false
		}
		names[name] = param
	}
	return true
}

// params writes parameters as {name}.
func (r *Routes) params(s string) string {
	before := s
	s = dollarParam.ReplaceAllString(s, "{$1}")
	s = doubledParam.ReplaceAllString(s, "{$1}")
	s = angledParam.ReplaceAllString(s, "{$1}")
	s = colonParam.ReplaceAllString(s, "/{$1}")
	s = blankInParam.ReplaceAllStringFunc(s, func(p string) string {
		if strings.Trim(p, "{}*") == "" {
			return p
		}
		return "{" + strings.Trim(badInName.ReplaceAllString(strings.Trim(p, "{} "), "_"), "_") + "}"
	})
	segments := strings.Split(s, "/")
	for i, segment := range segments {
		last := i == len(segments)-1
		switch {
		case (segment == "*" || segment == "{*}" || segment == "{**}") && last:
			segments[i] = "**"
		case segment == "*" || segment == "{*}" || segment == "{**}":
			segments[i] = fmt.Sprintf("{any%d}", i)
		case strings.HasPrefix(segment, "{") && !strings.Contains(segment, "}"):
			segments[i] = segment + "}"
			r.doubt(true, "%s without its second brace: written as %s", diag.Quote(segment), segments[i])
		case strings.HasSuffix(segment, "}") && !strings.Contains(segment, "{"):
			segments[i] = "{" + segment
			r.doubt(true, "%s without its first brace: written as %s", diag.Quote(segment), segments[i])
		}
		for j := range i { // the same name twice in one path
			if strings.HasPrefix(segments[i], "{") && segments[i] == segments[j] {
				segments[i] = fmt.Sprintf("{%s_%d}", strings.Trim(segments[i], "{}"), i)
			}
		}
	}
	if s = strings.Join(segments, "/"); s != before {
		r.doubt(false, "the path %s written as %s", diag.Quote(before), s)
	}
	return s
}

// ends drops what a path has too much at its ends, and doubled slashes.
func (r *Routes) ends(s string) string {
	before := s
	s = strings.TrimRight(s, "。.,;、\"'`")
	s = manySlashes.ReplaceAllString(s, "/")
	if len(s) > 1 {
		s = strings.TrimSuffix(s, "/")
	}
	if !strings.HasPrefix(s, "/") && strings.Contains(s, "/") {
		s = "/" + s
	}
	if s != before {
		r.doubt(false, "the path %s written as %s", diag.Quote(before), s)
	}
	return s
}

// below returns the path below the base, unless it begins with it.
func (r *Routes) below(s, base string) string {
	if base == "" || s == base || strings.HasPrefix(s, base+"/") {
		return s
	}
	if s == "/" {
		return base
	}
	return base + s
}

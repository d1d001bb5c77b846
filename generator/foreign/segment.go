package foreign

import (
	"regexp"
	"strings"
)

// What stands in segments of other routers, and is not in a spec.
const (
	parameter  = "a parameter as other routers write it"
	wildcard   = "a wildcard as other routers write it"
	expression = "a regular expression"
	optionally = "a segment that may be left out"
)

// What no spec can say, and what to do instead.
const (
	noExpression = "a spec has no regular expressions: let the handler refuse other values"
	noOptional   = "write another row for the path without it"
	noMiddle     = "** must be the last segment: name the segments between"
	noSeveral    = "a segment has one parameter"
)

var (
	colon    = regexp.MustCompile(`^:([A-Za-z_][A-Za-z0-9_]*)`)
	inside   = regexp.MustCompile(`:([A-Za-z_][A-Za-z0-9_]*)`)
	star     = regexp.MustCompile(`^[*+]+([A-Za-z_][A-Za-z0-9_]*)?\??$`)
	angle    = regexp.MustCompile(`<(?:([A-Za-z_]+)(?:\([^)]*\))?:)?([A-Za-z_][A-Za-z0-9_]*)>`)
	bracket  = regexp.MustCompile(`^\[\[?(\.\.\.)?([A-Za-z_][A-Za-z0-9_-]*)\]?\]$`)
	named    = regexp.MustCompile(`\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>`)
	braceTop = regexp.MustCompile(`^\*{0,2}([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)(\.\.\.|\+|\*|\?|=[^{}]*)?$`)
)

// segment returns a segment as a spec writes it. last says that it is the last one of the path.
func (r *reader) segment(s string, offset int, last bool) string {
	switch {
	case s == "**":
		return s
	case s == "{$}":
		r.found(offset, s, "the end of a path as net/http writes it")
		return ""
	case star.MatchString(s):
		return r.rest(s, offset, last)
	case colon.MatchString(s):
		return r.colon(s, offset, last)
	case named.MatchString(s):
		r.found(offset, s, expression)
		r.lost(noExpression)
		return "{" + named.FindStringSubmatch(s)[1] + "}"
	case bracket.MatchString(s):
		m := bracket.FindStringSubmatch(s)
		if m[1] != "" {
			return r.rest(s, offset, last)
		}
		r.found(offset, s, parameter)
		return "{" + m[2] + "}"
	case angle.MatchString(s):
		m := angle.FindStringSubmatch(s)
		if m[1] == "path" && m[0] == s {
			return r.rest(s, offset, last)
		}
		r.found(offset, s, parameter)
		return angle.ReplaceAllString(s, "{$2}")
	case strings.Contains(s, "{"):
		return r.braces(s, offset, last)
	}
	return s
}

// rest returns ** for a wildcard that takes the rest of the path.
func (r *reader) rest(s string, offset int, last bool) string {
	r.found(offset, s, wildcard)
	if !last {
		r.lost(noMiddle)
		return "*"
	}
	return "**"
}

// colon returns a segment that begins with a parameter such as :id.
func (r *reader) colon(s string, offset int, last bool) string {
	m := colon.FindStringSubmatch(s)
	param, after := "{"+m[1]+"}", s[len(m[0]):]
	switch {
	case after == "":
	case strings.Trim(after, "*+") == "":
		return r.rest(s, offset, last)
	case after == "?":
		r.found(offset, s, optionally)
		r.lost(noOptional)
		return param
	case strings.ContainsAny(after[:1], "(<{"):
		r.found(offset, s, expression)
		r.lost(noExpression)
		return param
	case strings.Contains(after, ":"):
		r.lost(noSeveral)
		after = inside.ReplaceAllString(after, "{$1}")
	}
	r.found(offset, s, parameter)
	return param + after
}

// braces returns a segment with a parameter in braces.
func (r *reader) braces(s string, offset int, last bool) string {
	open := strings.IndexByte(s, '{')
	inner, after, closed := cutBrace(s[open+1:])
	name, pattern, typed := strings.Cut(inner, ":")
	m := braceTop.FindStringSubmatch(name)
	if !closed || m == nil {
		return s
	}
	param := s[:open] + "{" + m[1] + "}" + after
	switch {
	case typed && open == 0 && after == "" && (pattern == ".*" || pattern == ".+" || pattern == "*" || pattern == "path"),
		strings.HasPrefix(name, "*") || m[2] == "..." || m[2] == "+" || m[2] == "*":
		return r.rest(s, offset, last)
	case typed:
		r.found(offset, s, expression)
		r.lost(noExpression)
		return param
	case m[2] != "":
		r.found(offset, s, optionally)
		r.lost(noOptional)
		return param
	}
	return s
}

// cutBrace cuts a text at the brace that closes one before it. There may be braces between.
func cutBrace(s string) (inner, after string, ok bool) {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return s[:i], s[i+1:], true
		}
	}
	return "", "", false
}

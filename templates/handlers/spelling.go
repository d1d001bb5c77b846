package handlers

import (
	"regexp"
	"slices"
	"strings"
)

// A Spelling is a pattern of another router as a spec writes it: /users/{id} for /users/:id.
type Spelling struct {
	Text string // as a spec writes it; what cannot be read stands in it as it is
	Lost string // what no spec can say, and what to do instead; empty if nothing is lost

	Offset int    // of the first part that a spec writes in another way
	Found  string // that part; empty if a spec writes the pattern in the same way
	What   string // what that part is: "a parameter as other routers write it", …
}

// Spell returns a pattern as a spec writes it. It is for messages and for drafts, which people read: where Read
// returns an error, Spell keeps the segment as it is. It also takes what people copy from elsewhere: a query or
// a fragment behind the path, the regular expressions of Django, and the file names of Next.js.
func Spell(pattern string) Spelling {
	if pattern == "" {
		return Spelling{}
	}
	s := &speller{text: pattern}
	s.host()
	s.extension()
	s.anchors()
	if !strings.HasPrefix(s.text[s.at:], "/") {
		s.at-- // the slash is missing
	}
	s.colons = colonsOf(s.text[max(s.at, 0):])[0]
	for s.at < len(s.text) {
		s.at++
		s.Text += "/" + s.segment()
	}
	return s.Spelling
}

// What stands in patterns of other routers, and is not in a spec.
const (
	aHost       = "a scheme and a host"
	aQuery      = "a query"
	aFragment   = "a fragment"
	anchor      = "the start of a regular expression"
	anchorAtEnd = "the end of a regular expression"
	aParameter  = "a parameter as other routers write it"
	aWildcard   = "a wildcard as other routers write it"
	aCondition  = "a regular expression"
	optionality = "a segment that may be left out"
	anEscape    = "an escape as other routers write it"
	anEnd       = "the end of a path as net/http writes it"
	anExtension = "a file extension that may be left out"
)

// What no spec can say, and what to do instead.
const (
	noCondition = "a spec has no regular expressions: let the handler refuse other values"
	noOptional  = "write another row for the path without it"
	noMiddle    = "** must be the last segment: name the segments between"
	noSeveral   = "a segment has one parameter"
	noExtension = "write another row for the path with an extension, if there is one"
)

// A speller spells a pattern.
type speller struct {
	Spelling
	text     string
	at       int  // of the slash before the next segment
	anchored bool // the pattern stands between ^ and $
	colons   colonReading
}

// found notes a part that a spec writes in another way, and what is lost.
func (s *speller) found(begin, end int, what, lost string) {
	if s.Found == "" {
		s.Offset, s.Found, s.What = begin, s.text[begin:end], what
	}
	if s.Lost == "" {
		s.Lost = lost
	}
}

// host leaves out a scheme and a host.
func (s *speller) host() {
	if s.at = hostOf(s.text); s.at > 0 {
		s.found(0, s.at, aHost, "")
	}
}

// extension leaves out the optional file extension that Rails prints after each path.
func (s *speller) extension() {
	if before, found := strings.CutSuffix(s.text, format); found && len(before) > s.at {
		s.found(len(before), len(s.text), anExtension, noExtension)
		s.text = before
	}
}

// anchors leaves out the marks of a regular expression: ^ and $ around a pattern, or $ behind one. A segment that is $ alone
// is none: /odata/$.
func (s *speller) anchors() {
	before, end := strings.CutSuffix(s.text, "$")
	if !end || len(before) < 2 {
		return
	}
	switch s.anchored = s.at == 0 && before[0] == '^'; {
	case s.anchored:
		s.found(0, 1, anchor, "")
		s.at, s.text = 1, before
	case !strings.HasSuffix(before, "/"):
		s.found(len(before), len(s.text), anchorAtEnd, "")
		s.text = before
	}
}

// A spelled is a part of a segment, and where it stands in the pattern.
type spelled struct {
	piece
	begin, end int
}

// segment returns a segment as a spec writes it, and goes to the slash behind it.
func (s *speller) segment() string {
	begin := s.at
	if text, ok := s.whole(); ok {
		return text
	}
	parts, ok := s.parts()
	if ok && len(parts) == 1 && parts[0].template() {
		return s.text[begin:parts[0].begin] + s.template(parts[0])
	}
	parts = s.interpolated(parts)
	several := 0
	for _, p := range parts {
		if p.kind == literalPiece {
			continue
		}
		several++
		ok = ok && (isParameterName(p.text) || p.hasSlash() || p.kind == endPiece) && (len(parts) == 1 || !p.hasSlash())
	}
	if !ok {
		return s.text[begin:s.at]
	}
	text := ""
	for _, p := range parts {
		text += s.part(p)
	}
	if several > 1 && s.Lost == "" {
		s.Lost = noSeveral
	}
	return text
}

// parts reads the parts of a segment with the scanner of Read. It reports false if the scanner does not understand it.
func (s *speller) parts() (parts []spelled, ok bool) {
	scanner := patternScanner{text: s.text, at: s.at, colons: s.colons}
	for scanner.at < len(s.text) && s.text[scanner.at] != '/' {
		begin, before := scanner.at, len(scanner.current)
		if err := scanner.next(); err != nil {
			if end := map[byte]string{'?': aQuery, '#': aFragment}[s.text[begin]]; end != "" && !s.anchored {
				s.found(begin, len(s.text), end, "")
				s.text = s.text[:begin]
				break
			}
			s.at = slashAfter(s.text, begin)
			return nil, false
		}
		switch {
		case scanner.segments != nil:
			s.at = scanner.at
			return []spelled{{piece{}, begin, scanner.at}}, true
		case len(scanner.current) > before:
			parts = append(parts, spelled{begin: begin})
		}
		last := &parts[len(parts)-1]
		last.piece, last.end = scanner.current[len(scanner.current)-1], scanner.at
	}
	s.at = min(scanner.at, len(s.text))
	return parts, true
}

// slashAfter returns the place of the next slash, or the end.
func slashAfter(text string, at int) int {
	if i := strings.IndexByte(text[at:], '/'); i >= 0 {
		return at + i
	}
	return len(text)
}

// template reports whether a part is a parameter of google.api.http that stands for several segments.
func (p spelled) template() bool { return p.piece == piece{} && p.end > p.begin }

// template returns the segments that a parameter of google.api.http stands for.
func (s *speller) template(p spelled) string {
	s.at = slashAfter(s.text, p.end)
	verb := s.text[p.end:s.at]
	segments, err := scanPattern("/"+s.text[p.begin:p.end], colonLiteral)
	if err != nil {
		return s.text[p.begin:s.at]
	}
	s.found(p.begin, p.end, aParameter, "")
	return strings.TrimPrefix(readSegments(segments)[0], "/") + verb
}

// interpolated leaves out the $ before a parameter, as in ${id}.
func (s *speller) interpolated(parts []spelled) []spelled {
	for i := 1; i < len(parts); i++ {
		before := &parts[i-1]
		if parts[i].kind != paramPiece || before.kind != literalPiece || !strings.HasSuffix(before.text, "$") || s.text[parts[i].begin] != '{' {
			continue
		}
		s.found(before.end-1, parts[i].end, aParameter, "")
		before.end, before.text = before.end-1, strings.TrimSuffix(before.text, "$")
		if before.text == "" {
			return append(parts[:i-1:i-1], parts[i:]...)
		}
	}
	return parts
}

// part returns a part of a segment as a spec writes it.
func (s *speller) part(p spelled) string {
	written, text := s.text[p.begin:p.end], "{"+p.text+"}"
	switch {
	case p.kind == literalPiece:
		if p.text != written {
			s.found(p.begin, p.end, anEscape, "")
		}
		return p.text
	case p.kind == endPiece:
		s.found(p.begin, p.end, anEnd, "")
		return ""
	case p.hasSlash(), p.kind == paramPiece && strings.HasSuffix(p.text, ".."): // <path..> of Rocket
		return s.rest(p)
	case p.kind == optionalPiece:
		s.found(p.begin, p.end, optionality, noOptional)
	case p.condition != "":
		s.found(p.begin, p.end, aCondition, noCondition)
	case written != text:
		s.found(p.begin, p.end, aParameter, "")
	}
	return text
}

// rest returns what a spec has for a parameter that can have slashes.
func (s *speller) rest(p spelled) string {
	written, lost := s.text[p.begin:p.end], ""
	if p.condition != "" && p.condition != ".*" && p.condition != ".+" {
		lost = noCondition
	}
	switch {
	case written == "**": // as a spec writes it, though perhaps not in its place
	case p.end < len(s.text):
		s.found(p.begin, p.end, aWildcard, noMiddle)
		return "*"
	default:
		s.found(p.begin, p.end, aWildcard, lost)
	}
	return "**"
}

var (
	group    = regexp.MustCompile(`^\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>`)
	brackets = regexp.MustCompile(`^\[\[?(\.\.\.)?([A-Za-z_][A-Za-z0-9_-]*)\]?\](?:/|$)`)
)

// whole returns a segment that Read does not read, because no router for Go has it: (?P<id>[0-9]+), [id] or [...path]. It
// reports false if the segment is another one.
func (s *speller) whole() (string, bool) {
	rest := s.text[s.at:]
	p := spelled{begin: s.at}
	switch {
	case strings.HasPrefix(rest, "["):
		m := brackets.FindStringSubmatch(rest)
		if m == nil {
			return "", false
		}
		p.text, p.end = m[2], slashAfter(s.text, s.at)
		if p.kind = paramPiece; m[1] != "" {
			p.kind = restPiece
		}
	case strings.HasPrefix(rest, "("):
		m, end := group.FindStringSubmatch(rest), endOfGroup(rest, 0)+1
		if m == nil || end == 0 || end < len(rest) && rest[end] != '/' {
			return "", false
		}
		p.piece, p.end = piece{kind: paramPiece, text: m[1], condition: rest[len(m[0]) : end-1]}, s.at+end
	default:
		return "", false
	}
	s.at = p.end
	return s.part(p), true
}

// Methods returns the methods of a text that names several, such as GET,POST. every reports whether the text stands for
// all methods, as ANY does.
func Methods(text string) (methods []string, every bool) {
	if isEveryMethod(text) {
		return nil, true
	}
	methods = strings.FieldsFunc(strings.Trim(text, "[](){}"), func(c rune) bool { return strings.ContainsRune(",|/+;", c) })
	if len(methods) < 2 || slices.ContainsFunc(methods, func(m string) bool { return !methodName.MatchString(m) }) {
		return nil, false
	}
	return methods, false
}

var methodName = regexp.MustCompile(`^[A-Za-z-]+$`)

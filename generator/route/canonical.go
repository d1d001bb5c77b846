package route

import (
	"strings"

	"github.com/permroute/permroute/generator/method"
)

// A Path is a canonical request path, cut into segments.
type Path struct {
	segments []string // byte for byte as the client sent them
	slash    bool     // the path ends in a slash; true for /
	encoded  Encoding // what the escapes stand for
}

// Encoded returns what the path's escapes stand for.
func (p Path) Encoded() Encoding { return p.encoded }

// Text returns the path byte for byte as the client sent it.
func (p Path) Text() string {
	text := "/" + strings.Join(p.segments, "/")
	if p.slash && len(p.segments) > 0 {
		text += "/"
	}
	return text
}

// A Refusal tells why no table answers a request: which byte of its method or path breaks which rule.
type Refusal struct {
	In     string // "method" or "path"
	Offset int    // in bytes; at most the length of the text
	Rule   Rule
}

// A Rule is a rule of canonical methods and paths.
type Rule string

// The rules.
const (
	RuleMethod       Rule = "a method is made of capital letters and hyphens"
	RuleMethodNever  Rule = "CONNECT has no path and TRACE only echoes: neither is answered"
	RuleNoSlash      Rule = "a path begins with a slash"
	RuleEmptySegment Rule = "a segment is not empty: most servers clean // up, some do not"
	RuleFinalDot     Rule = "a segment does not end in a dot: some servers drop it, and . and .. are steps"
	RuleByte         Rule = "a segment is made of letters, digits and - _ . ~ : @ $ & + , = ! ' ( ) *"
	RuleEscape       Rule = "an escape is % and two hexadecimal digits"
	RuleEscapeText   Rule = "escapes stand for UTF-8"
	RuleEscapeBlank  Rule = "no blank stands at either end of a segment"
	RuleEscapeByte   Rule = "no escape stands for a control, a slash or another byte that servers read in more ways than one"
	RuleEscapeSame   Rule = "no escape stands for a letter, a digit, - _ or a dot"
	RuleScript       Rule = "a first segment ends in .php only where a row says so: some servers drop it"
	RuleEncoded      Rule = "escapes stand for what encoded: allows, for the table or for the row"
)

// ParsePath parses the path of a request, byte for byte as the client sent it and without the query. ok reports
// whether the path is canonical. A canonical path is /, or segments with a slash before each of them and perhaps
// one at the end. A segment is not empty, does not end in a dot, and consists of bytes in segmentByte and of
// escapes that an Encoding describes. So there are no dot segments, no control bytes and nothing beyond ASCII.
// Encoded returns what the escapes stand for; the row decides whether they are allowed.
func ParsePath(text string) (path Path, ok bool) {
	path, wrong := readPath(text)
	return path, wrong == nil
}

// readPath is ParsePath, but returns what is wrong.
func readPath(text string) (path Path, wrong *Refusal) {
	if !strings.HasPrefix(text, "/") {
		return Path{}, &Refusal{"path", 0, RuleNoSlash}
	}
	if text == "/" {
		return Path{slash: true}, nil
	}
	body := text[1:]
	if strings.HasSuffix(body, "/") {
		path.slash = true
		body = body[:len(body)-1]
	}
	path.segments = strings.Split(body, "/")
	offset := 1
	for _, s := range path.segments {
		encoded, wrong := ReadSegment(s)
		if wrong != nil {
			wrong.Offset += offset
			return Path{}, wrong
		}
		path.encoded |= encoded
		offset += len(s) + 1
	}
	return path, nil
}

// ReadSegment returns what the escapes of a segment stand for, or why it is not canonical.
func ReadSegment(s string) (encoded Encoding, wrong *Refusal) {
	switch {
	case s == "":
		return 0, &Refusal{"path", 0, RuleEmptySegment}
	case s[len(s)-1] == '.':
		return 0, &Refusal{"path", len(s) - 1, RuleFinalDot}
	}
	for i := range len(s) {
		if s[i] != '%' && !segmentByte[s[i]] {
			return 0, &Refusal{"path", i, RuleByte}
		}
	}
	if !strings.Contains(s, "%") {
		return 0, nil
	}
	return encodingOf(s)
}

// script reports whether a server that does these drops the first segment of the path.
func (p Path) script(does Equivalence) bool { return len(p.segments) > 0 && does.Drops(p.segments[0]) }

// Drops reports whether a server that does these drops this first segment of a path.
func (does Equivalence) Drops(segment string) bool {
	const end = ".php"
	n := len(segment) - len(end)
	return does&FrontController != 0 && n > 0 && (segment[n:] == end || does&LetterCase != 0 && equalFold(segment[n:], end))
}

// DropsScript reports whether a server behind the table may drop this first segment of a path.
func (t Table) DropsScript(segment string) bool { return t.Does().Drops(segment) }

// BeginsWithScript reports whether every path that the pattern names begins with a segment that ends in .php.
func (p Pattern) BeginsWithScript() bool {
	if len(p.segments) == 0 {
		return false
	}
	_, end := p.segments[0].Ends()
	n := len(end) - len(".php")
	return n >= 0 && equalFold(end[n:], ".php")
}

// CanonicalMethod reports whether tables answer requests with this method. It consists of capital letters and
// hyphens, and is neither CONNECT, whose target is no path, nor TRACE, which only echoes.
func CanonicalMethod(method string) bool { return readMethod(method) == nil }

// readMethod returns what is wrong with a method; nil if nothing is.
func readMethod(name string) *Refusal {
	for i := range len(name) {
		if c := name[i]; (c < 'A' || c > 'Z') && c != '-' {
			return &Refusal{"method", i, RuleMethod}
		}
	}
	switch {
	case name == "":
		return &Refusal{"method", 0, RuleMethod}
	case method.Find(name).Refused:
		return &Refusal{"method", 0, RuleMethodNever}
	}
	return nil
}

// segmentByte holds the bytes that stand for themselves in a segment. net/http, proxies and frameworks do not
// decode them and do not cut paths at them.
var segmentByte = func() (set [256]bool) {
	for c := range set {
		b := byte(c)
		set[c] = isLetter(b) || isDigit(b) || strings.IndexByte("-_.~:@$&+,=!'()*", b) >= 0
	}
	return set
}()

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

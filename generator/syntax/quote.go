package syntax

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A context is a place in YAML. Which characters need no quotes depends on it. Its value is how far the
// bits of a class are shifted.
type context uint8

const (
	inBlock context = 0 // after a key, or an item of a list of lines
	inFlow  context = 2 // between [ and ], where some readers of YAML 1.1 accept no colon
)

// A class says where in a string without quotes a character is allowed.
type class uint8

const (
	first       class = 1 << iota // at the start of a string in a block
	later                         // after the start in a block
	firstInFlow                   // first << inFlow
	laterInFlow                   // later << inFlow
	afterColon                    // after a colon in a block

	anywhere = first | later | firstInFlow | laterInFlow
)

// classOf returns the class of a character. It is 0 for a character that always needs quotes. A colon has
// no class: it is allowed in a block if an afterColon character follows.
func classOf(r rune) class {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '/':
		return anywhere | afterColon
	case '0' <= r && r <= '9', r == '_', r == '.':
		return later | laterInFlow | afterColon
	case r >= utf8.RuneSelf:
		if unicode.Is(unicode.Han, r) {
			return anywhere
		}
		if strings.ContainsRune("、。，；：（）", r) {
			return later | laterInFlow
		}
		return 0
	}
	switch r {
	case ' ', '(', ')', '*', '-':
		return later | laterInFlow
	case '$':
		return first | later
	case '{', '}', ',', ';', '\'', '&', '+', '=', '!', '?', '~', '@', '>':
		return later
	}
	return 0
}

// bare reports whether every YAML reader reads s without quotes as the string s.
func bare(s string, in context) bool {
	for i, r := range s {
		c := classOf(r) >> in
		switch {
		case i == 0:
			if c&first == 0 {
				return false
			}
		case r == ':':
			if in == inFlow || i+1 == len(s) || classOf(rune(s[i+1]))&afterColon == 0 {
				return false
			}
		case c&later == 0:
			return false
		}
	}
	return s != "" && s[len(s)-1] != ' ' && !isWord(s)
}

// isWord reports whether some YAML reader reads s as a boolean or as null.
func isWord(s string) bool {
	return len(s) <= len("false") && slices.ContainsFunc(
		[]string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"},
		func(word string) bool { return strings.EqualFold(word, s) })
}

// quoted returns s without quotes if the context allows it, else in double quotes.
func quoted(s string, in context) string {
	if bare(s, in) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

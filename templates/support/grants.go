package support

import (
	"strings"
	"unicode/utf8"
)

// ParseGrants is ParseSet for grants that may be patterns. In a pattern * stands for any run of characters: also
// for none, and across separators. Nothing else is special. A grant that matches no code of the table is
// listed in the *UnknownCodesError.
func ParseGrants(grants ...string) (Set, error) {
	var s Set
	var unknown []string
	for _, grant := range grants {
		matches := matching(grant, false)
		if matches.IsEmpty() {
			unknown = append(unknown, grant)
		}
		s = s.Union(matches.closed())
	}
	return s, unknownCodes(unknown)
}

// matching returns the permissions whose code or alias a pattern matches, without what they imply. If one is
// true, ? stands for one character.
func matching(pattern string, one bool) (s Set) {
	pattern = compared(pattern)
	if !strings.Contains(pattern, "*") && !(one && strings.Contains(pattern, "?")) {
		if p := permissionOf()[pattern]; p != 0 {
			s = only(p)
		}
		return s
	}
	for code, p := range permissionOf() {
		if matchesPattern(code, pattern, one) {
			s = s.Union(only(p))
		}
	}
	return s
}

// matchesPattern reports whether a pattern matches a whole text. If the text goes on otherwise than the pattern, the
// last * takes one character more.
func matchesPattern(text, pattern string, one bool) bool {
	at, star, taken := 0, -1, 0 // in pattern: the next byte, and the last *; in text: the end of what that takes
	for i := 0; i < len(text); {
		switch {
		case at < len(pattern) && pattern[at] == '*':
			star, taken = at, i
			at++
		case at < len(pattern) && one && pattern[at] == '?':
			_, size := utf8.DecodeRuneInString(text[i:])
			i, at = i+size, at+1
		case at < len(pattern) && pattern[at] == text[i]:
			i, at = i+1, at+1
		case star >= 0:
			_, size := utf8.DecodeRuneInString(text[taken:])
			taken += size
			i, at = taken, star+1
		default:
			return false
		}
	}
	return strings.Trim(pattern[at:], "*") == ""
}

// closed returns the set with all that its permissions imply.
func (s Set) closed() (all Set) {
	for p := range s.All() {
		all.grant(p)
	}
	return all
}

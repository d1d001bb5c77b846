package notation

import (
	"regexp"
	"strings"
	"unicode"
)

// Narrow turns full-width forms of ASCII characters, and the dashes and slashes of typesetters, into the
// ASCII ones.
func Narrow(s string) string {
	if ascii(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == '‐' || r == '‑' || r == '‒' || r == '–' || r == '−':
			return '-'
		case r == '∕' || r == '⁄':
			return '/'
		case r == '∗':
			return '*'
		case r == '\u3000':
			return ' '
		}
		return r
	}, s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

var bullet = regexp.MustCompile(`^(?:[•·●○■▪◦‣*-]|\d+[.)、])\s+`)

// Bulleted reports whether a text begins with the sign of a list.
func Bulleted(s string) bool { return bullet.MatchString(s) }

// Items returns a text's lines without the signs of a list before them.
func Items(s string) (lines []string) {
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, bullet.ReplaceAllString(line, ""))
	}
	return lines
}

// Key returns a text without what two printings of it may differ in: letter case, blanks, width and
// punctuation.
func Key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, Narrow(s))
}

// Listed cuts a text at the signs of a list.
func Listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) })
}

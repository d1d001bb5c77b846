package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// longest is how much of a found value a message repeats, in characters.
const longest = 60

// Quote returns s in double quotes as a message shows it: escaped where it is not printable and cut
// where it is long.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + "…"
	}
	return strconv.Quote(s)
}

// Inert returns s on one line with everything that is not printable (controls, line ends, marks that
// change the reading direction) written as an escape, so that it can stand in a comment or on a
// terminal and be nothing but text.
func Inert(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

// Width returns how many columns of a terminal s takes: two for an East Asian wide character or an
// emoji, none for a combining mark. Characters of ambiguous width take one, whatever the locale.
func Width(s string) int {
	condition := runewidth.Condition{StrictEmojiNeutral: true}
	return condition.StringWidth(s)
}

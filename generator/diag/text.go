package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// longest is how many characters of a value a message shows.
const longest = 60

// Quote returns s in double quotes for a message. Characters that are not printable become escapes, and a
// long text is cut.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest]) + "…"
	}
	return strconv.Quote(s)
}

// Inert returns s on one line. Characters that are not printable become escapes: controls, line ends, and
// marks that change the reading direction. The result is safe in a comment and on a terminal.
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

// Counted returns a number of things in words: 1 row, 2 rows.
func Counted[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

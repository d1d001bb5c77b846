package diag

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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

// Width returns how many columns of a terminal s takes: two for an East Asian wide character, none
// for a combining one.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// wide holds the blocks whose characters have the Unicode property East_Asian_Width W or F.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, // Hangul initials
		{0x2e80, 0x303e, 1}, // radicals, CJK punctuation
		{0x3041, 0x33ff, 1}, // kana, bopomofo, CJK compatibility
		{0x3400, 0x4dbf, 1}, // ideographs, extension A
		{0x4e00, 0x9fff, 1}, // ideographs
		{0xa000, 0xa4cf, 1}, // Yi
		{0xa960, 0xa97f, 1}, // Hangul, extended A
		{0xac00, 0xd7a3, 1}, // Hangul syllables
		{0xf900, 0xfaff, 1}, // compatibility ideographs
		{0xfe30, 0xfe6f, 1}, // compatibility and small forms
		{0xff00, 0xff60, 1}, // full-width forms
		{0xffe0, 0xffe6, 1}, // full-width signs
	},
	R32: []unicode.Range32{
		{0x16fe0, 0x18dff, 1}, // Tangut, Khitan
		{0x1b000, 0x1b2ff, 1}, // kana supplements
		{0x1f300, 0x1f64f, 1}, // pictographs
		{0x1f680, 0x1f6ff, 1}, // transport signs
		{0x1f900, 0x1f9ff, 1}, // more pictographs
		{0x20000, 0x3fffd, 1}, // ideographs, further extensions
	},
}

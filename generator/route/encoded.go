package route

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Encoding is a set of what escapes in a path may stand for.
type Encoding uint8

const (
	Space Encoding = 1 << iota // %20, but not at either end of a segment
	UTF8                       // characters beyond ASCII, but for those that deceptive lists
)

// encodingOf reports what the escapes of a segment stand for, and whether it is canonical: each escape
// stands for a byte that could not stand for itself, all of them together for UTF-8, and no character
// is one that some server reads as another one.
func encodingOf(segment string) (encoded Encoding, ok bool) {
	text, err := url.PathUnescape(segment)
	if err != nil || !utf8.ValidString(text) || strings.TrimSpace(text) != text || strings.HasSuffix(text, ".") {
		return 0, false
	}
	for i := 0; i < len(segment); i++ {
		if segment[i] != '%' && !segmentByte[segment[i]] {
			return 0, false
		}
	}
	plain := 0
	for _, r := range text {
		switch {
		case r == ' ':
			encoded |= Space
		case Escapable(r):
			encoded |= UTF8
		case r < utf8.RuneSelf && segmentByte[r]:
			plain++
		default:
			return 0, false
		}
	}
	// A character of segmentByte that came escaped is one too many: servers differ on whether it stands
	// for itself.
	return encoded, plain == len(segment)-3*strings.Count(segment, "%")
}

// Escapable reports whether escapes may stand for a character beyond ASCII where UTF8 allows them.
func Escapable(r rune) bool {
	return r >= utf8.RuneSelf && !unicode.IsControl(r) && !unicode.Is(deceptive, r)
}

// deceptive holds the characters whose compatibility form (Unicode NFKC) has one of / \ . ; ? # %,
// and those that letter case turns into ASCII ones.
var deceptive = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0130, 0x0131, 1}, // dotted I, dotless i
		{0x017f, 0x017f, 1}, // long s
		{0x037e, 0x037e, 1}, // Greek question mark
		{0x2024, 0x2026, 1}, // dot leaders
		{0x2047, 0x2049, 1}, // double question marks
		{0x2100, 0x2101, 1}, // a/c, a/s
		{0x2105, 0x2106, 1}, // c/o, c/u
		{0x212a, 0x212a, 1}, // Kelvin sign
		{0x2488, 0x249b, 1}, // numbers with full stops
		{0x33c2, 0x33c2, 1}, // a.m.
		{0x33c7, 0x33c7, 1}, // Co.
		{0x33d8, 0x33d8, 1}, // p.m.
		{0xfe14, 0xfe14, 1}, // vertical forms
		{0xfe16, 0xfe16, 1},
		{0xfe19, 0xfe19, 1},
		{0xfe30, 0xfe30, 1},
		{0xfe52, 0xfe52, 1}, // small forms
		{0xfe54, 0xfe54, 1},
		{0xfe56, 0xfe56, 1},
		{0xfe5f, 0xfe5f, 1},
		{0xfe68, 0xfe68, 1},
		{0xfe6a, 0xfe6a, 1},
		{0xff03, 0xff03, 1}, // full-width forms
		{0xff05, 0xff05, 1},
		{0xff0e, 0xff0f, 1},
		{0xff1b, 0xff1b, 1},
		{0xff1f, 0xff1f, 1},
		{0xff3c, 0xff3c, 1},
	},
	R32: []unicode.Range32{
		{0x1f100, 0x1f100, 1}, // digit zero full stop
	},
}

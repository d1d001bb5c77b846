package support

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An encoding is a set of what escapes in a path may stand for.
type encoding uint8

const (
	space        encoding = 1 << iota // %20, but not at the start or the end of a segment
	utf8Sequence                      // a character beyond ASCII that is not deceptive
	reserved                          // a byte of reservedBytes
)

// reservedBytes holds the bytes that a client may escape or not. Some servers decode them before they route, and
// some after.
const reservedBytes = ":@$&+,=!'()*~"

// An escapeReader reads paths with escapes. The variable escapes is nil if the table allows no escapes.
type escapeReader struct {
	// segment cuts a slash and the canonical segment after it from rest. It reports what the escapes of the
	// segment stand for.
	segment func(rest string, in form) (after string, encoded encoding, ok bool)

	// allowed returns what the escapes of a path may stand for if this route decides, or none.
	allowed func(Route) encoding

	// decode returns a path with the escapes of reservedBytes decoded. It is nil if no literal of the table has one of
	// them: then it does not matter whether servers decode them.
	decode func(path string) string

	// standFor reports whether a path on the wire is decoded to this path.
	standFor func(wire, path string) bool
}

// escapesAllowed reports whether a path may have these escapes if this route decides, or none.
func escapesAllowed(encoded encoding, r Route) bool {
	return encoded == 0 || encoded&^escapes.allowed(r) == 0
}

// encodedSegment is the segment of an escapeReader. No escape may stand for a letter, a digit or one of - _ . because
// no client escapes these, and servers do not agree whether an escaped letter is that letter.
func encodedSegment(rest string, in form) (after string, encoded encoding, ok bool) {
	if rest == "" || rest[0] != '/' {
		return "", 0, false
	}
	at := 1
	for at < len(rest) && rest[at] != '/' {
		if segmentByte[rest[at]] {
			at++
			continue
		}
		r, size, e := character(rest[at:], in)
		if size == 0 || unicode.IsSpace(r) && (at == 1 || at+size == len(rest) || rest[at+size] == '/') {
			return "", 0, false
		}
		encoded |= e
		at += size
	}
	if at == 1 || rest[at-1] == '.' {
		return "", 0, false
	}
	return rest[at:], encoded, true
}

// character returns the first character of rest, its length in bytes, and its encoding. The first byte must not be a
// segmentByte. The length is zero if a canonical segment cannot have the character.
func character(rest string, in form) (r rune, size int, e encoding) {
	switch {
	case in == decoded:
		r, size = utf8.DecodeRuneInString(rest)
	case rest[0] == '%':
		r, size = escaped(rest)
	}
	switch {
	case size == 0 || r == utf8.RuneError && size == 1:
		return 0, 0, 0
	case r == ' ':
		return r, size, space
	case strings.ContainsRune(reservedBytes, r):
		return r, size, reserved
	case r < utf8.RuneSelf || unicode.IsControl(r) || deceptive(r):
		return 0, 0, 0
	}
	return r, size, utf8Sequence
}

// escaped returns the character that the first escapes of rest stand for, and their length in bytes. The
// length is zero if they are not valid UTF-8.
func escaped(rest string) (r rune, size int) {
	var sequence [utf8.UTFMax]byte
	for n := 0; n < utf8.UTFMax; n++ {
		b, ok := unescape(rest[size:])
		if !ok {
			return 0, 0
		}
		if size += 3; n == 0 && b < utf8.RuneSelf {
			return rune(b), size
		}
		sequence[n] = b
		if !utf8.FullRune(sequence[:n+1]) {
			continue
		}
		r, length := utf8.DecodeRune(sequence[:n+1])
		if length != n+1 || r == utf8.RuneError && length == 1 {
			return 0, 0
		}
		return r, size
	}
	return 0, 0
}

// unescape returns the byte of an escape at the start of rest.
func unescape(rest string) (b byte, ok bool) {
	if len(rest) < 3 || rest[0] != '%' {
		return 0, false
	}
	high, low := hexValue(rest[1]), hexValue(rest[2])
	return high<<4 | low, high|low <= 0xf
}

// hexValue returns the value of a hexadecimal digit; for another byte more than 15.
func hexValue(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return (c | 0x20) - 'a' + 10
	}
	return 0xff
}

// decodeReserved is the decode of an escapeReader.
func decodeReserved(path string) string {
	var b strings.Builder
	b.Grow(len(path))
	for path != "" {
		size := 1
		if c, ok := unescape(path); ok && strings.IndexByte(reservedBytes, c) >= 0 {
			b.WriteByte(c)
			size = 3
		} else {
			b.WriteByte(path[0])
		}
		path = path[size:]
	}
	return b.String()
}

// decodesTo is the standFor of an escapeReader.
func decodesTo(wire, path string) bool {
	for wire != "" {
		c, size := wire[0], 1
		if c == '%' {
			b, ok := unescape(wire)
			if !ok {
				return false
			}
			c, size = b, 3
		}
		if path == "" || path[0] != c {
			return false
		}
		wire, path = wire[size:], path[1:]
	}
	return path == ""
}

// deceptive reports whether a server might read a character as an ASCII one: its compatibility form (Unicode
// NFKC) has one of / \ . ; ? # %, or upper or lower case turns it into ASCII.
func deceptive(r rune) bool {
	switch {
	case r >= 0x2024 && r <= 0x2026, r >= 0x2047 && r <= 0x2049, r >= 0x2488 && r <= 0x249b:
		return true
	}
	switch r {
	case 0x0130, 0x0131, 0x017f, 0x037e, 0x2100, 0x2101, 0x2105, 0x2106, 0x212a, 0x33c2, 0x33c7, 0x33d8,
		0xfe14, 0xfe16, 0xfe19, 0xfe30, 0xfe52, 0xfe54, 0xfe56, 0xfe5f, 0xfe68, 0xfe6a,
		0xff03, 0xff05, 0xff0e, 0xff0f, 0xff1b, 0xff1f, 0xff3c, 0x1f100:
		return true
	}
	return false
}

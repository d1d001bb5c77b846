package support

import (
	"math/bits"
	"strings"
)

// segmentEnd returns where the canonical segment without escapes ends that begins at this place of the
// path: at a slash or at the path's end. It returns zero if none begins there.
//
// It looks at eight bytes at a time, those that a slash or the path's end leaves out included: a loop
// over bytes ends where no processor foresees it.
func segmentEnd(path string, begin int) int {
	at := begin
	for {
		left := len(path) - at
		var w uint64
		switch {
		case left >= 8:
			w = word(path[at:])
		case left >= 0 && len(path) >= 8:
			w = word(path[len(path)-8:]) >> (64 - 8*uint(left))
		default:
			return scanSegment(path, begin)
		}
		n := min(bits.TrailingZeros64(equal(w, '/'))/8, left)
		if uncommon(w)<<(64-8*uint(n)) != 0 {
			return scanSegment(path, begin)
		}
		at += n
		if n < 8 || n == left {
			break
		}
	}
	if at == begin || path[at-1] == '.' {
		return 0
	}
	return at
}

// scanSegment is segmentEnd byte by byte.
func scanSegment(path string, begin int) int {
	at := begin
	for at < len(path) && segmentByte[path[at]] {
		at++
	}
	if at == begin || path[at-1] == '.' || at < len(path) && path[at] != '/' {
		return 0
	}
	return at
}

// word returns the first eight bytes of s, the first one lowest.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// ones has the lowest bit of each byte set, high the highest.
const (
	ones = 0x0101010101010101
	high = 0x80 * ones
)

// equal sets the highest bit of each byte of w that is c.
func equal(w uint64, c byte) uint64 {
	w ^= ones * uint64(c)
	return ^((w&^high + (high - ones)) | w) & high
}

// uncommon sets the highest bit of each byte of w that is neither a letter, a digit, nor one of - . / : _
// and leaves the bytes below the first such one alone. What comes after it may be wrong.
func uncommon(w uint64) uint64 {
	letters := within(w|0x20*ones, 'a', 'z')
	return (^(letters | within(w, '-', ':') | within(w, '_', '_')) | w) & high
}

// within sets the highest bit of each byte of w that is between first and last, if no byte has its own
// highest bit set.
func within(w uint64, first, last byte) uint64 {
	return (w + ones*uint64(0x80-first)) &^ (w + ones*uint64(0x7f-last))
}

// canonical reports what the escapes of a path stand for, and whether it is canonical: /, or segments
// after a slash each and perhaps a slash at the end.
func canonical(path string, in form) (encoded encoding, ok bool) {
	if path == "" {
		return 0, false
	}
	for at := 0; at < len(path) && path[at:] != "/"; {
		if path[at] != '/' {
			return 0, false
		}
		end := segmentEnd(path, at+1)
		if end == 0 {
			after, e, ok := encodedSegment(path[at:], in)
			if !ok {
				return 0, false
			}
			encoded |= e
			end = len(path) - len(after)
		}
		at = end
	}
	return encoded, true
}

// plain reports whether a path is canonical and has no escapes.
func plain(path string) bool { return path != "" && segments(path) }

// segments reports whether rest, which follows a segment, is nothing, a final slash, or canonical
// segments without escapes, after a slash each, and perhaps a final slash.
func segments(rest string) bool {
	for rest != "" && rest != "/" {
		if rest[0] != '/' {
			return false
		}
		end := segmentEnd(rest, 1)
		if end == 0 {
			return false
		}
		rest = rest[end:]
	}
	return true
}

// single reports whether a parameter's value does not have the first byte of what follows it. Where
// servers end it there they would cut the segment elsewhere.
func single(value string, next byte) bool {
	return could&affixes == 0 || strings.IndexByte(value, next) < 0
}

// segmentByte holds the bytes that stand for themselves in a canonical segment.
var segmentByte = [256]bool{
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true,
	'J': true, 'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true,
	'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true,
	'j': true, 'k': true, 'l': true, 'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true,
	's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true,
	'9': true, '-': true, '_': true, '.': true, '~': true, ':': true, '@': true, '$': true, '&': true,
	'+': true, ',': true, '=': true, '!': true, '\'': true, '(': true, ')': true, '*': true,
}

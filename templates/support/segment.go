package support

import (
	"math/bits"
	"strings"
)

// segmentEnd returns the place where a segment ends that begins at this place of a path: at a slash or at the
// end of the path. It returns zero if no canonical segment without escapes begins here.
//
// It reads eight bytes at a time. If fewer are left, it reads the last eight of the path: processors cannot
// predict where a loop over single bytes ends.
func segmentEnd(path string, begin int) int {
	if len(path) < 8 {
		return scanSegment(path, begin, begin)
	}
	at := begin
	for at+8 <= len(path) {
		if s := stops(word(path[at:])); s != 0 {
			at += bits.TrailingZeros64(s) / 8
			return segmentAt(path, begin, at)
		}
		at += 8
	}
	left := len(path) - at
	s := stops(word(path[len(path)-8:])) >> (64 - 8*uint(left))
	return segmentAt(path, begin, at+min(bits.TrailingZeros64(s)/8, left))
}

// segmentAt is segmentEnd where the first byte that stops marks is at this place, or the path ends there.
func segmentAt(path string, begin, at int) int {
	if at == begin || at < len(path) && path[at] != '/' {
		return scanSegment(path, begin, at)
	}
	if path[at-1] == '.' {
		return 0
	}
	return at
}

// scanSegment is segmentEnd byte by byte, from a place in the segment on.
func scanSegment(path string, begin, at int) int {
	for at < len(path) && segmentByte[path[at]] {
		at++
	}
	if at == begin || path[at-1] == '.' || at < len(path) && path[at] != '/' {
		return 0
	}
	return at
}

// canonicalRest reports whether the rest of a path, after a segment, is canonical and has no escapes. It may
// be empty or a slash.
func canonicalRest(rest string) bool {
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

// without reports whether the value of a parameter does not contain a byte of the literals beside the
// parameter: some servers would end the value there. It is always true if none of your servers does.
func without(value string, barred byte) bool {
	return upstream&affixes == 0 || strings.IndexByte(value, barred) < 0
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

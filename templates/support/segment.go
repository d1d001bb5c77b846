package support

import (
	"math/bits"
	"strings"
)

// segmentEnd returns where the canonical segment without escapes ends that begins at this place of the
// path: at a slash or at the path's end. It returns zero if none begins there.
//
// It looks at eight bytes at a time, and where fewer are left at the last eight of the path: a loop over
// bytes ends where no processor foresees it.
func segmentEnd(path string, begin int) int {
	if len(path) < 8 {
		return scanSegment(path, begin)
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

// segmentAt returns where the segment ends that stops at this place.
func segmentAt(path string, begin, at int) int {
	if at == begin || at < len(path) && path[at] != '/' {
		return scanSegment(path, begin)
	}
	if path[at-1] == '.' {
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

// The functions below look at eight bytes at a time and set the highest bit of each one that is so, or
// that is beyond ASCII, where nothing else is said. Adding to seven bits of all bytes at once carries into the
// highest where they are large enough: two sums differ there for the bytes between.
const (
	ones    = 0x0101010101010101
	highest = 0x80 * ones
)

// stops is for bytes that are neither a letter nor a digit nor one of - . : _.
func stops(w uint64) uint64 {
	v := w &^ highest
	l := v | 0x20*ones
	common := (l + (0x80-'a')*ones) ^ (l + (0x7f-'z')*ones)
	common |= (v + (0x80-'0')*ones) ^ (v + (0x7f-':')*ones)
	common |= (v + (0x80-'-')*ones) ^ (v + (0x7f-'.')*ones)
	common |= (v + (0x80-'_')*ones) ^ (v + (0x7f-'_')*ones)
	return (^common | w) & highest
}

// odd is for bytes that stop, but no slashes.
func odd(w uint64) uint64 {
	v := w &^ highest
	l := v | 0x20*ones
	common := (l + (0x80-'a')*ones) ^ (l + (0x7f-'z')*ones)
	common |= (v + (0x80-'-')*ones) ^ (v + (0x7f-':')*ones)
	common |= (v + (0x80-'_')*ones) ^ (v + (0x7f-'_')*ones)
	return (^common | w) & highest
}

// dotsAndSlashes is for these, and for no byte beyond ASCII but two.
func dotsAndSlashes(w uint64) uint64 {
	v := w &^ highest
	return ((v + (0x80-'.')*ones) ^ (v + (0x7f-'/')*ones)) & highest
}

// bitsOf returns the highest bits of the bytes side by side, that of the lowest one lowest.
func bitsOf(w uint64) uint64 { return w >> 7 * 0x0102040810204080 >> 56 }

// equal is for bytes that are c.
func equal(w uint64, c byte) uint64 {
	w ^= ones * uint64(c)
	return ^((w&^highest + 0x7f*ones) | w) & highest
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

// single reports whether a parameter's value does not have a byte of the literals beside it by which some
// server behind would cut the segment elsewhere.
func single(value string, barred byte) bool {
	return could&affixes == 0 || strings.IndexByte(value, barred) < 0
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

package support

import (
	"math/bits"
	"strings"
)

// A cutPath is a canonical path and where its segments stand.
type cutPath struct {
	text  string
	count int  // of segments
	slash bool // the path ends in a slash

	// slashes holds where the first segments' slashes stand, and where the last segment ends. It has room for
	// more of them than patterns have.
	slashes [32]uint32
}

// canonical reports what the escapes of a path stand for, and whether it is canonical.
func canonical(path string, in form) (encoded encoding, ok bool) {
	var p cutPath
	return p.cut(path, in)
}

// cut reports what the escapes of a path stand for, and whether it is canonical: /, or segments after a
// slash each and perhaps a slash at the end. It finds the segments of one that is.
func (p *cutPath) cut(path string, in form) (encoded encoding, ok bool) {
	p.text = path
	if len(path) < 8 || !p.common() {
		p.count = 0
		if encoded, ok = p.each(in); !ok {
			return 0, false
		}
	}
	if p.slash = path[len(path)-1] == '/'; p.slash {
		p.count--
	} else if p.count < len(p.slashes) {
		p.slashes[p.count] = uint32(len(path))
	}
	return encoded, true
}

// each is cut segment by segment.
func (p *cutPath) each(in form) (encoded encoding, ok bool) {
	path := p.text
	if path == "" {
		return 0, false
	}
	for at := 0; at < len(path); {
		if path[at] != '/' {
			return 0, false
		}
		p.note(at, 1)
		if at > 0 && at == len(path)-1 || path == "/" {
			break
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

// common reports whether a path of at least eight bytes is canonical and made of common bytes: most are.
// Where it says no the segments decide. The last word overlaps the one before it.
func (p *cutPath) common() bool {
	path := p.text
	bad, before, marks := uint64(0), uint64(0), uint64(0)
	at, last := 0, len(path)-8
	for ; at < last; at += 8 {
		w := word(path[at:])
		either := dotsAndSlashes(w)
		slashes := either & (w << 7) // by their lowest bit
		bad |= odd(w) | slashes&(either<<8|before)
		before = either >> 56
		if marks |= bitsOf(slashes) << (at & 56); at&56 == 56 {
			p.note(at-56, marks)
			marks = 0
		}
	}
	w := word(path[last:])
	either := dotsAndSlashes(w)
	slashes := either & (w << 7)
	if at > last {
		before = 0 // it is in this word too
	}
	bad |= odd(w) | slashes&(either<<8|before)
	p.note(at&^63, marks|bitsOf(slashes)>>((at-last)&7)<<(at&56))
	return bad == 0 && path[0] == '/' && path[len(path)-1] != '.'
}

// note notes slashes: a bit each for the places from one on.
func (p *cutPath) note(from int, marks uint64) {
	for ; marks != 0; marks &= marks - 1 {
		if p.count < len(p.slashes) {
			p.slashes[p.count] = uint32(from + bits.TrailingZeros64(marks))
		}
		p.count++
	}
}

// bounds returns where a segment begins, behind its slash, and where it ends.
func (p *cutPath) bounds(segment int) (begin, end int) {
	if segment < len(p.slashes)-1 {
		return int(p.slashes[segment]) + 1, int(p.slashes[segment+1])
	}
	return p.beyond(segment - len(p.slashes) + 1)
}

// beyond is bounds for segments that slashes has no room for.
func (p *cutPath) beyond(n int) (begin, end int) {
	begin = int(p.slashes[len(p.slashes)-1]) + 1
	for range n {
		begin += strings.IndexByte(p.text[begin:], '/') + 1
	}
	if length := strings.IndexByte(p.text[begin:], '/'); length >= 0 {
		return begin, begin + length
	}
	return begin, len(p.text)
}

// segment returns a segment.
func (p *cutPath) segment(i int) string {
	begin, end := p.bounds(i)
	return p.text[begin:end]
}

// hash returns the segmentHash of a segment, without a branch that depends on it.
func (p *cutPath) hash(i int) uint64 {
	begin, end := p.bounds(i)
	if len(p.text) < 8 {
		return segmentHash(p.text[begin:end])
	}
	from := max(end-8, 0)
	last := word(p.text[from:]) << (8 * uint(from+8-end) & 63) >> ((64 - 8*uint(min(end-begin, 8))) & 63)
	return hashOf(p.firstBytes(begin, end), last, end-begin)
}

// lastBit returns the lastBit of the last segment; all bits for the path /.
func (p *cutPath) lastBit() uint64 {
	if p.count == 0 {
		return ^uint64(0)
	}
	begin, end := p.bounds(p.count - 1)
	if len(p.text) < 8 {
		return lastBit(p.text[begin:end])
	}
	return bitOf(p.firstBytes(begin, end))
}

// firstBytes returns up to eight bytes that a segment begins with, the first one lowest. The path has
// eight.
func (p *cutPath) firstBytes(begin, end int) uint64 {
	from := min(begin, len(p.text)-8)
	return word(p.text[from:]) >> (8 * uint(begin-from) & 63) & (^uint64(0) >> ((64 - 8*uint(min(end-begin, 8))) & 63))
}

const (
	blanks = 0x2020202020202020 // the bit that tells small letters
	mix    = 0x9e3779b97f4a7c15 // the golden ratio
)

// segmentHash returns a hash of a segment that does not tell the cases of letters apart.
func segmentHash(s string) uint64 {
	if len(s) < 8 {
		return hashOf(bytesOf(s), bytesOf(s), len(s))
	}
	return hashOf(word(s), word(s[len(s)-8:]), len(s))
}

func hashOf(first, last uint64, length int) uint64 {
	h := (first|blanks)*mix ^ (last | blanks) + uint64(length)
	return h ^ h>>32
}

// lastBit returns a bit that is the same one for a path's last segment and for each literal that a server
// could take it for: whatever the case of its letters, and what stands behind a first dot. Where no row
// has the bit, none can be meant.
func lastBit(segment string) uint64 { return bitOf(bytesOf(segment[:min(8, len(segment))])) }

// bitOf is lastBit for up to eight bytes that a segment begins with.
func bitOf(first uint64) uint64 {
	dots := equal(first, '.')
	first &= (dots & -dots >> 7) - 1 // what is before the first one
	return 1 << ((first | blanks) * mix >> 58)
}

// bytesOf returns the bytes of s, which has at most eight, the first one lowest.
func bytesOf(s string) uint64 {
	w := uint64(0)
	for i := range len(s) {
		w |= uint64(s[i]) << (8 * uint(i))
	}
	return w
}

package support

import (
	"math/bits"
	"strings"
)

// A cutPath is a canonical path and the places of its segments.
type cutPath struct {
	text  string
	count int  // the number of segments
	slash bool // the path ends in a slash, and is not just a slash

	// slashes holds the places of the slashes before the first segments and, if there is room, the end of the
	// last segment. Patterns have fewer segments than it has room for.
	slashes [32]uint32
}

// cut reports whether a path is canonical, and what its escapes stand for. If the path is canonical, cut
// finds its segments. A canonical path is / or a sequence of segments with a slash before each, and
// perhaps a slash at the end. slashes is the result of slashesOf for the path.
func (p *cutPath) cut(path string, slashes marks, in form) (encoded encoding, ok bool) {
	p.text = path
	if slashes.plain {
		p.note(0, slashes.low)
		p.note(wordPlaces, slashes.high)
	} else if encoded, ok = p.each(in); !ok {
		return 0, false
	}
	if p.slash = path[len(path)-1] == '/'; p.slash {
		p.count--
	} else if p.count < len(p.slashes) {
		p.slashes[p.count] = uint32(len(path))
	}
	return encoded, true
}

// each is cut for any path, segment by segment.
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
			if escapes == nil {
				return 0, false
			}
			after, e, ok := escapes.segment(path[at:], in)
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

// wordPlaces is the number of places that a word can mark, one bit for each.
const wordPlaces = 64

// marks holds the places of the slashes of a path: those of the first 64 places in low, and the others in high. plain
// reports whether the path is canonical, has no rare characters, and has at most 128 bytes. If it is false, the path
// may be canonical all the same.
type marks struct {
	low, high uint64
	plain     bool
}

// slashesOf marks the slashes of a path. It reads eight bytes at a time, and at the end the last eight, some of them
// again.
func slashesOf(path string) marks {
	last := len(path) - 8
	switch {
	case path == "" || path[0] != '/' || path[len(path)-1] == '.' || last > 2*wordPlaces-8:
		return marks{}
	case last < 0:
		return slashesOfShort(path)
	}
	// The highest bits of all these words count, one for each byte.
	low, high := uint64(0), uint64(0)
	good, bad, before := ^uint64(0), uint64(0), uint64(0)
	at := 0
	for ; at < last; at += 8 {
		w := word(path[at:])
		either := dotsAndSlashes(w)
		slashes := either & (w << 7) & highest // the lowest bit of a slash is set, that of a dot is not
		good &= common(w)
		bad |= w | slashes&(either<<8|before)
		before = either >> 56
		if found := gather(slashes); at < wordPlaces {
			low |= found << (uint(at) & 63)
		} else {
			high |= found << (uint(at) & 63)
		}
	}
	w := word(path[last:])
	either := dotsAndSlashes(w)
	slashes := either & (w << 7) & highest
	if at > last {
		before = 0 // the byte before is also in this word
	}
	good &= common(w)
	bad |= w | slashes&(either<<8|before)
	if found := gather(slashes); last < wordPlaces {
		low |= found << (uint(last) & 63)
		high |= found >> (uint(wordPlaces-last) & 127)
	} else {
		high |= found << (uint(last) & 63)
	}
	return marks{low, high, (bad|^good)&highest == 0}
}

// slashesOfShort is slashesOf for a path of less than eight bytes.
func slashesOfShort(path string) marks {
	w := bytesOf(path) | 'a'*ones<<(8*uint(len(path)))
	either := dotsAndSlashes(w)
	slashes := either & (w << 7) & highest
	return marks{gather(slashes), 0, (w|slashes&(either<<8)|^common(w))&highest == 0}
}

// note adds slashes. Bit i of marks stands for the place from+i.
func (p *cutPath) note(from int, marks uint64) {
	for ; marks != 0; marks &= marks - 1 {
		if p.count < len(p.slashes) {
			p.slashes[p.count] = uint32(from + bits.TrailingZeros64(marks))
		}
		p.count++
	}
}

// bounds returns the places where a segment begins, after its slash, and where it ends.
func (p *cutPath) bounds(segment int) (begin, end int) {
	if segment < len(p.slashes)-1 {
		return int(p.slashes[segment]) + 1, int(p.slashes[segment+1])
	}
	return p.beyond(segment - len(p.slashes) + 1)
}

// beyond is bounds for the segments that slashes has no room for.
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

// hash returns the segmentHash of a segment. It does so without branches that depend on the segment.
func (p *cutPath) hash(i int) uint64 {
	begin, end := p.bounds(i)
	if len(p.text) < 8 {
		return segmentHash(p.text[begin:end])
	}
	from := max(end-8, 0)
	last := word(p.text[from:]) << (8 * uint(from+8-end) & 63) >> ((64 - 8*uint(min(end-begin, 8))) & 63)
	return hashOf(firstBytes(p.text, begin, end), last, end-begin)
}

// lastBit returns the lastBit of the last segment. For the path / it returns all bits.
func (p *cutPath) lastBit() uint64 {
	if p.count == 0 {
		return ^uint64(0)
	}
	begin, end := p.bounds(p.count - 1)
	if len(p.text) < 8 {
		return lastBit(p.text[begin:end])
	}
	return bitOf(firstBytes(p.text, begin, end))
}

// firstBytes returns the first bytes of a segment, at most eight, in a word. The path must have eight bytes.
func firstBytes(path string, begin, end int) uint64 {
	return bytesAt(path, begin) & (^uint64(0) >> ((64 - 8*uint(min(end-begin, 8))) & 63))
}

// bytesAt returns the bytes of a path from a place on, at most eight, in a word.
func bytesAt(path string, begin int) uint64 {
	if len(path) < 8 {
		return bytesOf(path[begin:])
	}
	from := min(begin, len(path)-8)
	return word(path[from:]) >> (8 * uint(begin-from) & 63)
}

const (
	blanks = 0x2020202020202020 // the bit that is set in small letters and not in capital ones
	mix    = 0x9e3779b97f4a7c15 // the golden ratio
)

// segmentHash returns a hash of a segment. Letter case does not change it.
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

// lastBit returns one bit for the last segment of a path. Every literal that a server might take the segment
// for has the same bit: it depends neither on letter case nor on what follows the first dot. If no route has
// the bit, none can match the path.
func lastBit(segment string) uint64 { return bitOf(bytesOf(segment[:min(8, len(segment))])) }

// bitOf is lastBit for the first bytes of a segment, at most eight.
func bitOf(first uint64) uint64 {
	dots := equal(first, '.')
	first &= (dots & -dots >> 7) - 1 // the bytes before the first dot
	return 1 << ((first | blanks) * mix >> 58)
}

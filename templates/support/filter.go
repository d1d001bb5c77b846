package support

import (
	"math/bits"
	"slices"
	"strings"
)

// A filter tells most paths that no route can match, without a walk over the index. It divides the routes into
// 64 groups, one for each bit of a mask. Each mask holds the groups that have a route with one property, such as a
// number of segments or a literal with this bucket in second place. A route can match a path only if its group is
// in the masks of all the path's properties. If no group is, no route matches.
type filter struct {
	upstream equivalence
	counts   [mostCounted + 1]uint64 // by the number of segments; the last one is for all greater numbers

	// segments has a row of buckets for each of the first places, by a segment that another one follows, and a
	// row by the last segment. The number of buckets is a power of two.
	segments []uint64
	buckets  int
	all      [firstSegments + 1]uint64 // what is in all buckets of a row
}

const (
	routeGroups   = 64
	mostCounted   = 15
	firstSegments = 4
	mostBuckets   = 256
	anySegment    = -1 // in place of a bucket
)

// bucketOf returns the bucket of a segment that another one follows. Letter case does not change it.
func bucketOf(firstByte, lastByte byte, length int) uint8 {
	return firstByte&31 ^ lastByte<<3 ^ uint8(length*33)
}

// lastBucket returns the bucket of a last segment by its first bytes, at most eight. Every literal that a server might
// take the segment for has the same bucket: it depends neither on letter case nor on what follows the first dot. A
// final slash does not change it.
func lastBucket(first uint64) uint8 {
	ends := dotsAndSlashes(first) & highest
	first &= (ends & -ends >> 7) - 1 // the bytes before the first dot or slash
	return uint8((first | blanks) * mix >> 56)
}

// newFilter returns the filter of all routes.
func newFilter(rows []routeEntry, does equivalence) *filter {
	var kinds filterKinds
	for i := range rows {
		if i == 0 || rows[i].pattern != rows[i-1].pattern { // the methods of one path stand together
			kinds.add(rows[i].pattern, does)
		}
	}
	return kinds.filter(does)
}

// A filterEntry is a pattern of a filter. It is for all paths that the pattern matches, except those whose last parameter
// is empty. For these there is another entry: the pattern without that parameter.
type filterEntry struct {
	pattern string
	goesOn  bool // a parameter at the end takes further segments
}

// filterKinds holds the entries of a filter by kind: by the number of segments, and by whether the pattern ends in a
// parameter.
type filterKinds [2 * (mostCounted + 1)][]filterEntry

// add adds the entries for a pattern of servers that do these.
func (k *filterKinds) add(pattern string, does equivalence) {
	before, suffix, endsInParam := beforeParam(pattern)
	takesAll := endsInParam && (suffix == "" || does&looseSuffix != 0)
	k.append(filterEntry{pattern, takesAll && does&tail != 0}, endsInParam)
	if takesAll && does&emptyParam != 0 {
		_, _, endsInParam = beforeParam(before)
		k.append(filterEntry{before, false}, endsInParam)
	}
}

// append appends an entry, unless it is the last one already.
func (k *filterKinds) append(e filterEntry, endsInParam bool) {
	if e.pattern == "" || e.pattern == "/" {
		return // the path / is never excluded
	}
	kind := 2 * min(strings.Count(e.pattern, "/"), mostCounted)
	if endsInParam {
		kind++
	}
	if n := len(k[kind]); n == 0 || k[kind][n-1] != e {
		k[kind] = append(k[kind], e)
	}
}

// filter returns the filter of the entries. All patterns of a group have the same number of segments, and all of them
// or none end in a parameter. They stand near each other in the table, so that many begin with the same segments.
func (k *filterKinds) filter(does equivalence) *filter {
	total, used := 0, 0
	for _, entries := range k {
		if total += len(entries); len(entries) > 0 {
			used++
		}
	}
	f := &filter{upstream: does, buckets: 16}
	for f.buckets < min(4*total, mostBuckets) {
		f.buckets *= 2
	}
	f.segments = make([]uint64, (firstSegments+1)*f.buckets)
	size := total/(routeGroups-used) + 1 // of a group: each kind begins a new one, and there are at most 64
	group := 0
	for _, entries := range k {
		for chunk := range slices.Chunk(entries, size) {
			for _, e := range chunk {
				f.add(e, 1<<group)
			}
			group++
		}
	}
	for i := range f.segments {
		f.segments[i] |= f.all[i/f.buckets]
	}
	return f
}

// beforeParam returns what stands before the last segment of a pattern, and the literal after its parameter. ** may follow.
// It reports false if the last segment has no parameter.
func beforeParam(pattern string) (before, suffix string, ok bool) {
	pattern = strings.TrimSuffix(strings.TrimSuffix(pattern, "/"), "/**")
	slash := strings.LastIndexByte(pattern, '/')
	if slash < 0 || strings.IndexByte(pattern[slash:], '{') < 0 {
		return "", "", false
	}
	return pattern[:slash], pattern[strings.LastIndexByte(pattern, '}')+1:], true
}

// note adds a group to one bucket of a row, or to all for anySegment.
func (f *filter) note(row, bucket int, group uint64) {
	if bucket == anySegment {
		f.all[row] |= group
		return
	}
	f.segments[row*f.buckets+bucket&(f.buckets-1)] |= group
}

// add adds a pattern to a group.
func (f *filter) add(e filterEntry, group uint64) {
	count := 0
	shifts := false // a path that matches the pattern may have more segments from here on
	literal := ""   // the segment before, if it is one
	for rest := e.pattern; rest != "" && rest != "/"; count++ {
		var segment string
		if segment, rest = cutSegment(rest); segment == "**" {
			shifts = true
			break
		}
		literal = segment
		if a, _, isParam := cutAffix(segment); isParam {
			literal = ""
			shifts = shifts || f.upstream&spanning != 0 && len(a.suffix) == 1
		}
		if count < firstSegments {
			bucket := anySegment
			if literal != "" && !shifts {
				bucket = int(bucketOf(segment[0], segment[len(segment)-1], len(segment)))
			}
			f.note(count, bucket, group)
		}
	}
	shifts = shifts || count > 0 && literal == "" && e.goesOn
	bucket := anySegment
	if literal != "" && !shifts {
		bucket = int(lastBucket(bytesOf(literal[:min(8, len(literal))])))
	}
	f.note(firstSegments, bucket, group)
	most := count
	if shifts {
		most = mostCounted
		for i := count; i < firstSegments; i++ {
			f.note(i, anySegment, group)
		}
	}
	for n := min(count, mostCounted); n <= min(most, mostCounted); n++ {
		f.counts[n] |= group
	}
}

// excludes reports whether no route can match a path whose slashes are marked and which is plain. If it reports false,
// the same may be true. It looks at the number of segments, the first ones and the last one. It has few branches that
// depend on the path, because processors cannot predict them.
func (f *filter) excludes(path string, slashes marks) bool {
	low, high, end := slashes.low&^1, slashes.high, len(path) // without the slash before the first segment
	if low == 0 && end > wordPlaces {
		return false // a very long first segment
	}
	count := 1 + bits.OnesCount64(low) + bits.OnesCount64(high)
	if path[end-1] == '/' {
		if end--; end == 0 {
			return false
		}
		count--
		if end < wordPlaces {
			low &^= 1 << (uint(end) & 63)
		} else {
			high &^= 1 << (uint(end) & 63)
		}
	}
	if f.upstream&frontController != 0 && mayBeScript(path, bits.TrailingZeros64(low|1<<uint(end))) {
		return false // a server may drop the first segment
	}
	last := max(bits.Len64(low), 1)
	if high != 0 {
		last = wordPlaces + bits.Len64(high)
	}
	possible := f.counts[min(count, mostCounted)]
	for i, at := 0, 1; i < firstSegments; i++ {
		end := bits.TrailingZeros64(low)
		another := int(low|-low) >> 63 // all bits if another segment follows, else none
		bucket := bucketOf(path[at&another], path[(end-1)&another], end-at)
		if possible &= f.segments[i*f.buckets+int(bucket)&(f.buckets-1)] | ^uint64(another); i == 0 && possible == 0 {
			return true
		}
		at = end + 1
		low &= low - 1
	}
	return possible&f.segments[firstSegments*f.buckets+int(lastBucket(bytesAt(path, last)))&(f.buckets-1)] == 0
}

// mayBeScript reports whether the first segment of a path may be the name of a script and more. It ends at this place.
func mayBeScript(path string, end int) bool {
	return end > len("/.php") && end <= len(path) &&
		path[end-4] == '.' && path[end-3]|0x20 == 'p' && path[end-1]|0x20 == 'p'
}

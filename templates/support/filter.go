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
	counts   [mostCounted + 1]uint64            // by the number of segments; the last one is for all greater numbers
	first    [firstSegments][buckets + 1]uint64 // by place, and by the bucket of a segment that another one follows
	last     [buckets + 1]uint64                // by the bucket of the last segment
}

const (
	routeGroups   = 64
	mostCounted   = 15
	firstSegments = 4
	buckets       = 256
	anySegment    = buckets // in place of a bucket
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

// newFilter returns the filter of all routes. All patterns of a group have the same number of segments, and all of them
// or none end in a parameter. They stand near each other in the table, so that many begin with the same segments.
func newFilter(rows []routeEntry, does equivalence) *filter {
	f := &filter{upstream: does}
	kinds := filterKinds(rows, does)
	total, used := 0, 0
	for _, entries := range kinds {
		if total += len(entries); len(entries) > 0 {
			used++
		}
	}
	size := total/(routeGroups-used) + 1 // of a group: each kind begins a new one, and there are at most 64
	group := 0
	for _, entries := range kinds {
		for chunk := range slices.Chunk(entries, size) {
			for _, e := range chunk {
				f.add(e, 1<<group)
			}
			group++
		}
	}
	for i := range f.first {
		spread(f.first[i][:])
	}
	spread(f.last[:])
	return f
}

// A filterEntry is a pattern of a filter. It is for all paths that the pattern matches, except those whose last parameter
// is empty. For these there is another entry: the pattern without that parameter.
type filterEntry struct {
	pattern string
	goesOn  bool // a parameter at the end takes further segments
}

// filterKinds returns the entries of all routes by kind: by the number of segments, and by whether the pattern ends in a
// parameter.
func filterKinds(rows []routeEntry, does equivalence) (kinds [2 * (mostCounted + 1)][]filterEntry) {
	add := func(e filterEntry, endsInParam bool) {
		if e.pattern == "" || e.pattern == "/" {
			return // the path / is never excluded
		}
		kind := 2 * min(strings.Count(e.pattern, "/"), mostCounted)
		if endsInParam {
			kind++
		}
		if n := len(kinds[kind]); n == 0 || kinds[kind][n-1] != e { // the methods of one path stand together
			kinds[kind] = append(kinds[kind], e)
		}
	}
	for i := range rows {
		before, endsInParam := beforeParam(rows[i].pattern)
		add(filterEntry{rows[i].pattern, does&tail != 0}, endsInParam)
		if endsInParam && does&emptyParam != 0 {
			_, endsInParam = beforeParam(before)
			add(filterEntry{before, false}, endsInParam)
		}
	}
	return kinds
}

// beforeParam returns what stands before the parameter at the end of a pattern. ** may follow the parameter. It reports
// false if there is no such parameter.
func beforeParam(pattern string) (before string, ok bool) {
	pattern = strings.TrimSuffix(strings.TrimSuffix(pattern, "/"), "/**")
	slash := strings.LastIndexByte(pattern, '/')
	if slash < 0 || strings.IndexByte(pattern[slash:], '{') < 0 {
		return "", false
	}
	return pattern[:slash], true
}

// spread adds the groups of anySegment to all buckets.
func spread(masks []uint64) {
	for bucket := range buckets {
		masks[bucket] |= masks[anySegment]
	}
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
			f.first[count][bucket] |= group
		}
	}
	shifts = shifts || count > 0 && literal == "" && e.goesOn
	bucket := anySegment
	if literal != "" && !shifts {
		bucket = int(lastBucket(bytesOf(literal[:min(8, len(literal))])))
	}
	f.last[bucket] |= group
	most := count
	if shifts {
		most = mostCounted
		for i := count; i < firstSegments; i++ {
			f.first[i][anySegment] |= group
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
		if possible &= f.first[i][bucket] | ^uint64(another); i == 0 && possible == 0 {
			return true
		}
		at = end + 1
		low &= low - 1
	}
	return possible&f.last[lastBucket(bytesAt(path, last))] == 0
}

// mayBeScript reports whether the first segment of a path may be the name of a script and more. It ends at this place.
func mayBeScript(path string, end int) bool {
	return end > len("/.php") && end <= len(path) &&
		path[end-4] == '.' && path[end-3]|0x20 == 'p' && path[end-1]|0x20 == 'p'
}

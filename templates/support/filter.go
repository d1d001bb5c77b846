package support

import "math/bits"

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
	buckets       = 128
	anySegment    = buckets // in place of a bucket
)

// bucketOf returns the bucket of a segment that another one follows. first holds its first bytes, at most eight: the
// last of them is in the highest bits.
func bucketOf(first uint64, length int) int {
	return int(((first | blanks) + uint64(length)) * mix >> 57)
}

// lastBucket returns the bucket of a last segment by its first bytes, at most eight. Every literal that a server might
// take the segment for has the same bucket: it depends neither on letter case nor on what follows the first dot.
func lastBucket(first uint64) int {
	dots := equal(first, '.')
	first &= (dots & -dots >> 7) - 1 // the bytes before the first dot
	return int((first | blanks) * mix >> 57)
}

// newFilter returns the filter of all routes. The routes of a group stand together in the table, and so many of them
// begin with the same segments.
func newFilter(rows []routeEntry, does equivalence) *filter {
	f := &filter{upstream: does}
	for i := range rows {
		f.add(rows[i].pattern, 1<<(i*routeGroups/len(rows)))
	}
	for i := range f.first {
		spread(f.first[i][:])
		f.first[i][anySegment] = ^uint64(0)
	}
	spread(f.last[:])
	return f
}

// spread adds the groups of anySegment to all buckets.
func spread(masks []uint64) {
	for bucket := range buckets {
		masks[bucket] |= masks[anySegment]
	}
}

// add adds a route to a group.
func (f *filter) add(pattern string, group uint64) {
	count := 0
	shifts := false // a path that matches the route may have more segments from here on
	literal := ""   // the segment before, if it is one
	for rest := pattern; rest != "" && rest != "/"; count++ {
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
				bucket = bucketOf(firstOf(segment)<<(64-8*min(len(segment), 8)), len(segment))
			}
			f.first[count][bucket] |= group
		}
	}
	endsInParam := count > 0 && literal == ""
	shifts = shifts || endsInParam && f.upstream&tail != 0
	bucket := anySegment
	if literal != "" && !shifts {
		bucket = lastBucket(firstOf(literal))
	}
	f.last[bucket] |= group
	least, most := count, count
	if endsInParam && f.upstream&emptyParam != 0 {
		least--
	}
	if shifts {
		most = mostCounted
		for i := count; i < firstSegments; i++ {
			f.first[i][anySegment] |= group
		}
	}
	for n := min(least, mostCounted); n <= min(most, mostCounted); n++ {
		f.counts[n] |= group
	}
}

// firstOf returns the first bytes of a segment, at most eight, in a word.
func firstOf(segment string) uint64 { return bytesOf(segment[:min(8, len(segment))]) }

// excludes reports whether no route can match a path whose slashes are marked. If it reports false, the same may be
// true. It looks at the first segments and the last one. It has no branches that depend on
// how many there are, because processors cannot predict them.
func (f *filter) excludes(path string, slashes marks) bool {
	low, high := slashes.low, slashes.high
	count, end := bits.OnesCount64(low)+bits.OnesCount64(high), len(path)
	if path[len(path)-1] == '/' {
		count--
		if end--; end < wordPlaces {
			low &^= 1 << (uint(end) & 63)
		} else {
			high &^= 1 << (uint(end) & 63)
		}
	}
	begin := bits.Len64(low)
	if high != 0 {
		begin = wordPlaces + bits.Len64(high)
	}
	if f.upstream&frontController != 0 {
		after := bits.TrailingZeros64(low & (low - 1)) // the place behind the first segment
		if count == 1 {
			after = end
		}
		if after > 4 && path[after-4] == '.' {
			return false // a server may drop the segment
		}
	}
	possible := f.counts[min(count, mostCounted)] & f.last[lastBucket(firstBytes(path, begin, end))]
	for i := range f.first {
		rest := low & (low - 1)
		begin, end := bits.TrailingZeros64(low)+1, bits.TrailingZeros64(rest)
		from := min(begin, len(path)-8)
		first := word(path[from:]) >> (8 * uint(begin-from) & 63)
		bucket := bucketOf(first<<(uint(max(64-8*(end-begin), 0))&63), end-begin)
		if rest == 0 {
			bucket = anySegment // the path has no such segment, or it is the last one
		}
		possible &= f.first[i][bucket]
		low = rest
	}
	return possible == 0
}

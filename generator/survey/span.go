package survey

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A span says by which ends a path that is inside of a parameter could come out of it: by the byte after it
// as it is, and in either case.
type span uint8

const (
	asWritten span = 1 << iota
	inAnyCase
)

// begin returns how a path is inside of the parameter behind a segment with what stands before it.
func begin(s route.Segment, text string, does route.Equivalence) span {
	n := len(s.Prefix)
	switch {
	case does&route.Spanning == 0, len(text) < n, text[:n] != s.Prefix && (does&route.LetterCase == 0 || !strings.EqualFold(text[:n], s.Prefix)):
		return 0
	case !s.FoldsEnd(does):
		inside, _ := goOn(s, asWritten, text[n:])
		return inside
	}
	inside, _ := goOn(s, asWritten|inAnyCase, text[n:])
	return inside
}

// goOn returns how a path is inside of the parameter, and whether it could be behind it, after one segment
// more.
func goOn(s route.Segment, inside span, text string) (still span, behind bool) {
	for _, way := range []span{asWritten, inAnyCase} {
		switch at := s.End(text, way == inAnyCase); {
		case inside&way == 0:
		case at < 0:
			still |= way
		case at+1 == len(text):
			behind = true
		}
	}
	return still, behind
}

// extended reports whether an extension follows the first byte that ends the parameter, in one case or the
// other.
func extended(s route.Segment, text string) bool {
	as, either := s.End(text, false), s.End(text, true)
	return as >= 0 && strings.HasPrefix(text[as+1:], ".") || either >= 0 && strings.HasPrefix(text[either+1:], ".")
}

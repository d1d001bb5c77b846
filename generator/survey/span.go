package survey

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A span tells how a path is inside of a parameter that spans: which byte would end the value. It is a set,
// because some servers fold the case of that byte and others do not. 0 means that the path is not inside.
type span uint8

const (
	asWritten span = 1 << iota // the byte as the pattern has it
	inAnyCase                  // the byte in either case
)

// begin returns the span after the segment in which the value of the parameter begins.
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

// goOn returns the span after one more segment, and whether the value may have ended with this segment.
func goOn(s route.Segment, inside span, text string) (still span, ended bool) {
	for _, by := range []span{asWritten, inAnyCase} {
		switch at := s.End(text, by == inAnyCase); {
		case inside&by == 0:
		case at < 0:
			still |= by
		case at+1 == len(text):
			ended = true
		}
	}
	return still, ended
}

// extended reports whether an extension follows the byte that ends the parameter's value, for servers that
// fold its case or for those that do not.
func extended(s route.Segment, text string) bool {
	as, either := s.End(text, false), s.End(text, true)
	return as >= 0 && strings.HasPrefix(text[as+1:], ".") || either >= 0 && strings.HasPrefix(text[either+1:], ".")
}

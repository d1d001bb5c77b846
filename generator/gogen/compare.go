package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"
)

// piece is the largest number of bytes that compilers compare with a constant without a call. A call would
// cost as much as the rest of a small lookup.
const piece = 16

// equals returns the comparison of the rest of the path with a text:
//
//	rest == "/keys"
//	len(rest) == 20 && rest[:14] == "/subscriptions" && rest[14:] == "/renew"
//
// The length is compared unless it is known to be that of the text.
func equals(at place, text string, length int) jen.Code {
	if len(text) <= piece && at.offset == 0 {
		return jen.Id(at.rest).Op("==").Lit(text)
	}
	equal := compare(at, text)
	if length == unknown {
		return jen.Len(jen.Id(at.rest)).Op("==").Lit(at.offset + len(text)).Op("&&").Add(equal)
	}
	return equal
}

// begins returns the test whether the rest of the path begins with a text, without its first bytes if they are
// known, and has some bytes more:
//
//	len(rest) >= 7 && rest[:5] == "/v1.0"
//
// The length is compared unless the place says that it is enough.
func begins(at place, text string, known, more int) *jen.Statement {
	test := jen.Null()
	if least := at.offset + len(text) + more; at.long < least {
		test.Len(jen.Id(at.rest)).Op(">=").Lit(least)
		if len(text) > known {
			test.Op("&&")
		}
	}
	at.offset += known
	return test.Add(compare(at, text[known:]))
}

// compare returns the comparison of the next bytes of the path with a text, piece by piece. There are enough
// bytes.
func compare(at place, text string) *jen.Statement {
	all := jen.Null()
	for text != "" {
		next := text[:pieceOf(text)]
		low := jen.Empty()
		if at.offset > 0 {
			low = jen.Lit(at.offset)
		}
		all.Id(at.rest).Index(low, jen.Lit(at.offset+len(next))).Op("==").Lit(next)
		text = text[len(next):]
		at.offset += len(next)
		if text != "" {
			all.Op("&&")
		}
	}
	return all
}

// pieceOf returns the length of the first piece of a text. It ends before a slash or at least between two
// words, where there is one: pieces are made to be read.
func pieceOf(text string) int {
	if len(text) <= piece {
		return len(text)
	}
	for _, separators := range []string{"/", "-_.:"} {
		if i := strings.LastIndexAny(text[1:piece+1], separators); i >= 0 {
			return i + 1
		}
	}
	return piece
}

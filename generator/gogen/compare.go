package gogen

import (
	"github.com/dave/jennifer/jen"
)

// piece is how many bytes compilers compare with a constant in place, by words. More are compared by a
// call, which costs as much as all the rest of a small lookup.
const piece = 16

// equals returns the comparison of what is left of the path, whose length may be known, with a text:
//
//	rest == "/keys"
//	len(rest) == 21 && rest[:16] == "/subscriptions/r" && rest[5:21] == "criptions/renew"
//
// The last piece overlaps the one before it.
func equals(at place, text string, length int) jen.Code {
	if len(text) <= piece && at.offset == 0 {
		return jen.Id(at.rest).Op("==").Lit(text)
	}
	equal := pieces(at, text)
	if length == unknown {
		return jen.Len(jen.Id(at.rest)).Op("==").Lit(at.offset + len(text)).Op("&&").Add(equal)
	}
	return equal
}

// begins returns the comparison of what the rest begins with, where it must have some bytes more:
//
//	len(rest) >= 5 && rest[:5] == "/v1.0"
func begins(at place, text string, more int) jen.Code {
	long := jen.Len(jen.Id(at.rest)).Op(">=").Lit(at.offset + len(text) + more)
	if text == "" {
		return long
	}
	return long.Op("&&").Add(pieces(at, text))
}

// pieces compares a text that is short enough for what is left, piece by piece.
func pieces(at place, text string) *jen.Statement {
	all := jen.Null()
	for from := 0; from < len(text); from += piece {
		to := min(from+piece, len(text))
		if from > 0 {
			all.Op("&&")
			from = min(from, max(0, len(text)-piece))
		}
		low := jen.Empty()
		if at.offset+from > 0 {
			low = jen.Lit(at.offset + from)
		}
		all.Id(at.rest).Index(low, jen.Lit(at.offset+to)).Op("==").Lit(text[from:to])
		if to == len(text) {
			break
		}
	}
	return all
}

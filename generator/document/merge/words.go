package merge

import (
	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/syntax"
)

// accessOf returns the access of a requirement that names no code. A cell that is not understood lets nobody in.
func accessOf(k notation.Kind) access.Access {
	switch k {
	case notation.Authenticated:
		return access.Authenticated
	case notation.Public:
		return access.Public
	}
	return access.Nobody
}

// wordIn returns the word of a requirement as a spec has it, "" for codes.
func wordIn(q syntax.Require) string {
	if q.Form == syntax.Word {
		return q.Access.String()
	}
	return ""
}

package merge

import (
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/syntax"
)

// The words of a spec's require that stand for no code.
const (
	wordAuthenticated = "none"
	wordPublic        = "none"
	wordNobody        = "never"
)

// wordOf returns the word of a requirement that names no code.
func wordOf(k notation.Kind) string {
	switch k {
	case notation.Authenticated:
		return wordAuthenticated
	case notation.Public:
		return wordPublic
	}
	return wordNobody
}

// wordIn returns the word of a requirement as a spec has it, "" for codes.
func wordIn(q syntax.Require) string {
	switch q.Form {
	case syntax.None:
		return wordAuthenticated
	case syntax.Never:
		return wordNobody
	}
	return ""
}

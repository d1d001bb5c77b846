package handlers

import (
	"regexp/syntax"
	"strings"
)

// braceParameter reads what stands between braces.
func braceParameter(inner string) piece {
	name, condition, conditional := strings.Cut(inner, ":")
	switch {
	case inner == "$":
		return piece{endPiece, ""}
	case strings.HasSuffix(inner, "..."):
		return piece{restPiece, strings.TrimSuffix(inner, "...")}
	case strings.HasPrefix(inner, "*"), strings.HasPrefix(inner, "+"):
		return piece{restPiece, strings.TrimLeft(name, "*+")}
	case conditional:
		return piece{kindOf(condition), name}
	case strings.HasSuffix(name, "?"):
		return piece{optionalPiece, strings.TrimSuffix(name, "?")}
	case strings.ContainsAny(name, "*+"): // {rest*}, {rest*2} and {proxy+}
		return piece{restPiece, name[:strings.IndexAny(name, "*+")]}
	}
	if before, _, hasDefault := strings.Cut(name, "="); hasDefault {
		return piece{optionalPiece, before}
	}
	return piece{paramPiece, name}
}

// kindOf returns the kind of a parameter with a condition: a regular expression or the name of a type.
func kindOf(condition string) pieceKind {
	word := strings.TrimSuffix(condition, "?")
	switch {
	case condition == "path", condition == "*":
		return restPiece
	case word != condition && word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "":
		return optionalPiece // {id:int?}
	case canHaveSlash(condition):
		return restPiece
	}
	return paramPiece
}

// angleParameter reads what stands between angles: <name>, <type:name> of Flask and Django, or <name:type> and
// <name:re:condition> of Bottle.
func angleParameter(inner string) piece {
	first, second, typed := strings.Cut(inner, ":")
	filter, condition, filtered := strings.Cut(second, ":")
	switch {
	case !typed:
		return piece{paramPiece, first}
	case first == "path":
		return piece{restPiece, second}
	case filter == "path", filtered && filter == "re" && canHaveSlash(condition):
		return piece{restPiece, first}
	case filtered, isTypeName(filter):
		return piece{paramPiece, first}
	}
	return piece{paramPiece, second}
}

// isTypeName reports whether Bottle has a type of this name.
func isTypeName(name string) bool { return name == "int" || name == "float" || name == "re" }

// canHaveSlash reports whether a text with a slash may fulfil a condition. It is true for a condition that cannot
// be read.
func canHaveSlash(condition string) bool {
	expression, err := syntax.Parse(condition, syntax.Perl)
	return err != nil || expressionHasSlash(expression)
}

func expressionHasSlash(e *syntax.Regexp) bool {
	switch e.Op {
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true
	case syntax.OpLiteral, syntax.OpCharClass:
		return runesHaveSlash(e)
	}
	for _, sub := range e.Sub {
		if expressionHasSlash(sub) {
			return true
		}
	}
	return false
}

// runesHaveSlash reports whether a literal has a slash, or a class of characters includes it.
func runesHaveSlash(e *syntax.Regexp) bool {
	for i := 0; i < len(e.Rune); i++ {
		switch {
		case e.Op == syntax.OpLiteral && e.Rune[i] == '/':
			return true
		case e.Op == syntax.OpCharClass && i%2 == 0 && e.Rune[i] <= '/' && '/' <= e.Rune[i+1]:
			return true
		}
	}
	return false
}

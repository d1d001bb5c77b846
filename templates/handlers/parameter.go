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
		return piece{kind: endPiece}
	case strings.HasSuffix(inner, "..."):
		return piece{kind: restPiece, text: strings.TrimSuffix(inner, "...")}
	case strings.HasPrefix(inner, "*"), strings.HasPrefix(inner, "+"):
		return piece{kind: restPiece, text: strings.TrimLeft(name, "*+")}
	case conditional:
		return conditioned(name, condition)
	case strings.HasSuffix(name, "?"):
		return piece{kind: optionalPiece, text: strings.TrimSuffix(name, "?")}
	case strings.ContainsAny(name, "*+"): // {rest*}, {rest*2} and {proxy+}
		return piece{kind: restPiece, text: name[:strings.IndexAny(name, "*+")]}
	}
	if before, _, hasDefault := strings.Cut(name, "="); hasDefault {
		return piece{kind: optionalPiece, text: before}
	}
	return piece{kind: paramPiece, text: name}
}

// conditioned returns a parameter with what follows its colon: a regular expression or the name of a type.
func conditioned(name, condition string) piece {
	word := strings.TrimSuffix(condition, "?")
	isWord := word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
	switch {
	case condition == "path", condition == "*":
		return piece{kind: restPiece, text: name}
	case isWord && word != condition: // {id:int?}
		return piece{kind: optionalPiece, text: name}
	case isWord: // {id:int}
		return piece{kind: paramPiece, text: name}
	}
	return piece{kind: paramPiece, text: name, condition: condition}
}

// angleParameter reads what stands between angles: <name>, <type:name> of Flask and Django, or <name:type> and
// <name:re:condition> of Bottle.
func angleParameter(inner string) piece {
	first, second, typed := strings.Cut(inner, ":")
	filter, condition, filtered := strings.Cut(second, ":")
	switch {
	case !typed:
		return piece{kind: paramPiece, text: first}
	case first == "path":
		return piece{kind: restPiece, text: second}
	case filter == "path":
		return piece{kind: restPiece, text: first}
	case filtered && filter == "re":
		return piece{kind: paramPiece, text: first, condition: condition}
	case filtered, isTypeName(filter):
		return piece{kind: paramPiece, text: first}
	}
	return piece{kind: paramPiece, text: second}
}

// isTypeName reports whether Bottle has a type of this name.
func isTypeName(name string) bool { return name == "int" || name == "float" || name == "re" }

// hasSlash reports whether a parameter can have slashes.
func (p piece) hasSlash() bool {
	return p.kind == restPiece || p.condition != "" && canHaveSlash(p.condition)
}

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

package support

import "strings"

// A reach says how a path reaches a row.
type reach uint8

const (
	unreached   reach = iota
	inexactly         // by letter case, a final slash, an empty parameter, slashes in one, or several ways together
	byExtension       // only because an extension is dropped, or as the empty parameter of /
	byTail            // only because it goes on below a last parameter
	exactly
)

// reach says how the path reaches a pattern on the servers behind.
func (v *visit) reach(pattern string) reach { return v.reachOn(exactly, pattern, 0) }

// reachOn is reach for what is left of a pattern and the path's segments from one on, where those before it
// reach so.
func (v *visit) reachOn(how reach, rest string, i int) reach {
	spanned, goesOn := unreached, false
	for rest != "" && rest != "/" && rest != "/**" {
		var segment string
		segment, rest = cutSegment(rest)
		a, _, isParam := cutAffix(segment)
		switch {
		case i == v.count:
			return max(spanned, v.empty(isParam && a == affix{}, rest))
		case isParam:
			if v.does(spanning) && a.spans(rest) {
				spanned = max(spanned, v.reachSpanned(a, rest, i))
			}
			how = min(how, v.reachParam(a, i))
		default:
			how = min(how, v.reachLiteral(segment, i))
		}
		if how == unreached {
			return spanned
		}
		i++
		goesOn = isParam && a.suffix == ""
	}
	return max(spanned, v.further(how, i, rest == "/**", goesOn && v.does(tail)))
}

// empty is reach where the path ends before a segment of the pattern that could be an empty parameter, if
// it is a whole one.
func (v *visit) empty(whole bool, rest string) reach {
	switch {
	case !whole || !v.does(emptyParam) || !v.slash && v.count > 0 || rest != "" && rest != "/**":
		return unreached
	case v.count == 0:
		return byExtension
	}
	return inexactly
}

// further is reach for a path of which the first n segments reach those of the pattern so. open says that
// it ends in **, and goesOn that a server takes what goes on below its last parameter.
func (v *visit) further(how reach, n int, open, goesOn bool) reach {
	switch {
	case open:
		return how
	case v.count > n && !goesOn:
		return unreached
	case v.count > n:
		return min(how, byTail)
	case !v.slash || n == 0:
		return how
	case goesOn || v.does(finalSlash):
		return inexactly
	}
	return unreached
}

// reachLiteral is reach for a segment of the path and a literal.
func (v *visit) reachLiteral(literal string, i int) reach {
	text, how := v.segment(i), exactly
	if i == v.count-1 && v.does(extension) && len(text) > len(literal) && text[len(literal)] == '.' {
		text, how = text[:len(literal)], byExtension
	}
	switch {
	case text == literal:
		return how
	case v.resembles(literal, text):
		return inexactly
	}
	return unreached
}

// reachParam is reach for a segment of the path and a parameter.
func (v *visit) reachParam(a affix, i int) reach {
	switch text := v.segment(i); {
	case a == affix{}, a.names(text, v.does(affixes)):
		return exactly
	case v.resemblesAffix(a, text, i == v.count-1 && v.does(extension)):
		return inexactly
	}
	return unreached
}

// names reports whether a segment is exactly this parameter and what stands beside it. strict says that
// servers read literals beside a parameter in their own way: then its value must not have the first byte of
// what follows it, nor the last one before it that is more than itself in a pattern of Express 4.
func (a affix) names(segment string, strict bool) bool {
	value, ok := a.value(segment)
	if !ok || !strict {
		return ok
	}
	before := strings.LastIndexAny(a.prefix, ".:$+()")
	return (before < 0 || strings.IndexByte(value, a.prefix[before]) < 0) &&
		(a.suffix == "" || strings.IndexByte(value, a.suffix[0]) < 0)
}

// resemblesAffix reports whether a server behind could take a segment for a parameter with literals
// beside it, perhaps without an extension.
func (v *visit) resemblesAffix(a affix, segment string, extended bool) bool {
	for end := len(segment); end > 0; end = strings.LastIndexByte(segment[:end], '.') {
		text := segment[:end]
		value := len(text) - len(a.prefix) - len(a.suffix)
		if (value > 0 || value == 0 && v.does(affixes)) &&
			v.resembles(a.prefix, text[:len(a.prefix)]) && v.resembles(a.suffix, text[len(text)-len(a.suffix):]) {
			return true
		}
		if !extended || a.suffix == "" {
			return false
		}
	}
	return false
}

// cutSegment cuts the segment after a first slash from rest, which does not begin with two.
func cutSegment(rest string) (segment, after string) {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[1 : 1+i], rest[1+i:]
	}
	return rest[1:], ""
}

// resembles reports whether a server behind could take a text for a literal.
func (v *visit) resembles(literal, text string) bool {
	if len(literal) != len(text) {
		return false
	}
	rest := 0
	for ; rest+8 <= len(literal); rest += 8 {
		if !v.sameLetters(word(literal[rest:]), word(text[rest:])) {
			return false
		}
	}
	for ; rest < len(literal); rest++ {
		if a, b := literal[rest], text[rest]; a != b && !v.sameLetters(uint64(a), uint64(b)) {
			return false
		}
	}
	return true
}

// sameLetters reports whether two words are the same bytes or, if a server behind folds it, differ in
// nothing but the case of letters.
func (v *visit) sameLetters(a, b uint64) bool {
	differ := a ^ b
	if differ == 0 {
		return true
	}
	if differ&^(0x20*ones) != 0 || !v.does(letterCase) {
		return false
	}
	lower := (a | 0x20*ones) &^ highest
	letters := (lower + (0x80-'a')*ones) &^ (lower + (0x7f-'z')*ones) &^ a & highest
	return differ&^(letters>>2) == 0
}

package support

import "strings"

// An equivalence is a way in which a server may treat a path as another one, or a set of such ways.
type equivalence uint16

const (
	finalSlash      equivalence = 1 << iota // the server ignores a final slash
	letterCase                              // it ignores the case of ASCII letters
	extension                               // it drops .suffix from the last segment, to find a literal
	emptyParam                              // it accepts an empty last parameter
	tail                                    // it accepts further segments after a last parameter
	otherMethods                            // it routes by the path alone
	affixes                                 // it ends a parameter with literals beside it elsewhere, or accepts an empty one
	spanning                                // it accepts slashes in a parameter that is followed by one last byte
	looseSuffix                             // it ignores the literal after a parameter: {name}:cancel is {name}
	headAsGet                               // it runs the GET route for HEAD, even if there is a HEAD route
	frontController                         // it drops a first segment that ends in .php
)

// A reach says how a path matches a pattern on one of your servers.
type reach uint8

const (
	unreached     reach = iota // it does not match
	inexactly                  // by letter case, a final slash, an empty parameter, slashes in a parameter, or several of all ways
	byLooseSuffix              // only because literals after parameters are ignored; perhaps it has further segments after the last one
	byExtension                // only because an extension is dropped, or / matches an empty parameter
	byTail                     // only because it has further segments after a last parameter
	byEmptyRest                // it ends where ** begins: many servers do not match that
	exactly                    // on all servers
)

// reach says how the path matches a pattern.
func (v *visit) reach(pattern string) reach {
	if how := v.reachOn(exactly, pattern, 0); how != unreached {
		return how
	}
	if v.script && v.reachAfterScript(pattern) {
		return inexactly
	}
	if !v.does(looseSuffix) || !strings.Contains(pattern, "}") {
		return unreached
	}
	v.loose = true
	how := v.reachOn(exactly, pattern, 0)
	if how == unreached && v.script && v.reachAfterScript(pattern) {
		how = inexactly
	}
	v.loose = false
	switch {
	case how >= byTail:
		return byLooseSuffix
	case how == byExtension && v.count > 0:
		return inexactly
	}
	return how
}

// reachAfterScript reports whether the path matches a pattern without its first segment.
func (v *visit) reachAfterScript(pattern string) bool {
	v.from = 1
	how := v.reachOn(inexactly, pattern, 1)
	v.from = 0
	return how != unreached
}

// reachOn is reach for the rest of a pattern and the segments of the path from i on. how says how the segments
// before match.
func (v *visit) reachOn(how reach, rest string, i int) reach {
	spanned := unreached
	goesOn := v.loose && i > v.from // then the segment before i is a parameter that took slashes
	for rest != "" && rest != "/" && rest != "/**" {
		var segment string
		segment, rest = cutSegment(rest)
		a, _, isParam := cutAffix(segment)
		switch {
		case i == v.count:
			return max(spanned, v.empty(isParam && a.prefix == "" && (v.loose || a.suffix == ""), rest))
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
		goesOn = isParam && (v.loose || a.suffix == "")
	}
	if rest == "/" && i > v.from {
		return max(spanned, v.slashed(how, i))
	}
	return max(spanned, v.further(how, i, rest == "/**", goesOn && v.does(tail)))
}

// empty is reach for a path that ends before a segment of the pattern, which may be an empty parameter. whole
// says that the segment is a parameter without literals beside it.
func (v *visit) empty(whole bool, rest string) reach {
	switch {
	case !whole || !v.does(emptyParam) || !v.slash && v.count > v.from || rest != "" && rest != "/**":
		return unreached
	case v.count == v.from:
		return byExtension
	}
	return inexactly
}

// slashed is further for a pattern that ends in a slash.
func (v *visit) slashed(how reach, n int) reach {
	switch {
	case v.count > n:
		return unreached
	case v.slash:
		return how
	case v.does(finalSlash):
		return inexactly
	}
	return unreached
}

// further is reach for a path whose first n segments match all segments of the pattern. how says how they match.
// open says that the pattern ends in **. goesOn says that a server may accept further segments after the
// last parameter.
func (v *visit) further(how reach, n int, open, goesOn bool) reach {
	switch {
	case open && v.count == n && n > v.from:
		return min(how, byEmptyRest)
	case open:
		return how
	case v.count > n && !goesOn:
		return unreached
	case v.count > n:
		return min(how, byTail)
	case !v.slash || n == v.from:
		return how
	case goesOn || v.does(finalSlash):
		return inexactly
	}
	return unreached
}

// reachLiteral is reach for segment i and a literal.
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

// reachParam is reach for segment i and a parameter.
func (v *visit) reachParam(a affix, i int) reach {
	if v.loose {
		a.suffix = ""
	}
	switch text := v.segment(i); {
	case a == affix{}, a.matches(text, v.does(affixes) && !v.loose):
		return exactly
	case v.resemblesAffix(a, text, i == v.count-1 && v.does(extension)):
		return inexactly
	}
	return unreached
}

// matches reports whether a segment is exactly this parameter with the literals beside it. strict says that
// servers may end the parameter elsewhere. Then its value must not contain the first byte of the literal after
// it. Nor may it contain the last byte of the literal before it that has a special meaning in Express 4.
func (a affix) matches(segment string, strict bool) bool {
	value, ok := a.value(segment)
	if !ok || !strict {
		return ok
	}
	before := strings.LastIndexAny(a.prefix, ".:$+()")
	return (before < 0 || strings.IndexByte(value, a.prefix[before]) < 0) &&
		(a.suffix == "" || strings.IndexByte(value, a.suffix[0]) < 0)
}

// resemblesAffix reports whether a segment matches a parameter with literals beside it on one of your servers.
// extended says that the server may drop an extension.
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

// resembles reports whether a text matches a literal on one of your servers.
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

// sameLetters reports whether two words are equal or, if one of your servers ignores letter case, differ in
// nothing else.
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

package sql

import (
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/route"
)

// patterns writes conditions that a path reaches a pattern. Their regular expressions are used for canonical paths
// alone, so [^/] stands for any byte of a segment. They use only what RE2, Java and PostgreSQL have in common:
// classes, groups that do not capture, * + ? | and the ends of the text.
type patterns struct {
	does route.Equivalence

	// spelt is set for expressions that match the path as it is, not in small letters. If servers fold letter
	// case, these expressions have each letter of a literal in both cases.
	spelt bool

	scripts bool // some row names a first segment that servers drop, so that paths count that have one
}

// exactly returns the condition that a pattern names the path exactly.
func (x patterns) exactly(p route.Pattern) cond {
	if p.Static() {
		return is(p.String())
	}
	fixed := p.Fixed()
	if p.Open() && len(fixed) == 0 {
		return always
	}
	switch {
	case p.Open():
		return matches{re: "^" + x.exact(fixed) + "/[^/]"}
	case p.EndsInSlash():
		return matches{re: "^" + x.exact(fixed) + "/" + end}
	}
	return matches{re: "^" + x.exact(fixed) + end}
}

// byEmptyRest returns the condition that the path has nothing for the ** of a pattern.
func (x patterns) byEmptyRest(p route.Pattern) cond {
	if !p.HasEmptyRest() {
		return never
	}
	return matches{re: "^" + x.exact(p.Fixed()) + "/?" + end}
}

// byLooseSuffix returns the condition that the path reaches a pattern only for servers that ignore the literals
// after its parameters.
func (x patterns) byLooseSuffix(p route.Pattern) cond {
	if x.does&route.LooseSuffix == 0 || !p.Affixed() {
		return never
	}
	var b strings.Builder
	for _, s := range p.Fixed() {
		s.Suffix = ""
		b.WriteString("/" + patterns{}.exactSegment(s))
	}
	last := end
	switch {
	case p.Open():
		last = "(?:/|" + end + ")"
	case p.EndsInSlash():
		last = "/" + end
	case p.GoesOn(x.does):
		last = "(?:/[^/]|" + end + ")"
	}
	heeding := x
	heeding.does &^= route.LooseSuffix
	return both(matches{re: "^" + b.String() + last}, no(heeding.reached(p)))
}

// script returns the condition that a server may drop the first segment of the path.
func (x patterns) script() cond {
	if x.does&route.FrontController == 0 {
		return never
	}
	return matches{re: "^/" + x.scriptName() + "(?:/|" + end + ")", folded: x.does&route.LetterCase != 0}
}

// scriptName returns the expression for a first segment that servers drop.
func (x patterns) scriptName() string { return "[^/]+[.]" + x.fold("php") }

// exact returns the expression for what segments name exactly.
func (x patterns) exact(segments []route.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString("/" + x.exactSegment(s))
	}
	return b.String()
}

// exactSegment returns the expression for what a segment names exactly.
func (x patterns) exactSegment(s route.Segment) string {
	if s.Kind == route.Literal {
		return quoted(s.Text)
	}
	value := "[^/]+"
	if barred := s.Barred(); barred != "" && x.does&route.Affixes != 0 {
		value = "[^/" + barred + "]+"
	}
	return quoted(s.Prefix) + value + quoted(s.Suffix)
}

// byTail returns the condition that the path goes on below a pattern that ends in a parameter.
func (x patterns) byTail(p route.Pattern) cond {
	if p.Open() || !p.EndsInParam() || x.does&route.Tail == 0 {
		return never
	}
	return matches{re: "^" + x.exact(p.Fixed()) + "/[^/]"}
}

// byExtension returns the condition that the path has .suffix after the last literal of a pattern.
func (x patterns) byExtension(p route.Pattern) cond {
	fixed := p.Fixed()
	if len(fixed) == 0 || fixed[len(fixed)-1].Kind != route.Literal || x.does&route.Extension == 0 {
		return never
	}
	re := "^" + x.exact(fixed) + "[.][^/]*"
	switch {
	case p.Open():
		re += "/?"
	case p.EndsInSlash():
		re += "/"
	}
	return matches{re: re + end}
}

// byEmptyParam returns the condition that the path is / and the pattern has one segment, a parameter.
func (x patterns) byEmptyParam(p route.Pattern) cond {
	if len(p.Fixed()) != 1 || !p.TakesEmpty(x.does) {
		return never
	}
	return is("/")
}

// reached returns the condition that the path reaches a pattern.
func (x patterns) reached(p route.Pattern) cond {
	list, folded := x.expressions(p)
	if list == nil {
		return always
	}
	return oneOf(list, folded)
}

// any returns the condition that the path reaches one of the patterns.
func (x patterns) any(list []route.Pattern) cond {
	var plain, small []string
	for _, p := range list {
		switch re, folded := x.expressions(p); {
		case re == nil:
			return always
		case folded:
			small = append(small, re...)
		default:
			plain = append(plain, re...)
		}
	}
	slices.Sort(plain)
	slices.Sort(small)
	return either([]cond{oneOf(slices.Compact(small), true), oneOf(slices.Compact(plain), false)})
}

// oneOf returns the condition that one of the expressions matches the path or, if folded is set, the path in small
// letters.
func oneOf(list []string, folded bool) cond {
	if list == nil {
		return never
	}
	return matches{re: "^" + joined(list), folded: folded}
}

// expressions returns the expressions of which one matches each path that reaches a pattern, and whether they are
// for the path in small letters. It returns nil if every path reaches the pattern.
func (x patterns) expressions(p route.Pattern) (list []string, folded bool) {
	if x.mustSpell(p) {
		x.spelt = true
		return x.alternatives(p), false
	}
	return x.alternatives(p), x.does&route.LetterCase != 0
}

// alternatives returns the expressions of which one matches each path that reaches a pattern; nil for all paths.
func (x patterns) alternatives(p route.Pattern) []string {
	list := x.withoutScript(p)
	if !x.scripts {
		return list
	}
	for _, re := range slices.Clone(list) {
		if re == "/"+end {
			re = "/?" + end
		}
		list = append(list, "/"+x.scriptName()+re)
	}
	return list
}

// withoutScript is alternatives for servers that keep the first segment.
func (x patterns) withoutScript(p route.Pattern) (list []string) {
	fixed, open := p.Fixed(), p.Open()
	n := len(fixed)
	if open && n == 0 {
		return nil
	}
	below := p.GoesOn(x.does)
	slash := ""
	switch {
	case open || x.does&route.FinalSlash != 0:
		slash = "/?"
	case p.EndsInSlash():
		slash = "/"
	}
	if n == 0 {
		return []string{"/" + end}
	}
	extension := x.extension(fixed)
	like := x.like(p, n)
	switch {
	case below && extension != "":
		list = append(list, like+"(?:/|"+end+"|"+extension+"/?"+end+")")
	case below:
		list = append(list, like+"(?:/|"+end+")")
	default:
		list = append(list, like+optional(extension)+slash+end)
	}
	if p.TakesEmpty(x.does) {
		list = append(list, x.like(p, n-1)+optional(x.extension(fixed[:n-1]))+"/"+end)
	}
	return list
}

// like returns the expression for what some server takes for the first n segments of a pattern.
func (x patterns) like(p route.Pattern, n int) string {
	var b strings.Builder
	for i, s := range p.Segments()[:n] {
		b.WriteString("/" + x.likeSegment(s, x.does&route.Spanning != 0 && p.Spans(i)))
	}
	return b.String()
}

// likeSegment returns the expression for what some server takes for a segment. If servers fold letter case, the
// expression is for a text in small letters, unless spelt is set. spans tells that the parameter spans.
func (x patterns) likeSegment(s route.Segment, spans bool) string {
	if s.Kind == route.Literal {
		return x.fold(s.Text)
	}
	value := "[^/]+"
	if s.Affixed() && x.does&route.Affixes != 0 {
		value = "[^/]*"
	}
	prefix, suffix := x.fold(s.Prefix), x.fold(s.Suffix)
	if x.does&route.LooseSuffix != 0 && s.Suffix != "" {
		loose := value
		if s.Prefix == "" {
			loose = "[^/]+"
		}
		if !spans {
			return prefix + loose
		}
		x.does &^= route.LooseSuffix
		return joined([]string{prefix + loose, x.likeSegment(s, true)})
	}
	switch {
	case !spans:
		return prefix + value + suffix
	case x.spelt && isLetter(s.Suffix): // servers look for the byte as it is, or in either case
		return prefix + joined([]string{value + suffix, "[^" + s.Suffix + "]+" + s.Suffix, "[^" + suffix[1:] + "+" + suffix})
	}
	ends := s.Suffix
	if x.does&route.LetterCase != 0 {
		ends = strings.ToLower(ends)
	}
	return prefix + joined([]string{value, "[^" + ends + "]+"}) + suffix
}

// isLetter reports whether a suffix of one byte is a letter.
func isLetter(suffix string) bool { return unicode.IsLetter(rune(suffix[0])) }

// mustSpell reports whether the path in small letters is not enough to tell whether it reaches a pattern. It is not
// if a parameter that spans ends at a letter, because some servers do not fold its case.
func (x patterns) mustSpell(p route.Pattern) bool {
	for i, s := range p.Segments() {
		if x.does&route.Spanning != 0 && x.does&route.LetterCase != 0 && p.Spans(i) && isLetter(s.Suffix) {
			return true
		}
	}
	return false
}

// extension returns the expression for an extension after the last of the segments; "" if there can be none.
func (x patterns) extension(segments []route.Segment) string {
	n := len(segments)
	if n == 0 || x.does&route.Extension == 0 || segments[n-1].EndsInParam() {
		return ""
	}
	return "[.][^/]*"
}

// fold returns the expression for a literal, folded if servers fold letter case.
func (x patterns) fold(literal string) string {
	switch {
	case x.does&route.LetterCase == 0:
		return quoted(literal)
	case x.spelt:
		return bothCases(literal)
	}
	return quoted(strings.ToLower(literal))
}

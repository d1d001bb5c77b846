package sql

import (
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/route"
)

// end stands in an expression for the end of the text; each dialect has its own sign for it.
const end = "\x00"

// An expression matches paths that are canonical: its [^/] need not think of anything else. Patterns are
// written with what RE2, Java's expressions and those of PostgreSQL have in common: classes, groups that
// capture nothing, * + ? | and the ends of the text.
type patterns struct {
	does route.Equivalence

	// spelt is set in expressions that match the path itself: where servers fold letters, they have each
	// letter of a literal in both cases.
	spelt bool

	scripts bool // some row names a first segment that servers drop, so that paths count that have one
}

// exactly returns the condition that a path is named by a pattern exactly.
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

// byEmptyRest returns the condition that a path ends where the ** of a pattern begins.
func (x patterns) byEmptyRest(p route.Pattern) cond {
	if !p.Open() || len(p.Fixed()) == 0 {
		return never
	}
	return matches{re: "^" + x.exact(p.Fixed()) + "/?" + end}
}

// byLooseSuffix returns the condition that a pattern names a path without the literals after its parameters,
// perhaps by its tail, and is not reached with them.
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

// endsInWhole reports whether a pattern ends in a parameter that takes all of a segment.
func (x patterns) endsInWhole(p route.Pattern) bool {
	fixed := p.Fixed()
	if len(fixed) == 0 || p.EndsInSlash() {
		return false
	}
	last := fixed[len(fixed)-1]
	return last.Kind == route.Param && last.Prefix == "" && (last.Suffix == "" || x.does&route.LooseSuffix != 0)
}

// script returns the condition that a server may drop the first segment of a path.
func (x patterns) script() cond {
	if x.does&route.FrontController == 0 {
		return never
	}
	return matches{re: "^/" + x.scriptName() + "(?:/|" + end + ")", folded: x.does&route.LetterCase != 0}
}

// scriptName returns what a server drops as the first segment.
func (x patterns) scriptName() string { return "[^/]+[.]" + x.fold("php") }

// exact returns what segments name byte for byte.
func (x patterns) exact(segments []route.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString("/" + x.exactSegment(s))
	}
	return b.String()
}

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

// byTail returns the condition that a path goes on below a pattern that ends in a parameter.
func (x patterns) byTail(p route.Pattern) cond {
	if p.Open() || !p.EndsInParam() || x.does&route.Tail == 0 {
		return never
	}
	return matches{re: "^" + x.exact(p.Fixed()) + "/[^/]"}
}

// byExtension returns the condition that a path has .suffix behind the last literal of a pattern.
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

// byEmptyParam returns the condition that the path is / and the pattern one parameter.
func (x patterns) byEmptyParam(p route.Pattern) cond {
	if len(p.Fixed()) != 1 || !x.endsInWhole(p) || x.does&route.EmptyParam == 0 {
		return never
	}
	return is("/")
}

// reached returns the condition that a path reaches a pattern in any way.
func (x patterns) reached(p route.Pattern) cond {
	ways, folded := x.expressions(p)
	if ways == nil {
		return always
	}
	return oneOf(ways, folded)
}

// any returns the condition that a path reaches one of the patterns in any way.
func (x patterns) any(list []route.Pattern) cond {
	var plain, small []string
	for _, p := range list {
		switch ways, folded := x.expressions(p); {
		case ways == nil:
			return always
		case folded:
			small = append(small, ways...)
		default:
			plain = append(plain, ways...)
		}
	}
	slices.Sort(plain)
	slices.Sort(small)
	return either([]cond{oneOf(slices.Compact(small), true), oneOf(slices.Compact(plain), false)})
}

// oneOf returns the condition that the path, perhaps in small letters, is one of these.
func oneOf(ways []string, folded bool) cond {
	if ways == nil {
		return never
	}
	return matches{re: "^" + joined(ways), folded: folded}
}

// expressions returns ways, and whether they are of the path in small letters.
func (x patterns) expressions(p route.Pattern) (ways []string, folded bool) {
	if x.mustSpell(p) {
		x.spelt = true
		return x.allWays(p), false
	}
	return x.allWays(p), x.does&route.LetterCase != 0
}

// allWays returns ways, and those with a first segment that servers drop.
func (x patterns) allWays(p route.Pattern) (ways []string) {
	ways = x.ways(p)
	if !x.scripts {
		return ways
	}
	for _, way := range slices.Clone(ways) {
		switch way {
		case "/" + end:
			way = "/?" + end
		}
		ways = append(ways, "/"+x.scriptName()+way)
	}
	return ways
}

// ways returns what a path can be that reaches a pattern; nil if it can be anything.
func (x patterns) ways(p route.Pattern) (ways []string) {
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
		ways = append(ways, like+"(?:/|"+end+"|"+extension+"/?"+end+")")
	case below:
		ways = append(ways, like+"(?:/|"+end+")")
	default:
		ways = append(ways, like+optional(extension)+slash+end)
	}
	if x.endsInWhole(p) && x.does&route.EmptyParam != 0 {
		ways = append(ways, x.like(p, n-1)+optional(x.extension(fixed[:n-1]))+"/"+end)
	}
	return ways
}

// like returns what some server takes for the first n segments of a pattern.
func (x patterns) like(p route.Pattern, n int) string {
	var b strings.Builder
	for i, s := range p.Segments()[:n] {
		b.WriteString("/" + x.likeSegment(s, x.does&route.Spanning != 0 && p.Spans(i)))
	}
	return b.String()
}

// likeSegment returns what some server takes for a segment. The text that it matches is in small
// letters where servers fold them, unless it is spelt. spans says that it may be several segments.
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
	case x.spelt && isLetter(s.Suffix): // it is looked for as it is, or in both cases
		return prefix + joined([]string{value + suffix, "[^" + s.Suffix + "]+" + s.Suffix, "[^" + suffix[1:] + "+" + suffix})
	}
	ends := s.Suffix
	if x.does&route.LetterCase != 0 {
		ends = strings.ToLower(ends)
	}
	return prefix + joined([]string{value, "[^" + ends + "]+"}) + suffix
}

func isLetter(suffix string) bool { return unicode.IsLetter(rune(suffix[0])) }

// mustSpell reports whether a path in small letters does not tell whether it reaches a pattern: a parameter
// that spans ends at the first place of a letter as it is written, for servers that do not fold it.
func (x patterns) mustSpell(p route.Pattern) bool {
	for i, s := range p.Segments() {
		if x.does&route.Spanning != 0 && x.does&route.LetterCase != 0 && p.Spans(i) && isLetter(s.Suffix) {
			return true
		}
	}
	return false
}

// bothCases returns an expression for a literal in any letter case.
func bothCases(literal string) string {
	var b strings.Builder
	for _, c := range literal {
		if unicode.IsLetter(c) {
			b.WriteString("[" + string(unicode.ToLower(c)) + string(unicode.ToUpper(c)) + "]")
			continue
		}
		b.WriteString(quoted(string(c)))
	}
	return b.String()
}

// extension returns what can stand behind the last segment of a path; "" where nothing can.
func (x patterns) extension(segments []route.Segment) string {
	n := len(segments)
	if n == 0 || x.does&route.Extension == 0 || segments[n-1].EndsInParam() {
		return ""
	}
	return "[.][^/]*"
}

func optional(re string) string {
	if re == "" {
		return ""
	}
	return "(?:" + re + ")?"
}

func (x patterns) fold(literal string) string {
	switch {
	case x.does&route.LetterCase == 0:
		return quoted(literal)
	case x.spelt:
		return bothCases(literal)
	}
	return quoted(strings.ToLower(literal))
}

// quoted returns an expression for a literal of a pattern. A character that means something to an
// expression stands in a class, so that no dialect needs to escape a backslash for it.
func quoted(literal string) string {
	var b strings.Builder
	for _, c := range []byte(literal) {
		if strings.IndexByte(".$+()*", c) >= 0 {
			b.WriteString("[" + string(c) + "]")
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// joined returns alternatives in a group, or the only one as it is.
func joined(alternatives []string) string {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return "(?:" + strings.Join(alternatives, "|") + ")"
}

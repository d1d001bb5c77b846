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
	return matches{re: "^" + x.exact(fixed) + ending(p.Open())}
}

func ending(open bool) string {
	if open {
		return "(?:/|" + end + ")"
	}
	return end
}

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
	if p.Open() {
		re += "/?"
	}
	return matches{re: re + end}
}

// byEmptyParam returns the condition that the path is / and the pattern one parameter.
func (x patterns) byEmptyParam(p route.Pattern) cond {
	if len(p.Fixed()) != 1 || !p.EndsInWholeParam() || x.does&route.EmptyParam == 0 {
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
		return patterns{x.does, true}.ways(p), false
	}
	return x.ways(p), x.does&route.LetterCase != 0
}

// ways returns what a path can be that reaches a pattern; nil if it can be anything.
func (x patterns) ways(p route.Pattern) (ways []string) {
	fixed, open := p.Fixed(), p.Open()
	n := len(fixed)
	if open && n == 0 {
		return nil
	}
	below := open || p.EndsInParam() && x.does&route.Tail != 0
	slash := ""
	if open || x.does&route.FinalSlash != 0 {
		slash = "/?"
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
		ways = append(ways, like+ending(true))
	default:
		ways = append(ways, like+optional(extension)+slash+end)
	}
	if p.EndsInWholeParam() && x.does&route.EmptyParam != 0 {
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

package route

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// A Kind tells what a segment of a pattern stands for. Kinds are ordered by precedence.
type Kind uint8

const (
	Literal Kind = iota // itself, byte for byte
	Param               // {name}: a segment that is not empty, or the part of one between literals
	Rest                // **, the last segment: zero or more segments and an optional final slash
)

// A Segment is the part of a pattern between two slashes.
type Segment struct {
	Kind Kind
	Text string // the literal, or the parameter's name; empty for Rest

	// Prefix and Suffix are the literals before and after a parameter, as in v{version} or {name}:cancel.
	Prefix, Suffix string
}

func parseSegment(part string) (Segment, *PatternError) {
	open := strings.IndexByte(part, '{')
	switch {
	case part == "":
		return Segment{}, &PatternError{0, "an empty segment", "write one slash between segments and none at the end"}
	case part == "**":
		return Segment{Kind: Rest}, nil
	case open >= 0 && strings.IndexByte(part[open:], '}') > 0:
		return parseParam(part, open, open+strings.IndexByte(part[open:], '}'))
	case open >= 0 && part[open+1:] != "" && !strings.Contains(part, "}") && strings.Trim(part[open+1:], nameBytes) == "":
		return Segment{}, &PatternError{open, "a brace inside the segment " + diag.Quote(part), "write " + part + "}"}
	}
	if err := checkLiteral(part, part); err != nil {
		return Segment{}, err
	}
	return Segment{Kind: Literal, Text: part}, checkEnd(part)
}

// parseParam parses a segment with a parameter. Its braces are at the offsets open and shut.
func parseParam(part string, open, shut int) (Segment, *PatternError) {
	prefix, name, suffix := part[:open], part[open+1:shut], part[shut+1:]
	if name == "" {
		return Segment{}, &PatternError{open, "a parameter without a name", "write {name}"}
	}
	for i := range len(name) {
		if c := name[i]; !isLetter(c) && !isDigit(c) && c != '_' && c != '-' && c != '.' {
			remedy := "a name is made of letters, digits and _ - ."
			if plain := strings.Trim(name, " {}$%"); strings.Trim(plain, nameBytes) == "" && plain != "" {
				remedy = "write {" + plain + "}"
			}
			return Segment{}, &PatternError{open + 1, "the parameter name " + diag.Quote(name), remedy}
		}
	}
	if err := checkLiteral(prefix, part); err != nil {
		return Segment{}, err
	}
	err := checkLiteral(suffix, part)
	if err == nil {
		err = checkEnd(suffix)
	}
	if err != nil {
		err.Offset += shut + 1
		return Segment{}, err
	}
	return Segment{Kind: Param, Text: name, Prefix: prefix, Suffix: suffix}, nil
}

// checkLiteral returns what is wrong with a literal of the segment part.
func checkLiteral(literal, part string) *PatternError {
	for i, r := range literal {
		switch {
		case r == '*':
			return &PatternError{i, "* in the segment " + diag.Quote(part), "one segment is {name}; a last ** takes all that follows"}
		case r == '{' || r == '}':
			return &PatternError{i, "a brace inside the segment " + diag.Quote(part), "a segment has one parameter, perhaps with literals around it: v{name}, {name}:cancel; write one {name} for all of it, or a row for each text of the second one"}
		case r >= 0x80 || !segmentByte[r]:
			return &PatternError{i, fmt.Sprintf("%q in the segment %s, which no canonical path has", r, diag.Quote(part)),
				remedyFor(r)}
		}
	}
	return nil
}

// checkEnd returns what is wrong with the end of a segment.
func checkEnd(literal string) *PatternError {
	if strings.HasSuffix(literal, ".") {
		return &PatternError{len(literal) - 1, "the segment " + diag.Quote(literal) + " ends in a dot, which no canonical path has", remedyForDots(literal)}
	}
	return nil
}

// nameBytes holds the bytes that a parameter's name can have.
const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

// remedyFor says what to write instead of a character that no literal has.
func remedyFor(r rune) string {
	switch {
	case r == ';':
		return "leave out what follows the semicolon: the guard refuses paths that have one"
	case r == '%' || r == ' ' || r >= 0x80:
		return "write {name} for this segment, which takes escapes, and let the handler refuse other values"
	}
	return "a segment is made of letters, digits and - _ . ~ : @ $ & + , = ! ' ( )"
}

// remedyForDots says what to write instead of a segment that ends in a dot.
func remedyForDots(literal string) string {
	if literal == "." || literal == ".." {
		return "write the path that it leads to"
	}
	return "remove the row: the guard refuses such paths"
}

// Affixed reports whether the segment is a parameter with a literal before or after it.
func (s Segment) Affixed() bool { return s.Kind == Param && s.Prefix+s.Suffix != "" }

// EndsInParam reports whether the segment is a parameter that no literal follows.
func (s Segment) EndsInParam() bool { return s.Kind == Param && s.Suffix == "" }

// wholeParam reports whether the segment is a parameter without literals beside it.
func (s Segment) wholeParam() bool { return s.Kind == Param && s.Prefix+s.Suffix == "" }

// Shape returns the segment as written, but without the name of its parameter.
func (s Segment) Shape() string {
	switch s.Kind {
	case Param:
		return s.Prefix + "{}" + s.Suffix
	case Rest:
		return "**"
	}
	return s.Text
}

// Unnamed returns the segment without the name of its parameter. Segments of one shape are equal then.
func (s Segment) Unnamed() Segment {
	if s.Kind == Param {
		s.Text = ""
	}
	return s
}

// Value returns the value of the parameter in a segment of a path. ok reports whether there is one: the segment has
// the parameter's literals, byte for byte, and the value is not empty.
func (s Segment) Value(text string) (value string, ok bool) {
	if len(text) <= len(s.Prefix)+len(s.Suffix) || !strings.HasPrefix(text, s.Prefix) || !strings.HasSuffix(text, s.Suffix) {
		return "", false
	}
	return text[len(s.Prefix) : len(text)-len(s.Suffix)], true
}

// Barred returns the bytes that servers read in different ways inside the value of an affixed parameter. There are
// up to two. Some servers end the value at the first byte of the suffix. And Express 4 builds a regular
// expression from the prefix: after v1. it takes no second dot, and after a prefix with another byte that it
// escapes it does not take the same text again. That byte is barred too.
func (s Segment) Barred() string {
	barred := ""
	if i := strings.LastIndexAny(s.Prefix, ".:$+()"); i >= 0 {
		barred = s.Prefix[i : i+1]
	}
	return barred + s.Suffix[:min(1, len(s.Suffix))]
}

// Names reports whether the segment names a segment of a path exactly. For servers that do Affixes, the value must
// not contain a barred byte. The segment is no Rest.
func (s Segment) Names(text string, does Equivalence) bool {
	if s.Kind == Literal {
		return s.Text == text
	}
	value, ok := s.Value(text)
	return ok && (does&Affixes == 0 || !strings.ContainsAny(value, s.Barred()))
}

// NamesLoosely reports whether the segment names a segment of a path exactly, for a server that ignores the
// literal after a parameter.
func (s Segment) NamesLoosely(text string) bool {
	s.Suffix = ""
	return s.Names(text, 0)
}

// Resembles reports whether a server that does these could take a segment of a path for this one. last tells that
// no segment follows in the path. The segment is no Rest.
func (s Segment) Resembles(text string, last bool, does Equivalence) bool {
	if s.Kind == Literal {
		return literalResembles(s.Text, text, last, does)
	}
	if s.resemblesWhole(text, does) {
		return true
	}
	if !last || does&Extension == 0 || s.Suffix == "" {
		return false
	}
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == '.' && s.resemblesWhole(text[:i], does) {
			return true
		}
	}
	return false
}

// resemblesWhole is Resembles for a parameter and a text without an extension.
func (s Segment) resemblesWhole(text string, does Equivalence) bool {
	if does&LooseSuffix != 0 {
		s.Suffix = ""
	}
	switch value := len(text) - len(s.Prefix) - len(s.Suffix); {
	case value < 0, value == 0 && does&Affixes == 0:
		return false
	}
	head, tail := text[:len(s.Prefix)], text[len(text)-len(s.Suffix):]
	return head == s.Prefix && tail == s.Suffix || does&LetterCase != 0 && equalFold(head, s.Prefix) && equalFold(tail, s.Suffix)
}

func literalResembles(literal, segment string, last bool, does Equivalence) bool {
	if last && does&Extension != 0 && len(segment) > len(literal) && segment[len(literal)] == '.' {
		segment = segment[:len(literal)]
	}
	return literal == segment || does&LetterCase != 0 && equalFold(literal, segment)
}

// equalFold reports whether a and b are equal, except for the case of ASCII letters.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && (!isLetter(a[i]) || a[i]|0x20 != b[i]|0x20) {
			return false
		}
	}
	return true
}

// covers reports whether s names every text that t names. Neither is a Rest.
func (s Segment) covers(t Segment) bool {
	switch {
	case s.Kind == Literal:
		return s == t
	case t.Kind == Literal:
		_, ok := s.Value(t.Text)
		return ok
	}
	return strings.HasPrefix(t.Prefix, s.Prefix) && strings.HasSuffix(t.Suffix, s.Suffix)
}

// couldMeet reports whether s names a text that a server that does these could take for t. last tells that the text may
// be the last segment of a path. It may report true although there is no such text. Neither is a Rest.
func (s Segment) couldMeet(t Segment, last bool, does Equivalence) bool {
	begins, ends := s.Ends()
	otherBegins, otherEnds := t.Ends()
	n := min(len(begins), len(otherBegins))
	if !equalFold(begins[:n], otherBegins[:n]) {
		return false
	}
	if last && does&Extension != 0 || t.Kind == Param && does&LooseSuffix != 0 {
		return true // a server may ignore what follows in the text
	}
	n = min(len(ends), len(otherEnds))
	return equalFold(ends[len(ends)-n:], otherEnds[len(otherEnds)-n:])
}

// Ends returns the texts that every text which the segment names begins and ends with.
func (s Segment) Ends() (begins, ends string) {
	if s.Kind == Literal {
		return s.Text, s.Text
	}
	return s.Prefix, s.Suffix
}

// CompareSegments orders segments by precedence: first a literal, then a parameter with more literal bytes beside
// it, then one with fewer, then **. Two literals compare as equal, because no path has both.
func CompareSegments(s, t Segment) int {
	if s.Kind != Param || t.Kind != Param {
		return cmp.Compare(s.Kind, t.Kind)
	}
	return cmp.Or(
		cmp.Compare(len(t.Prefix)+len(t.Suffix), len(s.Prefix)+len(s.Suffix)),
		cmp.Compare(len(t.Prefix), len(s.Prefix)),
		cmp.Compare(s.Prefix, t.Prefix),
		cmp.Compare(s.Suffix, t.Suffix),
	)
}

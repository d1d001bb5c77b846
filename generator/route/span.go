package route

import (
	"iter"
	"slices"
	"strings"
)

// Fiber looks for the end of a parameter in the whole rest of the path. It searches for the text between the
// parameter and the next one, or the end of the pattern, without a final slash. If this text is one byte, fiber
// takes everything before its first occurrence as the value, slashes too. If the text is longer, it does not.

// Spans reports whether a server that does Spanning lets the parameter of segment i take slashes: exactly one byte
// follows it in its segment, and the next segment is missing or begins with a parameter.
func (p Pattern) Spans(i int) bool {
	if !p.segments[i].endsInByte() {
		return false
	}
	return i+1 == len(p.segments) || p.segments[i+1].Kind != Literal && p.segments[i+1].Prefix == ""
}

// spansAnywhere reports whether Spans reports true for some segment.
func (p Pattern) spansAnywhere() bool {
	for i := range p.Fixed() {
		if p.Spans(i) {
			return true
		}
	}
	return false
}

// endsInByte reports whether exactly one byte follows the parameter of the segment.
func (s Segment) endsInByte() bool { return s.Kind == Param && len(s.Suffix) == 1 }

// spanned yields the path as servers read it that let a parameter of the pattern take slashes: these slashes are
// replaced. It yields one path for each such parameter, from segment first on, and for each way to find its end.
func (p Pattern) spanned(first int, path Path, does Equivalence) iter.Seq2[int, Path] {
	return func(yield func(int, Path) bool) {
		for i := first; i < min(len(p.Fixed()), len(path.segments)); i++ {
			if does&Spanning == 0 || !p.Spans(i) {
				continue
			}
			for _, fold := range p.segments[i].endFolds(does) {
				n := p.segments[i].span(path.segments[i:], fold, does)
				if n == 0 {
					continue
				}
				value := strings.Join(path.segments[i:i+n], free)
				if !yield(i, Path{segments: slices.Concat(path.segments[:i], []string{value}, path.segments[i+n:]), slash: path.slash}) {
					return
				}
			}
		}
	}
}

// endFolds returns how servers look for the byte after the parameter: fold false for the byte itself and, if
// FoldsEnd reports true, fold true for the byte in either case. The two can find different places.
func (s Segment) endFolds(does Equivalence) (fold []bool) {
	if s.FoldsEnd(does) {
		return []bool{false, true}
	}
	return []bool{false}
}

// FoldsEnd reports whether some server looks for the byte after the parameter in either case. It is only for
// segments for which Spans reports true.
func (s Segment) FoldsEnd(does Equivalence) bool {
	return does&LetterCase != 0 && isLetter(s.Suffix[0])
}

// span returns how many segments of a path the parameter takes together with its literals; 0 unless it takes
// a slash. The first of the segments begins with as many bytes as the prefix has; span does not compare them.
func (s Segment) span(segments []string, fold bool, does Equivalence) int {
	if len(segments[0]) < len(s.Prefix) {
		return 0
	}
	for n, text := range segments {
		if n == 0 {
			text = text[len(s.Prefix):]
		}
		at := s.End(text, fold)
		if at < 0 {
			continue
		}
		extended := n == len(segments)-1 && does&Extension != 0 && strings.HasPrefix(text[at+1:], ".")
		if n > 0 && (at+1 == len(text) || extended) {
			return n + 1
		}
		break
	}
	return 0
}

// End returns the first offset in a text of the byte after the parameter, in either case if fold is set. It
// returns -1 if there is none. It is only for segments for which Spans reports true.
func (s Segment) End(text string, fold bool) int {
	if fold {
		return strings.IndexFunc(text, func(r rune) bool { return r < 0x80 && equalFold(string(r), s.Suffix) })
	}
	return strings.IndexByte(text, s.Suffix[0])
}

// spansOver yields what can be left of another pattern's segments, after those that the parameter and its literals
// take in a path which that pattern names. It may yield more than is possible.
func (s Segment) spansOver(segments []Segment, does Equivalence) iter.Seq[[]Segment] {
	return func(yield func([]Segment) bool) {
		if segments[0].Kind == Rest || !s.couldBegin(segments[0]) {
			return // the segments that ** takes are also read one by one
		}
		for i, t := range segments[1:] {
			_, last := t.Ends()
			switch left := segments[i+2:]; {
			case t.Kind == Rest:
				yield(segments[i+1:])
				return
			case does&Extension == 0 && last != "" && !equalFold(last[len(last)-1:], s.Suffix):
			case !yield(left):
				return
			}
		}
	}
}

// couldBegin reports whether some text that t names begins with the prefix of the parameter and has no byte after it
// that ends the value.
func (s Segment) couldBegin(t Segment) bool {
	begins, _ := t.Ends()
	n := min(len(begins), len(s.Prefix))
	if !equalFold(begins[:n], s.Prefix[:n]) || t.Kind == Literal && len(begins) < len(s.Prefix) {
		return false
	}
	if s.End(s.Prefix, true) >= 0 {
		return true // the byte may be part of the prefix
	}
	return s.End(begins, false) < 0 && s.End(t.Suffix, false) < 0
}

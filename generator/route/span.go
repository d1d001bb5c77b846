package route

import (
	"iter"
	"slices"
	"strings"
)

// Fiber looks for the end of a parameter in all that is left of the path: for the first place where the
// literal after it stands, as far as the next parameter or the end and without a final slash. Where that is
// one byte it takes what stands before for the value, slashes included; where it is longer it does not.

// Spans reports whether a server that does Spanning lets the parameter of segment i take slashes: one byte
// follows it in its segment, and nothing but a parameter or ** in the next one.
func (p Pattern) Spans(i int) bool {
	if !p.segments[i].endsInByte() {
		return false
	}
	return i+1 == len(p.segments) || p.segments[i+1].Kind != Literal && p.segments[i+1].Prefix == ""
}

// endsInByte reports whether the segment is a parameter and one byte.
func (s Segment) endsInByte() bool { return s.Kind == Param && len(s.Suffix) == 1 }

// spanned yields what the path is to a server that lets a parameter of the pattern take slashes: a path in
// which they are no slashes. It yields one for each such parameter and each byte that can end it.
func (p Pattern) spanned(path Path, does Equivalence) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		for i := range min(len(p.Fixed()), len(path.segments)) {
			if does&Spanning == 0 || !p.Spans(i) {
				continue
			}
			for _, fold := range p.segments[i].endFolds(does) {
				n := p.segments[i].span(path.segments[i:], fold, does)
				if n == 0 {
					continue
				}
				value := strings.Join(path.segments[i:i+n], free)
				if !yield(Path{segments: slices.Concat(path.segments[:i], []string{value}, path.segments[i+n:]), slash: path.slash}) {
					return
				}
			}
		}
	}
}

// endFolds returns in which ways servers look for the byte after the parameter: as it is and, where
// FoldsEnd reports true, in either case. What comes first in one way need not do so in the other.
func (s Segment) endFolds(does Equivalence) (fold []bool) {
	if s.FoldsEnd(does) {
		return []bool{false, true}
	}
	return []bool{false}
}

// FoldsEnd reports whether the byte after the parameter is a letter that some server looks for in either
// case. The segment is a parameter that Spans reports true of.
func (s Segment) FoldsEnd(does Equivalence) bool {
	return does&LetterCase != 0 && isLetter(s.Suffix[0])
}

// span returns how many of a path's last segments the parameter takes with the literals beside it, of which
// what stands before it is only left out; 0 unless it takes a slash.
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

// End returns where the byte after the parameter first stands in a text, in either case if fold is set; -1
// if it does not. The segment is a parameter that Spans reports true of.
func (s Segment) End(text string, fold bool) int {
	if fold {
		return strings.IndexFunc(text, func(r rune) bool { return r < 0x80 && equalFold(string(r), s.Suffix) })
	}
	return strings.IndexByte(text, s.Suffix[0])
}

// spansOver yields what may be left of a pattern's segments behind those that the parameter could take, with
// the literals beside it, in a path that the pattern names. It yields rather once too often.
func (s Segment) spansOver(segments []Segment, does Equivalence) iter.Seq[[]Segment] {
	return func(yield func([]Segment) bool) {
		if segments[0].Kind == Rest || !s.couldBegin(segments[0]) {
			return // what ** takes is any segments, one by one too
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

// couldBegin reports whether a text that t names could begin with what stands before the parameter, and
// have nothing behind that which ends it.
func (s Segment) couldBegin(t Segment) bool {
	begins, _ := t.Ends()
	n := min(len(begins), len(s.Prefix))
	if !equalFold(begins[:n], s.Prefix[:n]) || t.Kind == Literal && len(begins) < len(s.Prefix) {
		return false
	}
	if s.End(s.Prefix, true) >= 0 {
		return true // it is what stands before the parameter that has the byte, perhaps
	}
	return s.End(begins, false) < 0 && s.End(t.Suffix, false) < 0
}

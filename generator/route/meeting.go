package route

import (
	"iter"
	"slices"
	"strings"
)

// sameCuts reports whether p, which covers q, names every path exactly that q names exactly: no server ends a
// parameter of p in another place than that of q.
func (p Pattern) sameCuts(q Pattern) bool {
	for i, s := range p.Fixed() {
		if t := q.segments[i]; s.Barred() != "" && (t.Prefix != s.Prefix || t.Suffix != s.Suffix) {
			return false
		}
	}
	return true
}

// couldMeet reports whether some path that p names exactly could reach q. It may report true although there is no
// such path.
func (p Pattern) couldMeet(q Pattern, does Equivalence) bool {
	ps, qs := p.Fixed(), q.Fixed()
	for i := range min(len(ps), len(qs)) {
		if does&Spanning != 0 && q.Spans(i) {
			for left := range qs[i].spansOver(p.segments[i:], does) {
				if (Pattern{segments: left, slash: p.slash}).couldMeet(Pattern{segments: q.segments[i+1:]}, does) {
					return true
				}
			}
		}
		if !ps[i].couldMeet(qs[i], i == len(ps)-1, does) {
			return false
		}
	}
	switch {
	case len(ps) > len(qs):
		return q.GoesOn(does)
	case len(ps) == len(qs)-1: // the path must end in the slash before an empty parameter
		return p.slash || p.Open() || len(ps) == 0
	}
	return p.Open() || len(ps) == len(qs)
}

// meetings yields paths that p names exactly. For each way to reach q one of them reaches it so, if some path
// does: where p is free and q has a literal, the path has the literal, as it is or in other letter case, and the last
// one also with an extension. What follows a ** is as long as q, and longer.
func meetings(p, q Pattern) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		for path := range exactPaths(p, len(q.segments)) {
			for _, suffix := range []string{"", "." + free} {
				for _, swapped := range []bool{false, true} {
					if !yield(path.filled(p, q, swapped, suffix)) {
						return
					}
				}
			}
		}
	}
}

// free is the value of parameters in paths that are made from patterns.
const free = "~"

// withoutFirst returns the pattern without its first segment.
func (p Pattern) withoutFirst() Pattern { return Pattern{segments: p.segments[1:], slash: p.slash} }

// exactPaths yields paths that p names exactly, with free for its parameters. For a pattern that ends in ** it yields
// paths of every length up to one more than reach segments, with and without a final slash. It yields no path
// that the pattern names by its empty rest.
func exactPaths(p Pattern, reach int) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		var segments []string
		for _, s := range p.Fixed() {
			if s.Kind == Literal {
				segments = append(segments, s.Text)
			} else {
				segments = append(segments, s.Prefix+free+s.Suffix)
			}
		}
		if !p.Open() {
			yield(Path{segments: segments, slash: p.slash || len(segments) == 0})
			return
		}
		if p.HasEmptyRest() {
			segments = append(segments, free)
		}
		for {
			short := slices.Clip(slices.Clone(segments))
			if len(short) > 0 && !yield(Path{segments: short}) || !yield(Path{segments: short, slash: true}) {
				return
			}
			if len(segments) > reach {
				return
			}
			segments = append(segments, free)
		}
	}
}

// filled returns the path, made from p, with the literals of q in place of its free segments. If swapped is set, their
// letters have the other case. The suffix follows a literal that is the last segment.
func (path Path) filled(p, q Pattern, swapped bool, suffix string) Path {
	filled := Path{segments: slices.Clone(path.segments), slash: path.slash}
	for i, s := range q.Fixed() {
		if i >= len(filled.segments) || i < len(p.Fixed()) && p.segments[i].Kind == Literal || s.Kind != Literal {
			continue
		}
		filled.segments[i] = s.Text
		if swapped {
			filled.segments[i] = swapCase(s.Text)
		}
		if i == len(filled.segments)-1 {
			filled.segments[i] += suffix
		}
	}
	return filled
}

// swapCase returns the text with each ASCII letter in its other case.
func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isLetter(byte(r)) {
			return r ^ 0x20
		}
		return r
	}, s)
}

// with returns the path, made from the pattern, with a value in place of its free segments.
func (p Path) with(pattern Pattern, value string) Path {
	filled, fixed := Path{segments: slices.Clone(p.segments), slash: p.slash}, pattern.Fixed()
	for i := range filled.segments {
		switch {
		case i >= len(fixed):
			filled.segments[i] = value
		case fixed[i].Kind == Param:
			filled.segments[i] = fixed[i].Prefix + value + fixed[i].Suffix
		}
	}
	return filled
}

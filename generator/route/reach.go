package route

import "strings"

// A Reach tells how a path reaches a pattern, if some server takes the path for one that the pattern names. The
// zero value is Unreached.
type Reach uint8

const (
	Unreached     Reach = iota
	Exactly             // segment by segment, byte for byte
	ByEmptyRest         // the pattern ends in ** and the path ends before it: many routers do not run the row then
	ByTail              // only because the path goes on below a pattern that ends in a parameter
	ByExtension         // only because the path's last segment is a literal of the pattern and .suffix
	ByEmptyParam        // only because / has an empty segment that is taken for the parameter
	ByLooseSuffix       // only because a server ignores the literal after a parameter; the path may also go on below the pattern
	Inexactly           // in any other way, or in several ways together
)

// Leading reports whether rows that are reached so go before all rows that are reached in other ways.
func (r Reach) Leading() bool { return r == Exactly || r == ByEmptyRest }

// Reach returns how the path reaches p on a server that does these. ByTail, ByExtension, ByEmptyParam and
// ByLooseSuffix mean that the path needs nothing else: every literal that counts is equal byte for byte.
func (p Pattern) Reach(path Path, does Equivalence) Reach {
	switch {
	case p.names(path, does) && p.HasEmptyRest() && len(path.segments) == len(p.Fixed()):
		return ByEmptyRest
	case p.names(path, does):
		return Exactly
	case does&Tail != 0 && p.namesByTail(path, does):
		return ByTail
	case does&Extension != 0 && p.namesByExtension(path, does):
		return ByExtension
	case len(path.segments) == 0 && len(p.Fixed()) == 1 && p.TakesEmpty(does):
		return ByEmptyParam
	case p.resembles(path, does&^LooseSuffix):
		return Inexactly
	case does&LooseSuffix == 0 || !p.hasSuffix():
		return Unreached
	case p.namesLoosely(path, does&^Affixes):
		return ByLooseSuffix
	case p.resembles(path, does):
		return Inexactly
	}
	return Unreached
}

// namesLoosely reports whether the pattern without the literals after its parameters names the path, exactly or
// by its tail.
func (p Pattern) namesLoosely(path Path, does Equivalence) bool {
	loose := p.loose()
	return loose.names(path, does) || does&Tail != 0 && loose.namesByTail(path, does)
}

// names reports whether the pattern names the path exactly or by its empty rest.
func (p Pattern) names(path Path, does Equivalence) bool {
	fixed := p.Fixed()
	switch {
	case p.Open():
		if len(path.segments) < len(fixed) {
			return false
		}
	case len(path.segments) != len(fixed):
		return false
	case path.slash != p.slash && len(fixed) > 0:
		return false
	}
	return namesEach(fixed, path, does)
}

// namesEach reports whether each of the segments names that of the path exactly. The path has at least as many.
func namesEach(segments []Segment, path Path, does Equivalence) bool {
	for i := range segments {
		if !segments[i].Names(path.segments[i], does) {
			return false
		}
	}
	return true
}

// namesByTail reports whether the pattern names the path if its last {p} is read as {p}/**. A path that goes on by
// a final slash alone does not count: a server can also ignore that slash.
func (p Pattern) namesByTail(path Path, does Equivalence) bool {
	return !p.Open() && p.EndsInParam() && len(path.segments) > len(p.segments) && namesEach(p.segments, path, does)
}

// namesByExtension reports whether the pattern names the path after .suffix is dropped from the path's last
// segment. The pattern must have a literal there.
func (p Pattern) namesByExtension(path Path, does Equivalence) bool {
	fixed, last := p.Fixed(), len(path.segments)-1
	if last < 0 || last >= len(fixed) || fixed[last].Kind != Literal {
		return false
	}
	literal := fixed[last].Text
	if !strings.HasPrefix(path.segments[last], literal+".") {
		return false
	}
	dropped := Path{segments: append(path.segments[:last:last], literal), slash: path.slash}
	return p.names(dropped, does)
}

// resembles reports whether the pattern names the path for a server that does any combination of these:
//   - it ignores a final slash of the path or of the pattern,
//   - it folds the case of ASCII letters,
//   - it drops .suffix from the path's last segment, where the pattern has a literal,
//   - it takes an empty last parameter, also before **,
//   - it reads a last {p} as {p}/**,
//   - it lets a parameter that spans take slashes,
//   - it ignores the literals after parameters,
//   - it drops a first segment that ends in .php.
func (p Pattern) resembles(path Path, does Equivalence) bool { return p.resemblesFrom(0, path, does) }

// resemblesFrom is resembles where only the parameters of segment i and of later ones can still take slashes: servers
// read a path from the left.
func (p Pattern) resemblesFrom(i int, path Path, does Equivalence) bool {
	if p.resemblesEach(path, does) {
		return true
	}
	if does&FrontController != 0 && path.script(does) {
		rest := Path{segments: path.segments[1:], slash: path.slash || len(path.segments) == 1}
		if p.resembles(rest, does&^FrontController) {
			return true
		}
	}
	for at, one := range p.spanned(i, path, does) {
		if p.resemblesFrom(at+1, one, does&^FrontController) {
			return true
		}
	}
	return false
}

// resemblesEach is resembles for servers whose parameters take one segment each and that keep the first one.
func (p Pattern) resemblesEach(path Path, does Equivalence) bool {
	fixed, segments := p.Fixed(), path.segments
	tail := does&Tail != 0 && p.endsInParam(does)
	switch {
	case p.slash:
		if len(segments) != len(fixed) || !path.slash && does&FinalSlash == 0 {
			return false
		}
	case len(segments) == len(fixed)-1:
		if !path.slash || !p.TakesEmpty(does) {
			return false
		}
		fixed = fixed[:len(fixed)-1]
	case len(segments) < len(fixed):
		return false
	case p.Open() || tail:
	case len(segments) > len(fixed), path.slash && len(segments) > 0 && does&FinalSlash == 0:
		return false
	}
	for i, s := range fixed {
		if !s.Resembles(segments[i], i == len(segments)-1, does) {
			return false
		}
	}
	return true
}

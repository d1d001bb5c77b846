package route

import "strings"

// A Reach is how a request path reaches a pattern: whether some server could take the one for the
// other. Unreached is the zero value.
type Reach uint8

const (
	Unreached     Reach = iota
	Exactly             // segment by segment, byte for byte
	ByEmptyRest         // the pattern ends in ** and the path where ** begins: many routers do not run such a row
	ByTail              // only by its tail: the path goes on below a pattern that ends in a parameter
	ByExtension         // only by an extension: the path's last segment is the literal and .suffix
	ByEmptyParam        // only as the empty parameter of /
	ByLooseSuffix       // only because the literal after a parameter is not heeded, and perhaps the path goes on below
	Inexactly           // by letter case, a final slash, an empty parameter, slashes in one, or several ways together
)

// Leading reports whether a row that is reached so can speak before all rows that are reached otherwise.
func (r Reach) Leading() bool { return r == Exactly || r == ByEmptyRest }

// Reach says how path reaches p on a server that does these. ByTail, ByExtension and ByEmptyParam
// mean that nothing else was needed: every literal is byte for byte equal.
func (p Pattern) Reach(path Path, does Equivalence) Reach {
	switch {
	case p.names(path, does) && p.hasEmptyRest() && len(path.segments) == len(p.Fixed()):
		return ByEmptyRest
	case p.names(path, does):
		return Exactly
	case does&Tail != 0 && p.namesByTail(path, does):
		return ByTail
	case does&Extension != 0 && p.namesByExtension(path, does):
		return ByExtension
	case does&EmptyParam != 0 && len(path.segments) == 0 && len(p.Fixed()) == 1 && p.endsInWhole(does):
		return ByEmptyParam
	case p.resembles(path, does&^LooseSuffix):
		return Inexactly
	case does&LooseSuffix != 0 && p.namesLoosely(path, does&^Affixes):
		return ByLooseSuffix
	case p.resembles(path, does):
		return Inexactly
	}
	return Unreached
}

// namesLoosely reports whether the pattern names the path without the literals after its parameters, perhaps
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
	for i, s := range fixed {
		if !s.Names(path.segments[i], does) {
			return false
		}
	}
	return true
}

// namesByTail reports whether {p} at the end must be read as {p}/** for the pattern to name the path.
// A final slash alone is not enough: that could also be ignored.
func (p Pattern) namesByTail(path Path, does Equivalence) bool {
	return !p.Open() && p.EndsInParam() && len(path.segments) > len(p.segments) && p.withTail().names(path, does)
}

// namesByExtension reports whether the pattern names the path once .suffix is dropped from its last
// segment, which stands where the pattern has a literal.
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

// resembles reports whether any combination of these makes the pattern name the path, as far as the
// server does them: ignoring a final slash of the path or of the pattern, folding the case of ASCII letters,
// dropping .suffix from the path's last segment where the pattern has a literal, an empty last parameter
// (also before **), reading a last {p} as {p}/**, slashes in a parameter that spans, not heeding the literals
// after parameters, and dropping a first segment that ends in .php.
func (p Pattern) resembles(path Path, does Equivalence) bool {
	if p.resemblesEach(path, does) {
		return true
	}
	if does&FrontController != 0 && path.script(does) {
		rest := Path{segments: path.segments[1:], slash: path.slash || len(path.segments) == 1}
		if p.resembles(rest, does&^FrontController) {
			return true
		}
	}
	for one := range p.spanned(path, does) {
		if p.resembles(one, does) {
			return true
		}
	}
	return false
}

// resemblesEach is resembles without parameters that span: each segment is one of the path.
func (p Pattern) resemblesEach(path Path, does Equivalence) bool {
	fixed, segments := p.Fixed(), path.segments
	tail := does&Tail != 0 && p.endsInParam(does)
	switch {
	case p.slash:
		if len(segments) != len(fixed) || !path.slash && does&FinalSlash == 0 {
			return false
		}
	case len(segments) == len(fixed)-1:
		if does&EmptyParam == 0 || !path.slash || !p.endsInWhole(does) {
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

package route

import "strings"

// An index finds the rows that the paths of a pattern could reach. It finds all of them and leaves out most
// others of a large table; Reach decides. It is a tree of the rows' segments.
type index struct {
	literals map[string]*index // by the literal in small letters
	param    *index
	affixed  map[Segment]*index // by the parameter's literals
	rows     []int              // the rows whose patterns end here, with or without **
}

func (x *index) add(segments []Segment, row int) {
	if len(segments) == 0 || segments[0].Kind == Rest {
		x.rows = append(x.rows, row)
		return
	}
	x.below(segments[0]).add(segments[1:], row)
}

// below returns the index below a segment. It makes one if there is none.
func (x *index) below(s Segment) *index {
	if s.Affixed() {
		if x.affixed == nil {
			x.affixed = map[Segment]*index{}
		}
		if x.affixed[s.Unnamed()] == nil {
			x.affixed[s.Unnamed()] = &index{}
		}
		return x.affixed[s.Unnamed()]
	}
	if s.Kind == Param {
		if x.param == nil {
			x.param = &index{}
		}
		return x.param
	}
	if x.literals == nil {
		x.literals = map[string]*index{}
	}
	key := strings.ToLower(s.Text)
	if x.literals[key] == nil {
		x.literals[key] = &index{}
	}
	return x.literals[key]
}

// meet calls found with the rows that could be reached by a path that a pattern with these segments names.
func (x *index) meet(segments []Segment, found func(row int)) {
	if x == nil {
		return
	}
	for _, row := range x.rows {
		found(row)
	}
	for affix, below := range x.affixed {
		if affix.endsInByte() && len(segments) > 0 {
			for left := range affix.spansOver(segments, AnyServer) {
				below.meet(left, found)
			}
		}
	}
	switch {
	case len(segments) == 0: // an empty parameter may follow
		if x.param != nil {
			x.param.meet(nil, found)
		}
		for affix, below := range x.affixed {
			if affix.Prefix == "" { // for a server that ignores the literal after it, {p}.json is {p}
				below.meet(nil, found)
			}
		}
	case segments[0].Kind == Rest:
		x.all(func(below *index) { below.meet(segments, found) })
	case segments[0].wholeParam():
		x.all(func(below *index) { below.meet(segments[1:], found) })
	case segments[0].Affixed():
		x.params(segments[0], func(below *index) { below.meet(segments[1:], found) })
		for literal, below := range x.literals {
			if segments[0].couldMeet(Segment{Text: literal}, true, AnyServer) {
				below.meet(segments[1:], found)
			}
		}
	default:
		x.params(segments[0], func(below *index) { below.meet(segments[1:], found) })
		x.literal(segments[0].Text, func(below *index) { below.meet(segments[1:], found) })
	}
}

// literal visits the literals that a literal could be for a server that ignores letter case and extensions.
func (x *index) literal(text string, visit func(below *index)) {
	for literal := strings.ToLower(text); ; {
		visit(x.literals[literal])
		dot := strings.LastIndexByte(literal, '.')
		if dot < 0 {
			return
		}
		literal = literal[:dot] // without an extension
	}
}

// all calls visit with each index below.
func (x *index) all(visit func(*index)) {
	for _, below := range x.literals {
		visit(below)
	}
	for _, below := range x.affixed {
		visit(below)
	}
	if x.param != nil {
		visit(x.param)
	}
}

// params calls visit with each index below a parameter for which a server could take the segment.
func (x *index) params(s Segment, visit func(*index)) {
	for affix, below := range x.affixed {
		if s.couldMeet(affix, true, AnyServer) {
			visit(below)
		}
	}
	if x.param != nil {
		visit(x.param)
	}
}

package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// A Pattern is a parsed path pattern. The pattern / has no segments.
type Pattern struct {
	text     string
	segments []Segment
	slash    bool // it ends in a slash; false for /
}

// A PatternError tells what is wrong with a pattern, and where.
type PatternError struct {
	Offset  int // bytes into the pattern
	Message string
	Remedy  string // may be empty
}

// Error returns the message alone.
func (e *PatternError) Error() string { return e.Message }

// ParsePattern parses segments that are separated by slashes: literals, parameters such as {name} or v{name},
// and a last **. Its error is a *PatternError.
func ParsePattern(text string) (Pattern, error) {
	p := Pattern{text: text}
	if !strings.HasPrefix(text, "/") {
		return p, &PatternError{0, "the path " + diag.Quote(text) + " does not begin with a slash", "write METHOD /path"}
	}
	if text == "/" {
		return p, nil
	}
	offset, names := 1, map[string]bool{}
	var body string
	if body, p.slash = strings.CutSuffix(text[1:], "/"); p.slash && strings.HasSuffix(body, "**") {
		return p, &PatternError{len(body) + 1, "a slash after **", "write ** alone: it takes a final slash too"}
	}
	for part := range strings.SplitSeq(body, "/") {
		if p.Open() {
			return p, &PatternError{offset - 3, "** is not the last segment", "write {name} for each segment between, or end the path with **"}
		}
		segment, err := parseSegment(part)
		if err == nil && segment.Kind == Param && names[segment.Text] {
			err = &PatternError{len(segment.Prefix) + 1, fmt.Sprintf("the parameter {%s} stands twice in one path", segment.Text), "give each its own name"}
		}
		if err != nil {
			err.Offset += offset
			return p, err
		}
		names[segment.Text] = segment.Kind == Param || names[segment.Text]
		p.segments = append(p.segments, segment)
		offset += len(part) + 1
	}
	return p, nil
}

// String returns the pattern as written.
func (p Pattern) String() string { return p.text }

// Segments returns the pattern's segments. They are not to be changed.
func (p Pattern) Segments() []Segment { return p.segments }

// Static reports whether every segment is a literal. Then the pattern names one path exactly.
func (p Pattern) Static() bool {
	return !slices.ContainsFunc(p.segments, func(s Segment) bool { return s.Kind != Literal })
}

// Open reports whether the pattern ends in **.
func (p Pattern) Open() bool {
	return len(p.segments) > 0 && p.segments[len(p.segments)-1].Kind == Rest
}

// HasEmptyRest reports whether the pattern ends in ** and has segments before it. A path can end there. The
// pattern /** has none: it names / exactly.
func (p Pattern) HasEmptyRest() bool { return p.Open() && len(p.segments) > 1 }

// Fixed returns the segments before a **. They are not to be changed.
func (p Pattern) Fixed() []Segment {
	if p.Open() {
		return p.segments[:len(p.segments)-1]
	}
	return p.segments
}

// EndsInSlash reports whether the pattern ends in a slash. / does not.
func (p Pattern) EndsInSlash() bool { return p.slash }

// EndsInParam reports whether the last segment before a ** ends in a parameter, and no final slash follows.
func (p Pattern) EndsInParam() bool {
	fixed := p.Fixed()
	return len(fixed) > 0 && !p.slash && fixed[len(fixed)-1].EndsInParam()
}

// Example returns a path that the pattern names, with the value in place of each parameter and of **.
func (p Pattern) Example(value string) string {
	if len(p.segments) == 0 {
		return "/"
	}
	var b strings.Builder
	for _, s := range p.segments {
		switch s.Kind {
		case Literal:
			b.WriteString("/" + s.Text)
		case Param:
			b.WriteString("/" + s.Prefix + value + s.Suffix)
		case Rest:
			b.WriteString("/" + value)
		}
	}
	if p.slash {
		b.WriteByte('/')
	}
	return b.String()
}

// Affixed reports whether the pattern has an affixed parameter.
func (p Pattern) Affixed() bool { return slices.ContainsFunc(p.segments, Segment.Affixed) }

// loose returns the pattern as a server that does LooseSuffix reads it: without the literals after its
// parameters.
func (p Pattern) loose() Pattern {
	segments := slices.Clone(p.segments)
	for i := range segments {
		segments[i].Suffix = ""
	}
	return Pattern{text: p.text, segments: segments, slash: p.slash}
}

// GoesOn reports whether a server that does these runs a row with this pattern for paths with more segments: the
// pattern ends in **, or in a parameter that takes the rest of the path.
func (p Pattern) GoesOn(does Equivalence) bool {
	return p.Open() || does&Tail != 0 && p.endsInParam(does)
}

// endsInParam is EndsInParam for a server that does these.
func (p Pattern) endsInParam(does Equivalence) bool {
	if does&LooseSuffix == 0 {
		return p.EndsInParam()
	}
	fixed := p.Fixed()
	return len(fixed) > 0 && !p.slash && fixed[len(fixed)-1].Kind == Param
}

// TakesEmpty reports whether a server that does these takes an empty last parameter: the pattern ends in a
// parameter that takes a whole segment.
func (p Pattern) TakesEmpty(does Equivalence) bool {
	return does&EmptyParam != 0 && p.endsInParam(does) && p.Fixed()[len(p.Fixed())-1].Prefix == ""
}

// hasSuffix reports whether a literal follows some parameter in its segment.
func (p Pattern) hasSuffix() bool {
	return slices.ContainsFunc(p.segments, func(s Segment) bool { return s.Suffix != "" })
}

// Shape returns the pattern without the names of its parameters. Two rows of one method have different shapes.
func (p Pattern) Shape() string {
	if len(p.segments) == 0 {
		return "/"
	}
	var b strings.Builder
	for _, s := range p.segments {
		b.WriteByte('/')
		b.WriteString(s.Shape())
	}
	if p.slash {
		b.WriteByte('/')
	}
	return b.String()
}

// ShapeOf returns the shape of a path template of an OpenAPI document. For a pattern it is the pattern's Shape.
// But a template can also be no pattern: it can have several parameters in one segment.
func ShapeOf(template string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(template, "{")
		name, rest, closed := strings.Cut(after, "}")
		if b.WriteString(before); !found {
			return b.String()
		}
		b.WriteByte('{')
		if !closed || strings.ContainsAny(name, "{/") { // the brace begins no parameter
			template = after
			continue
		}
		b.WriteByte('}')
		template = rest
	}
}

// Covers reports whether p names every path that q names. Each segment of p is equal to that of q, or a
// parameter whose literals the segment of q has too. A ** of p covers any rest.
func (p Pattern) Covers(q Pattern) bool {
	same := len(q.Fixed()) == len(p.Fixed()) && p.slash == q.slash && !q.Open()
	return (p.Open() || same) && p.coversByTail(q)
}

// coversByTail reports whether p, read as p/**, names every path that q names.
func (p Pattern) coversByTail(q Pattern) bool {
	ps, qs := p.Fixed(), q.Fixed()
	if len(qs) < len(ps) {
		return false
	}
	for i := range ps {
		if !ps[i].covers(qs[i]) {
			return false
		}
	}
	return true
}

// Extends reports whether p goes on below q: its first segments are those of q. The names of parameters do not
// matter.
func (p Pattern) Extends(q Pattern) bool {
	if len(p.segments) <= len(q.segments) {
		return false
	}
	for i, s := range q.segments {
		if p.segments[i].Unnamed() != s.Unnamed() {
			return false
		}
	}
	return true
}

package handlers

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A piece is a part of a segment of a router's pattern.
type piece struct {
	kind      pieceKind
	text      string // the literal, or the name of the parameter
	condition string // the regular expression that the parameter must match; empty for none
}

type pieceKind uint8

const (
	literalPiece  pieceKind = iota
	paramPiece              // a parameter without slashes
	optionalPiece           // a parameter that may be missing, with the slash before it
	restPiece               // a parameter that can have slashes
	endPiece                // nothing: the pattern ends in the slash before it
)

// A patternScanner cuts a pattern into segments.
type patternScanner struct {
	text     string
	at       int
	colons   colonReading
	segments [][]piece
	current  []piece
}

// scanPattern cuts a pattern that begins with a slash into segments. A final slash is a segment of its own.
func scanPattern(text string, colons colonReading) ([][]piece, error) {
	s := &patternScanner{text: text, at: 1, colons: colons}
	for s.at < len(s.text) {
		if err := s.next(); err != nil {
			return nil, err
		}
	}
	switch {
	case len(s.current) > 0:
		s.segments = append(s.segments, s.current)
	case text != "/":
		s.segments = append(s.segments, []piece{{kind: endPiece}})
	}
	return s.segments, nil
}

// next reads one byte or one parameter.
func (s *patternScanner) next() error {
	c, rest := s.text[s.at], s.text[s.at+1:]
	switch {
	case c == '/':
		if len(s.current) == 0 {
			return errors.New("an empty segment")
		}
		s.segments, s.current = append(s.segments, s.current), nil
	case c == '\\' && rest != "":
		s.at++
		return s.literal(s.text[s.at])
	case c == '{', c == '<':
		return s.enclosed(c)
	case c == ':' && s.colons != colonLiteral && rest != "" && isNameByte(rest[0]) && !s.afterParam():
		return s.colon()
	case c == '*', c == '+' && len(s.current) == 0 && (rest == "" || rest[0] == '/'):
		return s.star()
	default:
		return s.literal(c)
	}
	s.at++
	return nil
}

// afterParam reports whether the segment ends in a parameter. A colon there begins a verb: /:name:cancel.
func (s *patternScanner) afterParam() bool {
	return len(s.current) > 0 && s.current[len(s.current)-1].kind != literalPiece
}

// literal reads one byte that stands for itself.
func (s *patternScanner) literal(c byte) error {
	if !isNameByte(c) && strings.IndexByte("-.~:@$&+,=!'()", c) < 0 {
		r, _ := utf8.DecodeRuneInString(s.text[s.at:])
		return fmt.Errorf("%q has no meaning that all routers share", r)
	}
	s.at++
	if n := len(s.current); n > 0 && s.current[n-1].kind == literalPiece {
		s.current[n-1].text += string(c)
		return nil
	}
	s.add(literalPiece, string(c))
	return nil
}

func (s *patternScanner) add(kind pieceKind, text string) {
	s.current = append(s.current, piece{kind: kind, text: text})
}

// enclosed reads a parameter between braces or angles.
func (s *patternScanner) enclosed(open byte) error {
	end := endOfGroup(s.text, s.at)
	if end < 0 {
		return fmt.Errorf("%q is not closed", open)
	}
	inner := s.text[s.at+1 : end]
	s.at = end + 1
	if open == '<' {
		s.current = append(s.current, angleParameter(inner))
		return nil
	}
	if _, template, found := strings.Cut(inner, "="); found && strings.ContainsAny(template, "*/") {
		return s.template(template)
	}
	p := braceParameter(inner)
	if p.kind == endPiece && (len(s.current) > 0 || s.at < len(s.text)) {
		return errors.New("{$} stands alone at the end")
	}
	s.current = append(s.current, p)
	return nil
}

// template reads what a parameter of google.api.http stands for: {name=shelves/*}.
func (s *patternScanner) template(text string) error {
	inner, err := scanPattern("/"+text, colonLiteral)
	if err != nil {
		return err
	}
	for i, pieces := range inner {
		if i > 0 {
			s.segments, s.current = append(s.segments, s.current), nil
		}
		if len(pieces) == 1 && pieces[0].kind == restPiece && !strings.HasSuffix(text, "**") {
			pieces[0].kind = paramPiece // * is one segment there
		}
		s.current = append(s.current, pieces...)
	}
	return nil
}

// colon reads a parameter such as :name, with what may follow it: a condition in <>, () or {}, and ?, * or +.
func (s *patternScanner) colon() error {
	begin := s.at + 1
	for s.at++; s.at < len(s.text) && (isNameByte(s.text[s.at]) || s.colons == colonWhole && strings.IndexByte("/<({?*+\\", s.text[s.at]) < 0); {
		s.at++
	}
	p := piece{kind: paramPiece, text: s.text[begin:s.at]}
	if s.at < len(s.text) && strings.IndexByte("<({", s.text[s.at]) >= 0 {
		end := endOfGroup(s.text, s.at)
		if end < 0 {
			return fmt.Errorf("%q is not closed", s.text[s.at])
		}
		if s.text[s.at] != '<' {
			p.condition = s.text[s.at+1 : end]
		}
		s.at = end + 1
	}
	if s.at < len(s.text) {
		switch s.text[s.at] {
		case '?':
			p.kind = optionalPiece
			s.at++
		case '*', '+':
			p.kind = restPiece
			s.at++
		}
	}
	s.current = append(s.current, p)
	return nil
}

// star reads *, **, *name or +. As the last segment it is all that follows. Elsewhere some routers let it take one
// segment, and some let it take slashes.
func (s *patternScanner) star() error {
	begin := s.at
	for s.at < len(s.text) && s.text[s.at] != '/' {
		s.at++
	}
	s.add(restPiece, strings.TrimLeft(s.text[begin:s.at], "*+"))
	return nil
}

// endOfGroup returns the place of the byte that closes the group which begins at this place, or -1.
func endOfGroup(text string, begin int) int {
	open := text[begin]
	shut := map[byte]byte{'{': '}', '<': '>', '(': ')'}[open]
	depth := 0
	for i := begin; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

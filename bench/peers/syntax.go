package peers

import (
	"errors"
	"fmt"
	"strings"
)

// A syntax is how a router writes patterns.
type syntax struct {
	param   string // with %d for its number from the left
	rest    string // a last segment that takes all that follows
	special string // what a literal cannot have unless it is escaped
	escape  string // what escapes it; empty if nothing does
	prefix  bool   // a literal can stand before a parameter
	suffix  bool   // a literal can stand after a parameter
}

var (
	errSpecial = errors.New("a literal has what means something else here")
	errPrefix  = errors.New("no literal can stand before a parameter")
	errSuffix  = errors.New("no literal can stand after a parameter")
)

// write returns how the router writes a path of permroute's: in two patterns if it ends in **.
func (s syntax) write(path string) ([]string, error) {
	fixed, open := strings.CutSuffix(path, "/**")
	var b strings.Builder
	for i := 0; ; i++ {
		before, after, found := strings.Cut(fixed, "{")
		literal, err := s.literal(before)
		if err != nil {
			return nil, err
		}
		b.WriteString(literal)
		if !found {
			break
		}
		if !s.prefix && !strings.HasSuffix(before, "/") {
			return nil, errPrefix
		}
		if _, fixed, _ = strings.Cut(after, "}"); !s.suffix && fixed != "" && fixed[0] != '/' {
			return nil, errSuffix
		}
		fmt.Fprintf(&b, s.param, i)
	}
	if !open {
		return []string{b.String()}, nil
	}
	return []string{b.String(), b.String() + "/" + s.rest}, nil
}

// literal writes what stands between parameters.
func (s syntax) literal(text string) (string, error) {
	if !strings.ContainsAny(text, s.special) {
		return text, nil
	}
	if s.escape == "" {
		return "", errSpecial
	}
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune(s.special, c) {
			b.WriteString(s.escape)
		}
		b.WriteRune(c)
	}
	return b.String(), nil
}

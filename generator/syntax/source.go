package syntax

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
)

// A source is the lines of a spec.
type source struct {
	lines [][]byte

	line, column, offset int // the last position of from: most calls are in the order of the file
}

func newSource(data []byte) *source { return &source{lines: bytes.Split(data, []byte("\n"))} }

// from returns the rest of a line from a column on. Both count from 1.
func (s *source) from(line, column int) []byte {
	if line < 1 || line > len(s.lines) {
		return nil
	}
	if line != s.line || column < s.column {
		s.line, s.column, s.offset = line, 1, 0
	}
	text := s.lines[line-1]
	for ; s.column < column && s.offset < len(text); s.column++ {
		_, size := utf8.DecodeRune(text[s.offset:])
		s.offset += size
	}
	return text[s.offset:]
}

// characters reports whether data is UTF-8 and has only characters that a spec can have. It adds a
// diagnostic for the first other one.
func (d *decoder) characters(data []byte) bool {
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if problem, remedy := refused(r, data[:size], data[size:]); problem != "" {
			d.list.Add(diag.Diagnostic{Pos: diag.Position{File: d.file, Line: line, Column: column}, Message: problem, Remedy: remedy})
			return false
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return true
}

// refused says what is wrong with a character, and a remedy. problem is empty if the character is allowed.
// It refuses the characters that YAML refuses, and the line ends on which YAML's versions and editors
// disagree: after one of them they would count lines differently.
func refused(r rune, bytes, rest []byte) (problem, remedy string) {
	const escape = "remove it, or write it as an escape in double quotes"
	switch {
	case r == utf8.RuneError && len(bytes) == 1:
		return fmt.Sprintf("the byte 0x%02x, which is not UTF-8", bytes[0]), "save the file as UTF-8"
	case r == 0:
		return "a NUL character", "remove it"
	case r == '\ufeff':
		return "a byte order mark that is not at the start of the file", escape
	case r == '\r' && (len(rest) == 0 || rest[0] != '\n'):
		return "a carriage return without a line feed", "end lines with a line feed"
	case r == 0x85, r == 0x2028, r == 0x2029:
		return fmt.Sprintf("the line end %U, which few editors show as a line end", r), escape
	case r == '\t', r == '\n', r == '\r':
		return "", ""
	case r < 0x20, 0x7f <= r && r < 0xa0, r == 0xfffe, r == 0xffff:
		return fmt.Sprintf("the control character %U", r), escape
	}
	return "", ""
}

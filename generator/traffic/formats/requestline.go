package formats

import (
	"bytes"
	"strconv"
)

// What text formats have in common: a request line in quotes, as servers write it.

// request reads a request line up to its closing quote, and returns what follows it.
func (e *Entry) request(text []byte) (rest []byte, ok bool) {
	end := bytes.IndexByte(text, '"')
	if end < 0 {
		return nil, false
	}
	line := text[:end]
	if at := bytes.IndexByte(line, '\\'); at >= 0 {
		if line, end = e.unescape(text); end < 0 {
			return nil, false
		}
	}
	return text[end+1:], e.requestLine(line)
}

// requestLine reads METHOD target HTTP/1.1. A target may have blanks, which are not canonical.
func (e *Entry) requestLine(line []byte) bool {
	blank := bytes.IndexByte(line, ' ')
	if blank <= 0 {
		return false
	}
	e.Method, e.Target = line[:blank], line[blank+1:]
	if last := bytes.LastIndexByte(e.Target, ' '); last >= 0 && bytes.HasPrefix(e.Target[last+1:], []byte("HTTP/")) {
		e.Target = e.Target[:last]
	}
	return isMethod(e.Method) && len(e.Target) > 0 && string(e.Target) != "-" && !bytes.HasPrefix(e.Target, []byte("HTTP/"))
}

// isMethod reports whether a text can be a method, canonical or not. Servers write - where there is none.
func isMethod(text []byte) bool { return len(text) > 0 && string(text) != "-" }

// columns reads fields that are not empty and have one blank behind each. It returns what follows them, which is not
// empty.
func columns(line []byte, fields [][]byte) (rest []byte, ok bool) {
	for i := range fields {
		at := bytes.IndexByte(line, ' ')
		if at <= 0 {
			return nil, false
		}
		fields[i], line = line[:at], line[at+1:]
	}
	return line, len(line) > 0
}

// isTimestamp reports whether a text begins as 2024-11-23T10:00:00 does.
func isTimestamp(text []byte) bool {
	const layout = "2024-11-23T10:00:00"
	if len(text) < len(layout) {
		return false
	}
	for i := range len(layout) {
		if d := layout[i] >= '0' && layout[i] <= '9'; d && !digits(text[i:i+1]) || !d && text[i] != layout[i] {
			return false
		}
	}
	return true
}

// unescape returns a text up to its closing quote without the escapes \xHH, \" and \\ of nginx and Apache,
// and the offset of the quote; -1 if there is none.
func (e *Entry) unescape(text []byte) (plain []byte, end int) {
	e.scratch = e.scratch[:0]
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return e.scratch, i
		case text[i] == '\\' && i+3 < len(text) && text[i+1] == 'x':
			if b, err := strconv.ParseUint(string(text[i+2:i+4]), 16, 8); err == nil {
				e.scratch = append(e.scratch, byte(b))
				i += 3
				continue
			}
			e.scratch = append(e.scratch, '\\')
		case text[i] == '\\' && i+1 < len(text):
			i++
			e.scratch = append(e.scratch, control(text[i])...)
		default:
			e.scratch = append(e.scratch, text[i])
		}
	}
	return nil, -1
}

// control returns what a letter after a backslash stands for.
func control(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	}
	return string([]byte{c})
}

// status reports whether a text begins with a blank, a status of three digits and a size.
func status(text []byte) bool {
	if len(text) < 6 || text[0] != ' ' || text[4] != ' ' {
		return false
	}
	return digits(text[1:4]) && (text[5] == '-' || text[5] >= '0' && text[5] <= '9')
}

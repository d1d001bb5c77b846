package traffic

import (
	"bytes"
	"strconv"
)

// An entry is a request of a log. Its texts are parts of the log's memory, or of the reader's.
type entry struct {
	method, target []byte
	by             []byte // the value of the field to group by

	scratch []byte // for texts that were written with escapes
}

// A reader reads an entry from a line without its end, and reports false if it is none.
type reader func(line []byte, e *entry) bool

// readPlain reads METHOD target; what follows a further blank is not looked at.
func readPlain(line []byte, e *entry) bool {
	method, rest, ok := bytes.Cut(bytes.TrimLeft(line, " \t"), []byte(" "))
	target, _, _ := bytes.Cut(bytes.TrimLeft(rest, " "), []byte(" "))
	e.method, e.target = method, bytes.TrimRight(target, "\r")
	return ok && len(method) > 0 && targetLike(e.target)
}

// targetLike reports whether a text can be a request target, whether it is canonical or not.
func targetLike(target []byte) bool {
	return bytes.HasPrefix(target, []byte("/")) || string(target) == "*" || bytes.Contains(target, []byte("://"))
}

// readCombined returns the reader of the Common and Combined log formats, by the number from the right of
// the field before the time to group by: 0 for none, 1 the user, 3 the address.
func readCombined(by int) reader {
	return func(line []byte, e *entry) bool {
		quote := bytes.IndexByte(line, '"')
		if quote < 8 || line[quote-1] != ' ' || line[quote-2] != ']' {
			return false
		}
		open := quote - 29 // of [10/Oct/2000:13:55:36 -0700]
		if open < 0 || line[open] != '[' {
			if open = bytes.LastIndexByte(line[:quote], '['); open < 0 {
				return false
			}
		}
		if !e.fields(line[:open], by) {
			return false
		}
		rest, ok := e.request(line[quote+1:])
		return ok && status(rest)
	}
}

// fields reads what stands before the time: address, identity and user, each with a blank behind it.
func (e *entry) fields(line []byte, by int) bool {
	for n := 1; n <= 3; n++ {
		last := len(line) - 1
		if last < 1 || line[last] != ' ' {
			return false
		}
		start := bytes.LastIndexByte(line[:last], ' ') + 1
		if start == last {
			return false
		}
		if n == by {
			e.by = line[start:last]
		}
		line = line[:start]
	}
	return true
}

// status reports whether text begins with a blank, a status of three digits and a size.
func status(text []byte) bool {
	if len(text) < 6 || text[0] != ' ' || text[4] != ' ' {
		return false
	}
	for _, c := range text[1:4] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return text[5] == '-' || text[5] >= '0' && text[5] <= '9'
}

// request reads a request line up to its closing quote, and returns what follows it.
func (e *entry) request(text []byte) (rest []byte, ok bool) {
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
func (e *entry) requestLine(line []byte) bool {
	blank := bytes.IndexByte(line, ' ')
	if blank <= 0 {
		return false
	}
	e.method, e.target = line[:blank], line[blank+1:]
	if last := bytes.LastIndexByte(e.target, ' '); last >= 0 && bytes.HasPrefix(e.target[last+1:], []byte("HTTP/")) {
		e.target = e.target[:last]
	}
	return len(e.target) > 0 && !bytes.HasPrefix(e.target, []byte("HTTP/"))
}

// unescape returns a text up to its closing quote with \xHH, \" and \\ undone, as nginx and Apache write
// them, and the offset of the quote; -1 if there is none.
func (e *entry) unescape(text []byte) (plain []byte, end int) {
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

// readALB reads a line of the access logs of AWS load balancers: fields between blanks, of which the
// 13th is the request in quotes. by is the number of the field to group by; 0 for none, 4 the client.
func readALB(by int) reader {
	return func(line []byte, e *entry) bool {
		for n := 1; n < 13; n++ {
			at := bytes.IndexByte(line, ' ')
			if at <= 0 {
				return false
			}
			if n == by {
				e.by = line[:at]
				if colon := bytes.LastIndexByte(e.by, ':'); colon > 0 {
					e.by = e.by[:colon] // the port
				}
			}
			line = line[at+1:]
		}
		if len(line) == 0 || line[0] != '"' {
			return false
		}
		_, ok := e.request(line[1:])
		return ok
	}
}

package formats

import "bytes"

// combined is the Common Log Format of NCSA and the Combined one of Apache and nginx.
func combined() Format {
	return Format{
		Name:  "combined",
		About: "the Common and Combined formats of Apache and nginx, also with a virtual host first",
		By:    []string{"user", "address"},
		Sample: Sample{
			Log: `10.0.0.1 - ann [10/Oct/2000:13:55:36 -0700] "GET /v1/orders?x=1 HTTP/1.1" 200 2326 "-" "curl/8.5.0"
10.0.0.2 - - [10/Oct/2000:13:55:36 -0700] "GET /v1/orders/7 HTTP/2.0" 200 - "http://a/b" "Mozilla/5.0 (X11)"
example.com:80 10.0.0.2 - - [10/Oct/2000:13:55:36.123 -0700] "PUT /v1/orders/7 HTTP/1.1" 200 1
`,
			By: "address", Values: []string{"10.0.0.1", "10.0.0.2", "10.0.0.2"},
		},
		tells: func(start []byte) bool { return anyLine(start, combinedReader(noColumn)) },
		lines: func(_ []byte, w Wanted) (Reader, error) {
			return combinedReader(map[string]int{"user": 1, "address": 3}[w.By]), nil
		},
	}
}

// noColumn is the column to group by where there is none.
const noColumn = 0

// combinedReader returns the reader of lines, with the number of the field to group by. Fields count from
// the right of the ones before the time: 1 the user, 2 the identity, 3 the address.
func combinedReader(by int) Reader {
	return func(line []byte, e *Entry) bool {
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
		if !e.client(line[:open], by) {
			return false
		}
		rest, ok := e.request(line[quote+1:])
		return ok && status(rest)
	}
}

// client reads the fields before the time: address, identity and user, each followed by a blank.
func (e *Entry) client(line []byte, by int) bool {
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
			e.By = line[start:last]
		}
		line = line[:start]
	}
	return true
}

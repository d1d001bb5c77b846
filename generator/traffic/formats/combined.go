package formats

import (
	"bytes"
	"net/netip"
)

// combined is the Common Log Format of NCSA and the Combined one of Apache and nginx.
func combined() Format {
	return Format{
		Name:  "combined",
		About: "the Common and Combined formats of Apache and nginx, also with a virtual host first",
		By:    []string{byUser, byAddress},
		Sample: Sample{
			Log: `10.0.0.1 - ann [10/Oct/2000:13:55:36 -0700] "GET /v1/orders?x=1 HTTP/1.1" 200 2326 "-" "curl/8.5.0"
10.0.0.2 - Ann Lee [10/Oct/2000:13:55:36 -0700] "GET /v1/orders/7 HTTP/2.0" 200 - "http://a/b" "Mozilla/5.0 (X11)"
example.com:80 10.0.0.2 - - [10/Oct/2000:13:55:36.123 -0700] "PUT /v1/orders/7 HTTP/1.1" 200 1
`,
			By: byUser, Values: []string{"ann", "Ann Lee", "-"},
		},
		tells: func(start []byte) bool { return anyLine(start, combinedReader("")) },
		lines: func(_ []byte, w Wanted) (Reader, error) {
			return combinedReader(w.By), nil
		},
	}
}

// The fields to group by.
const (
	byAddress = "address"
	byUser    = "user"
)

// combinedReader returns the reader of lines.
func combinedReader(by string) Reader {
	return func(line []byte, e *Entry) Outcome {
		quote := bytes.Index(line, []byte(`] "`)) + 2
		if quote < 8 {
			return Malformed
		}
		open := quote - 29 // of [10/Oct/2000:13:55:36 -0700]
		if open < 0 || line[open] != '[' {
			if open = bytes.LastIndexByte(line[:quote], '['); open < 0 {
				return Malformed
			}
		}
		if !e.client(line[:open], by) {
			return Malformed
		}
		rest, ok := e.request(line[quote+1:])
		return requestIf(ok && status(rest))
	}
}

// client reads the fields before the time: perhaps a virtual host, address, identity and user, each followed by a
// blank. A user may have blanks.
func (e *Entry) client(line []byte, by string) bool {
	fields, ok := bytes.CutSuffix(line, []byte(" "))
	if !ok {
		return false
	}
	address, rest, _ := bytes.Cut(fields, []byte(" "))
	identity, user, _ := bytes.Cut(rest, []byte(" "))
	if bytes.IndexByte(user, ' ') >= 0 && isVirtualHost(address, identity) {
		e.Host = address
		address = identity
		identity, user, _ = bytes.Cut(user, []byte(" "))
	}
	if e.By = address; by == byUser {
		e.By = user
	}
	return len(address) > 0 && len(identity) > 0 && len(user) > 0
}

// isVirtualHost reports whether the first field of a line is a virtual host, and the second one the address.
func isVirtualHost(first, second []byte) bool {
	if _, err := netip.ParseAddr(string(second)); err == nil {
		return true
	}
	_, err := netip.ParseAddr(string(first))
	return err != nil && len(withoutPort(first)) < len(first)
}

package formats

import (
	"bytes"
	"strconv"
)

// haproxy is the HTTP log of HAProxy (option httplog or httpslog), alone or behind the prefix of syslog.
func haproxy() Format {
	return Format{
		Name:  "haproxy",
		About: "the HTTP log of HAProxy, with and without a prefix of syslog",
		By:    []string{"address"},
		Sample: Sample{
			Log: `Feb  6 12:14:14 edge haproxy[14389]: 192.0.2.2:33317 [06/Feb/2024:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {www.example.com} {} "GET /v1/orders?x=1 HTTP/1.1"
192.0.2.3:33318 [06/Feb/2024:12:14:14.700] https-in~ api/<NOSRV> 10/-1/-1/-1/+109 503 +212 - - SC-- 1/1/0/0/0 0/0 "GET https://a/v1/orders/7 HTTP/2.0" 0/0000000000000000/0/0/0 a/TLSv1.3/TLS_AES_256_GCM_SHA384
<134>1 2024-02-06T12:14:15+00:00 edge haproxy 14389 - - ::1:33319 [06/Feb/2024:12:14:15.001] http-in api/srv2 0/0/1/2/3 200 12 - - ---- 1/1/1/1/0 0/0 "PUT /v1/orders/7 HTTP/1.1"
`,
			By: "address", Values: []string{"192.0.2.2", "192.0.2.3", "::1"},
		},
		tells: func(start []byte) bool { return anyLine(start, readHAProxy) },
		lines: func([]byte, Wanted) (Reader, error) { return readHAProxy, nil },
	}
}

// readHAProxy reads client:port, [time], frontend, backend/server, timers, status, bytes, two cookies, state,
// connections, queues, perhaps captured headers in braces, and the request in quotes.
func readHAProxy(line []byte, e *Entry) Outcome {
	before, rest, ok := cutHAProxyTime(line)
	if !ok {
		return Malformed
	}
	client := before[bytes.LastIndexByte(before, ' ')+1:]
	colon := bytes.LastIndexByte(client, ':')
	if colon <= 0 || !digits(client[colon+1:]) {
		return Malformed
	}
	e.By = client[:colon]
	var fields [10][]byte
	rest, ok = columns(rest, fields[:])
	if !ok || bytes.IndexByte(fields[1], '/') < 0 || bytes.Count(fields[2], []byte("/")) != 4 || bytes.Count(fields[8], []byte("/")) != 4 {
		return Malformed
	}
	quote := bytes.IndexByte(rest, '"')
	if quote < 0 || quote > 0 && rest[0] != '{' {
		return Malformed
	}
	rest = rest[quote+1:]
	end := bytes.IndexByte(rest, '"')
	return requestIf(end >= 0 && e.requestLine(e.hashes(rest[:end]))) // without an end it was cut off
}

// cutHAProxyTime cuts a line around [06/Feb/2024:12:14:14.655] and the blanks beside it.
func cutHAProxyTime(line []byte) (before, after []byte, ok bool) {
	const layout = "06/Feb/2024:12:14:14."
	for from := 0; ; {
		at := bytes.Index(line[from:], []byte(" ["))
		if at < 0 {
			return nil, nil, false
		}
		at += from
		from = at + 2
		time := line[from:]
		if len(time) > len(layout) && time[2] == '/' && time[6] == '/' && time[11] == ':' && time[len(layout)-1] == '.' {
			if end := bytes.Index(time, []byte("] ")); end >= len(layout) && digits(time[len(layout):end]) {
				return line[:at], time[end+2:], true
			}
		}
	}
}

// hashes returns a text without the escapes #HH of HAProxy.
func (e *Entry) hashes(text []byte) []byte {
	if bytes.IndexByte(text, '#') < 0 {
		return text
	}
	e.scratch = e.scratch[:0]
	for i := 0; i < len(text); i++ {
		if text[i] == '#' && i+2 < len(text) {
			if b, err := strconv.ParseUint(string(text[i+1:i+3]), 16, 8); err == nil {
				e.scratch = append(e.scratch, byte(b))
				i += 2
				continue
			}
		}
		e.scratch = append(e.scratch, text[i])
	}
	return e.scratch
}

package formats

import "bytes"

// envoy is the access log of Envoy: its default text, that of Istio, or JSON.
func envoy() Format {
	fields := jsonFields{
		Method: "method", Target: "path", Host: "authority",
		by: map[string]string{"user": "user", "address": "downstream_remote_address", "key": "x_api_key"},
	}
	return Format{
		Name:    "envoy",
		About:   "Envoy and Istio: their default text, or JSON with method and path",
		By:      []string{"address"},
		OtherBy: "`user`, `key` and any field of JSON",
		Sample: Sample{
			Log: `[2024-04-15T20:17:00.310Z] "GET /v1/orders?x=1 HTTP/2" 200 - 154 0 226 100 "192.0.2.28" "curl/8.5.0" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "shop" "tcp://10.0.2.1:80"
[2024-04-15T20:17:01.310Z] "GET /v1/orders/7 HTTP/1.1" 0 DC - - "-" 154 0 226 - "192.0.2.29" "curl/8.5.0" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd3" "shop" "-" outbound|80||shop - 10.0.0.1:80 10.0.0.2:50000 - default
[2024-04-15T20:17:02.310Z] "PUT /v1/orders/7 HTTP/1.1" 503 UF 154 0 226 - "-" "curl/8.5.0" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd4" "shop" "-"
`,
			By: "address", Values: []string{"192.0.2.28", "192.0.2.29", "-"},
		},
		tells: func(start []byte) bool { return anyLine(start, readEnvoy) || fields.tell(start) },
		lines: func(start []byte, w Wanted) (Reader, error) {
			switch {
			case isJSON(start):
				return fields.reader(w), nil
			case w.By != "" && w.By != "address":
				return nil, noField("envoy as text", w.By, []string{"address"})
			}
			return readEnvoy, nil
		},
	}
}

// readEnvoy reads [time], the request in quotes and the status. Of the values in quotes behind them the last are the
// forwarded addresses, the agent, the id, the authority and the upstream's address.
func readEnvoy(line []byte, e *Entry) Outcome {
	if len(line) == 0 || line[0] != '[' {
		return Malformed
	}
	at := bytes.Index(line, []byte(`] "`))
	if at < 0 || !isTimestamp(line[1:at]) {
		return Malformed
	}
	rest, ok := e.request(line[at+3:])
	if !ok || len(rest) < 2 || rest[0] != ' ' {
		return Malformed
	}
	status, _, more := bytes.Cut(rest[1:], []byte(" "))
	if !more || !digits(status) {
		return Malformed
	}
	var last [5][]byte
	for {
		open := bytes.IndexByte(rest, '"')
		if open < 0 {
			break
		}
		end := bytes.IndexByte(rest[open+1:], '"')
		if end < 0 {
			break
		}
		copy(last[:], last[1:])
		last[4] = rest[open+1 : open+1+end]
		rest = rest[open+end+2:]
	}
	e.By, e.Host = last[0], last[3]
	return Request
}

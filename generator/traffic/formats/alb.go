package formats

import "slices"

// alb is the access log of an AWS application load balancer, as it writes it or as JSON.
func alb() Format {
	fields := jsonFields{Method: "request_verb", Target: "request_url", by: map[string]string{"address": "client_ip"}}
	return Format{
		Name:    "alb",
		About:   "AWS application load balancers: their text, or JSON with request_verb and request_url",
		By:      []string{"address"},
		OtherBy: "any field of JSON",
		Sample: Sample{
			Log: albLine("GET", "https://www.example.com:443/v1/orders?x=1") + albLine("GET", "http://a:80/v1/orders/7") + albLine("PUT", "https://a:443/v1/orders/7"),
			By:  "address", Values: []string{"192.0.2.39", "192.0.2.39", "192.0.2.39"},
		},
		tells: func(start []byte) bool { return anyLine(start, readALB) || fields.tell(start) },
		lines: func(start []byte, w Wanted) (Reader, error) {
			switch {
			case isJSON(start):
				return fields.reader(w), nil
			case w.By != "" && w.By != "address":
				return nil, noField("alb as text", w.By, []string{"address"})
			}
			return readALB, nil
		},
	}
}

func albLine(method, url string) string {
	return `https 2024-07-02T22:23:00.186641Z app/shop/50dc6c495c0c9188 192.0.2.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "` +
		method + " " + url + ` HTTP/1.1" "curl/8.5.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x "Root=1-58337281"` + "\n"
}

// albTypes are what the first field of a line can be.
var albTypes = []string{"http", "https", "h2", "grpcs", "ws", "wss"}

// readALB reads type, time, balancer, client:port, eight more fields, and the request in quotes.
func readALB(line []byte, e *Entry) Outcome {
	var fields [12][]byte
	rest, ok := columns(line, fields[:])
	if !ok || !slices.Contains(albTypes, string(fields[0])) || !isTimestamp(fields[1]) || rest[0] != '"' {
		return Malformed
	}
	e.By = withoutPort(fields[3])
	_, ok = e.request(rest[1:])
	return requestIf(ok)
}

package formats

import "bytes"

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
			By:  "address", Values: []string{"192.168.131.39", "192.168.131.39", "192.168.131.39"},
		},
		tells: func(start []byte) bool { return anyLine(start, albReader(noColumn)) || fields.tell(start) },
		lines: func(start []byte, w Wanted) (Reader, error) {
			if isJSON(start) {
				return fields.reader(w), nil
			}
			column, known := map[string]int{"": noColumn, "address": 4}[w.By]
			if !known {
				return nil, noField("alb as text", w.By, []string{"address"})
			}
			return albReader(column), nil
		},
	}
}

func albLine(method, url string) string {
	return `https 2018-07-02T22:23:00.186641Z app/my-lb/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "` +
		method + " " + url + ` HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x "Root=1-58337281"` + "\n"
}

// albReader returns the reader of lines of text: fields with blanks between them, of which the 13th is the
// request in quotes. by is the number of the field to group by.
func albReader(by int) Reader {
	return func(line []byte, e *Entry) bool {
		for n := 1; n < 13; n++ {
			at := bytes.IndexByte(line, ' ')
			if at <= 0 {
				return false
			}
			if n == by {
				e.By = line[:at]
				if colon := bytes.LastIndexByte(e.By, ':'); colon > 0 {
					e.By = e.By[:colon] // without the port
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

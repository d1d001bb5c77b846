package formats

// elb is the access log of a classic AWS load balancer.
func elb() Format {
	return Format{
		Name:  "elb",
		About: "classic AWS load balancers",
		By:    []string{"address"},
		Sample: Sample{
			Log: elbLine("GET", "http://www.example.com:80/v1/orders?x=1") + elbLine("GET", "https://a:443/v1/orders/7") + elbLine("PUT", "https://a:443/v1/orders/7"),
			By:  "address", Values: []string{"192.0.2.39", "192.0.2.39", "192.0.2.39"},
		},
		tells: func(start []byte) bool { return anyLine(start, readELB) },
		lines: func([]byte, Wanted) (Reader, error) { return readELB, nil },
	}
}

func elbLine(method, url string) string {
	return `2024-05-13T23:39:43.945958Z shop 192.0.2.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "` +
		method + " " + url + ` HTTP/1.1" "curl/8.5.0" - -` + "\n"
}

// readELB reads time, balancer, client:port, eight more fields, and the request in quotes.
func readELB(line []byte, e *Entry) Outcome {
	var fields [11][]byte
	rest, ok := columns(line, fields[:])
	if !ok || !isTimestamp(fields[0]) || rest[0] != '"' {
		return Malformed
	}
	e.By = withoutPort(fields[2])
	_, ok = e.request(rest[1:])
	return requestIf(ok)
}

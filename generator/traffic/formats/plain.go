package formats

import "bytes"

// plain is METHOD target on each line.
func plain() Format {
	return Format{
		Name:   "plain",
		About:  "METHOD and target, with a blank between them; the rest of a line is ignored",
		Sample: Sample{Log: "GET /v1/orders?x=1\nGET /v1/orders/7?q HTTP/1.1\n PUT  /v1/orders/7\n"},
		tells:  func(start []byte) bool { return !isJSON(start) && mostlyPlain(start) },
		lines:  func([]byte, Wanted) (Reader, error) { return readPlain, nil },
	}
}

// mostlyPlain reports whether more than half of the lines that are not empty can be read.
func mostlyPlain(start []byte) bool {
	var e Entry
	lines, read := 0, 0
	for line := range bytes.Lines(start) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > 0 {
			lines++
		}
		if readPlain(line, &e) == Request {
			read++
		}
	}
	return read*2 > lines
}

func readPlain(line []byte, e *Entry) Outcome {
	method, rest, ok := bytes.Cut(bytes.TrimLeft(line, " \t"), []byte(" "))
	target, _, _ := bytes.Cut(bytes.TrimLeft(rest, " "), []byte(" "))
	e.Method, e.Target = method, bytes.TrimRight(target, "\r")
	return requestIf(ok && isMethod(method) && isTarget(e.Target))
}

// isTarget reports whether a text can be a request target, canonical or not.
func isTarget(target []byte) bool {
	return bytes.HasPrefix(target, []byte("/")) || string(target) == "*" || bytes.Contains(target, []byte("://"))
}

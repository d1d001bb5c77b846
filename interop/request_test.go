package interop

import "strings"

// methodLines sends the row's path with other methods.
func methodLines(b base) (lines []line) {
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "M-SEARCH", "TRACE", "CONNECT", "QUERY",
		strings.ToLower(b.method), b.method[:1] + strings.ToLower(b.method[1:]), b.method + "X", "_" + b.method, "X-" + b.method, b.method + "," + b.method, b.method + "\x00", "*", "", b.method + "%20", b.method + "\t", "GEſ", "G ET"} {
		lines = append(lines, line{class: "method", method: method, target: b.path()}, line{class: "method", method: method, target: b.path() + "/"})
	}
	return lines
}

// headerLines sends headers that ask for the row's method or path, with a line that does not.
func headerLines(b base) (lines []line) {
	other := "POST"
	if b.method == other {
		other = "GET"
	}
	for _, name := range []string{"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "x-http-method-override", "X_HTTP_METHOD_OVERRIDE", "X-Original-Method", "X-Forwarded-Method"} {
		for _, method := range []string{other, "OPTIONS"} {
			lines = append(lines, line{class: "method override", method: method, target: b.path(), headers: []string{name + ": " + b.method}})
		}
	}
	lines = append(lines, line{class: "method override", method: "POST", target: b.path() + "?_method=" + b.method})
	for _, name := range []string{"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Uri", "X-Original-URI", "X_Original_URL", "X-Forwarded-Prefix", "X-Override-URL", "X-Forwarded-Path"} {
		for _, target := range []string{"/", "/unlisted/x"} {
			lines = append(lines, line{class: "URL override", method: b.method, target: target, headers: []string{name + ": " + b.path()}})
		}
	}
	for _, more := range []string{"Forwarded: host=other;path=" + b.path(), "Connection: Host", "Connection: X-HTTP-Method-Override\r\nX-HTTP-Method-Override: DELETE", "X-Forwarded-Host: other.test", "Upgrade: h2c"} {
		lines = append(lines, line{class: "URL override", method: b.method, target: b.path(), headers: []string{more}})
	}
	return lines
}

// headLines writes the request's head in other ways.
func headLines(b base) (lines []line) {
	for _, format := range []string{
		"M T HTTP/1.0\r\nX\r\n", "M T HTTP/1.0\r\nHost: h\r\nX\r\n", "M T\r\nX\r\n", "M T HTTP/2.0\r\nHost: h\r\nX\r\n", "M T http/1.1\r\nHost: h\r\nX\r\n", "M T HTTP/1.2\r\nHost: h\r\nX\r\n",
		"M T HTTP/1.1\r\nX\r\n", "M  T HTTP/1.1\r\nHost: h\r\nX\r\n", "M\tT\tHTTP/1.1\r\nHost: h\r\nX\r\n", "M T  HTTP/1.1\r\nHost: h\r\nX\r\n", "M T HTTP/1.1 \r\nHost: h\r\nX\r\n", " M T HTTP/1.1\r\nHost: h\r\nX\r\n",
		"\r\nM T HTTP/1.1\r\nHost: h\r\nX\r\n", "M T HTTP/1.1\nHost: h\r\nX\r\n", "M T x HTTP/1.1\r\nHost: h\r\nX\r\n", "M /x T HTTP/1.1\r\nHost: h\r\nX\r\n",
		"M T HTTP/1.1\r\nHost: a\r\nHost: b\r\nX\r\n", "M T HTTP/1.1\r\nHost: h/x\r\nX\r\n", "M T HTTP/1.1\r\nHost:\r\nX\r\n", "M T HTTP/1.1\r\n Host: h\r\nX\r\n", "M T HTTP/1.1\r\nHost: h\r\nA : b\r\nX\r\n",
	} {
		lines = append(lines, line{class: "request line", method: b.method, target: b.path(), format: format})
	}
	return lines
}

// http2Lines sends paths and methods that HTTP/1 has no way to write, and some that it has.
func http2Lines(b base) (lines []line) {
	path := b.path()
	targets := append(after(path, "", "/", " ", " x", "\t", "\x00", "#x", "?x y", "%2f", "/../x", "\r\n", "\\", ".json", "%", "é"),
		path[1:], "x:"+path[1:], "x:"+path, "http://front.test"+path, "//"+path, "*", "", "*"+path, " "+path, "?"+path, strings.ToUpper(path), "//front.test"+path, "/x/.."+path)
	for _, target := range targets {
		lines = append(lines, line{class: "HTTP/2", method: b.method, target: target, http2: true})
	}
	for _, method := range []string{"", " ", b.method + " ", " " + b.method, strings.ToLower(b.method), b.method + " " + path, b.method + "\x00", b.method + "\r\n", "HEAD", "OPTIONS", "TRACE", "X Y", "gET", b.method + "é"} {
		lines = append(lines, line{class: "HTTP/2", method: method, target: path, http2: true})
	}
	return append(lines, line{class: "HTTP/2", method: "POST", target: path, http2: true, headers: []string{"x-http-method-override: " + b.method}})
}

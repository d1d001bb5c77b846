package support

import (
	"net/http"
	"strings"
)

// Match returns the verdict on a request and, if it is Listed, the route that speaks for it; the zero
// route otherwise. path is what stands on the wire, without the query: it is not decoded, for a
// canonical path needs no decoding and every other one is Refused. HEAD is answered by the rows of
// HEAD and, where there is none, of GET. It allocates nothing.
func Match(method, path string) (Route, Verdict) { return match(method, path) }

// MatchRequest is Match for a request as a net/http server hands it to a handler: it reads the method
// and of the URL Path, RawPath and Opaque. A path that came with escapes is Refused.
func MatchRequest(r *http.Request) (Route, Verdict) {
	u := r.URL
	if u == nil || u.Opaque != "" || u.RawPath != "" && u.RawPath != u.Path {
		return 0, Refused
	}
	if u.RawPath == "" && strings.ContainsAny(u.Path, "!'()*") {
		return 0, Refused // net/url keeps no RawPath only if they came escaped
	}
	return match(r.Method, u.Path)
}

// unmatched is the verdict on a request that no row of its method names exactly.
func unmatched(path string, own methodSet) (Route, Verdict) {
	if !canonical(path) {
		return 0, Refused
	}
	near, exact := reached(path)
	switch {
	case near&own != 0:
		return 0, Refused // a server may take it for one of the method's rows
	case exact != 0:
		return 0, MethodUnlisted
	case near != 0:
		return 0, Refused
	}
	return 0, Unlisted
}

// canonicalMethod reports whether requests of a method that the table does not have are answered.
func canonicalMethod(method string) bool {
	for i := range len(method) {
		if c := method[i]; (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return method != "" && method != "CONNECT" && method != "TRACE"
}

// canonical reports whether a path is / or canonical segments after a slash each, and perhaps a slash
// at the end.
func canonical(path string) bool { return path != "" && segments(path) }

// segments reports whether rest, which follows a segment, is nothing, a final slash, or canonical
// segments after a slash each and perhaps a final slash.
func segments(rest string) bool {
	for rest != "" && rest != "/" {
		var ok bool
		if rest, ok = segment(rest); !ok {
			return false
		}
	}
	return true
}

// segment cuts a slash and the canonical segment after it from rest. It reports false if there is
// none, or an empty one.
func segment(rest string) (after string, ok bool) {
	if rest == "" || rest[0] != '/' {
		return "", false
	}
	i := 1
	for i < len(rest) && segmentByte[rest[i]] {
		i++
	}
	if i == 1 || rest[i-1] == '.' || i < len(rest) && rest[i] != '/' {
		return "", false
	}
	return rest[i:], true
}

// segmentByte holds the bytes that stand for themselves in a canonical segment.
var segmentByte = [256]bool{
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true,
	'J': true, 'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true,
	'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true,
	'j': true, 'k': true, 'l': true, 'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true,
	's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true,
	'9': true, '-': true, '_': true, '.': true, '~': true, ':': true, '@': true, '$': true, '&': true,
	'+': true, ',': true, '=': true, '!': true, '\'': true, '(': true, ')': true, '*': true,
}

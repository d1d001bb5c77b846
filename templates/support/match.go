package support

import (
	"net/http"
	"net/url"
	"strings"
)

// Match returns the verdict on a request and, if it is Listed, the route that speaks for it; the zero
// route otherwise. path is what stands on the wire, without the query: it is not decoded, for a
// canonical path needs no decoding. Every other one is Refused, but for escapes that the table allows.
// HEAD is answered by the rows of HEAD and, where there is none, of GET. It allocates nothing.
func Match(method, path string) (Route, Verdict) { return match(method, path, onWire) }

// MatchTarget is Match for a request target as it stands in the request line, in a log or in what a
// proxy asks an authorizer: with the query, which is not looked at, and perhaps with scheme and host
// before the path, in a form that net/http takes.
func MatchTarget(method, target string) (Route, Verdict) {
	if strings.HasPrefix(target, "/") {
		path, _, _ := strings.Cut(target, "?")
		return match(method, path, onWire)
	}
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return 0, Refused
	}
	return MatchRequest(&http.Request{Method: method, URL: u})
}

// MatchRequest is Match for a request as a net/http server hands it to a handler: it reads the method
// and of the URL Path, RawPath and Opaque. RequestURI is not read: behind http.StripPrefix and mounts
// it says something else than what the handler routes by.
func MatchRequest(r *http.Request) (Route, Verdict) {
	u := r.URL
	switch {
	case u == nil || u.Opaque != "":
		return 0, Refused
	case u.RawPath == "":
		if strings.ContainsAny(u.Path, "!'()*") {
			return 0, Refused // net/url keeps no RawPath only if they came escaped
		}
		return match(r.Method, u.Path, decoded)
	case strings.Contains(u.Path, "%"):
		return 0, Refused // it came as %25
	case u.RawPath == u.Path, encodings != 0 && decodesTo(u.RawPath, u.Path):
		return match(r.Method, u.RawPath, onWire)
	}
	return 0, Refused
}

// unmatched is the answer for a path that the switches of its method do not have: not canonical,
// with escapes, or named exactly by no row.
func unmatched(path string, own methodSet, in form) (Route, Verdict) {
	encoded, ok := canonical(path, in)
	if !ok {
		return 0, Refused
	}
	r, v := resolve(path, own)
	if encoded&^allowedEncoding(r, v) != 0 {
		return 0, Refused
	}
	return r, v
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

// canonical reports what the escapes of a path stand for, and whether it is canonical: /, or segments
// after a slash each and perhaps a slash at the end.
func canonical(path string, in form) (encoded encoding, ok bool) {
	if path == "" {
		return 0, false
	}
	for rest := path; rest != "" && rest != "/"; {
		after, ok := segment(rest)
		if !ok {
			var e encoding
			if after, e, ok = encodedSegment(rest, in); !ok {
				return 0, false
			}
			encoded |= e
		}
		rest = after
	}
	return encoded, true
}

// plain reports whether a path is canonical and has no escapes.
func plain(path string) bool { return path != "" && segments(path) }

// segments reports whether rest, which follows a segment, is nothing, a final slash, or canonical
// segments without escapes, after a slash each, and perhaps a final slash.
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
// none, or an empty one, or one with escapes.
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

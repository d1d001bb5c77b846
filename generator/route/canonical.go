package route

import "strings"

// A Path is a canonical request path, cut into segments.
type Path struct {
	segments []string // as they stand on the wire
	slash    bool     // it ends in a slash; also true for /
	encoded  Encoding // what its escapes stand for
}

// Encoded returns what the path's escapes stand for.
func (p Path) Encoded() Encoding { return p.encoded }

// ParsePath reads the path of a request as it stands on the wire, without the query. It is canonical,
// and ok true, if it is / or a slash before each of its segments and perhaps one at the end, where a
// segment is not empty, does not end in a dot and is made of segmentByte: so no escapes, no dot
// segments, no empty ones, no controls and nothing beyond ASCII. Escapes that an Encoding describes
// are read too, and said in the result: whether they are allowed is up to the row.
func ParsePath(text string) (path Path, ok bool) {
	if !strings.HasPrefix(text, "/") {
		return Path{}, false
	}
	if text == "/" {
		return Path{slash: true}, true
	}
	body := text[1:]
	if strings.HasSuffix(body, "/") {
		path.slash = true
		body = body[:len(body)-1]
	}
	path.segments = strings.Split(body, "/")
	for _, s := range path.segments {
		encoded, ok := canonicalSegment(s)
		if !ok {
			return Path{}, false
		}
		path.encoded |= encoded
	}
	return path, true
}

// canonicalSegment reports what the escapes of a segment stand for, and whether it is canonical.
func canonicalSegment(s string) (encoded Encoding, ok bool) {
	if s == "" || s[len(s)-1] == '.' {
		return 0, false
	}
	if !strings.Contains(s, "%") {
		for i := range len(s) {
			if !segmentByte[s[i]] {
				return 0, false
			}
		}
		return 0, true
	}
	return encodingOf(s)
}

// CanonicalMethod reports whether a request with this method is answered at all: a name of capital
// letters and hyphens, and neither CONNECT (its target is no path) nor TRACE (it only echoes).
func CanonicalMethod(method string) bool {
	for i := range len(method) {
		if c := method[i]; (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return method != "" && method != "CONNECT" && method != "TRACE"
}

// segmentByte holds the bytes that stand for themselves in a segment: net/http, proxies and
// frameworks neither decode nor cut at any of them.
var segmentByte = func() (set [256]bool) {
	for c := range set {
		b := byte(c)
		set[c] = isLetter(b) || isDigit(b) || strings.IndexByte("-_.~:@$&+,=!'()*", b) >= 0
	}
	return set
}()

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

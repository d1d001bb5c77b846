package route

import (
	"net/url"
	"strings"
)

// TargetPath returns the path of a request target, such as a request line or a log has: without the query, and
// without scheme and host. The path is byte for byte as the client sent it. ok is false if the target has no path or
// net/http does not accept it.
func TargetPath(target string) (path string, ok bool) {
	if strings.HasPrefix(target, "/") {
		path, _, _ = strings.Cut(target, "?")
		return path, true
	}
	u, err := url.ParseRequestURI(target)
	if err != nil || u.Opaque != "" || u.Path == "" {
		return "", false
	}
	if u.RawPath != "" {
		return u.RawPath, true
	}
	return u.EscapedPath(), true // without a RawPath, the client sent ! ' ( ) * as escapes
}

// MatchTarget is Match for a request target.
func (t Table) MatchTarget(method, target string) (int, Verdict) {
	path, ok := TargetPath(target)
	if !ok {
		return -1, Refused
	}
	return t.Match(method, path)
}

package route

import (
	"net/url"
	"strings"
)

// TargetPath returns the path in a request target as it stands in a request line or in a log: before
// the query, and after scheme and host if it has these. It reports false for a target that has no path
// or that net/http does not take. The path is as it stood on the wire.
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
	if strings.ContainsAny(u.Path, "!'()*") {
		return "", false // net/url keeps no RawPath only if they came escaped
	}
	return u.EscapedPath(), true
}

// MatchTarget is Match for a request target.
func (t Table) MatchTarget(method, target string) (int, Verdict) {
	path, ok := TargetPath(target)
	if !ok {
		return -1, Refused
	}
	return t.Match(method, path)
}

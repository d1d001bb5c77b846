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

// contested stands for a route that names a path exactly and does not speak for it.
const contested = ^Route(0)

// alone returns the route, which is the first of its column's rows to name a path exactly, or contested
// if a server could take the path for one of its rivals too, whose requirement its own does not imply.
func alone(r Route, path string, c column, rivals int) Route {
	var p cutPath
	if _, ok := p.cut(path, onWire); !ok || rivalTables[rivals].contested(r, &p, c.set()) {
		return contested
	}
	return r
}

// decided returns the verdict on a route that is found.
func decided(r Route) (Route, Verdict) {
	if r == contested {
		return 0, Refused
	}
	return r, Listed
}

// unmatched is the answer for a path that is not canonical, has escapes, is named exactly by no row of
// the method, or is also another row's.
func unmatched(method, path string, in form) (Route, Verdict) {
	c := columnOf(method)
	if c == 0 && !canonicalMethod(method) {
		return 0, Refused
	}
	var p cutPath
	encoded, ok := p.cut(path, in)
	if !ok {
		return 0, Refused
	}
	r, v := table.resolve(&p, c.set())
	if encoded&^allowedEncoding(r, v) != 0 {
		return 0, Refused
	}
	return r, v
}

// table is the table's index. It is made when the program starts: printed, it would be as long as all
// the rest of a large table.
var table = newIndex(routes[1:], meaning{could, implies, func(method string) methodSet { return columnOf(method).set() }})

// rivalTables holds the index of each list of rivals.
var rivalTables = table.parts(rivals)

// canonicalMethod reports whether requests of a method that the table does not have are answered.
func canonicalMethod(method string) bool {
	for i := range len(method) {
		if c := method[i]; (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return method != "" && method != "CONNECT" && method != "TRACE"
}

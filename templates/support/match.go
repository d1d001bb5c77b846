package support

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// Match returns the verdict on a request and, if it is Listed, the route; else the route is zero.
//
// path is the path as the client sent it, without the query and not decoded. A canonical path needs no
// decoding. Every other path is Refused, except for the escapes that the table allows. HEAD uses the GET
// route unless there is a HEAD route for the same paths. Match does not allocate, unless the path has escapes of one of
// : @ $ & + , = ! ' ( ) * ~ and a literal of the table has one, too.
func Match(method, path string) (Route, Verdict) { return match(method, path, onWire) }

// MatchTarget is Match for the target of a request line, such as a log has it or a proxy passes it on. The
// target may have a query, which is ignored. It may begin with a scheme and a host, in the forms that
// net/http accepts.
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

// MatchRequest is Match for a request that a net/http server passes to a handler. It reads Method and the
// URL's Path, RawPath and Opaque. It does not read RequestURI: behind http.StripPrefix the handler
// routes by another path. A nil request is Refused. MatchRequest does not allocate, unless the path has escapes of
// one of : @ $ & + , = ! ' ( ) * ~
func MatchRequest(r *http.Request) (Route, Verdict) {
	if r == nil || r.URL == nil {
		return 0, Refused
	}
	u := r.URL
	switch {
	case u.Opaque != "":
		return 0, Refused
	case u.RawPath == "":
		if strings.ContainsAny(u.Path, "!'()*") {
			return match(r.Method, u.EscapedPath(), onWire) // net/url sets RawPath unless the client escaped these
		}
		return match(r.Method, u.Path, decoded)
	case strings.Contains(u.Path, "%"):
		return 0, Refused // the client sent %25
	case u.RawPath == u.Path, escapes != nil && escapes.standFor(u.RawPath, u.Path):
		return match(r.Method, u.RawPath, onWire)
	}
	return 0, Refused
}

// A form says how a path is written.
type form bool

const (
	onWire  form = false // with escapes, as the client sent it
	decoded form = true  // decoded by net/url, which leaves RawPath empty only if each escape was needed
)

// A column is a group of methods whose requests get the same answers. The first one is 1; zero is for other methods.
type column uint8

// A methodSet is a set of columns, one bit each.
type methodSet uint64

// set returns the set of this column alone, and the empty set for zero.
func (c column) set() methodSet { return 1 << c &^ 1 }

// atBase returns the route for a path that ends where the ** of a pattern begins, or refusedRoute. The method has
// a route with this pattern. Many servers do not match it there, and run a less specific route.
func atBase(method, path string) Route {
	r, v := unmatched(method, path, onWire)
	if v != Listed {
		return refusedRoute
	}
	return r
}

// beginsWithDropped reports whether a server may drop the first segment of a path.
func beginsWithDropped(path string) bool {
	segment, _ := cutSegment(path)
	return (&visit{index: table()}).drops(segment)
}

// unmatched decides if match has found no route: the path is not canonical, has escapes, or no route with
// this method matches it exactly.
func unmatched(method, path string, in form) (Route, Verdict) {
	c := columnOf(method)
	if c == 0 && !canonicalMethod(method) {
		return 0, Refused
	}
	slashes := slashesOf(path)
	if slashes.plain && exclusions.excludes(path, slashes) {
		return 0, Unlisted
	}
	return search(path, slashes, in, c)
}

// search decides by the index. The methods of the column are meant.
func search(path string, slashes marks, in form, c column) (Route, Verdict) {
	var p cutPath
	encoded, ok := p.cut(path, slashes, in)
	if !ok {
		return 0, Refused
	}
	r, v := table().answer(&p, encoded, c.set())
	if !escapesAllowed(encoded, r) {
		return 0, Refused
	}
	return r, v
}

// exclusions is the filter of all routes. It is made when the program starts.
var exclusions = newFilter(routes[1:], upstream)

// table returns the index of all routes. As source it would be as long as the rest of a large table. It is made when
// it is first asked for: for a large table that takes too long for the start of a program.
var table = sync.OnceValue(func() *index {
	return newIndex(routes[1:], meaning{upstream, implies, func(method string) methodSet { return columnOf(method).set() }})
})

// canonicalMethod reports whether a method may be sent that no route has. CONNECT and TRACE may not, nor
// methods with other characters than A to Z and hyphens.
func canonicalMethod(method string) bool {
	return methodRefusal(method).Reason == 0
}

// Package method lists the HTTP methods that permroute knows by name, and what it knows of each. A spec
// may name further ones: route.CanonicalMethod says which.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package method

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// An Effect is what a request with a method does to the data of an API, by convention.
type Effect string

// The effects. A method without one may do either, or has nothing to do with the data.
const (
	Reads  Effect = "reads"
	Writes Effect = "writes"
)

// A Method is an HTTP method.
type Method struct {
	Name    string
	Effect  Effect // may be empty
	Common  bool   // most APIs use it
	Refused bool   // no request with it is ever answered
	OpenAPI string // the minor version of OpenAPI whose path items have a field for it first; "" for none
}

// All returns the methods, the more usual ones first.
func All() []Method {
	return []Method{
		{Name: "GET", Effect: Reads, Common: true, OpenAPI: "3.0"},
		{Name: "POST", Effect: Writes, Common: true, OpenAPI: "3.0"},
		{Name: "PUT", Effect: Writes, Common: true, OpenAPI: "3.0"},
		{Name: "PATCH", Effect: Writes, Common: true, OpenAPI: "3.0"},
		{Name: "DELETE", Effect: Writes, Common: true, OpenAPI: "3.0"},
		{Name: "HEAD", Effect: Reads, OpenAPI: "3.0"},
		{Name: "OPTIONS", OpenAPI: "3.0"},
		{Name: "QUERY", Effect: Reads, OpenAPI: "3.2"},
		{Name: "TRACE", Refused: true, OpenAPI: "3.0"}, // it only echoes
		{Name: "CONNECT", Refused: true},               // its target is no path
	}
}

// Find returns the method of that name; one that is not in the list has a name alone.
func Find(name string) Method {
	for _, m := range All() {
		if m.Name == name {
			return m
		}
	}
	return Method{Name: name}
}

// extensions holds further methods of HTTP and WebDAV that are registered or widely used.
var extensions = strings.Fields(`ACL BAN BASELINE-CONTROL BIND CHECKIN CHECKOUT COPY LABEL LINK LOCK M-SEARCH MERGE MKACTIVITY
	MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE NOTIFY ORDERPATCH PROPFIND PROPPATCH PURGE REBIND REFRESH REPORT SEARCH
	SUBSCRIBE UNBIND UNCHECKOUT UNLINK UNLOCK UNSUBSCRIBE UPDATE UPDATEREDIRECTREF VERSION-CONTROL`)

// Misspelt returns the method that a name is probably meant for, if it is no method: DELETE for DEL. It returns "" for
// methods, and for names that resemble none.
func Misspelt(name string) string {
	if Find(name) != (Method{Name: name}) || slices.Contains(extensions, name) {
		return ""
	}
	switch name {
	case "DEL", "REMOVE":
		return "DELETE"
	case "WS", "WSS", "WEBSOCKET", "SSE":
		return "GET" // the request that opens the connection
	case "CREATE":
		return "POST"
	}
	return diag.Nearest(name, Answered())
}

// Common returns the names of the methods that most APIs use.
func Common() []string { return names(func(m Method) bool { return m.Common }) }

// Answered returns the names of the methods that a request can have.
func Answered() []string { return names(func(m Method) bool { return !m.Refused }) }

// Refused returns the names of the methods that no request can have.
func Refused() []string { return names(func(m Method) bool { return m.Refused }) }

func names(which func(Method) bool) (names []string) {
	for _, m := range All() {
		if which(m) {
			names = append(names, m.Name)
		}
	}
	return names
}

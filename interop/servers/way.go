package servers

import (
	"fmt"
	"strings"
)

// A Way is how a user registers the handlers of rows. The zero value is the usual one.
type Way struct {
	Methods Methods
	Open    Open
}

// Methods says which methods a handler is registered for.
type Methods uint8

const (
	ByMethod     Methods = iota // each row's for its method
	ByPath                      // one for all methods of a path, which runs the row of the request's method
	MixedSpecial                // by path if one other path of the table covers it, or three, and so on; else by method
	MixedGeneral                // the other way round
)

// Open says which paths a row that ends in /** is registered with.
type Open uint8

const (
	WithBase  Open = iota // /users and /users/*
	Alone                 // /users/*
	WithSlash             // /users, /users/ and /users/*
)

// Ways returns all ways, the usual one first.
func Ways() []Way {
	var all []Way
	for _, methods := range []Methods{ByMethod, ByPath, MixedSpecial, MixedGeneral} {
		for _, open := range []Open{WithBase, Alone, WithSlash} {
			all = append(all, Way{methods, open})
		}
	}
	return all
}

// WaysFor returns the ways that differ for a table, the usual one first.
func WaysFor(t Table) []Way {
	var all []Way
	seen := map[string]bool{}
	for _, way := range Ways() {
		var registered strings.Builder
		for _, e := range endpoints(t, way) {
			fmt.Fprintln(&registered, e.method, e.pattern)
			if e.pattern.Open() {
				fmt.Fprintln(&registered, way.Open)
			}
		}
		if key := registered.String(); !seen[key] {
			seen[key], all = true, append(all, way)
		}
	}
	return all
}

// byPath reports whether a path that some others cover is registered for all methods.
func (w Way) byPath(coveredBy int) bool {
	switch w.Methods {
	case MixedSpecial:
		return coveredBy%2 == 1
	case MixedGeneral:
		return coveredBy%2 == 0
	}
	return w.Methods == ByPath
}

// methodFirst are the upstreams where a handler for one method goes before all handlers for all methods, even if
// these have a more special path. Their users register the paths that meet in one way.
var methodFirst = map[string]bool{"fasthttp-router": true, "hapi": true, "polka": true, "bottle": true}

// literalFirst are the upstreams that have no parameters with a literal before them in the segment: they read v{n} as a
// literal, and never run its handler for /v7.
var literalFirst = map[string]bool{"bunrouter": true, "go-restful": true, "httptreemux": true, "hono": true, "polka": true}

// Routed reports whether some handler is registered for all methods.
func (w Way) Routed() bool { return w.Methods != ByMethod }

// String returns the way in words: by path, ** alone.
func (w Way) String() string {
	methods := []string{"by method", "by path", "mixed, special by path", "mixed, general by path"}[w.Methods]
	open := []string{"", "** alone", "** with base and slash"}[w.Open]
	switch {
	case open == "":
		return methods
	case w.Methods == ByMethod:
		return open
	}
	return strings.Join([]string{methods, open}, ", ")
}

package support

import "sync"

// A rivalList holds routes that one of your servers might run for a path which another route matches exactly. Of routes
// that differ in methods and in the names of parameters only, it has all or none.
type rivalList struct {
	routes  []Route
	loosely int // how many, the first ones, count also if a server must ignore the literals after parameters to run them
}

// A rivalTable finds the routes of a rivalList that one of your servers might run for a path. It is made when a path first
// needs it.
type rivalTable struct {
	once   sync.Once
	filter *filter // tells most paths that no route of the list can match
	index  *index
}

// rivalTables has a table for each list of rivals.
var rivalTables [len(rivals)]rivalTable

// build makes the table of a list.
func (t *rivalTable) build(list rivalList) {
	var kinds filterKinds
	for i, r := range list.routes {
		does := upstream
		if i >= list.loosely {
			does &^= looseSuffix
		}
		kinds.add(routes[r].pattern, does)
	}
	t.filter = kinds.filter(upstream)
	t.index = table().of(list)
}

// refusedRoute is no route. unlessContested, and the functions that call it, return it for requests that are
// Refused.
const refusedRoute = ^Route(0)

// unlessContested returns a route that matches the path exactly, or refusedRoute. It refuses if one of your
// servers might run another route for this path, and the requirement of r is not enough for that route. Those
// that come into question are in the list of rivals with this index.
func unlessContested(r Route, method, path string, list int) Route {
	t := &rivalTables[list]
	t.once.Do(func() { t.build(rivals[list]) })
	slashes := slashesOf(path)
	if slashes.plain && t.filter.excludes(path, slashes) {
		return r
	}
	return t.unlessContested(r, method, path, slashes)
}

// unlessContested is unlessContested for a path whose slashes are marked.
func (t *rivalTable) unlessContested(r Route, method, path string, slashes marks) Route {
	var p cutPath
	if _, ok := p.cut(path, slashes, onWire); !ok || t.index.contests(r, &p, columnOf(method).set()) {
		return refusedRoute
	}
	return r
}

// decided returns the verdict for the result of unlessContested.
func decided(r Route) (Route, Verdict) {
	if r == refusedRoute {
		return 0, Refused
	}
	return r, Listed
}

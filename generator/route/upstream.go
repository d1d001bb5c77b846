package route

import "slices"

// An Equivalence is something that a server does by which it runs a row for a request that the row does not name
// exactly. It is also a set of such.
type Equivalence uint16

const (
	FinalSlash      Equivalence = 1 << iota // it ignores a final slash
	LetterCase                              // it folds the case of ASCII letters
	Extension                               // it drops .suffix from a literal at the end
	EmptyParam                              // it takes an empty last parameter
	Tail                                    // it gives the rest of the path to a last parameter
	OtherMethods                            // it routes by path alone
	Affixes                                 // it ends a parameter at a byte that Segment.Barred returns, or takes an empty one
	Spanning                                // it lets a parameter take slashes, if one byte follows it
	LooseSuffix                             // it ignores the literal after a parameter: it reads {name}:cancel as {name}
	HeadAsGet                               // it runs the row of GET for HEAD, even if there is a row of HEAD
	FrontController                         // it drops a first segment that ends in .php

	// AnyServer is all of them: everything that servers were measured to do.
	AnyServer = 1<<iota - 1
)

// An Upstream is a server and what it was measured to do: the union of its usual set-ups.
type Upstream struct {
	Name string
	Does Equivalence
}

// Upstreams returns the servers that a spec can name, sorted by name. In the usual set-ups each handler is
// registered for one method. The locations of nginx are exact, or regular expressions that match the whole path, and
// name their methods. interop/RESULTS.md has the measurements, and the tests of that module compare this list with
// them.
func Upstreams() []Upstream {
	return []Upstream{
		{"all-methods", OtherMethods}, // a server whose handlers are registered for all methods
		{"apache", 0},
		{"bottle", FinalSlash | Affixes}, // FinalSlash by the recipe of its documentation
		{"bunrouter", Affixes | LooseSuffix},
		{"chi", FinalSlash | Affixes}, // FinalSlash by its middleware CleanPath and StripSlashes
		{"django", Affixes},
		{"echo", FinalSlash | Tail | Affixes | LooseSuffix}, // FinalSlash by its middleware
		{"express", FinalSlash | LetterCase | Affixes},
		{"falcon", FinalSlash | EmptyParam | Affixes}, // FinalSlash by an option
		{"fasthttp-router", Affixes},
		{"fastify", FinalSlash | LetterCase | EmptyParam | Affixes | LooseSuffix}, // FinalSlash and LetterCase by options
		{"fiber", FinalSlash | LetterCase | Affixes | Spanning},
		{"flask", FinalSlash | Affixes}, // FinalSlash by an option
		{"gin", Affixes | LooseSuffix},  // it redirects to other spellings, and the guard sees the next request
		{"go-restful", FinalSlash | Affixes},
		{"gorilla", 0},
		{"grpc-gateway", EmptyParam | Affixes},
		{"hapi", FinalSlash | LetterCase | HeadAsGet | Affixes}, // a slash and letter case by options
		{"haproxy", 0},
		{"hertz", Affixes | LooseSuffix},
		{"hono", FinalSlash | HeadAsGet | Affixes | LooseSuffix}, // a slash by an option
		{"httprouter", Affixes | LooseSuffix},
		{"httptreemux", FinalSlash | Affixes | LooseSuffix}, // FinalSlash by an option
		{"koa", FinalSlash | LetterCase | Affixes},
		{"nginx", 0},
		{"polka", FinalSlash | Affixes | LooseSuffix},
		{"restify", FinalSlash | LetterCase | EmptyParam | Affixes | LooseSuffix}, // FinalSlash and LetterCase by options
		{"servemux", Affixes},
		{"starlette", Affixes},
		{"symfony", HeadAsGet | FrontController | Affixes},
	}
}

// UpstreamNames returns the names of Upstreams.
func UpstreamNames() (names []string) {
	for _, u := range Upstreams() {
		names = append(names, u.Name)
	}
	return names
}

// UpstreamOf returns the server of that name, and whether there is one.
func UpstreamOf(name string) (Upstream, bool) {
	for _, u := range Upstreams() {
		if u.Name == name {
			return u, true
		}
	}
	return Upstream{}, false
}

// Servers returns the names of the servers that do all of these: among those that a spec names or, if named is nil,
// among all.
func Servers(ways Equivalence, named []string) []string {
	servers := []string{}
	for _, u := range Upstreams() {
		if ways&^u.Does == 0 && (named == nil || slices.Contains(named, u.Name)) {
			servers = append(servers, u.Name)
		}
	}
	return servers
}

package route

import "slices"

// An Equivalence is a way in which a server takes a request for one that a row names, or a set of
// such ways.
type Equivalence uint16

const (
	FinalSlash      Equivalence = 1 << iota // it ignores a final slash
	LetterCase                              // it folds the case of ASCII letters
	Extension                               // it drops .suffix from a literal at the end
	EmptyParam                              // it takes an empty last parameter
	Tail                                    // it takes what goes on below a last parameter
	OtherMethods                            // it routes by path alone
	Affixes                                 // it reads a parameter between literals in its own way (Segment.Barred), or takes an empty one
	Spanning                                // it lets a parameter before one last byte take slashes
	LooseSuffix                             // it does not heed the literal after a parameter: {name}:cancel is {name}
	HeadAsGet                               // it runs the row of GET for HEAD, even if there is one of HEAD
	FrontController                         // it drops a first segment that ends in .php

	// AnyServer is all of them: what servers were seen to do, whichever stands behind.
	AnyServer = 1<<iota - 1
)

// An Upstream is a server by name and what it was measured to do, in the union of its usual set-ups.
type Upstream struct {
	Name string
	Does Equivalence
}

// Upstreams returns the servers that a spec can name, in the order of their names, each with the union
// of what its usual set-ups do: handlers are registered for one method each, and nginx's locations are
// exact or regular expressions from end to end, and name their methods. The evidence is measured:
// interop/RESULTS.md has it, and the tests of that module hold this table against it.
func Upstreams() []Upstream {
	return []Upstream{
		{"all-methods", OtherMethods}, // a server whose handlers are registered for all methods
		{"apache", 0},
		{"bottle", FinalSlash | Affixes}, // a slash by the recipe of its documents
		{"bunrouter", Affixes | LooseSuffix},
		{"chi", FinalSlash | Affixes}, // by its middleware CleanPath and StripSlashes
		{"django", Affixes},
		{"echo", FinalSlash | Tail | Affixes | LooseSuffix}, // a slash by its middleware; a last parameter takes all that follows
		{"express", FinalSlash | LetterCase | Affixes},
		{"falcon", FinalSlash | EmptyParam | Affixes}, // a slash by an option
		{"fasthttp-router", Affixes},
		{"fastify", FinalSlash | LetterCase | EmptyParam | Affixes | LooseSuffix}, // a slash and letter case by options
		{"fiber", FinalSlash | LetterCase | Affixes | Spanning},
		{"flask", FinalSlash | Affixes}, // by an option
		{"gin", Affixes | LooseSuffix},  // it redirects, and the next request is checked again
		{"go-restful", FinalSlash | Affixes},
		{"gorilla", 0},
		{"grpc-gateway", EmptyParam | Affixes},
		{"haproxy", 0},
		{"hertz", Affixes | LooseSuffix},
		{"httprouter", Affixes | LooseSuffix},
		{"httptreemux", FinalSlash | Affixes | LooseSuffix}, // by an option
		{"koa", FinalSlash | LetterCase | Affixes},
		{"nginx", 0},
		{"polka", FinalSlash | Affixes | LooseSuffix},
		{"restify", FinalSlash | LetterCase | EmptyParam | Affixes | LooseSuffix}, // a slash and letter case by options
		{"servemux", Affixes},
		{"starlette", Affixes},
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

// Servers returns the names of the servers that do all of these ways: of those that a spec names, or of all if
// it names none.
func Servers(ways Equivalence, named []string) []string {
	servers := []string{}
	for _, u := range Upstreams() {
		if ways&^u.Does == 0 && (named == nil || slices.Contains(named, u.Name)) {
			servers = append(servers, u.Name)
		}
	}
	return servers
}

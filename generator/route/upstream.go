package route

// An Equivalence is a way in which a server takes a request for one that a row names, or a set of
// such ways.
type Equivalence uint8

const (
	FinalSlash   Equivalence = 1 << iota // it ignores a final slash
	LetterCase                           // it folds the case of ASCII letters
	Extension                            // it drops .suffix from a literal at the end
	EmptyParam                           // it takes an empty last parameter
	Tail                                 // it takes what goes on below a last parameter
	OtherMethods                         // it routes by path alone

	// AnyServer is all of them: what servers were seen to do, whichever stands behind.
	AnyServer = 1<<iota - 1
)

// An Upstream is a server by name and what it was measured to do, in the union of its usual set-ups.
type Upstream struct {
	Name string
	Does Equivalence
}

// Upstreams returns the servers that a spec can name, in the order of their names.
func Upstreams() []Upstream {
	return []Upstream{
		{"chi", FinalSlash | EmptyParam},
		{"echo", FinalSlash | EmptyParam | Tail},
		{"express", FinalSlash | LetterCase},
		{"fiber", FinalSlash | LetterCase},
		{"gin", 0},
		{"gorilla", 0},
		{"httprouter", 0},
		{"nginx", OtherMethods},
		{"servemux", OtherMethods},
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

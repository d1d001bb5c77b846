package support

import (
	"fmt"
	"iter"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// A Route is one row of the table. The zero value is no route and permits nobody.
//
// The numbers follow the order of the table and change with it: store and send ids, never numbers.
type Route uint16

// ParseRoute returns the route with exactly this id. The error wraps ErrUnknown.
func ParseRoute(id string) (Route, error) {
	if r := routeOf()[id]; r != 0 {
		return r, nil
	}
	return 0, fmt.Errorf("route id %q: %w", id, ErrUnknown)
}

// routeOf returns the routes by their ids.
var routeOf = sync.OnceValue(func() map[string]Route {
	byID := make(map[string]Route, len(routes))
	for r := range Routes() {
		byID[routes[r].id] = r
	}
	return byID
})

// Routes yields all routes in the order of the table.
func Routes() iter.Seq[Route] {
	return func(yield func(Route) bool) {
		for i := 1; i < len(routes); i++ {
			if !yield(Route(i)) {
				return
			}
		}
	}
}

// String returns the id, or Route(n) for a number that no route has.
func (r Route) String() string {
	if !r.known() {
		return "Route(" + strconv.Itoa(int(r)) + ")"
	}
	return routes[r].id
}

// Method returns the row's HTTP method.
func (r Route) Method() string { return r.entry().method }

// Pattern returns the row's path pattern: literals, {parameters} and perhaps a last **.
func (r Route) Pattern() string { return r.entry().pattern }

// Name returns the table's name for the row; it may be empty.
func (r Route) Name() string {
	if int(r) >= len(names) {
		return ""
	}
	return names[r]
}

// Group returns the headings that the row stands under in the table, joined by " > ".
func (r Route) Group() string {
	if !r.known() {
		return ""
	}
	after := sort.Search(len(groups), func(i int) bool { return groups[i].first > r })
	return groups[after-1].path
}

// Alternatives yields the sets of permissions of which a caller needs one, whole, in the order of the
// table. A row that asks nothing yields one empty set, a row that admits nobody yields none.
func (r Route) Alternatives() iter.Seq[Set] {
	return func(yield func(Set) bool) {
		for _, s := range r.alternatives() {
			if !yield(s) {
				return
			}
		}
	}
}

// Permits reports whether a caller who was granted these permissions may call the route.
func (r Route) Permits(granted Set) bool {
	for _, s := range r.alternatives() {
		if granted.HasAll(s) {
			return true
		}
	}
	return false
}

// firsts holds the first alternative of each route, and whether there is one: most have no other, and
// here it is found a step sooner.
var firsts = firstAlternatives()

type firstAlternative struct {
	set Set
	is  bool
}

func firstAlternatives() (firsts [len(requirements)]firstAlternative) {
	for i, sets := range requirements {
		if len(sets) > 0 {
			firsts[i] = firstAlternative{sets[0], true}
		}
	}
	return firsts
}

// permitsFirst reports whether the first alternative lets Permits say yes.
func (r Route) permitsFirst(granted Set) bool {
	if int(r) >= len(firsts) {
		return false
	}
	first := &firsts[r]
	return first.is && granted.HasAll(first.set)
}

// missing returns what granted lacks of the alternative that lacks fewest, the first of equals.
func (r Route) missing(granted Set) Set {
	var least Set
	for i, s := range r.alternatives() {
		if lacks := s.Minus(granted); i == 0 || lacks.Len() < least.Len() {
			least = lacks
		}
	}
	return least
}

// Param returns what the named parameter stands for in a path that the route's pattern names exactly:
// a part of path, not copied and not unescaped. The name "**" means what a last ** takes, without its first slash. It
// reports false where the pattern does not name the path exactly or has no such parameter.
func (r Route) Param(path, name string) (string, bool) {
	if encoded, ok := canonical(path, onWire); !r.known() || !ok || encoded&^allowedEncoding(r, Listed) != 0 {
		return "", false
	}
	value, found, pattern, rest := "", false, routes[r].pattern, path
	for pattern != "" && pattern != "/" {
		var p, s string
		if p, pattern = cutSegment(pattern); p == "**" {
			if name == "**" {
				return strings.TrimPrefix(rest, "/"), true
			}
			return value, found
		}
		if rest == "" || rest == "/" {
			return "", false
		}
		s, rest = cutSegment(rest)
		a, param, isParam := cutAffix(p)
		if !isParam {
			if p != s {
				return "", false
			}
			continue
		}
		if !a.names(s, could&affixes != 0) {
			return "", false
		}
		if param == name {
			value, _ = a.value(s)
			found = true
		}
	}
	if rest != "" {
		return "", false
	}
	return value, found
}

// MarshalText returns the id. It fails for a number that no route has, zero among them.
func (r Route) MarshalText() ([]byte, error) {
	if !r.known() {
		return nil, fmt.Errorf("%v: %w", r, ErrUnknown)
	}
	return []byte(routes[r].id), nil
}

// UnmarshalText sets r to the route with this id. The error wraps ErrUnknown.
func (r *Route) UnmarshalText(text []byte) error {
	parsed, err := ParseRoute(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// implies reports whether whoever may call r may call s: each alternative of r has all of one of s.
func implies(r, s Route) bool {
	for _, need := range r.alternatives() {
		if !s.Permits(need) {
			return false
		}
	}
	return true
}

func (r Route) known() bool { return r != 0 && int(r) < len(routes) }

// entry returns the route's row, or an empty one.
func (r Route) entry() *routeEntry {
	if !r.known() {
		r = 0
	}
	return &routes[r]
}

// alternatives returns the sets of permissions of which one is needed.
func (r Route) alternatives() []Set {
	if int(r) >= len(requirements) {
		return nil
	}
	return requirements[r]
}

// routeEntry is a row of the route table.
type routeEntry struct{ id, method, pattern string }

// groupEntry is a heading of the table: it stands over the routes from the first one on.
type groupEntry struct {
	first Route
	path  string
}

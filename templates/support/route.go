package support

import (
	"fmt"
	"iter"
	"sort"
	"strconv"
	"sync"
)

// A Route is one row of the table. The zero value is no route, and permits nobody.
//
// The numbers follow the order of the table and change when it changes. Store and send ids, not numbers.
type Route uint16

// ParseRoute returns the route with exactly this id. The error wraps ErrUnknown.
func ParseRoute(id string) (Route, error) {
	if r := routeOf()[id]; r != 0 {
		return r, nil
	}
	return 0, fmt.Errorf("route id %q: %w", id, ErrUnknown)
}

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

// String returns the id, or Route(n) if the table has no route with this number.
func (r Route) String() string {
	if !r.known() {
		return "Route(" + strconv.Itoa(int(r)) + ")"
	}
	return routes[r].id
}

// Method returns the HTTP method.
func (r Route) Method() string { return r.entry().method }

// Pattern returns the path pattern. It is made of literals, {parameters}, and sometimes ** at the end.
func (r Route) Pattern() string { return r.entry().pattern }

// Name returns the table's name for the route. It may be empty.
func (r Route) Name() string {
	if int(r) >= len(names) {
		return ""
	}
	return names[r]
}

// Group returns the headings above the route in the table, joined by " > ".
func (r Route) Group() string {
	if !r.known() {
		return ""
	}
	after := sort.Search(len(groups), func(i int) bool { return groups[i].first > r })
	return groups[after-1].path
}

// Alternatives yields the sets of permissions that are enough to call the route, in the order of the table.
// A caller needs all permissions of one set. A route that requires no permission yields one empty set; see
// [Route.Public]. A route that nobody may call yields none.
func (r Route) Alternatives() iter.Seq[Set] {
	return func(yield func(Set) bool) {
		for _, all := range r.alternatives() {
			if !yield(only(all...)) {
				return
			}
		}
	}
}

// Public reports whether everyone may call the route, without a login.
func (r Route) Public() bool { return isPublic(r.alternatives()) }

// Schemes returns the OpenAPI security schemes that callers of the route authenticate with: alternatives, of which one is
// enough. All schemes of an alternative are needed. It is nil for a public route, and for a table that declares no
// security schemes. A guard does not know how a caller has authenticated. So Granted of a [Guard] returns
// [ErrUnauthenticated] for one who has not used the schemes of an alternative; [MatchRequest] tells it the route.
func (r Route) Schemes() [][]string { return schemesOf(r) }

// Permits reports whether an authenticated caller with these permissions may call the route.
func (r Route) Permits(granted Set) bool {
	for _, all := range r.alternatives() {
		if granted.hasEach(all) {
			return true
		}
	}
	return false
}

// MarshalText returns the id. It fails if the table has no such route, and so for the zero value.
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

// A routeEntry is one line of the table of routes.
type routeEntry struct{ id, method, pattern string }

// A groupEntry is a heading of the table. It stands above the routes from the first one up to the next
// heading.
type groupEntry struct {
	first Route
	path  string
}

func (r Route) known() bool { return r != 0 && int(r) < len(routes) }

// entry returns the line of the route, or an empty one.
func (r Route) entry() *routeEntry {
	if !r.known() {
		r = 0
	}
	return &routes[r]
}

// routeOf returns the routes by their ids.
var routeOf = sync.OnceValue(func() map[string]Route {
	byID := make(map[string]Route, len(routes))
	for r := range Routes() {
		byID[routes[r].id] = r
	}
	return byID
})

// public is the requirement of routes that everyone may call.
var public = [][]Permission{{}}

// authenticated is the requirement of routes that every authenticated caller may call. The zero Permission stands for
// being authenticated, which every other permission includes.
var authenticated = [][]Permission{{0}}

// nobody is the requirement of routes that nobody may call.
var nobody = [][]Permission{}

// isPublic reports whether a requirement is the one of public routes.
func isPublic(requirement [][]Permission) bool {
	return len(requirement) == 1 && len(requirement[0]) == 0
}

// alternatives returns the requirement of the route: a caller needs all permissions of one of these lists.
func (r Route) alternatives() [][]Permission {
	if int(r) >= len(requirements) {
		return nil
	}
	return requirements[r]
}

// missing returns what a caller lacks of an alternative: of the one that needs the fewest further
// permissions, or the first of several such. It also returns the number of that alternative, from 0.
func (r Route) missing(granted Set) (fewest Set, nearest uint16) {
	for i, all := range r.alternatives() {
		if lacks := only(all...).except(granted); i == 0 || lacks.Len() < fewest.Len() {
			fewest, nearest = lacks, uint16(i)
		}
	}
	return fewest, nearest
}

// implies reports whether everybody who may call r may call s: each alternative of r contains or implies one of s.
func implies(r, s Route) bool {
	for _, all := range r.alternatives() {
		if len(all) == 0 && !s.Public() || !s.Permits(NewSet(all...)) {
			return false
		}
	}
	return true
}

// firsts holds the first alternative of each route as a set. Most routes have no other, so that most
// decisions read this array and nothing else.
var firsts = firstAlternatives()

// A firstAlternative is the first alternative of a route. exists is false if nobody may call the route.
type firstAlternative struct {
	set    Set
	exists bool
}

func firstAlternatives() (firsts [len(requirements)]firstAlternative) {
	for i, alternatives := range requirements {
		if len(alternatives) > 0 {
			firsts[i] = firstAlternative{only(alternatives[0]...), true}
		}
	}
	return firsts
}

// permitsFirst reports whether a caller has the first alternative.
func (r Route) permitsFirst(granted Set) bool {
	if int(r) >= len(firsts) {
		return false
	}
	first := &firsts[r]
	return first.exists && granted.HasAll(first.set)
}

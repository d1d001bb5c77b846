package overlay

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A nearMiss is an operation and a row of which one has no counterpart, and which are nearly each other.
type nearMiss struct {
	*match
	row     *model.Route
	differs string
}

// mostNear is how many near misses are named for an operation or a row, and mostCompared how many
// candidates are looked at for it: a table may have thousands of paths that differ in a letter.
const (
	mostNear     = 3
	mostCompared = 1000
)

// nearMisses returns the operations without a row beside the rows that nearly have their path, and the
// rows without an operation beside such operations: one segment is spelt otherwise by one edit or in
// its letter case, there is a final slash, or the method is another one.
func nearMisses(c *Coverage) (found []nearMiss) {
	rows := newNeighbours[*model.Route]()
	for _, r := range c.matcher.api.Routes {
		rows.add(r.Method, r.Pattern.Shape(), r)
	}
	operations := newNeighbours[*match]()
	for _, m := range c.matcher.found {
		operations.add(m.Method, route.ShapeOf(m.full[0]), m)
	}
	type pair struct {
		m *match
		r *model.Route
	}
	seen := map[pair]bool{}
	add := func(m *match, r *model.Route, differs string) {
		if !seen[pair{m, r}] {
			seen[pair{m, r}] = true
			found = append(found, nearMiss{m, r, differs})
		}
	}
	for _, u := range c.unlisted {
		if u.how != answered {
			rows.near(u.Method, route.ShapeOf(u.full[0]), func(r *model.Route, differs string) { add(u.match, r, differs) })
		}
	}
	for _, r := range c.rowless {
		operations.near(r.Method, r.Pattern.Shape(), func(m *match, differs string) { add(m, r, differs) })
	}
	return found
}

// neighbours finds shapes that differ from another one in one segment, or in the method.
type neighbours[T any] struct {
	around  map[string][]neighbour[T] // by method and shape, one segment left out
	methods map[string][]neighbour[T] // by shape
}

type neighbour[T any] struct {
	method, segment string
	value           T
}

func newNeighbours[T any]() *neighbours[T] {
	return &neighbours[T]{map[string][]neighbour[T]{}, map[string][]neighbour[T]{}}
}

// gap stands where a segment is left out; no path has it.
const gap = "\x00"

// around calls visit with each segment of a shape and with the shape without it.
func around(method, shape string, visit func(segment, key string)) {
	segments := strings.Split(strings.TrimSuffix(shape, "/"), "/")
	for i, s := range segments {
		if i == 0 {
			continue // nothing stands before the first slash
		}
		segments[i] = gap
		visit(s, method+" "+strings.Join(segments, "/"))
		segments[i] = s
	}
}

func (n *neighbours[T]) add(method, shape string, value T) {
	n.methods[shape] = append(n.methods[shape], neighbour[T]{method: method, value: value})
	around(method, shape, func(segment, key string) {
		n.around[key] = append(n.around[key], neighbour[T]{method, segment, value})
	})
}

// near calls visit with the nearest ones, and how they differ.
func (n *neighbours[T]) near(method, shape string, visit func(value T, differs string)) {
	left := mostNear
	around(method, shape, func(segment, key string) {
		for i, other := range n.around[key] {
			if left == 0 || i == mostCompared {
				return
			}
			if differs := oneEdit(segment, other.segment); differs != "" {
				left--
				visit(other.value, differs)
			}
		}
	})
	for _, other := range n.methods[shape] {
		if left > 0 && other.method != method {
			left--
			visit(other.value, "the method: "+method+", "+other.method)
		}
	}
}

// oneEdit says how two literal segments differ that are nearly the same, and "" for others. Equal
// segments are near too: the shapes they come from differ in a final slash.
func oneEdit(a, b string) string {
	switch {
	case a == b:
		return "a final slash"
	case len(a) == 1 && len(b) == 1: // every letter is near every other one
		return ""
	case strings.Contains(a+b, "{}"), a == "**", b == "**":
		return ""
	case diag.Within(a, b, 1):
		return "one segment: " + diag.Quote(a) + ", " + diag.Quote(b)
	}
	return ""
}

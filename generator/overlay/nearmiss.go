package overlay

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A nearMiss is an operation and a row that are almost equal, and one of which has no counterpart.
type nearMiss struct {
	*match
	row     *model.Route
	differs string // how they differ, in words
}

// mostNearMisses is how many near misses are reported for an operation or a row. mostCompared is how many candidates are
// compared with it: a table can have thousands of paths that differ in one letter.
const (
	mostNearMisses = 3
	mostCompared   = 1000
)

// nearMisses returns the near misses: each operation without a row, together with similar rows, and each row
// without an operation, together with similar operations. Similar means that one segment differs by one edit or in
// letter case, or that they differ only in a final slash or in the method.
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
		if u.relation != answered {
			rows.similar(u.Method, route.ShapeOf(u.full[0]), func(r *model.Route, differs string) { add(u.match, r, differs) })
		}
	}
	for _, r := range c.rowless {
		operations.similar(r.Method, r.Pattern.Shape(), func(m *match, differs string) { add(m, r, differs) })
	}
	return found
}

// neighbours finds values by methods and shapes that differ from given ones in one segment or in the method.
type neighbours[T any] struct {
	gaps    map[string][]neighbour[T] // by method and shape with a gap in place of one segment
	methods map[string][]neighbour[T] // by shape
}

// A neighbour is a value of neighbours.
type neighbour[T any] struct {
	method  string
	segment string // the segment that the gap replaces
	value   T
}

func newNeighbours[T any]() *neighbours[T] {
	return &neighbours[T]{map[string][]neighbour[T]{}, map[string][]neighbour[T]{}}
}

// gap replaces a segment. No path contains it.
const gap = "\x00"

// eachGap calls visit with each segment of a shape and a key: the method, and the shape with a gap for the segment.
func eachGap(method, shape string, visit func(segment, key string)) {
	segments := strings.Split(strings.TrimSuffix(shape, "/"), "/")
	for i, s := range segments {
		if i == 0 {
			continue // there is no segment before the first slash
		}
		segments[i] = gap
		visit(s, method+" "+strings.Join(segments, "/"))
		segments[i] = s
	}
}

// add adds a value.
func (n *neighbours[T]) add(method, shape string, value T) {
	n.methods[shape] = append(n.methods[shape], neighbour[T]{method: method, value: value})
	eachGap(method, shape, func(segment, key string) {
		n.gaps[key] = append(n.gaps[key], neighbour[T]{method, segment, value})
	})
}

// similar calls visit with up to mostNearMisses values that are similar, and how they differ.
func (n *neighbours[T]) similar(method, shape string, visit func(value T, differs string)) {
	left := mostNearMisses
	eachGap(method, shape, func(segment, key string) {
		for i, other := range n.gaps[key] {
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

// oneEdit returns how two similar segments differ, in words; "" for segments that are not similar or no literals.
// The shapes of equal segments differ in a final slash.
func oneEdit(a, b string) string {
	switch {
	case a == b:
		return "a final slash"
	case len(a) == 1 && len(b) == 1: // any two letters differ by one edit
		return ""
	case strings.Contains(a+b, "{}"), a == "**", b == "**":
		return ""
	case diag.Within(a, b, 1):
		return "one segment: " + diag.Quote(a) + ", " + diag.Quote(b)
	}
	return ""
}

package sql

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// The answers besides a row's number, which counts from 1.
const (
	unlisted       = 0
	methodUnlisted = -1
	refused        = -2
)

// A decision answers the canonical paths of requests whose methods see the same rows: the first arm
// whose condition holds has the answer.
type decision struct {
	methods []string
	static  []arm                 // of paths that a row without parameters names; their conditions are is
	exact   []arm                 // of other paths that a row names exactly
	reached []arm                 // of paths that servers could take for one that a row names
	any     func(rows []int) cond // one of the rows is reached
	known   cond                  // a row of the method is reached
	foreign cond                  // a row of another method is reached
}

// An arm answers with a row, unless another row is reached that stands against it.
type arm struct {
	row     int // its index in the table
	when    cond
	against cond
}

// decisions returns what a table decides: for each group of methods, and at last for all others.
func decisions(t *route.Views) (list []*decision) {
	for _, methods := range t.Columns() {
		list = append(list, decide(t, methods))
	}
	last := decide(t, []string{route.UnlistedMethod(t.Table)})
	last.methods = nil
	return append(list, last)
}

// A decider makes a decision.
type decider struct {
	patterns
	table route.Table
	view  *route.View
	rows  []int // own, then foreign
}

func decide(t *route.Views, methods []string) *decision {
	d := &decider{patterns{does: t.Does()}, t.Table, t.Of(methods[0]), nil}
	d.rows = slices.Concat(d.view.Own, d.view.Foreign)
	own := slices.SortedFunc(slices.Values(d.view.Own), func(a, b int) int {
		return cmp.Or(route.ComparePatterns(t.Rows[a].Pattern, t.Rows[b].Pattern), a-b)
	})
	decided := &decision{methods: methods, any: d.any, known: d.any(d.view.Own), foreign: d.any(d.view.Foreign)}
	for _, row := range own {
		pattern := t.Rows[row].Pattern
		a := arm{row: row, when: d.exactly(pattern), against: d.againstExact(row)}
		if pattern.Static() {
			decided.static = append(decided.static, a)
		} else {
			decided.exact = append(decided.exact, a)
		}
		decided.reached = append(decided.reached, arm{row: row, against: d.againstReached(row)})
	}
	return decided
}

// any returns the condition that one of the rows is reached.
func (d *decider) any(rows []int) cond {
	list := make([]route.Pattern, len(rows))
	for i, row := range rows {
		list[i] = d.table.Rows[row].Pattern
	}
	return d.patterns.any(list)
}

// againstExact returns the condition that something stands against a row that names the path exactly.
func (d *decider) againstExact(row int) cond {
	pattern := d.table.Rows[row].Pattern
	if pattern.Static() { // its only path decides
		path, _ := route.ParsePath(pattern.String())
		for _, c := range d.rows {
			reach := d.table.Rows[c].Pattern.Reach(path, d.does)
			if c != row && reach != route.Unreached && !d.view.Beats(row, route.Exactly, c, reach) {
				return always
			}
		}
		return never
	}
	var list []cond
	for _, c := range d.view.Rivals(row) {
		list = append(list, d.standsAgainst(row, route.Exactly, c))
	}
	return either(list)
}

// againstReached is againstExact for a row that the path reaches otherwise. No own row names the path
// exactly then, and none before this one is reached.
func (d *decider) againstReached(row int) cond {
	var list []cond
	for _, c := range d.rows {
		if c != row && d.couldMeet(d.table.Rows[row].Pattern, d.table.Rows[c].Pattern) {
			list = append(list, d.standsAgainst(row, route.Inexactly, c))
		}
	}
	return either(list)
}

// standsAgainst returns the condition that a path reaches the row c in a way in which the row e, which
// it reaches as how says, does not beat it.
func (d *decider) standsAgainst(e int, how route.Reach, c int) cond {
	pattern := d.table.Rows[c].Pattern
	var loses, beaten []cond
	for _, way := range []struct {
		reach route.Reach
		when  cond
	}{
		{route.Exactly, d.exactly(pattern)},
		{route.ByTail, d.byTail(pattern)},
		{route.ByExtension, d.byExtension(pattern)},
		{route.ByEmptyParam, d.byEmptyParam(pattern)},
	} {
		if d.view.Beats(e, how, c, way.reach) {
			beaten = append(beaten, way.when)
		} else {
			loses = append(loses, way.when)
		}
	}
	if d.view.Beats(e, how, c, route.Inexactly) {
		return either(loses)
	}
	return both(d.reached(pattern), no(either(beaten)))
}

// couldMeet reports whether some path could reach both patterns. It says so rather once too often.
func (d *decider) couldMeet(p, q route.Pattern) bool {
	ps, qs := p.Fixed(), q.Fixed()
	least, most := d.lengths(p)
	otherLeast, otherMost := d.lengths(q)
	if max(least, otherLeast) > min(most, otherMost) {
		return false
	}
	for i := range min(len(ps), len(qs)) {
		a, _ := ps[i].Ends()
		b, _ := qs[i].Ends()
		n := min(len(a), len(b))
		switch {
		case !strings.EqualFold(a[:n], b[:n]):
			return false
		case d.spans(p, i), d.spans(q, i):
			return true
		}
		if ps[i].Kind == route.Literal && qs[i].Kind == route.Literal && len(a) != len(b) && !extends(a, b) {
			return false
		}
	}
	return true
}

// extends reports whether the longer one of two texts goes on with a dot behind the shorter one.
func extends(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return len(a) > len(b) && a[len(b)] == '.'
}

// unbounded is more segments than any pattern has.
const unbounded = 1 << 30

// lengths returns how many segments a path has that reaches a pattern, at least and at most.
func (d *decider) lengths(p route.Pattern) (least, most int) {
	fixed := p.Fixed()
	least, most = len(fixed), len(fixed)
	if p.EndsInWholeParam() && d.does&route.EmptyParam != 0 {
		least--
	}
	if p.Open() || p.EndsInParam() && d.does&route.Tail != 0 {
		most = unbounded
	}
	for i := range fixed {
		if d.spans(p, i) {
			most = unbounded
		}
	}
	return least, most
}

// spans reports whether a segment of a pattern may be several of a path.
func (d *decider) spans(p route.Pattern, i int) bool { return d.does&route.Spanning != 0 && p.Spans(i) }

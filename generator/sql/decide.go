package sql

import (
	"cmp"
	"reflect"
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
	script  cond                  // a server may drop the first segment: Refused, unless a row names it exactly
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
	list = joinHead(list)
	last := decide(t, []string{route.UnlistedMethod(t.Table)})
	last.methods = nil
	return append(list, last)
}

// joinHead joins the decision of HEAD with that of GET if they are the same.
func joinHead(list []*decision) []*decision {
	of := func(method string) int {
		return slices.IndexFunc(list, func(d *decision) bool { return d.methods[0] == method })
	}
	get, head := of("GET"), of("HEAD")
	if get < 0 || head < 0 || !reflect.DeepEqual(list[get].arms(), list[head].arms()) {
		return list
	}
	list[get].methods = append(list[get].methods, "HEAD")
	return slices.Delete(list, head, head+1)
}

// arms returns all that a decision depends on.
func (d *decision) arms() []any { return []any{d.static, d.exact, d.reached, d.known, d.foreign} }

// A decider makes a decision.
type decider struct {
	patterns
	table route.Table
	view  *route.View
	rows  []int // own, then foreign
}

func decide(t *route.Views, methods []string) *decision {
	x := patterns{does: t.Does()}
	x.scripts = x.does&route.FrontController != 0 && slices.ContainsFunc(t.Rows, func(r route.Row) bool { return r.Pattern.BeginsWithScript() })
	d := &decider{x, t.Table, t.Of(methods[0]), nil}
	d.rows = slices.Concat(d.view.Own, d.view.Foreign)
	own := slices.SortedFunc(slices.Values(d.view.Own), func(a, b int) int {
		return cmp.Or(route.ComparePatterns(t.Rows[a].Pattern, t.Rows[b].Pattern), a-b)
	})
	decided := &decision{methods: methods, any: d.any, script: d.script(), known: d.any(d.view.Own), foreign: d.any(d.view.Foreign)}
	for _, row := range own {
		pattern := t.Rows[row].Pattern
		a := arm{row: row, when: d.exactly(pattern), against: d.againstExact(row)}
		switch {
		case pattern.Static():
			decided.static = append(decided.static, a)
		default:
			decided.exact = append(decided.exact, a)
		}
		if base := d.byEmptyRest(pattern); base != never {
			decided.exact = append(decided.exact, arm{row: row, when: base, against: d.againstOtherwise(row, route.ByEmptyRest)})
		}
		decided.reached = append(decided.reached, arm{row: row, against: d.againstOtherwise(row, route.Inexactly)})
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
	list := []cond{d.againstScript(pattern)}
	for _, c := range d.view.Rivals(row) {
		list = append(list, d.standsAgainst(row, route.Exactly, c))
	}
	return either(list)
}

// againstOtherwise is againstExact for a row that the path reaches in another way, and the first of the own rows.
func (d *decider) againstOtherwise(row int, how route.Reach) cond {
	pattern := d.table.Rows[row].Pattern
	var list []cond
	if how.Leading() {
		list = append(list, d.againstScript(pattern))
	}
	for _, c := range d.rows {
		if c != row && d.couldMeet(pattern, d.table.Rows[c].Pattern) {
			list = append(list, d.standsAgainst(row, how, c))
		}
	}
	return either(list)
}

// againstScript returns the condition that a server may drop the first segment of a path that the pattern names,
// and the pattern does not say so.
func (d *decider) againstScript(p route.Pattern) cond {
	if fixed := p.Fixed(); p.BeginsWithScript() || len(fixed) > 0 && fixed[0].Kind == route.Literal || p.Static() {
		return never
	}
	return d.script()
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
		{route.ByEmptyRest, d.byEmptyRest(pattern)},
		{route.ByTail, d.byTail(pattern)},
		{route.ByExtension, d.byExtension(pattern)},
		{route.ByEmptyParam, d.byEmptyParam(pattern)},
		{route.ByLooseSuffix, d.byLooseSuffix(pattern)},
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
	if d.scripts && (p.BeginsWithScript() || q.BeginsWithScript()) {
		return true
	}
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
	if d.endsInWhole(p) && d.does&route.EmptyParam != 0 {
		least--
	}
	if p.GoesOn(d.does) {
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

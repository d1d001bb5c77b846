package sql

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// The answers other than the number of a row, which counts from 1.
const (
	unlisted       = 0
	methodUnlisted = -1
	refused        = -2
)

// A decision answers requests whose methods see the same rows, for canonical paths. The first arm whose condition
// holds has the answer.
type decision struct {
	methods []string
	static  []arm                 // for paths that a row without parameters names; each condition is an is
	exact   []arm                 // for other paths that a row names, exactly or by its empty rest
	reached []arm                 // for paths that a row does not name
	any     func(rows []int) cond // the condition that one of the rows is reached
	script  cond                  // a server may drop the first segment: the request is refused, unless a row names the path
	known   cond                  // a row of the method is reached
	foreign cond                  // a row of another method is reached
}

// An arm answers with a row, or refuses the request if the row does not beat another one.
type arm struct {
	row     int // its index in the table
	when    cond
	against cond // some other row is reached that the row does not beat
}

// decisions returns the decisions of a table: one for each group of methods, and the last for all other methods.
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

// arms returns the parts in which two decisions can differ.
func (d *decision) arms() []any { return []any{d.static, d.exact, d.reached, d.known, d.foreign} }

// A decider makes the decision for one group of methods.
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

// againstExact returns the condition that a row does not beat all others, for paths that it names exactly.
func (d *decider) againstExact(row int) cond {
	pattern := d.table.Rows[row].Pattern
	if pattern.Static() { // there is only one path
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
		list = append(list, d.unbeaten(row, route.Exactly, c))
	}
	return either(list)
}

// againstOtherwise is againstExact for a row that is the winner and is reached in another way.
func (d *decider) againstOtherwise(row int, how route.Reach) cond {
	pattern := d.table.Rows[row].Pattern
	var list []cond
	if how.Leading() {
		list = append(list, d.againstScript(pattern))
	}
	for _, c := range d.rows {
		if c != row && d.couldMeet(pattern, d.table.Rows[c].Pattern) {
			list = append(list, d.unbeaten(row, how, c))
		}
	}
	return either(list)
}

// againstScript returns the condition that a server may drop the first segment of a path which the pattern names
// but whose file it does not list.
func (d *decider) againstScript(p route.Pattern) cond {
	if fixed := p.Fixed(); p.BeginsWithScript() || len(fixed) > 0 && fixed[0].Kind == route.Literal || p.Static() {
		return never
	}
	return d.script()
}

// unbeaten returns the condition that the path reaches the row c in a way in which the winner e does not beat it.
// how is the way in which the path reaches e.
func (d *decider) unbeaten(e int, how route.Reach, c int) cond {
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

// couldMeet reports whether some path could reach both patterns. It may report true although there is no such path.
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

// extends reports whether the longer of two texts goes on with a dot where the shorter one ends.
func extends(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return len(a) > len(b) && a[len(b)] == '.'
}

// unbounded is more segments than any pattern has.
const unbounded = 1 << 30

// lengths returns the least and the greatest number of segments of a path that reaches a pattern.
func (d *decider) lengths(p route.Pattern) (least, most int) {
	fixed := p.Fixed()
	least, most = len(fixed), len(fixed)
	if p.TakesEmpty(d.does) {
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

// spans reports whether segment i of a pattern can take several segments of a path.
func (d *decider) spans(p route.Pattern, i int) bool { return d.does&route.Spanning != 0 && p.Spans(i) }

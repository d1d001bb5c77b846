package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
)

// A transition is a request that two tables answer differently.
type transition struct {
	kinds    []Kind
	old, new answer
	request  Request
}

// change returns the transition as a report shows it.
func (t *transition) change() Change {
	return Change{t.kinds, t.old.side(), t.new.side(), t.request}
}

// A comparison asks two tables about the same requests and groups the transitions.
type comparison struct {
	old, new *table
	unlisted string                // a method that neither table has
	plainest map[group]*transition // of each group
	groups   []group               // in the order in which they were found
}

// A group is the transitions that a reader takes for one change.
type group struct {
	kinds                  string
	oldRow, newRow         int
	oldVerdict, newVerdict route.Verdict
}

// transitionsOf returns a transition of each group. Its error is survey.ErrLimit.
func transitionsOf(old, new *model.API) (transitions []*transition, err error) {
	tables := tablesOf(old, new)
	c := &comparison{old: tables[0], new: tables[1], unlisted: route.UnlistedMethod(old.Table, new.Table), plainest: map[group]*transition{}}
	all := survey.Survey{Tables: []route.Table{old.Table, new.Table}}
	if sameSettings(old, new) {
		all.Skip = c.sameRows
	}
	err = all.Visit(func(path string, candidates [][]int) bool {
		for _, method := range c.methods(candidates) {
			c.ask(Request{method, path}, candidates)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	for _, g := range c.groups {
		transitions = append(transitions, c.plainest[g])
	}
	return transitions, err
}

// sameSettings reports whether two tables would mean the same if they had the same rows.
func sameSettings(old, new *model.API) bool {
	return old.UnlistedPath == new.UnlistedPath && old.UnlistedMethod == new.UnlistedMethod &&
		old.Table.Excluded == new.Table.Excluded && old.Table.Encoded == new.Table.Encoded
}

// sameRows reports whether the candidates of both tables are the same rows.
func (c *comparison) sameRows(candidates [][]int) bool {
	return slices.Equal(c.old.numbersOf(candidates[0]), c.new.numbersOf(candidates[1]))
}

// methods returns the methods for which the candidates can answer differently: those of the candidates, HEAD
// if GET is among them, and one that stands for all others.
func (c *comparison) methods(candidates [][]int) (methods []string) {
	add := func(method string) {
		if !slices.Contains(methods, method) {
			methods = append(methods, method)
		}
	}
	for i, t := range []*table{c.old, c.new} {
		for _, row := range candidates[i] {
			method := t.Rows[row].Method
			add(method)
			if method == "GET" {
				add("HEAD")
			}
		}
	}
	add(c.unlisted)
	return methods
}

// ask asks both tables about a request.
func (c *comparison) ask(r Request, candidates [][]int) {
	old, new := c.old.answer(r, candidates[0]), c.new.answer(r, candidates[1])
	kinds := kindsOf(old, new)
	if len(kinds) == 0 {
		return
	}
	t := &transition{kinds, old, new, r}
	g := group{fmt.Sprint(kinds), old.row, new.row, old.verdict, new.verdict}
	best := c.plainest[g]
	if best == nil {
		c.groups = append(c.groups, g)
	}
	if best == nil || t.plainer(best) {
		c.plainest[g] = t
	}
}

// plainer reports whether a reader understands the transition's request more easily than that of another
// one.
func (t *transition) plainer(than *transition) bool {
	if a, b := t.oddity(), than.oddity(); a != b {
		return a < b
	}
	a, b := t.request.Path, than.request.Path
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a > b // prefers small letters to capital ones
}

// oddity returns how odd the request looks.
func (t *transition) oddity() (n int) {
	for _, a := range []answer{t.old, t.new} {
		if a.row >= 0 && !a.exact {
			n++
		}
	}
	if strings.Contains(t.request.Path, "%") {
		n += 3
	}
	if t.request.Method == "HEAD" {
		n += 2
	}
	return n
}

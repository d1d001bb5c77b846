package diff

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
)

// A found change, with what its witness is chosen by.
type found struct {
	change   Change
	old, new answer
	rank     int
}

// A key tells changes apart: requests with the same one are alike to a reader.
type key struct {
	kinds          string
	oldRow, newRow int
	oldSays, says  route.Verdict
}

// A comparison is the work of compare.
type comparison struct {
	tables [2]*table
	other  string // a method that neither table has
	found  map[key]*found
	order  []key
}

// compare looks at a request of each class that the two tables make.
func compare(old, new *model.API) ([]*found, error) {
	c := &comparison{tables: tablesOf(old, new), other: route.UnlistedMethod(old.Table, new.Table), found: map[key]*found{}}
	survey := survey.Survey{Tables: []route.Table{old.Table, new.Table}}
	if sameSettings(old, new) {
		survey.Skip = func(near [][]int) bool {
			return slices.Equal(c.tables[0].kinds(near[0]), c.tables[1].kinds(near[1]))
		}
	}
	err := survey.Visit(func(path string, near [][]int) bool {
		for _, method := range c.methods(near) {
			c.look(method, path, near)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	var changes []*found
	for _, k := range c.order {
		f := c.found[k]
		f.change.Old, f.change.New = f.old.side(), f.new.side()
		changes = append(changes, f)
	}
	return changes, nil
}

// sameSettings reports whether tables of the same rows mean the same.
func sameSettings(old, new *model.API) bool {
	return old.AllowUnlistedPath == new.AllowUnlistedPath && old.AllowUnlistedMethod == new.AllowUnlistedMethod &&
		old.Table.Excluded == new.Table.Excluded && old.Table.Encoded == new.Table.Encoded
}

// look compares the answers to a request.
func (c *comparison) look(method, path string, near [][]int) {
	old, new := c.tables[0].answer(near[0], method, path), c.tables[1].answer(near[1], method, path)
	kinds := kindsOf(old, new)
	if len(kinds) == 0 {
		return
	}
	k := key{joined(kinds), old.row, new.row, old.verdict, new.verdict}
	f := &found{Change{Kinds: kinds, Request: Request{method, path}}, old, new, rank(old, new, Request{method, path})}
	best := c.found[k]
	if best == nil {
		c.order = append(c.order, k)
	}
	if best == nil || f.better(best) {
		c.found[k] = f
	}
}

// rank returns how odd a witness looks: people read plain ones.
func rank(old, new answer, r Request) (rank int) {
	for _, a := range []answer{old, new} {
		if a.row >= 0 && !a.exact {
			rank++
		}
	}
	if strings.Contains(r.Path, "%") {
		rank += 3
	}
	if r.Method == "HEAD" {
		rank += 2
	}
	return rank
}

func (f *found) better(g *found) bool {
	if f.rank != g.rank {
		return f.rank < g.rank
	}
	a, b := f.change.Request, g.change.Request
	if len(a.Path) != len(b.Path) {
		return len(a.Path) < len(b.Path)
	}
	return a.Path > b.Path // small letters after capital ones
}

func joined(kinds []Kind) string {
	var b strings.Builder
	for _, k := range kinds {
		b.WriteString(string(k) + " ")
	}
	return b.String()
}

// methods returns the methods that the rows tell apart: theirs, HEAD where it has rows of GET, and one
// that stands for all others.
func (c *comparison) methods(near [][]int) (methods []string) {
	add := func(method string) {
		if !slices.Contains(methods, method) {
			methods = append(methods, method)
		}
	}
	for i, rows := range near {
		for _, row := range rows {
			method := c.tables[i].Rows[row].Method
			add(method)
			if method == "GET" {
				add("HEAD")
			}
		}
	}
	add(c.other)
	return methods
}

// movedRows returns the rows whose METHOD or path another one takes the place of, by their ids, but for
// those that are told as moved already.
func movedRows(old, new *model.API, told []*found) (moved []*found) {
	tables := tablesOf(old, new)
	rows := map[string]int{}
	for i, row := range old.Routes {
		rows[row.ID] = i
	}
	for j, row := range new.Routes {
		i, was := rows[row.ID]
		if !was || placeOf(tables[0].Rows[i]) == placeOf(tables[1].Rows[j]) {
			continue
		}
		known := slices.ContainsFunc(told, func(f *found) bool {
			return f.old.row == i && f.new.row == j && slices.Contains(f.change.Kinds, Moved)
		})
		if known {
			continue
		}
		from := answer{table: tables[0], verdict: route.Listed, row: i, demand: tables[0].Rows[i].Demand}
		to := answer{table: tables[1], verdict: route.Listed, row: j, demand: tables[1].Rows[j].Demand}
		request := Request{row.Method, tables[1].witness(j)}
		moved = append(moved, &found{change: Change{[]Kind{Moved}, from.side(), to.side(), request}, old: from, new: to})
	}
	return moved
}

// witness returns a path that the row speaks for, or only names where it speaks for none.
func (t *table) witness(row int) (witness string) {
	part, method := t.Only(row), t.Rows[row].Method
	names, whole := part.View(method), t.View(method)
	_ = survey.Survey{Tables: []route.Table{part}}.Visit(func(path string, _ [][]int) bool { // one row has few classes
		if a := names.Account(path); len(a.Met) == 0 || a.Met[0].Reach != route.Exactly || a.Verdict != route.Listed {
			return true
		}
		if witness == "" {
			witness = path
		}
		if speaks, _ := whole.Match(path); speaks == row {
			witness = path
			return false
		}
		return true
	})
	return witness
}

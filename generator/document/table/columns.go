package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A column of a table.
type column struct {
	role   role
	rank   rank
	level  int    // of a group
	name   string // its header, on one line
	header source.Cell
	known  bool // the vocabulary has its name
	said   bool // a doubt says that its codes are not read
}

type columns []column

// index returns the first column of a role, or -1.
func (c columns) index(r role) int {
	return slices.IndexFunc(c, func(x column) bool { return x.role == r })
}

func (c columns) has(r role) bool { return c.index(r) >= 0 }

// anchor returns the first column that every row must have: that of the method or of the route.
func (c columns) anchor() int {
	return slices.IndexFunc(c, func(x column) bool { return x.role == roleMethod || x.role == roleRoute })
}

// nested returns the columns of groups, the outermost first.
func (c columns) nested() (order []int) {
	for i, x := range c {
		if x.role == roleGroup {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c[a].level, c[b].level) })
	return order
}

// nesting returns the names of the columns of groups, the outermost first, if two of them have the same
// level: their places tell how they nest.
func (c columns) nesting() (names []string) {
	tied := false
	order := c.nested()
	for i, at := range order {
		names = append(names, c[at].name)
		tied = tied || i > 0 && c[at].level == c[order[i-1]].level && c[at].rank != given
	}
	if !tied {
		return nil
	}
	return names
}

// holds reports whether a text can stand in a column of routes or methods.
func (c column) holds(s string) bool {
	if c.role == roleMethod {
		return notation.IsMethod(s)
	}
	return notation.HoldsRoute(s) || notation.PathLike(s)
}

// An assignment decides what each column holds: by its names, and by the rows below it.
type assignment struct {
	columns
	vocabulary vocabulary
	meanings   [][]meaning
	taken      []bool
	rows       [][]source.Cell
	doubts     []Doubt
}

// mostSampled is how many rows decide what columns hold.
const mostSampled = 500

// assign returns what columns hold. names has the header names of each column.
func (v vocabulary) assign(names [][]source.Cell, rows [][]source.Cell) *assignment {
	a := &assignment{vocabulary: v, columns: make(columns, len(names)), meanings: make([][]meaning, len(names)), taken: make([]bool, len(names)), rows: rows}
	if len(rows) > mostSampled {
		a.rows = rows[:mostSampled]
	}
	for i, list := range names {
		c := &a.columns[i]
		for _, name := range slices.Backward(list) { // the lowest header row first
			if c.header.Empty() {
				c.header, c.name = name, source.OneLine(name.Text)
			}
			a.meanings[i] = append(a.meanings[i], v.meanings(name.Text)...)
		}
		c.known = a.meanings[i] != nil
	}
	a.route()
	a.code()
	a.rest()
	return a
}

// means returns the meaning of a column in a role.
func (a *assignment) means(i int, r role) (meaning, bool) {
	for _, m := range a.meanings[i] {
		if m.role == r {
			return m, true
		}
	}
	return meaning{}, false
}

// give gives a column its role.
func (a *assignment) give(i int, r role) {
	m, _ := a.means(i, r)
	a.columns[i].role, a.columns[i].rank, a.columns[i].level, a.taken[i] = r, m.rank, m.level, true
}

// best gives a role to the column that most cells of fit, among those whose names can mean the role, or
// among all.
func (a *assignment) best(r role, fits func(string) bool, named bool) bool {
	best, most := -1, 0
	for i := range a.columns {
		m, is := a.means(i, r)
		if a.taken[i] || !is && (named || a.columns[i].given(a)) {
			continue
		}
		n := a.fitting(i, fits)
		if is && m.rank == given {
			n += len(a.rows) + 1
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return false
	}
	a.give(best, r)
	return true
}

// given reports whether --columns gives the column another role.
func (c column) given(a *assignment) bool {
	m := a.vocabulary.meanings(c.name)
	return len(m) > 0 && m[0].rank == given
}

// fitting counts the rows whose cell in a column fits.
func (a *assignment) fitting(at int, fits func(string) bool) (n int) {
	for _, row := range a.rows {
		if at < len(row) && !row[at].Empty() && fits(row[at].Text) {
			n++
		}
	}
	return n
}

// route finds the column of METHOD /path, or those of methods and of paths.
func (a *assignment) route() {
	found := a.best(roleRoute, notation.HoldsRoute, true) || a.best(roleRoute, notation.HoldsRoute, false)
	inside := found && a.fitting(a.index(roleRoute), func(s string) bool { return notation.HoldsRoute(s) && !notation.PathLike(s) }) > 0
	if !inside {
		a.best(roleMethod, notation.IsMethod, true)
	}
	if !found {
		_ = a.best(roleRoute, notation.PathLike, true) || a.best(roleRoute, notation.PathLike, false)
	}
}

// demands reports whether a text says what a caller needs.
func demands(s string) bool {
	return notation.CodeLike(s) || notation.Says(s)
}

// code finds the columns of requirements. Those that the user names are all of them. Else those with a
// strong name are, and else those with a weak name that hold codes. Several of them are all needed.
func (a *assignment) code() {
	for _, r := range []rank{given, strong, weak} {
		var named, holding []int
		for i := range a.columns {
			if m, is := a.means(i, roleCode); is && m.rank == r && !a.taken[i] && (r == given || !a.columns[i].given(a)) {
				named = append(named, i)
				if a.fitting(i, demands)*2 > a.fitting(i, func(string) bool { return true }) || a.fitting(i, notation.CodeLike) > 0 {
					holding = append(holding, i)
				}
			}
		}
		switch {
		case r == given && len(named) > 0, r == strong && len(named) > 0 && len(holding) == 0:
			a.codes(named, r)
			return
		case len(holding) > 0:
			a.codes(holding, r)
			return
		}
	}
	if !a.unknownCode() {
		for i := range a.columns {
			if m, is := a.means(i, roleCode); is && !a.taken[i] && m.rank == weak {
				a.give(i, roleCode)
				return
			}
		}
	}
}

// codes gives columns the role of requirements.
func (a *assignment) codes(list []int, r rank) {
	var names []string
	for _, i := range list {
		a.give(i, roleCode)
		names = append(names, diag.Quote(a.columns[i].name))
	}
	if len(list) > 1 && r != given && !a.sameHeader(list) {
		a.doubt(list[0], fmt.Sprintf("the columns %s all hold codes: a row needs what each of them says", strings.Join(names, " and ")),
			"say what one of them is if it is not needed, such as --columns "+diag.Quote("ignore="+a.columns[list[len(list)-1]].name))
	}
}

// sameHeader reports whether columns have one header cell, which covers all of them.
func (a *assignment) sameHeader(list []int) bool {
	return !slices.ContainsFunc(list, func(i int) bool { return a.columns[i].header.Pos != a.columns[list[0]].header.Pos })
}

// unknownCode takes the one column of an unknown name that holds codes for that of the requirements.
func (a *assignment) unknownCode() bool {
	var holding []int
	for i, c := range a.columns {
		if !a.taken[i] && !c.known && a.fitting(i, notation.CodeLike) > 0 {
			holding = append(holding, i)
		}
	}
	if len(holding) != 1 {
		return false
	}
	i := holding[0]
	a.give(i, roleCode)
	a.doubt(i, fmt.Sprintf("the column %s holds codes, and no column has a known name for them: taken for what a caller needs", diag.Quote(a.columns[i].name)),
		"say so with --columns "+diag.Quote("code="+a.columns[i].name))
	return true
}

func (a *assignment) doubt(i int, message, remedy string) {
	a.doubts = append(a.doubts, Doubt{Diagnostic: diag.Diagnostic{Pos: a.columns[i].header.Pos, Message: message, Remedy: remedy}, Access: true})
}

// rest gives roles to the columns whose names alone say what they hold: those that --columns gives, those
// whose names mean one thing, and then the others. Before the route a name is likelier than a text.
func (a *assignment) rest() {
	at := a.index(roleRoute)
	for _, pass := range []func(i int, open []meaning) bool{
		func(_ int, open []meaning) bool { return open[0].rank == given },
		func(i int, _ []meaning) bool { return len(a.meanings[i]) == 1 },
		func(_ int, open []meaning) bool { return len(open) == 1 },
		func(int, []meaning) bool { return true },
	} {
		for i := range a.columns {
			if open := a.open(i, i < at); !a.taken[i] && len(open) > 0 && pass(i, open) {
				a.give(i, open[0].role)
			}
		}
	}
	if !a.has(roleName) && at > 0 && !a.taken[at-1] { // in most tables the name stands before the route
		a.columns[at-1].role, a.columns[at-1].known = roleName, true
	}
}

// open returns the meanings of a column's name that no other column has taken.
func (a *assignment) open(i int, before bool) (open []meaning) {
	single := func(r role) bool { return r == roleName || r == roleText || r == roleRoute || r == roleMethod }
	for _, m := range a.meanings[i] {
		switch {
		case m.role == roleCode, single(m.role) && a.has(m.role):
		case m.role == roleText && before && m.rank != given && !a.has(roleName):
		default:
			open = append(open, m)
		}
	}
	return open
}

package tree

import (
	"fmt"
	"slices"
	"sync"

	"github.com/permroute/permroute/generator/route"
)

// Rivals are rows that a server might run for a path which another row names exactly. They have all rows of a shape or
// none, because the method of the request decides which of them count.
type Rivals struct {
	Rows    []int // ascending
	Loosely []int // those that count also if a server must ignore the literals after parameters to run them; ascending
}

// opposed is a row with its rivals.
type opposed struct {
	row int
	Rivals
	atBase bool // it is contested on paths that have nothing for its **
}

// rivals returns the rows of each column with their rivals. The columns are worked on side by side.
func (b *builder) rivals() [][]opposed {
	columns := make([][]opposed, len(b.Columns))
	var all sync.WaitGroup
	for column, methods := range b.Columns {
		view := b.table.Of(methods[0])
		all.Go(func() {
			for _, row := range view.Own {
				columns[column] = append(columns[column], opposed{row, b.rivalsOf(view, row), view.ContestedAtBase(row)})
			}
		})
	}
	all.Wait()
	return columns
}

// rivalsOf returns the rivals of a row of the view.
func (b *builder) rivalsOf(view *route.View, row int) (all Rivals) {
	for _, r := range view.Rivals(row) {
		all.Rows = append(all.Rows, b.rows[r]...)
		if view.ContestsLoosely(row, r) {
			all.Loosely = append(all.Loosely, b.rows[r]...)
		}
	}
	return Rivals{sorted(all.Rows), sorted(all.Loosely)}
}

// sorted sorts the rows and returns each of them once.
func sorted(rows []int) []int {
	slices.Sort(rows)
	return slices.Compact(rows)
}

// mostLists is how many lists a Matcher can have: their places, from 1 on, are printed as uint16.
const mostLists = 1<<16 - 1

// rivalLists are the Rivals of a Matcher while they are collected.
type rivalLists struct {
	all    []Rivals
	ofHead []bool         // tells which of them are for HEAD
	places map[string]int // of what was placed before
}

// place returns the index of a list that has these rivals; -1 if there are none. Lists with many common rows are merged:
// more rows than necessary cost little and change no verdict. Lists of HEAD and of other methods are merged only if they
// have the same rows: for HEAD, servers that route by path alone may run less specific rows.
func (l *rivalLists) place(rivals Rivals, head bool) int {
	if rivals.Rows == nil {
		return -1
	}
	key := fmt.Sprint(rivals, head)
	at, known := l.places[key]
	if known {
		return at
	}
	if at = l.like(rivals, head); at < 0 {
		at = len(l.all)
		l.all, l.ofHead = append(l.all, Rivals{}), append(l.ofHead, head)
	}
	list := &l.all[at]
	list.Rows = sorted(slices.Concat(list.Rows, rivals.Rows))
	list.Loosely = sorted(slices.Concat(list.Loosely, rivals.Loosely))
	if l.places == nil {
		l.places = map[string]int{}
	}
	l.places[key] = at
	return at
}

// like returns the index of a list that has the same rows or, with these, half of the rows in common; -1 if there is none.
// If there is no room for another list it returns the last one.
func (l *rivalLists) like(rivals Rivals, head bool) int {
	for i, list := range l.all {
		common := shared(list.Rows, rivals.Rows)
		switch {
		case common == len(list.Rows) && common == len(rivals.Rows):
			return i
		case l.ofHead[i] == head && 3*common >= len(list.Rows)+len(rivals.Rows):
			return i
		}
	}
	if len(l.all) == mostLists {
		return mostLists - 1
	}
	return -1
}

// shared returns how many rows two ascending lists have in common.
func shared(a, b []int) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

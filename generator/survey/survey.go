// Package survey finds one path of each class that some tables make: it is how diff, lint and tests look at
// all requests there are.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package survey

import (
	"errors"
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Survey looks at all paths there are through some tables: paths that reach the rows of all tables in
// the same ways, with escapes that stand for the same, are one class, and it visits a path of each.
type Survey struct {
	Tables []route.Table

	// Skip says of paths that may reach these rows, by table, that none of them is of interest; nil for
	// never.
	Skip func(near [][]int) bool

	// Limit is how many paths are visited, and how many places gone through, before ErrLimit; 0 for
	// DefaultLimit. Tables with very many parameters beside literals have exponentially many classes.
	Limit int
}

// DefaultLimit is how many paths a survey visits if it is not told: some seconds.
const DefaultLimit = 300_000

// ErrLimit says that the tables have more classes of paths than the limit.
var ErrLimit = errors.New("the tables have too many classes of paths")

// Visit calls visit with a path of each class, and the rows that it may reach, by table and ascending:
// all that it reaches, and perhaps others. Paths are canonical but for their escapes, which not every
// row allows. It stops where visit returns false.
func (s Survey) Visit(visit func(path string, near [][]int) bool) error {
	w := &walk{Survey: s, visit: visit, seen: map[string]bool{}, left: s.Limit, affixed: map[string][]string{}}
	if w.left == 0 {
		w.left = DefaultLimit
	}
	w.most = w.left
	w.prepare()
	var all []surveyed
	for t, table := range s.Tables {
		for i := range table.Rows {
			all = append(all, surveyed{table: t, row: i, how: everyManner})
		}
	}
	w.leaf("/", all, false)
	w.step(place{rows: all})
	if w.over {
		return ErrLimit
	}
	return nil
}

// A walk is a survey on its way: it goes from segment to segment, and along with it the rows that can
// still be reached.
type walk struct {
	Survey
	visit   func(path string, near [][]int) bool
	seen    map[string]bool // the places that it has been to
	left    int             // paths
	most    int             // places
	over    bool            // the limit is reached
	done    bool
	does    route.Equivalence   // what a server behind any of the tables may do
	escapes []string            // what the free text is replaced by, for each thing that escapes may stand for
	free    string              // no literal has it in it
	affixed map[string][]string // what branches.affixed has found
}

// readable stands in the paths of a survey for what no literal resembles: people see them.
const readable = "7"

// A surveyed row is one that can still be reached, exactly so far or not.
type surveyed struct {
	table, row int
	at         int // segments of its pattern so far; one more than it has where the path goes on below it
	how        manner
	inside     span // of a parameter of segment at
}

// A manner says how the segments so far reach a row: the set of what is true of all of them.
type manner uint8

const (
	exactly manner = 1 << iota // the pattern names them byte for byte
	loosely                    // it does so without the literals after its parameters
	heeding                    // they reach it without LooseSuffix

	everyManner = exactly | loosely | heeding
)

// after returns the manner with one segment more, which resembles the segment of a pattern.
func (m manner) after(s route.Segment, text string, does route.Equivalence) manner {
	if !s.Names(text, does) {
		m &^= exactly
	}
	if !s.NamesLoosely(text) {
		m &^= loosely
	}
	if !s.Resembles(text, false, does&^route.LooseSuffix) {
		m &^= heeding
	}
	return m
}

// A place is where a walk stands: behind some segments.
type place struct {
	path string
	rows []surveyed
	open bool // the path has the free text, which could as well have escapes

	refused string // which tables refuse all paths from here on
}

func (w *walk) prepare() {
	var encoded route.Encoding
	w.free = readable
	for _, t := range w.Tables {
		w.does |= t.Does()
		encoded |= t.Encoded
		for _, r := range t.Rows {
			encoded |= r.Encoded
			for _, s := range r.Pattern.Segments() {
				for strings.Contains(s.Text+"/"+s.Prefix+"/"+s.Suffix, w.free) {
					w.free += readable
				}
			}
		}
	}
	for e, text := range []string{route.Space: "%20", route.UTF8: "%E4%BD%A0", route.Space | route.UTF8: "%20%E4%BD%A0"} {
		if e > 0 && route.Encoding(e)&^encoded == 0 {
			w.escapes = append(w.escapes, w.free+text+w.free)
		}
	}
}

// step visits the paths that have one segment more than the place, and goes on from there.
func (w *walk) step(at place) {
	branches := w.branches(at)
	texts := branches.texts(w)
	if at.path == "" {
		texts = append(texts, w.scripts(texts)...)
	}
	for _, text := range texts {
		if w.done || w.over {
			return
		}
		next := place{path: at.path + "/" + text, open: at.open || strings.Contains(text, w.free), refused: at.refused}
		near := branches.near(text)
		if at.path == "" {
			near, next.refused = w.behindScript(near, text)
		}
		w.leaf(next.path, near, next.open)
		w.leaf(next.path+"/", near, next.open)
		for _, r := range near {
			next.rows = append(next.rows, w.pass(r, text)...)
		}
		if w.goesOn(next) {
			w.step(next)
		}
	}
}

// pass returns how a row can still be reached behind a segment that others follow: mostly in one way, if at
// all.
func (w *walk) pass(r surveyed, text string) (ways []surveyed) {
	p, does := w.Tables[r.table].Rows[r.row].Pattern, w.Tables[r.table].Does()
	fixed := p.Fixed()
	switch {
	case r.at == dropped:
		return []surveyed{{r.table, r.row, 0, heeding, 0}}
	case r.inside != 0:
		return r.on(goOn(fixed[r.at], r.inside, text))
	case r.at < len(fixed):
		s := fixed[r.at]
		if s.Resembles(text, false, does) {
			ways = append(ways, surveyed{r.table, r.row, r.at + 1, r.how.after(s, text, does), 0})
		}
		if does&route.Spanning != 0 && p.Spans(r.at) {
			ways = append(ways, r.on(begin(s, text, does), false)...)
		}
		return ways
	case p.GoesOn(does):
		r.at = len(fixed) + 1
		return []surveyed{r}
	}
	return nil
}

// on returns the row behind a segment that a parameter takes which spans: inside of it still, or behind it.
func (r surveyed) on(inside span, behind bool) (ways []surveyed) {
	if inside != 0 {
		ways = append(ways, surveyed{r.table, r.row, r.at, heeding, inside})
	}
	if behind {
		ways = append(ways, surveyed{r.table, r.row, r.at + 1, heeding, 0})
	}
	return ways
}

// goesOn reports whether longer paths are of interest, and this place was not met before.
func (w *walk) goesOn(at place) bool {
	if w.Skip != nil && w.Skip(w.rowsOf(at.rows)) {
		return false
	}
	key := fmt.Sprint(at.rows, at.open, at.refused)
	if w.seen[key] {
		return false
	}
	w.seen[key] = true
	w.over = w.over || len(w.seen) > w.most
	return !w.over
}

// leaf visits a path, and where it has the free text the same path with escapes.
func (w *walk) leaf(path string, rows []surveyed, open bool) {
	near := w.rowsOf(rows)
	if w.Skip != nil && w.Skip(near) {
		return
	}
	texts := []string{path}
	if open {
		for _, escaped := range w.escapes {
			texts = append(texts, strings.Replace(path, w.free, escaped, 1))
		}
	}
	for _, text := range texts {
		if w.left--; w.left < 0 {
			w.over = true
		}
		if w.over || w.done {
			return
		}
		w.done = !w.visit(text, near)
	}
}

func (w *walk) rowsOf(rows []surveyed) [][]int {
	near := make([][]int, len(w.Tables))
	for i, r := range rows {
		if i == 0 || rows[i-1].table != r.table || rows[i-1].row != r.row {
			near[r.table] = append(near[r.table], r.row)
		}
	}
	return near
}

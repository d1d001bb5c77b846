// Package survey visits one path of each class. Two paths are of one class if they reach each row of some
// tables in the same way and their escapes stand for the same. So whoever has seen one path of each class has
// seen everything that the tables can do: diff, lint and tests ask their questions this way.
//
// A survey goes down from segment to segment. At each place it keeps the candidates: the rows that a path
// beginning so can still reach. They say which texts the next segment must try: each literal, the same
// literal in other letter case and with an extension, a text that no literal resembles, and texts that
// combine the literals beside parameters. Places with the same candidates lead to the same classes, so the
// survey goes on from one of them.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package survey

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Survey visits a path of each class that its tables make.
type Survey struct {
	Tables []route.Table

	// Skip reports whether all paths with these candidates, by table, can be left out. It may be nil.
	Skip func(candidates [][]int) bool

	// Limit is how many paths and how many places a survey visits before it returns ErrLimit; 0 stands for
	// DefaultLimit. Tables with many literals beside parameters have exponentially many classes.
	Limit int
}

// DefaultLimit is the limit of a survey that has none of its own. Visiting so many paths takes some seconds.
const DefaultLimit = 300_000

// ErrLimit is returned when the tables have more classes of paths than the limit.
var ErrLimit = errors.New("the tables have too many classes of paths")

// Visit calls visit with a path of each class and the path's candidates, by table and ascending. The
// candidates are all rows that the path reaches; there may be others among them. The paths are canonical,
// but not every row allows their escapes. Visit stops when visit returns false.
func (s Survey) Visit(visit func(path string, candidates [][]int) bool) error {
	w := &walk{Survey: s, visit: visit, seen: map[string]bool{}, left: s.Limit, affixed: map[string][]string{}}
	if w.left == 0 {
		w.left = DefaultLimit
	}
	w.most = w.left
	w.prepare()
	var all []candidate
	for t, table := range s.Tables {
		for i := range table.Rows {
			all = append(all, candidate{table: t, row: i, how: everyManner})
		}
	}
	w.leaf("/", all, false)
	w.step(place{candidates: all})
	if w.over {
		return ErrLimit
	}
	return nil
}

// A walk is a survey under way.
type walk struct {
	Survey
	visit   func(path string, candidates [][]int) bool
	seen    map[string]bool     // the places that the walk has gone on from, by their candidates
	left    int                 // how many more paths may be visited
	most    int                 // how many places may be seen
	over    bool                // the limit is reached
	done    bool                // visit has returned false
	does    route.Equivalence   // what a server behind one of the tables may do
	escapes []string            // replacements of the free text, one for each thing that escapes may stand for
	free    string              // the text that no literal contains
	affixed map[string][]string // the results of branches.affixed
	spells  bool                // escapes of reserved bytes matter
}

// readable is what the free text is made of. People see it in paths.
const readable = "7"

// A candidate is a row that a path can still reach.
type candidate struct {
	table, row int
	at         int    // how many fixed segments of the pattern the path has passed; one more for a path below it
	how        manner // how the path has passed them
	inside     span   // how the path is inside of the parameter of segment at; 0 if it is not
}

// A manner tells how the segments so far reach a row. It is the set of what is true of all of them.
type manner uint8

const (
	exactly manner = 1 << iota // the pattern names them byte for byte
	loosely                    // the pattern names them without the literals after its parameters
	heeding                    // they reach the pattern without LooseSuffix

	everyManner = exactly | loosely | heeding
)

// after returns the manner after one more segment, which resembles the segment of the pattern.
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

// A place is the end of some segments.
type place struct {
	path       string
	candidates []candidate
	decoded    []candidate // of the path with its reserved bytes decoded; nil if they are the same
	open       bool        // the path contains the free text, which escapes can replace
	refused    string      // the tables that refuse all paths below this place
}

// prepare finds what the tables have in common.
func (w *walk) prepare() {
	w.free = readable
	for _, t := range w.Tables {
		w.does |= t.Does()
		for _, r := range t.Rows {
			for _, s := range r.Pattern.Segments() {
				for strings.Contains(s.Text+"/"+s.Prefix+"/"+s.Suffix, w.free) {
					w.free += readable
				}
			}
		}
	}
	some, all := allowed(w.Tables)
	for e := route.Encoding(1); e <= route.EveryEncoding; e++ {
		if e&^(some&^all) == 0 {
			w.escapes = append(w.escapes, w.free+escapesOf(e)+w.free)
		}
	}
	w.spells = some&route.Reserved != 0 && slices.ContainsFunc(w.Tables, route.Table.HasReserved)
}

// step visits the paths that go on from a place by one segment, and then those that go on from there.
func (w *walk) step(at place) {
	sent := w.branches(at.candidates)
	decoded := sent
	texts := sent.texts(w)
	if at.decoded != nil {
		decoded = w.branches(at.decoded)
		texts = unique(append(texts, decoded.texts(w)...))
	}
	if at.path == "" {
		texts = append(texts, w.scripts(texts)...)
	}
	for _, s := range w.spellings(texts) {
		if w.done || w.over {
			return
		}
		next := place{path: at.path + "/" + s.sent, open: at.open || strings.Contains(s.sent, w.free), refused: at.refused}
		candidates, others := sent.candidates(s.sent), decoded.candidates(s.decoded)
		if at.path == "" {
			candidates, next.refused = w.afterScript(candidates, s.sent)
			others, _ = w.afterScript(others, s.decoded)
		}
		all := candidates
		if at.decoded != nil || s.sent != s.decoded {
			all = merged(candidates, others)
			next.decoded = w.passAll(others, s.decoded)
		}
		w.leaf(next.path, all, next.open)
		w.leaf(next.path+"/", all, next.open)
		next.candidates = w.passAll(candidates, s.sent)
		if w.goesOn(next) {
			w.step(next)
		}
	}
}

// passAll returns the candidates after one more segment. The result is not nil.
func (w *walk) passAll(candidates []candidate, text string) []candidate {
	next := []candidate{}
	for _, c := range candidates {
		next = append(next, w.pass(c, text)...)
	}
	return next
}

// pass returns the candidate after one more segment, which others follow. The result is empty if the row
// can no longer be reached. It is two candidates if a parameter that spans may end here or later.
func (w *walk) pass(c candidate, text string) (next []candidate) {
	p, does := w.Tables[c.table].Rows[c.row].Pattern, w.Tables[c.table].Does()
	fixed := p.Fixed()
	switch {
	case c.at == dropped:
		return []candidate{{c.table, c.row, 0, heeding, 0}}
	case c.inside != 0:
		return c.spanned(goOn(fixed[c.at], c.inside, text))
	case c.at < len(fixed):
		s := fixed[c.at]
		if s.Resembles(text, false, does) {
			next = append(next, candidate{c.table, c.row, c.at + 1, c.how.after(s, text, does), 0})
		}
		if does&route.Spanning != 0 && p.Spans(c.at) {
			next = append(next, c.spanned(begin(s, text, does), false)...)
		}
		return next
	case p.GoesOn(does):
		c.at = len(fixed) + 1
		return []candidate{c}
	}
	return nil
}

// spanned returns the candidate after a segment in which a parameter that spans goes on or ends.
func (c candidate) spanned(inside span, ended bool) (next []candidate) {
	if inside != 0 {
		next = append(next, candidate{c.table, c.row, c.at, heeding, inside})
	}
	if ended {
		next = append(next, candidate{c.table, c.row, c.at + 1, heeding, 0})
	}
	return next
}

// goesOn reports whether the walk goes on from a place: nobody skips it, and no place before it had the
// same candidates.
func (w *walk) goesOn(at place) bool {
	if w.Skip != nil && w.Skip(w.rowsOf(merged(at.candidates, at.decoded))) {
		return false
	}
	key := fmt.Sprint(at.candidates, at.decoded, at.decoded == nil, at.open, at.refused)
	if w.seen[key] {
		return false
	}
	w.seen[key] = true
	w.over = w.over || len(w.seen) > w.most
	return !w.over
}

// leaf visits a path. If the path contains the free text, leaf also visits it with escapes instead.
func (w *walk) leaf(path string, candidates []candidate, open bool) {
	rows := w.rowsOf(candidates)
	if w.Skip != nil && w.Skip(rows) {
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
		w.done = !w.visit(text, rows)
	}
}

// rowsOf returns the rows of sorted candidates, by table, each once.
func (w *walk) rowsOf(candidates []candidate) [][]int {
	rows := make([][]int, len(w.Tables))
	for i, c := range candidates {
		if i == 0 || candidates[i-1].table != c.table || candidates[i-1].row != c.row {
			rows[c.table] = append(rows[c.table], c.row)
		}
	}
	return rows
}

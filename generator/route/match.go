package route

import (
	"cmp"
	"slices"
)

// A Verdict is what a table says of a request. The zero value is Refused.
type Verdict uint8

const (
	Refused        Verdict = iota // not canonical, or several rows with different demands could be meant
	Listed                        // one row speaks for the request
	Unlisted                      // no row can be meant by any server
	MethodUnlisted                // the path is listed, this method is not
)

// String returns the verdict's name.
func (v Verdict) String() string {
	return [...]string{"Refused", "Listed", "Unlisted", "MethodUnlisted"}[v]
}

// A Row is one row of a permission table.
type Row struct {
	Method  string
	Pattern Pattern
	Demand  Demand // normalised
}

// A Table is a permission table: no two rows have the same method and the same shape. The order of
// its rows has no meaning.
type Table []Row

// Match returns the verdict on a request and, if it is Listed, the index of the row that speaks for
// it; -1 otherwise. path is what stands on the wire, without the query.
//
// This function is the definition. A server may read a path in more ways than one, so all rows that
// some server could mean are found, and one of them speaks only if it demands enough for all.
func (t Table) Match(method, path string) (int, Verdict) {
	return t.View(method).Match(path)
}

// A View is the table as requests of one method see it.
type View struct {
	table  Table
	method string

	// Own lists the rows that the method has. HEAD has the rows of HEAD, and the rows of GET whose
	// shape no row of HEAD has.
	Own []int

	// Foreign lists the rows of other methods whose shape no own row has: servers that route by path
	// alone could run them.
	Foreign []int
}

// View returns the table as requests of this method see it.
func (t Table) View(method string) *View {
	v := &View{table: t, method: method}
	shapes := map[string]bool{}
	take := func(of string) {
		taken := len(v.Own)
		for i, row := range t {
			if row.Method == of && !shapes[row.Pattern.Shape()] {
				v.Own = append(v.Own, i)
			}
		}
		for _, i := range v.Own[taken:] {
			shapes[t[i].Pattern.Shape()] = true
		}
	}
	take(method)
	if method == "HEAD" {
		take("GET")
	}
	slices.Sort(v.Own)
	for i, row := range t {
		if !shapes[row.Pattern.Shape()] {
			v.Foreign = append(v.Foreign, i)
		}
	}
	return v
}

// A reached row is one that a request reaches.
type reached struct {
	row   int
	reach Reach
	own   bool
}

// Match is Table.Match for the view's method.
func (v *View) Match(text string) (int, Verdict) {
	path, ok := ParsePath(text)
	if !ok || !CanonicalMethod(v.method) {
		return -1, Refused
	}
	own, foreign := v.reached(v.Own, path, true), v.reached(v.Foreign, path, false)
	if len(own) == 0 {
		return -1, unlisted(foreign)
	}
	winner := slices.MinFunc(own, v.precedence)
	if winner.reach != Exactly {
		// Which of the rows a server means when the request names none of them exactly is not decided
		// here: refusing is safe whatever it means.
		return -1, Refused
	}
	for _, other := range append(own, foreign...) {
		if other.row != winner.row && !v.beats(winner, other) {
			return -1, Refused
		}
	}
	return winner.row, Listed
}

// unlisted is the verdict on a request that reaches no own row.
func unlisted(foreign []reached) Verdict {
	switch {
	case slices.ContainsFunc(foreign, func(r reached) bool { return r.reach == Exactly }):
		return MethodUnlisted
	case len(foreign) > 0:
		return Refused
	}
	return Unlisted
}

// reached returns the rows among candidates that the path reaches.
func (v *View) reached(candidates []int, path Path, own bool) []reached {
	var found []reached
	for _, i := range candidates {
		if reach := v.table[i].Pattern.Reach(path); reach != Unreached {
			found = append(found, reached{i, reach, own})
		}
	}
	return found
}

// precedence orders own rows: exact before inexact, then by pattern.
func (v *View) precedence(a, b reached) int {
	exact := func(r reached) int {
		if r.reach == Exactly {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(exact(a), exact(b)), ComparePatterns(v.table[a.row].Pattern, v.table[b.row].Pattern))
}

// ComparePatterns orders patterns by precedence: segment by segment from the left a literal before a
// parameter, before the pattern's end, before **; then the longer literal; then the bytes.
func ComparePatterns(p, q Pattern) int {
	rank := func(p Pattern, i int) int {
		if i >= len(p.segments) {
			return int(Rest)*2 - 1 // the end stands between a parameter and **
		}
		return int(p.segments[i].Kind) * 2
	}
	longer := 0
	for i := range max(len(p.segments), len(q.segments)) {
		if c := cmp.Compare(rank(p, i), rank(q, i)); c != 0 {
			return c
		}
		if longer == 0 && p.segments[i].Kind == Literal {
			longer = cmp.Compare(len(q.segments[i].Text), len(p.segments[i].Text))
		}
	}
	return cmp.Or(longer, cmp.Compare(p.text, q.text))
}

// beats reports whether the winner e, reached exactly, may speak although the path reaches c too.
func (v *View) beats(e, c reached) bool {
	winner, other := v.table[e.row], v.table[c.row]
	switch {
	case winner.Demand.Implies(other.Demand):
		return true
	case v.yields(e.row, c) && c.reach == Exactly:
		return other.Pattern.Covers(winner.Pattern)
	case v.yields(e.row, c) && c.reach == ByTail:
		return other.Pattern.withTail().Covers(winner.Pattern)
	case winner.Pattern.Static():
		return c.reach == ByExtension || c.reach == ByEmptyParam
	}
	return false
}

// yields reports whether servers run the more special row e before c. They do among rows of one
// method. Foreign rows have no such order, and a row of HEAD does not yield to one of GET: for
// HEAD /a, with the rows GET /a and HEAD /{x}, most routers run HEAD /{x} and some GET /a.
func (v *View) yields(e int, c reached) bool {
	return c.own && (v.table[e].Method == v.method || v.table[c.row].Method != v.method)
}

package route

import (
	"cmp"
	"net/http"
	"slices"
)

// A Verdict is the answer of a table to a request. The zero value is Refused.
type Verdict uint8

const (
	Refused        Verdict = iota // the request is not canonical, or servers could run rows with different demands
	Listed                        // one row decides
	Unlisted                      // no server runs any of the rows
	MethodUnlisted                // the path is listed, but not for this method
)

// String returns the verdict's name.
func (v Verdict) String() string {
	return [...]string{"Refused", "Listed", "Unlisted", "MethodUnlisted"}[v]
}

// DeniedStatus returns the HTTP status of a denied request with this verdict.
func (v Verdict) DeniedStatus() int {
	return [...]int{http.StatusBadRequest, http.StatusForbidden, http.StatusForbidden, http.StatusMethodNotAllowed}[v]
}

// Match returns the verdict on a request. If the verdict is Listed, it also returns the index of the row that
// decides; otherwise -1. path is the path byte for byte as the client sent it, without the query.
//
// This function is the definition. The package comment tells the idea.
func (t Table) Match(method, path string) (int, Verdict) {
	return t.View(method).Match(path)
}

// A View is the table as requests of one method see it.
type View struct {
	table  Table
	method string

	// Own lists the rows of the method. For HEAD it also lists the rows of GET whose shape no row of HEAD has.
	Own []int

	// Foreign lists the rows of other methods whose shape no own row has. Servers that route by path alone
	// could run them. For HEAD it also lists the rows of GET whose shape a row of HEAD has, if a server may do
	// HeadAsGet.
	Foreign []int

	contest *contest // made when it is first needed
}

// View returns the table as requests of this method see it.
func (t Table) View(method string) *View {
	v := &View{table: t, method: method}
	shapes := map[string]bool{}
	take := func(of string) {
		taken := len(v.Own)
		for i, row := range t.Rows {
			if row.Method == of && !shapes[row.Pattern.Shape()] {
				v.Own = append(v.Own, i)
			}
		}
		for _, i := range v.Own[taken:] {
			shapes[t.Rows[i].Pattern.Shape()] = true
		}
	}
	take(method)
	if method == "HEAD" {
		take("GET")
	}
	slices.Sort(v.Own)
	for i, row := range t.Rows {
		if !shapes[row.Pattern.Shape()] || v.shadowed(i) {
			v.Foreign = append(v.Foreign, i)
		}
	}
	return v
}

// shadowed reports whether the request is HEAD, the row is a row of GET whose shape a row of HEAD has, and a
// server may run it all the same.
func (v *View) shadowed(row int) bool {
	_, own := slices.BinarySearch(v.Own, row)
	return v.method == "HEAD" && v.table.Rows[row].Method == "GET" && !own && v.table.Does()&HeadAsGet != 0
}

// A reached is a row that a request reaches.
type reached struct {
	row   int
	reach Reach
	own   bool
}

// Match is Table.Match for the view's method.
func (v *View) Match(text string) (int, Verdict) {
	a := v.Account(text)
	return a.Row, a.Verdict
}

// reached returns the rows among candidates that the path reaches.
func (v *View) reached(candidates []int, path Path, own bool) []reached {
	var found []reached
	for _, i := range candidates {
		if reach := v.table.Rows[i].Pattern.Reach(path, v.table.Does()); reach != Unreached {
			found = append(found, reached{i, reach, own})
		}
	}
	return found
}

// precedence orders own rows: first those that are reached exactly, then by pattern.
func (v *View) precedence(a, b reached) int {
	inexact := func(r reached) int {
		if r.reach.Leading() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(inexact(a), inexact(b)), ComparePatterns(v.table.Rows[a.row].Pattern, v.table.Rows[b.row].Pattern))
}

// ComparePatterns orders patterns by precedence. It compares them segment by segment from the left. A literal
// goes before an affixed parameter, one with more literal bytes before one with fewer, then a parameter, then the
// end of the pattern, then **. Among patterns that are equal so far the first literal decides, the longer
// before the shorter, and then the patterns' bytes.
func ComparePatterns(p, q Pattern) int {
	end := Segment{Kind: Rest} // the end stands between a parameter and **
	longer := 0
	for i := range max(len(p.segments), len(q.segments)) {
		s, t := end, end
		if i < len(p.segments) {
			s = p.segments[i]
		}
		if i < len(q.segments) {
			t = q.segments[i]
		}
		if c := CompareSegments(s, t); c != 0 {
			return c
		}
		if i >= len(p.segments) || i >= len(q.segments) {
			return cmp.Compare(len(p.segments), len(q.segments)) // the other pattern has ** here
		}
		if longer == 0 && s.Kind == Literal {
			longer = cmp.Compare(len(t.Text), len(s.Text))
		}
	}
	switch { // a final slash is one more literal byte
	case longer != 0 || p.slash == q.slash:
		return cmp.Or(longer, cmp.Compare(p.text, q.text))
	case p.slash:
		return -1
	}
	return 1
}

// Beats reports whether the winner e, which a path reaches as how tells, beats the row c, which the path reaches as
// reach tells. If it does not, Match refuses the request.
func (v *View) Beats(e int, how Reach, c int, reach Reach) bool {
	_, own := slices.BinarySearch(v.Own, c)
	return v.beats(reached{e, how, true}, reached{c, reach, own})
}

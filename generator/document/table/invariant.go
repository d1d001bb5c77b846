package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
)

// Weaker returns a code that stands in the cells of a row's requirement and that a caller can lack who is
// let in; "" if there is none.
//
// No row has one, unless its cells or its table say that one of several codes is enough: a row needs no
// less than all codes in its cells. This is the invariant of the package. It does not depend on the
// grammar of requirements: it looks at the words of the cells alone.
func (t *Table) Weaker(row *Row) string {
	if t.Combine == "any" || row.Need.Or {
		return ""
	}
	alternatives := row.Alternatives("all")
	for _, c := range row.Cells {
		for _, code := range notation.CodesIn(c.Text) {
			for _, needed := range alternatives {
				if !slices.Contains(needed, code) {
					return code
				}
			}
		}
	}
	return ""
}

// enforce closes every row that needs less than its cells say. No document is known that has one.
func (r *reading) enforce() {
	if r.template != "" {
		return // the cells hold no codes
	}
	for _, row := range r.table.Rows {
		if code := r.table.Weaker(row); code != "" {
			r.shut(row, fmt.Sprintf("%s would not be required", diag.Quote(code)))
		}
	}
}

// shut closes a row.
func (r *reading) shut(row *Row, reason string) {
	row.Need = notation.Requirement{Reason: reason, Tokens: row.Need.Tokens, Or: row.Need.Or}
	row.PrintedRequire = joined(row.Cells)
	r.sayClosed(row)
}

// runTogether closes the rows with a code that seems to be two codes without a separator.
func (r *reading) runTogether() {
	parts, firsts := map[int]int{}, map[string]bool{} // how many codes have so many parts; what codes begin with
	seen := map[string]bool{}
	for _, row := range r.table.Rows {
		for _, code := range row.Need.Tokens {
			if !seen[code] {
				seen[code] = true
				parts[strings.Count(code, ":")]++
				first, _, _ := strings.Cut(code, ":")
				firsts[first] = true
			}
		}
	}
	for _, row := range r.table.Rows {
		if row.Need.Kind != notation.Codes {
			continue
		}
		for _, code := range row.Need.Tokens {
			if a, b, two := twoCodes(code, parts, firsts, len(seen)); two {
				r.shut(row, fmt.Sprintf("%s and %s without a separator", diag.Quote(a), diag.Quote(b)))
				break
			}
		}
	}
}

// twoCodes cuts a code where a second code seems to begin: in the middle of a part, both have as many
// parts, and most other codes have as many parts too.
func twoCodes(code string, parts map[int]int, firsts map[string]bool, codes int) (a, b string, two bool) {
	colons := strings.Count(code, ":")
	if colons < 2 || colons%2 != 0 {
		return "", "", false
	}
	half := colons / 2
	if codes > 1 && parts[half] < parts[colons] {
		return "", "", false
	}
	list := strings.Split(code, ":")
	middle := list[half] // the end of the first code, and the first part of the second one
	for i := 1; i < len(middle); i++ {
		if first := middle[i:]; first == list[0] || firsts[first] {
			a = strings.Join(append(list[:half:half], middle[:i]), ":")
			b = strings.Join(append([]string{first}, list[half+1:]...), ":")
			return a, b, true
		}
	}
	return "", "", false
}

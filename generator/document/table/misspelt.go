package table

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
)

// misspelt says which codes are nearly another code that as many rows or more have.
func (r *reading) misspelt() {
	uses, first := r.uses()
	near := newNeighbours(r.table.Permissions)
	for _, p := range r.table.Permissions {
		for _, q := range near.of(p) {
			rarer := uses[p.Code] < uses[q.Code] || uses[p.Code] == uses[q.Code] && p.Code > q.Code
			if !rarer || nearly(p.Code, q.Code) == possibly && (uses[p.Code] > 1 || uses[q.Code] < manyUses) {
				continue
			}
			r.question(first[p.Code].codesAt(), fmt.Sprintf("the code %s is nearly %s, which %s", diag.Quote(p.Code), diag.Quote(q.Code), have(uses[q.Code])),
				"correct the spec if it is misspelt: both are kept as printed")
			break
		}
	}
}

// manyUses is how often a code is used that another one is held against which one letter tells from it.
const manyUses = 3

func have(n int) string {
	if n == 1 {
		return "1 row has"
	}
	return fmt.Sprintf("%d rows have", n)
}

// uses returns how many rows have each code, and the first of them.
func (r *reading) uses() (uses map[string]int, first map[string]*Row) {
	uses, first = map[string]int{}, map[string]*Row{}
	for _, row := range r.table.Rows {
		if row.Need.Kind != notation.Codes {
			continue
		}
		for _, code := range row.Need.Expr.Codes() {
			if uses[code]++; first[code] == nil {
				first[code] = row
			}
		}
	}
	return uses, first
}

// neighbours holds codes by their hash and by the hashes of what is left of them without one character.
// Two codes that one edit turns into each other share a hash.
type neighbours map[uint64][]*Permission

func newNeighbours(codes []*Permission) neighbours {
	n := neighbours{}
	for _, p := range codes {
		for _, h := range hashes(p.Code) {
			n[h] = append(n[h], p)
		}
	}
	return n
}

// hashes returns the hash of a code and of the code without each of its characters, each once.
func hashes(code string) (list []uint64) {
	lower := strings.ToLower(code)
	for i := -1; i < len(lower); i++ {
		if i > 0 && lower[i] == lower[i-1] {
			continue
		}
		h := fnv.New64a()
		_, _ = h.Write([]byte(lower[:max(i, 0)]))
		_, _ = h.Write([]byte(lower[i+1:]))
		list = append(list, h.Sum64())
	}
	return list
}

// of returns the codes that are nearly a code, each once.
func (n neighbours) of(p *Permission) (list []*Permission) {
	seen := map[*Permission]bool{p: true}
	for _, h := range hashes(p.Code) {
		for _, q := range n[h] {
			if !seen[q] && nearly(p.Code, q.Code) != unlikely {
				list = append(list, q)
			}
			seen[q] = true
		}
	}
	return list
}

// A likeness says how likely one of two codes is the other one, misspelt.
type likeness uint8

const (
	unlikely likeness = iota
	possibly          // one letter more, less or other
	likely            // two letters swapped, or another letter case
)

// nearly returns the likeness of two codes. A digit makes another code, and so does the first letter of a
// word: set and get.
func nearly(a, b string) likeness {
	if strings.EqualFold(a, b) {
		return likely
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return unlikely
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case i == 0 || !letter(b[i-1]) || !letter(b[i]) || letter(b[i]) && unicode.IsUpper(rune(b[i])):
		return unlikely
	case len(a) < len(b) && a[i:] == b[i+1:], len(a) == len(b) && letter(a[i]) && a[i+1:] == b[i+1:]:
		return possibly
	case len(a) == len(b) && i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] && letter(a[i]):
		return likely
	}
	return unlikely
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

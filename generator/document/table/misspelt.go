package table

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/diag"
)

// misspelt says which codes are nearly another code that as many rows or more have.
func (r *reading) misspelt() {
	uses, first := r.uses()
	near := newNeighbours(r.table.Permissions)
	for _, p := range r.table.Permissions {
		for _, q := range near.of(p) {
			const kept = "? Both are kept as they are printed"
			switch pos := first[p.Code].Codes; {
			case uses[p.Code] < uses[q.Code]:
				r.doubt(pos, fmt.Sprintf("the code %s, which is nearly %s of more rows", diag.Quote(p.Code), diag.Quote(q.Code)), "did you mean "+diag.Quote(q.Code)+kept)
			case uses[p.Code] == uses[q.Code] && p.Code > q.Code:
				r.doubt(pos, fmt.Sprintf("the code %s, which is nearly %s", diag.Quote(p.Code), diag.Quote(q.Code)), "is one of them misspelt"+kept)
			default:
				continue
			}
			break
		}
	}
}

// uses returns how many rows have each code, and the first of them.
func (r *reading) uses() (uses map[string]int, first map[string]*Row) {
	uses, first = map[string]int{}, map[string]*Row{}
	for _, row := range r.table.Rows {
		for _, alternative := range row.Alternatives {
			for _, code := range alternative {
				if uses[code]++; first[code] == nil {
					first[code] = row
				}
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
			if !seen[q] && nearly(p.Code, q.Code) {
				list = append(list, q)
			}
			seen[q] = true
		}
	}
	return list
}

// nearly reports whether one letter more, less, other, or in the other place turns a into b, or letter
// case does. Digits make another code.
func nearly(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	letters := func(s string) bool {
		return !strings.ContainsFunc(s, unicode.IsDigit)
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:] && letters(b[i:i+1])
	case a[i+1:] == b[i+1:]:
		return letters(a[i:i+1] + b[i:i+1])
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] && letters(a[i:i+2])
}

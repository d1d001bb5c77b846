// Package grants is the meaning of what callers hold: permission codes and their other spellings, patterns with
// wildcards, codes that imply others, and IAM policies. Commands ask it, and tests hold the generated
// packages against it. It is written to be read, not to be fast.
//
// A caller's permissions are a [Holding]: for each code of the table, whether the caller has it. The table
// is closed: a grant that names no code of it grants nothing. A Holding is closed as well: who has a code has
// all codes that it implies.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package grants

import (
	"slices"
	"strings"
)

// A Code is a permission code of a table.
type Code struct {
	Text    string
	Aliases []string // other spellings that tokens carry and that mean the same
	Implies []int    // the indices of the codes that it implies directly
}

// Codes are the codes of a table, in its order. Codes are named by their index.
type Codes struct {
	all   []Code
	fold  bool
	index map[string]int // by spelling
}

// New returns the codes of a table. With fold, the case of ASCII letters has no meaning.
func New(all []Code, fold bool) *Codes {
	c := &Codes{all: all, fold: fold, index: map[string]int{}}
	for i, code := range all {
		for _, spelling := range c.spellings(code) {
			if _, taken := c.index[spelling]; !taken {
				c.index[spelling] = i
			}
		}
	}
	return c
}

// spellings returns all spellings of a code, as they are compared.
func (c *Codes) spellings(code Code) []string {
	spellings := []string{c.compared(code.Text)}
	for _, alias := range code.Aliases {
		spellings = append(spellings, c.compared(alias))
	}
	return spellings
}

// compared returns a code or a pattern as it is compared with others.
func (c *Codes) compared(text string) string {
	if !c.fold {
		return text
	}
	return Folded(text)
}

// Folded returns a text with its ASCII letters in lower case.
func Folded(text string) string {
	bytes := []byte(text)
	for i, b := range bytes {
		if 'A' <= b && b <= 'Z' {
			bytes[i] = b + 'a' - 'A'
		}
	}
	return string(bytes)
}

// A Holding says for each code of the table whether a caller has it.
type Holding []bool

// None returns a holding without codes.
func (c *Codes) None() Holding { return make(Holding, len(c.all)) }

// Find returns the code that a text is a spelling of, and whether there is one.
func (c *Codes) Find(text string) (code int, found bool) {
	code, found = c.index[c.compared(text)]
	return code, found
}

// Codes returns what a caller has who is granted these codes, and those texts that are no code.
func (c *Codes) Codes(texts []string) (h Holding, unknown []string) {
	h = c.None()
	for _, text := range texts {
		if code, found := c.Find(text); found {
			h[code] = true
			continue
		}
		unknown = append(unknown, text)
	}
	return c.Closed(h), unknown
}

// Scope is Codes for a scope of OAuth: codes that are separated by blanks.
func (c *Codes) Scope(scope string) (h Holding, unknown []string) {
	return c.Codes(strings.FieldsFunc(scope, func(r rune) bool { return r == ' ' }))
}

// Grants returns what a caller has who is granted codes and patterns, and those texts that match no code.
func (c *Codes) Grants(texts []string) (h Holding, unknown []string) {
	h = c.None()
	for _, text := range texts {
		matching := c.matching(pattern{text: text})
		if matching.Empty() {
			unknown = append(unknown, text)
		}
		h = h.with(matching)
	}
	return c.Closed(h), unknown
}

// Matching returns the codes that a pattern matches, without those that they imply.
func (c *Codes) Matching(text string) Holding { return c.matching(pattern{text: text}) }

func (c *Codes) matching(p pattern) Holding {
	h := c.None()
	if p.special() < 0 && !p.fold {
		if code, found := c.Find(p.text); found {
			h[code] = true
		}
		return h
	}
	compared := c.compared
	if p.fold {
		compared = Folded
	}
	p.text = compared(p.text)
	for i, code := range c.all {
		h[i] = slices.ContainsFunc(c.spellings(code), func(spelling string) bool { return p.matches(compared(spelling)) })
	}
	return h
}

// Closed returns a holding with all codes that follow from its codes.
func (c *Codes) Closed(h Holding) Holding {
	closed := slices.Clone(h)
	var open []int
	for i, has := range h {
		if has {
			open = append(open, i)
		}
	}
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		for _, implied := range c.all[i].Implies {
			if !closed[implied] {
				closed[implied] = true
				open = append(open, implied)
			}
		}
	}
	return closed
}

// Without returns a closed holding without the codes of another one. A code that implies one of them is left
// out as well, because it would bring that code back.
func (c *Codes) Without(h, less Holding) Holding {
	left := c.None()
	for i, has := range h {
		if !has {
			continue
		}
		alone := c.None()
		alone[i] = true
		left[i] = !c.Closed(alone).meets(less)
	}
	return left
}

// Circle returns codes of which each one implies the next, and the last one the first. It returns nil if there
// is no circle.
func (c *Codes) Circle() []int {
	return Circle(len(c.all), func(i int) []int { return c.all[i].Implies })
}

// Circle returns a circle in a graph of n nodes: nodes of which each one leads to the next, and the last one to
// the first. It returns nil if there is none.
func Circle(n int, next func(node int) []int) []int {
	done := make([]bool, n)
	at := map[int]int{} // the place of each node on the path
	var path []int
	var visit func(node int) []int
	visit = func(node int) []int {
		if place, open := at[node]; open {
			return slices.Clone(path[place:])
		}
		if done[node] {
			return nil
		}
		at[node] = len(path)
		path = append(path, node)
		for _, other := range next(node) {
			if circle := visit(other); circle != nil {
				return circle
			}
		}
		path = path[:len(path)-1]
		delete(at, node)
		done[node] = true
		return nil
	}
	for node := range n {
		if circle := visit(node); circle != nil {
			return circle
		}
	}
	return nil
}

// Empty reports whether the caller has no code.
func (h Holding) Empty() bool { return !slices.Contains(h, true) }

// Union returns what is in one of two holdings.
func (h Holding) Union(other Holding) Holding { return h.with(other) }

func (h Holding) with(other Holding) Holding {
	all := slices.Clone(h)
	for i, has := range other {
		all[i] = all[i] || has
	}
	return all
}

func (h Holding) meets(other Holding) bool {
	for i, has := range other {
		if has && h[i] {
			return true
		}
	}
	return false
}

// not returns the codes that are not in a holding.
func (h Holding) not() Holding {
	other := slices.Clone(h)
	for i, has := range h {
		other[i] = !has
	}
	return other
}

package tree

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Edges compare the path with literals as far as these are equal. The path goes on with Text. Then it goes on with
// one of Cases or, if none of them finds a row, with a parameter or **.
type Edges struct {
	Text    string
	At      int        // the offset after Text of the byte that selects a case
	Cases   []EdgeCase // sorted by their bytes
	Affixed []Affix    // after a slash: affixed parameters, in the order of precedence
	Param   *Node      // after a slash: what follows a parameter that takes the whole segment
	Rest    *Leaf      // before a slash: the path of **, which takes the rest
	Large   bool       // the edges have a function of their own
}

// An EdgeCase is how literals go on if a byte has this value. The byte is also part of Edges.Text.
type EdgeCase struct {
	Byte  byte
	Edges *Edges
}

// An Affix is an affixed parameter, and what follows it.
type Affix struct {
	Segment route.Segment
	Next    *Node
}

// edges returns the edges that lead to forks over their texts; nil if there are no forks.
func edges(after map[string]*fork) *Edges {
	if len(after) == 0 {
		return nil
	}
	return radix(slices.Sorted(maps.Keys(after)), 0, after)
}

// radix returns the edges over sorted texts, which are equal up to an offset.
func radix(texts []string, offset int, after map[string]*fork) *Edges {
	e := &Edges{Text: common(texts)[offset:]}
	offset += len(e.Text)
	if here := after[texts[0][:offset]]; len(texts[0]) == offset {
		e.Affixed, e.Rest = here.affixes(), here.rest
		if here.param != nil {
			e.Param = build(here.param, "")
		}
		texts = texts[1:]
	}
	if len(texts) == 0 {
		return e
	}
	at := telling(texts, offset)
	e.At = at - offset
	byByte := map[byte][]string{}
	for _, text := range texts {
		byByte[text[at]] = append(byByte[text[at]], text)
	}
	for _, c := range slices.Sorted(maps.Keys(byByte)) {
		e.Cases = append(e.Cases, EdgeCase{c, radix(byByte[c], offset, after)})
	}
	return e
}

// telling returns the offset, from a given one on, of the byte that has the most different values in the texts.
func telling(texts []string, offset int) (at int) {
	shortest := len(texts[0])
	for _, t := range texts {
		shortest = min(shortest, len(t))
	}
	values := 0
	for i := offset; i < shortest; i++ {
		var seen [256]bool
		n := 0
		for _, t := range texts {
			if !seen[t[i]] {
				seen[t[i]] = true
				n++
			}
		}
		if n > values {
			at, values = i, n
		}
	}
	return at
}

// common returns the longest text with which all sorted texts begin.
func common(texts []string) string {
	first, last := texts[0], texts[len(texts)-1]
	for i := range len(first) {
		if i == len(last) || first[i] != last[i] {
			return first[:i]
		}
	}
	return first
}

// A Choice finds the text that is equal to the rest of the path. It selects by length, then by bytes, and compares
// the text that is left.
type Choice struct {
	Leaf  *Leaf        // the only text; nil if there are Cases
	At    int          // the offset of the byte to look at, or ByLength
	Cases []ChoiceCase // sorted by their values
	Large bool         // the choice has a function of its own
}

// ByLength is the At of a Choice that selects by length.
const ByLength = -1

// A ChoiceCase is the choice that is left if the length or the byte has this value.
type ChoiceCase struct {
	Value  int
	Choice *Choice
}

// choose returns the choice among leaves with different texts; nil if there are none.
func choose(leaves []Leaf) *Choice {
	if len(leaves) == 0 {
		return nil
	}
	slices.SortFunc(leaves, func(a, b Leaf) int { return strings.Compare(a.Text, b.Text) })
	return choice(leaves, ByLength, func(l Leaf) int { return len(l.Text) })
}

// choice returns the choice that selects among leaves by a value. at is the At of the choice.
func choice(leaves []Leaf, at int, value func(Leaf) int) *Choice {
	if len(leaves) == 1 {
		return &Choice{Leaf: &leaves[0]}
	}
	c := &Choice{At: at}
	byValue := map[int][]Leaf{}
	for _, l := range leaves {
		byValue[value(l)] = append(byValue[value(l)], l)
	}
	for _, v := range slices.Sorted(maps.Keys(byValue)) {
		c.Cases = append(c.Cases, ChoiceCase{v, byByte(byValue[v])})
	}
	return c
}

// byByte returns the choice that selects among leaves of one length by a byte.
func byByte(leaves []Leaf) *Choice {
	texts := make([]string, len(leaves))
	for i, l := range leaves {
		texts[i] = l.Text
	}
	at := telling(texts, 0)
	return choice(leaves, at, func(l Leaf) int { return int(l.Text[at]) })
}

// Leaves yields all leaves of the choice.
func (c *Choice) Leaves() iter.Seq[*Leaf] {
	return func(yield func(*Leaf) bool) { c.leaves(yield) }
}

func (c *Choice) leaves(yield func(*Leaf) bool) bool {
	if c.Leaf != nil {
		return yield(c.Leaf)
	}
	for _, next := range c.Cases {
		if !next.Choice.leaves(yield) {
			return false
		}
	}
	return true
}

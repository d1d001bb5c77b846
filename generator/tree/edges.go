package tree

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Edges lead on over literals as far as they are the same: the path goes on with Text, and then with
// one of Cases, or else with what stands here.
type Edges struct {
	Text    string
	At      int        // the offset after Text of the byte that tells the cases apart
	Cases   []EdgeCase // by their bytes
	Affixed []Affix    // after a slash: a parameter with literals beside it
	Param   *Node      // after a slash: a parameter that takes the segment
	Rest    *Leaf      // before a slash: ** takes the rest
	Large   bool       // they have a function of their own
}

// An EdgeCase is how literals go on where a byte has a value. That byte is part of Edges.Text.
type EdgeCase struct {
	Byte  byte
	Edges *Edges
}

// An Affix is a parameter with literals beside it, and where it leads to.
type Affix struct {
	Segment route.Segment
	Next    *Node
}

// edges returns the edges for what follows after some texts; nil if there are none.
func edges(after map[string]*ways) *Edges {
	if len(after) == 0 {
		return nil
	}
	return radix(slices.Sorted(maps.Keys(after)), 0, after)
}

// radix returns the edges for sorted texts, which are the same up to an offset.
func radix(texts []string, offset int, after map[string]*ways) *Edges {
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

// telling returns the offset of the byte that tells most texts apart, from an offset on.
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

// common returns what sorted texts all begin with.
func common(texts []string) string {
	first, last := texts[0], texts[len(texts)-1]
	for i := range len(first) {
		if i == len(last) || first[i] != last[i] {
			return first[:i]
		}
	}
	return first
}

// A Choice finds one of some texts: by their length, then by the byte that tells most, and compares.
type Choice struct {
	Leaf  *Leaf        // the only text; nil where there are Cases
	At    int          // the offset of the byte to look at, or ByLength
	Cases []ChoiceCase // by their values
	Large bool         // it has a function of its own
}

// ByLength is a Choice's At where the length of the text decides.
const ByLength = -1

// A ChoiceCase is what is left to choose from where the length or the byte has a value.
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

// choice returns the choice among leaves by what stands at a place.
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

// byByte returns the choice among leaves of one length by the byte that tells most of them apart.
func byByte(leaves []Leaf) *Choice {
	texts := make([]string, len(leaves))
	for i, l := range leaves {
		texts[i] = l.Text
	}
	at := telling(texts, 0)
	return choice(leaves, at, func(l Leaf) int { return int(l.Text[at]) })
}

// Leaves yields the leaves to choose from.
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

package tree

import (
	"maps"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Edges lead on over literals, byte by byte as far as they are the same: the path goes on with Text,
// then with one of Cases, or else with what stands here.
type Edges struct {
	Text    string
	Cases   []EdgeCase // by their bytes
	Affixed []Affix    // after a slash: a parameter with literals beside it
	Param   *Node      // after a slash: a parameter that takes the segment
	Rest    *Leaf      // before a slash: ** takes the rest
	Large   bool       // they have a function of their own
}

// An EdgeCase is how literals go on with a byte, which is the first one of Edges.Text.
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
	for len(texts) > 0 {
		first := texts[0][offset]
		n := 1
		for n < len(texts) && texts[n][offset] == first {
			n++
		}
		e.Cases = append(e.Cases, EdgeCase{first, radix(texts[:n], offset, after)})
		texts = texts[n:]
	}
	return e
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
	at, values := 0, 0
	for i := range len(leaves[0].Text) {
		seen := map[byte]bool{}
		for _, l := range leaves {
			seen[l.Text[i]] = true
		}
		if len(seen) > values {
			at, values = i, len(seen)
		}
	}
	return choice(leaves, at, func(l Leaf) int { return int(l.Text[at]) })
}

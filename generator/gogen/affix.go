package gogen

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/tree"
)

// groups returns the parameters with literals beside them. A group is made of parameters with one prefix whose
// suffixes begin with the same byte: that byte ends them, so that one search finds the value for all. The order
// is that of precedence, except between parameters that no segment can match both.
func (p *findPrinter) groups(affixes []tree.Affix) (groups [][]tree.Affix) {
	firstByteEnds := p.api.Table.Excluded&route.Affixes == 0
	for _, a := range affixes {
		at := -1
		for i := len(groups) - 1; firstByteEnds && i >= 0; i-- {
			if sameEnds(groups[i][0].Segment, a.Segment) {
				at = i
			}
			if at >= 0 || slices.ContainsFunc(groups[i], func(b tree.Affix) bool { return !apart(a.Segment, b.Segment) }) {
				break
			}
		}
		if at < 0 {
			groups = append(groups, []tree.Affix{a})
			continue
		}
		groups[at] = append(groups[at], a)
	}
	return groups
}

// apart reports whether no segment can end in the suffixes of both parameters.
func apart(s, t route.Segment) bool {
	return !strings.HasSuffix(s.Suffix, t.Suffix) && !strings.HasSuffix(t.Suffix, s.Suffix)
}

// sameEnds reports whether two parameters have one prefix, and suffixes that begin with the same byte.
func sameEnds(s, t route.Segment) bool {
	return s.Prefix == t.Prefix && s.Suffix != "" && t.Suffix != "" && s.Suffix[0] == t.Suffix[0]
}

// affixes returns the test for the only parameter of a group or, if there are several,
//
//	if i := strings.IndexByte(segment, ':'); i > 0 {
//		switch segment[i:] {
//		case ":cancel":
//			…
//		}
//	}
//
// If the prefix has a byte that must not occur in the value, the code compares that too.
func (p *findPrinter) affixes(group []tree.Affix) jen.Code {
	if len(group) == 1 {
		return jen.If(affixed(group[0])).Block(p.after(group[0].Next)...)
	}
	first := group[0].Segment
	var cases []jen.Code
	for _, a := range group {
		cases = append(cases, jen.Case(jen.Lit(a.Segment.Suffix)).Block(p.after(a.Next)...))
	}
	segment := jen.Id("segment")
	if n := len(first.Prefix); n > 0 {
		segment = jen.Id("segment").Index(jen.Lit(n), jen.Empty())
	}
	value := jen.Id("i").Op(">").Lit(0)
	if barred := first.Barred(); len(barred) > 1 {
		n := len(first.Prefix)
		value.Op("&&").Id("without").Call(jen.Id("segment").Index(jen.Lit(n), jen.Lit(n).Op("+").Id("i")), jen.LitRune(rune(barred[0])))
	}
	found := jen.If(jen.Id("i").Op(":=").Qual("strings", "IndexByte").Call(segment, jen.LitRune(rune(first.Suffix[0]))), value).
		Block(jen.Switch(segment.Clone().Index(jen.Id("i"), jen.Empty())).Block(cases...))
	if n := len(first.Prefix); n > 0 {
		return jen.If(jen.Len(jen.Id("segment")).Op(">").Lit(n).Op("&&").Id("segment").Index(jen.Empty(), jen.Lit(n)).Op("==").Lit(first.Prefix)).Block(found)
	}
	return found
}

// affixed returns the test whether the segment matches a parameter with literals beside it:
//
//	len(segment) > 7 && segment[len(segment)-7:] == ":cancel" && without(segment[:len(segment)-7], ':')
func affixed(a tree.Affix) jen.Code {
	prefix, suffix := a.Segment.Prefix, a.Segment.Suffix
	segment := func() *jen.Statement { return jen.Id("segment") }
	tail := jen.Len(segment()).Op("-").Lit(len(suffix))
	low := jen.Empty()
	if prefix != "" {
		low = jen.Lit(len(prefix))
	}
	test := jen.Len(segment()).Op(">").Lit(len(prefix) + len(suffix))
	if prefix != "" {
		test.Op("&&").Add(segment()).Index(jen.Empty(), jen.Lit(len(prefix))).Op("==").Lit(prefix)
	}
	high := jen.Empty()
	if suffix != "" {
		test.Op("&&").Add(segment()).Index(tail, jen.Empty()).Op("==").Lit(suffix)
		high = tail
	}
	for _, c := range a.Segment.Barred() {
		test.Op("&&").Id("without").Call(segment().Index(low, high).Clone(), jen.LitRune(c))
	}
	return test
}

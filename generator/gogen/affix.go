package gogen

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/tree"
)

// alike returns the parameters with literals beside them, those together of which the first byte of what
// follows the parameter tells all that there is to know. They are in the order of precedence but where
// no segment could be taken for both.
func (p *findPrinter) alike(affixes []tree.Affix) (groups [][]tree.Affix) {
	cut := p.api.Table.Excluded&route.Affixes == 0
	for _, a := range affixes {
		at := -1
		for i := len(groups) - 1; cut && i >= 0; i-- {
			if sameCut(groups[i][0].Segment, a.Segment) {
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

// apart reports whether no segment ends as both parameters' literals do.
func apart(s, t route.Segment) bool {
	return !strings.HasSuffix(s.Suffix, t.Suffix) && !strings.HasSuffix(t.Suffix, s.Suffix)
}

// sameCut reports whether two parameters begin and end at the same places.
func sameCut(s, t route.Segment) bool {
	return s.Prefix == t.Prefix && s.Suffix != "" && t.Suffix != "" && s.Suffix[0] == t.Suffix[0]
}

// affixes returns the test for one parameter with literals beside it, or, for several that end at the
// same byte,
//
//	if i := strings.IndexByte(segment, ':'); i > 0 {
//		switch segment[i:] {
//		case ":cancel":
//			…
//		}
//	}
//
// The value's other barred byte, if what stands before it has one, is asked for as well.
func (p *findPrinter) affixes(alike []tree.Affix) jen.Code {
	if len(alike) == 1 {
		return jen.If(affixed(alike[0])).Block(p.after(alike[0].Next)...)
	}
	first := alike[0].Segment
	var cases []jen.Code
	for _, a := range alike {
		cases = append(cases, jen.Case(jen.Lit(a.Segment.Suffix)).Block(p.after(a.Next)...))
	}
	segment := jen.Id("segment")
	if n := len(first.Prefix); n > 0 {
		segment = jen.Id("segment").Index(jen.Lit(n), jen.Empty())
	}
	value := jen.Id("i").Op(">").Lit(0)
	if barred := first.Barred(); len(barred) > 1 {
		n := len(first.Prefix)
		value.Op("&&").Id("single").Call(jen.Id("segment").Index(jen.Lit(n), jen.Lit(n).Op("+").Id("i")), jen.LitRune(rune(barred[0])))
	}
	found := jen.If(jen.Id("i").Op(":=").Qual("strings", "IndexByte").Call(segment, jen.LitRune(rune(first.Suffix[0]))), value).
		Block(jen.Switch(segment.Clone().Index(jen.Id("i"), jen.Empty())).Block(cases...))
	if n := len(first.Prefix); n > 0 {
		return jen.If(jen.Len(jen.Id("segment")).Op(">").Lit(n).Op("&&").Id("segment").Index(jen.Empty(), jen.Lit(n)).Op("==").Lit(first.Prefix)).Block(found)
	}
	return found
}

// affixed returns the test whether the segment is a parameter with these literals beside it:
//
//	len(segment) > 7 && segment[len(segment)-7:] == ":cancel" && single(segment[:len(segment)-7], ':')
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
		test.Op("&&").Id("single").Call(segment().Index(low, high).Clone(), jen.LitRune(c))
	}
	return test
}

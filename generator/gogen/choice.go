package gogen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// unknown is the length of what is left of the path where the code has not looked at it yet.
const unknown = -1

// choice returns
//
//	switch len(rest) {
//	case 5:
//		if rest == "/keys" {
//			return RouteListKeys, Listed
//		}
//	case 13:
//		switch rest[5] {
//		…
//		}
//	}
//
// The comparison proves that the path is canonical.
func (p *findPrinter) choice(c *tree.Choice, at place, length int) []jen.Code {
	switch {
	case c.Leaf != nil && length == 0:
		return p.leaf(c.Leaf) // there is only one text without a byte
	case c.Leaf != nil:
		return []jen.Code{jen.If(equals(at, c.Leaf.Text, length)).Block(p.leaf(c.Leaf)...)}
	}
	if c.Large {
		return p.own(at, func(at place) []jen.Code {
			return append(rest(&tree.Node{Static: &tree.Choice{}}, "at"), p.choiceBody(c, at, unknown)...)
		})
	}
	return p.choiceBody(c, at, length)
}

// whole returns, for a large table,
//
//	switch rest {
//	case "/keys":
//		return 12
//	…
//	}
//
// which compilers print much as choiceBody does, for less source.
func (p *findPrinter) whole(leaves []*tree.Leaf, at place) []jen.Code {
	var cases []jen.Code
	for _, l := range leaves {
		cases = append(cases, jen.Case(jen.Lit(l.Text)).Block(p.leaf(l)...))
	}
	return []jen.Code{jen.Switch(at.left()).Block(cases...)}
}

func (p *findPrinter) choiceBody(c *tree.Choice, at place, length int) []jen.Code {
	if leaves := slices.Collect(c.Leaves()); large(p.api.Routes) && len(leaves) <= 4*tree.Large {
		return p.whole(leaves, at)
	}
	if c.At != tree.ByLength && length == unknown { // in a function of its own
		length = textLength(c)
		return []jen.Code{jen.If(at.length().Op("==").Lit(length)).Block(p.choiceBody(c, at, length)...)}
	}
	var cases []jen.Code
	on := at.length()
	if c.At != tree.ByLength {
		on = jen.Id(at.rest).Index(jen.Lit(at.offset + c.At))
	}
	for _, next := range c.Cases {
		value, known := jen.Lit(next.Value), next.Value
		if c.At != tree.ByLength {
			value, known = jen.LitByte(byte(next.Value)), length
			value = jen.LitRune(rune(next.Value))
		}
		cases = append(cases, jen.Case(value).Block(p.choice(next.Choice, at, known)...))
	}
	return []jen.Code{jen.Switch(on).Block(cases...)}
}

// textLength returns the length of the texts of a choice by a byte.
func textLength(c *tree.Choice) int {
	for c.Leaf == nil {
		c = c.Cases[0].Choice
	}
	return len(c.Leaf.Text)
}

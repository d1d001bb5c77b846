package gogen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// unknown is the length of the rest of the path where the code has not compared it.
const unknown = -1

// choice returns
//
//	switch len(rest) {
//	case 5:
//		// /users/{id}/keys
//		if rest == "/keys" {
//			return RouteListKeys, Listed
//		}
//	case 13:
//		switch rest[5] {
//		…
//		}
//	}
//
// The comparison also proves that the path is canonical.
func (p *findPrinter) choice(c *tree.Choice, at place, length int) []jen.Code {
	switch {
	case c.Leaf != nil && length == 0:
		return p.leaf(c.Leaf) // only one text has no bytes
	case c.Leaf != nil:
		return p.leaf(c.Leaf, equals(at, c.Leaf.Text, length))
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
// Compilers make of it what choiceBody prints, and have less source to read.
func (p *findPrinter) whole(leaves []*tree.Leaf, at place) []jen.Code {
	var cases []jen.Code
	for _, l := range leaves {
		cases = append(cases, jen.Case(jen.Lit(l.Text)).Block(p.leaf(l)...))
	}
	return []jen.Code{jen.Switch(at.left()).Block(cases...)}
}

// choiceBody is choice in the function where it is printed.
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
			value, known = jen.LitRune(rune(next.Value)), length
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

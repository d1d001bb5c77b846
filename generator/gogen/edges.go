package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/tree"
)

// edges returns
//
//	if len(rest) >= 12 && rest[:10] == "/customers" {
//		switch rest[10] {
//		case '-':
//			…
//		}
//		…
//	}
//
// known is the number of bytes of the text that the code before it has compared.
func (p *findPrinter) edges(e *tree.Edges, at place, known int) []jen.Code {
	if e.Large {
		return p.own(at, func(at place) []jen.Code {
			return append(rest(&tree.Node{Edges: &tree.Edges{}}, "at"), p.edgesBody(e, at, known)...)
		})
	}
	return p.edgesBody(e, at, known)
}

// edgesBody is edges in the function where it is printed.
func (p *findPrinter) edgesBody(e *tree.Edges, at place, known int) []jen.Code {
	next := at
	next.offset += len(e.Text)
	next.long = max(at.long, next.offset+enough(e))
	body := p.cases(e, next)
	if e.Param != nil || len(e.Affixed) > 0 {
		body = append(body, p.param(e, next)...)
	}
	if e.Rest != nil {
		canonical := jen.Id("canonicalRest").Call(next.left())
		if at.rest == "path" && next.offset == 0 {
			canonical = jen.Id("path").Op("!=").Lit("").Op("&&").Add(canonical).Add(p.notScript(next))
		}
		body = append(body, p.openLeaf(e.Rest, next, canonical)...)
	}
	if len(e.Text) == known && at.long >= next.long {
		return body
	}
	return []jen.Code{jen.If(begins(at, e.Text, known, enough(e))).Block(body...)}
}

// cases returns a switch over the byte that distinguishes the cases.
func (p *findPrinter) cases(e *tree.Edges, at place) []jen.Code {
	switch len(e.Cases) {
	case 0:
		return nil
	case 1:
		return p.edges(e.Cases[0].Edges, at, 0)
	}
	long := at.offset + e.At + 1
	inside := at
	inside.long = max(at.long, long)
	var cases []jen.Code
	for _, c := range e.Cases {
		cases = append(cases, jen.Case(jen.LitRune(rune(c.Byte))).Block(p.edges(c.Edges, inside, compared(e, c))...))
	}
	byte := jen.Switch(jen.Id(at.rest).Index(jen.Lit(long - 1))).Block(cases...)
	if at.long >= long {
		return []jen.Code{byte}
	}
	return []jen.Code{jen.If(jen.Len(jen.Id(at.rest)).Op(">=").Lit(long)).Block(byte)}
}

// compared returns how many bytes of the text of a case need no comparison: the one that the switch has
// compared, if it is the first one, and what is left is no part of a word.
func compared(e *tree.Edges, c tree.EdgeCase) int {
	if text := c.Edges.Text; e.At == 0 && (len(text) == 1 || text[1] == '/') {
		return 1
	}
	return 0
}

// enough returns how many bytes must follow the text of edges at least, so that one of them can lead on.
func enough(e *tree.Edges) int {
	least := -1
	at := func(bytes int) {
		if least < 0 || bytes < least {
			least = bytes
		}
	}
	if e.Rest != nil {
		at(0)
	}
	if e.Param != nil || len(e.Affixed) > 0 {
		at(1)
	}
	for _, c := range e.Cases {
		at(len(c.Edges.Text) + enough(c.Edges))
	}
	return least
}

// param returns
//
//	if end := segmentEnd(path, at+11); end > 0 {
//		…
//	}
func (p *findPrinter) param(e *tree.Edges, at place) []jen.Code {
	begin := at.index()
	cut := jen.Id("end").Op(":=").Id("segmentEnd").Call(jen.Id("path"), begin)
	if only := onlyEnd(e); only != nil {
		return p.leaf(only, cut, atEnd().Add(p.notScript(at)))
	}
	var before, body []jen.Code
	if len(e.Affixed) > 0 {
		if at.start != "" { // it may be an end itself
			before = append(before, jen.Id("begin").Op(":=").Add(begin))
			begin = jen.Id("begin")
			cut = jen.Id("end").Op(":=").Id("segmentEnd").Call(jen.Id("path"), begin)
		}
		body = append(body, jen.Id("segment").Op(":=").Id("path").Index(begin, jen.Id("end")))
	}
	for _, group := range p.groups(e.Affixed) {
		body = append(body, p.affixes(group))
	}
	if e.Param != nil {
		body = append(body, p.after(e.Param)...)
	}
	return append(before, jen.If(cut, jen.Id("end").Op(">").Lit(0).Add(p.notScript(at))).Block(body...))
}

// notScript returns
//
//	&& !beginsWithDropped(path)
//
// at a place in the first segment, if servers may drop that. The index decides on such paths.
func (p *findPrinter) notScript(at place) jen.Code {
	if at.start != "" || at.offset > 1 || at.rest != "path" || p.api.Table.Does()&route.FrontController == 0 {
		return jen.Null()
	}
	return jen.Op("&&").Op("!").Id("beginsWithDropped").Call(jen.Id("path"))
}

// after returns the statements of a node that stands after a parameter.
func (p *findPrinter) after(n *tree.Node) []jen.Code {
	if n.Large {
		return p.node(n, place{start: "end"})
	}
	if only := n.Static; n.Edges == nil && only.Leaf != nil && only.Leaf.Text == "" {
		return p.leaf(only.Leaf, atEnd())
	}
	return append(rest(n, "end"), p.node(n, place{rest: "rest", start: "end"})...)
}

// atEnd returns end == len(path).
func atEnd() *jen.Statement { return jen.Id("end").Op("==").Len(jen.Id("path")) }

// rest returns
//
//	rest := path[end:]
//
// unless functions of their own hold all that follows.
func rest(n *tree.Node, start string) []jen.Code {
	if (n.Static == nil || n.Static.Large) && (n.Edges == nil || n.Edges.Large) {
		return nil
	}
	return []jen.Code{jen.Id("rest").Op(":=").Id("path").Index(jen.Id(start), jen.Empty())}
}

// onlyEnd returns the leaf of a parameter that nothing can follow, or nil.
func onlyEnd(e *tree.Edges) *tree.Leaf {
	if len(e.Affixed) > 0 || e.Param.Edges != nil || e.Param.Static.Leaf == nil || e.Param.Static.Leaf.Text != "" {
		return nil
	}
	return e.Param.Static.Leaf
}

package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/tree"
)

// edges returns
//
//	if len(rest) > 10 && rest[:10] == "/customers" {
//		switch rest[10] {
//		case '-':
//			…
//		}
//		…
//	}
func (p *findPrinter) edges(e *tree.Edges, at place) []jen.Code {
	if e.Large {
		return p.own(at, func(at place) []jen.Code {
			return append(rest(&tree.Node{Edges: &tree.Edges{}}, "at"), p.edgesBody(e, at)...)
		})
	}
	return p.edgesBody(e, at)
}

func (p *findPrinter) edgesBody(e *tree.Edges, at place) []jen.Code {
	next := at
	next.offset += len(e.Text)
	body := p.cases(e, next)
	if e.Param != nil || len(e.Affixed) > 0 {
		body = append(body, p.param(e, next)...)
	}
	if e.Rest != nil {
		segments := "segments"
		if at.rest == "path" && next.offset == 0 {
			segments = "plain"
		}
		body = append(body, jen.If(jen.Id(segments).Call(next.left())).Block(p.leaf(e.Rest)...))
	}
	if e.Text == "" && enough(e) == 0 {
		return body
	}
	return []jen.Code{jen.If(begins(at, e.Text, enough(e))).Block(body...)}
}

// cases returns the cases of a switch over the byte that tells them apart.
func (p *findPrinter) cases(e *tree.Edges, at place) []jen.Code {
	switch len(e.Cases) {
	case 0:
		return nil
	case 1:
		return p.edges(e.Cases[0].Edges, at)
	}
	var cases []jen.Code
	for _, c := range e.Cases {
		cases = append(cases, jen.Case(jen.LitRune(rune(c.Byte))).Block(p.edges(c.Edges, at)...))
	}
	byte := jen.Switch(jen.Id(at.rest).Index(jen.Lit(at.offset + e.At))).Block(cases...)
	if enough(e) > e.At {
		return []jen.Code{byte}
	}
	return []jen.Code{jen.If(jen.Len(jen.Id(at.rest)).Op(">").Lit(at.offset + e.At)).Block(byte)}
}

// enough returns how many bytes there must be after the text of edges so that any of them can lead on.
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
		return []jen.Code{jen.If(cut, jen.Id("end").Op("==").Len(jen.Id("path"))).Block(p.leaf(only)...)}
	}
	var before, body []jen.Code
	if len(e.Affixed) > 0 {
		if at.start != "" { // which may be an end itself
			before = append(before, jen.Id("begin").Op(":=").Add(begin))
			begin = jen.Id("begin")
			cut = jen.Id("end").Op(":=").Id("segmentEnd").Call(jen.Id("path"), begin)
		}
		body = append(body, jen.Id("segment").Op(":=").Id("path").Index(begin, jen.Id("end")))
	}
	for _, alike := range p.alike(e.Affixed) {
		body = append(body, p.affixes(alike))
	}
	if e.Param != nil {
		body = append(body, p.after(e.Param)...)
	}
	return append(before, jen.If(cut, jen.Id("end").Op(">").Lit(0)).Block(body...))
}

// after returns the statements of a node that stands after a parameter.
func (p *findPrinter) after(n *tree.Node) []jen.Code {
	if n.Large {
		return p.node(n, place{start: "end"})
	}
	if only := n.Static; n.Edges == nil && only.Leaf != nil && only.Leaf.Text == "" {
		return []jen.Code{jen.If(jen.Id("end").Op("==").Len(jen.Id("path"))).Block(p.leaf(only.Leaf)...)}
	}
	return append(rest(n, "end"), p.node(n, place{rest: "rest", start: "end"})...)
}

// rest returns
//
//	rest := path[end:]
//
// unless all that follows stands in functions of its own.
func rest(n *tree.Node, start string) []jen.Code {
	if (n.Static == nil || n.Static.Large) && (n.Edges == nil || n.Edges.Large) {
		return nil
	}
	return []jen.Code{jen.Id("rest").Op(":=").Id("path").Index(jen.Id(start), jen.Empty())}
}

// onlyEnd returns the leaf of a parameter after which the path can only end, or nil.
func onlyEnd(e *tree.Edges) *tree.Leaf {
	if len(e.Affixed) > 0 || e.Param.Edges != nil || e.Param.Static.Leaf == nil || e.Param.Static.Leaf.Text != "" {
		return nil
	}
	return e.Param.Static.Leaf
}

package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// pathFile returns the declarations of paths.gen.go that depend on the table.
func pathFile(api *model.API) []jen.Code {
	return append([]jen.Code{upstreamConst(api.Table)}, escapes(api)...)
}

// upstreamConst returns
//
//	// upstream holds what your servers may do: the ways in which they may treat a path as another one.
//	const upstream = finalSlash | letterCase
func upstreamConst(t route.Table) jen.Code {
	names := []struct {
		name string
		does route.Equivalence
	}{
		{"finalSlash", route.FinalSlash},
		{"letterCase", route.LetterCase},
		{"extension", route.Extension},
		{"emptyParam", route.EmptyParam},
		{"tail", route.Tail},
		{"otherMethods", route.OtherMethods},
		{"affixes", route.Affixes},
		{"spanning", route.Spanning},
		{"looseSuffix", route.LooseSuffix},
		{"headAsGet", route.HeadAsGet},
		{"frontController", route.FrontController},
	}
	var all *jen.Statement
	for _, n := range names {
		switch {
		case t.Excluded&n.does != 0:
		case all == nil:
			all = jen.Id(n.name)
		default:
			all.Op("|").Id(n.name)
		}
	}
	if all == nil {
		all = jen.Lit(0)
	}
	return comment("upstream holds what your servers may do: the ways in which they may treat a path as another one.").Line().
		Const().Id("upstream").Id("equivalence").Op("=").Add(all)
}

// escapes returns
//
//	// escapes reads the escapes that the table allows.
//	var escapes = &escapeReader{segment: encodedSegment, allowed: allowedEncoding, decode: decodeReserved, standFor: decodesTo}
//
//	// allowedEncoding returns what the escapes of a path may stand for if this route decides, or none.
//	func allowedEncoding(r Route) encoding {
//		switch r {
//		case RouteShowFile:
//			return space | utf8Sequence
//		}
//		return 0
//	}
//
// or, for a table that allows none,
//
//	// escapes is nil: the table allows no escapes.
//	var escapes *escapeReader
func escapes(api *model.API) []jen.Code {
	var cases []jen.Code
	for i, row := range api.Table.Rows {
		if row.Encoded != api.Table.Encoded {
			cases = append(cases, jen.Case(jen.Id(api.Routes[i].Const)).Block(jen.Return(encoding(row.Encoded))))
		}
	}
	if api.Table.Encoded == 0 && cases == nil {
		return []jen.Code{comment("escapes is nil: the table allows no escapes.").Line().Var().Id("escapes").Op("*").Id("escapeReader")}
	}
	body := []jen.Code{jen.Return(encoding(api.Table.Encoded))}
	if cases != nil {
		body = append([]jen.Code{jen.Switch(jen.Id("r")).Block(cases...)}, body...)
	}
	decode := jen.Nil()
	if api.Table.HasReserved() {
		decode = jen.Id("decodeReserved")
	}
	reader := jen.Id("segment").Op(":").Id("encodedSegment").Op(",").Id("allowed").Op(":").Id("allowedEncoding").Op(",").
		Id("decode").Op(":").Add(decode).Op(",").Id("standFor").Op(":").Id("decodesTo")
	return []jen.Code{
		comment("escapes reads the escapes that the table allows.").Line().
			Var().Id("escapes").Op("=").Op("&").Id("escapeReader").Values(reader),
		comment("allowedEncoding returns what the escapes of a path may stand for if this route decides, or none.").Line().
			Func().Id("allowedEncoding").Params(jen.Id("r").Id("Route")).Id("encoding").Block(body...),
	}
}

// encoding returns an expression: space | utf8Sequence.
func encoding(e route.Encoding) jen.Code {
	var all *jen.Statement
	for _, n := range []struct {
		encoding route.Encoding
		name     string
	}{{route.Space, "space"}, {route.UTF8, "utf8Sequence"}, {route.Reserved, "reserved"}} {
		switch {
		case e&n.encoding == 0:
		case all == nil:
			all = jen.Id(n.name)
		default:
			all.Op("|").Id(n.name)
		}
	}
	if all == nil {
		return jen.Lit(0)
	}
	return all
}

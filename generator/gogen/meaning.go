package gogen

import (
	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// couldConst returns
//
//	// What the servers behind could do.
//	const could = finalSlash | letterCase
func couldConst(t route.Table) jen.Code {
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
	}
	var could *jen.Statement
	for _, n := range names {
		switch {
		case t.Excluded&n.does != 0:
		case could == nil:
			could = jen.Id(n.name)
		default:
			could.Op("|").Id(n.name)
		}
	}
	if could == nil {
		could = jen.Lit(0)
	}
	return comment("What the servers behind could do.").Line().Const().Id("could").Id("equivalence").Op("=").Add(could)
}

// encodingConsts returns
//
//	// What escapes in a path may stand for: anywhere, and where no row speaks for the path.
//	const (
//		encodings       encoding = space | utf8Sequence
//		encodedUnlisted encoding = 0
//	)
func encodingConsts(t route.Table) jen.Code {
	all := t.Encoded
	for _, r := range t.Rows {
		all |= r.Encoded
	}
	return comment("What escapes in a path may stand for: anywhere, and where no row speaks for the path.").Line().Const().Defs(
		jen.Id("encodings").Id("encoding").Op("=").Add(encoding(all)),
		jen.Id("encodedUnlisted").Id("encoding").Op("=").Add(encoding(t.Encoded)),
	)
}

func encoding(e route.Encoding) jen.Code {
	switch e {
	case route.Space:
		return jen.Id("space")
	case route.UTF8:
		return jen.Id("utf8Sequence")
	case route.Space | route.UTF8:
		return jen.Id("space").Op("|").Id("utf8Sequence")
	}
	return jen.Lit(0)
}

// encodedIn returns
//
//	// encodedIn returns what escapes in a path may stand for that this route speaks for.
//	func encodedIn(r Route) encoding {
//		switch r {
//		case RouteShowFile:
//			return space | utf8Sequence
//		}
//		return 0
//	}
func encodedIn(api *model.API) jen.Code {
	var cases []jen.Code
	for i, row := range api.Table.Rows {
		if row.Encoded != 0 {
			cases = append(cases, jen.Case(jen.Id(api.Routes[i].Const)).Block(jen.Return(encoding(row.Encoded))))
		}
	}
	body := []jen.Code{jen.Return(jen.Lit(0))}
	if cases != nil {
		body = append([]jen.Code{jen.Switch(jen.Id("r")).Block(cases...)}, body...)
	}
	return comment("encodedIn returns what escapes in a path may stand for that this route speaks for.").Line().
		Func().Id("encodedIn").Params(jen.Id("r").Id("Route")).Id("encoding").Block(body...)
}

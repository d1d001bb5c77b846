package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
)

// roleFile returns the declarations of roles.gen.go that depend on the table.
func roleFile(api *model.API) []jen.Code {
	return []jen.Code{roleConsts(api.Roles), roleTable(api.Roles)}
}

// roleConsts returns
//
//	// The roles, in the order of the table.
//	const (
//		RoleClerk Role = iota + 1 // clerk
//		…
//	)
func roleConsts(roles []*model.Role) jen.Code {
	var consts []jen.Code
	for i, r := range roles {
		about := strings.TrimSuffix(r.Name+": "+r.Text, ": ")
		consts = append(consts, numbered(i, r.Const, "Role").Add(comment("%s", about)))
	}
	return comment("The roles, in the order of the table.").Line().Const().Add(lines("(", ")", "", consts))
}

// roleTable returns
//
//	// roles holds the name, the text and the permissions of each role. What these imply is not repeated.
//	var roles = [...]roleEntry{
//		RoleClerk: {"clerk", "", []Permission{OrderWrite, InvoiceRead}},
//		…
//	}
func roleTable(roles []*model.Role) jen.Code {
	var entries []jen.Code
	for _, r := range roles {
		permissions := jen.Index().Id("Permission").Values(names(r.Permissions)...)
		entries = append(entries, jen.Id(r.Const).Op(":").Values(jen.Lit(r.Name), jen.Lit(r.Text), permissions))
	}
	return comment("roles holds the name, the text and the permissions of each role. What these imply is not repeated.").Line().
		Var().Id("roles").Op("=").Index(jen.Op("...")).Id("roleEntry").Add(lines("{", "}", ",", entries))
}

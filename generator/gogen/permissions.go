package gogen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/model"
)

// permissionFile returns the declarations of permissions.gen.go that depend on the table.
func permissionFile(api *model.API) []jen.Code {
	return []jen.Code{
		permissionConsts(api.Permissions),
		permissionTable(api.Permissions),
		setWords(len(api.Permissions)),
	}
}

// permissionConsts returns
//
//	// The permissions, in the order of the table.
//	const (
//		BalanceView Permission = iota + 1 // bss:balance:view: 查看账户信息。
//		…
//	)
func permissionConsts(permissions []*model.Permission) jen.Code {
	var consts []jen.Code
	for i, p := range permissions {
		about := strings.TrimSuffix(p.Code+": "+p.Text, ": ")
		consts = append(consts, numbered(i, p.Const, "Permission").Add(comment("%s", about)))
	}
	return comment("The permissions, in the order of the table.").Line().Const().Add(lines("(", ")", "", consts))
}

// numbered returns a constant of a list that counts from 1.
func numbered(i int, name, kind string) *jen.Statement {
	if i > 0 {
		return jen.Id(name)
	}
	return jen.Id(name).Id(kind).Op("=").Iota().Op("+").Lit(1)
}

// setWords returns
//
//	// setWords is the number of 64-bit words that have a bit for each permission.
//	const setWords = 1
func setWords(permissions int) jen.Code {
	return comment("setWords is the number of 64-bit words that have a bit for each permission.").Line().
		Const().Id("setWords").Op("=").Lit((permissions + 63) / 64)
}

// permissionTable returns
//
//	// permissions holds the code and the text of each permission.
//	var permissions = [...]permissionEntry{
//		BalanceView: {"bss:balance:view", "查看账户信息。"},
//		…
//	}
func permissionTable(permissions []*model.Permission) jen.Code {
	var entries []jen.Code
	for _, p := range permissions {
		entries = append(entries, jen.Id(p.Const).Op(":").Values(jen.Lit(p.Code), jen.Lit(p.Text)))
	}
	return comment("permissions holds the code and the text of each permission.").Line().
		Var().Id("permissions").Op("=").Index(jen.Op("...")).Id("permissionEntry").Add(lines("{", "}", ",", entries))
}

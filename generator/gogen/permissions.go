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
		impliedTable(api.Permissions),
		aliasTable(api.Permissions),
		codeComparison(api.FoldCase),
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

// impliedTable returns
//
//	// implied holds the permissions that a permission implies directly.
//	var implied = [...][]Permission{
//		OrderWrite: {OrderRead},
//		…
//	}
func impliedTable(permissions []*model.Permission) jen.Code {
	var entries []jen.Code
	for _, p := range permissions {
		if len(p.Implies) > 0 {
			entries = append(entries, jen.Id(p.Const).Op(":").Values(names(p.Implies)...))
		}
	}
	return comment("implied holds the permissions that a permission implies directly.").Line().
		Var().Id("implied").Op("=").Index(jen.Op("...")).Index().Id("Permission").Add(lines("{", "}", ",", entries))
}

// aliasTable returns
//
//	// aliases holds the other spellings of codes.
//	var aliases = [...]aliasEntry{
//		{"order.write", OrderWrite},
//		…
//	}
func aliasTable(permissions []*model.Permission) jen.Code {
	var entries []jen.Code
	for _, p := range permissions {
		for _, alias := range p.Aliases {
			entries = append(entries, jen.Values(jen.Lit(alias), jen.Id(p.Const)))
		}
	}
	return comment("aliases holds the other spellings of codes.").Line().
		Var().Id("aliases").Op("=").Index(jen.Op("...")).Id("aliasEntry").Add(lines("{", "}", ",", entries))
}

// codeComparison returns
//
//	// compared returns a code as it is compared with others. The case of letters counts.
//	func compared(code string) string { return code }
func codeComparison(fold bool) jen.Code {
	counts, result := "counts", jen.Id("code")
	if fold {
		counts, result = "does not count, if they are ASCII", jen.Id("lowered").Call(jen.Id("code"))
	}
	return comment("compared returns a code as it is compared with others. The case of letters %s.", counts).Line().
		Func().Id("compared").Params(jen.Id("code").String()).String().Block(jen.Return(result))
}

// names returns the Go names of permissions.
func names(permissions []*model.Permission) (names []jen.Code) {
	for _, p := range permissions {
		names = append(names, jen.Id(p.Const))
	}
	return names
}

// Package typescript prints a table as a TypeScript module: permissions, routes and roles as constants, with the functions
// that say what a caller may call. It is for a front end that shows or hides what a caller can use. It depends on nothing.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package typescript

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
)

// Name is the name of the file.
const Name = "permissions.ts"

//go:embed support.ts
var support string

// File returns the module.
func File(api *model.API) []byte {
	p := &printer{api: api}
	p.line("%s", mark.Mark{Spec: api.Spec}.Go())
	p.comment("What callers may call, as the table says. A front end can show and hide by it. The server decides.")
	p.permissions()
	p.routes()
	p.roles()
	p.WriteString("\n" + support)
	return []byte(p.String())
}

type printer struct {
	strings.Builder
	api *model.API
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// comment writes a comment of one line. No text can end it.
func (p *printer) comment(text string) {
	p.line("\n/** %s */", strings.ReplaceAll(diag.Inert(text), "*/", `*\/`))
}

// permissions writes the codes as a type, each as a constant, and all that they imply.
func (p *printer) permissions() {
	p.comment("A code of a permission.")
	p.line("export type Permission =")
	for i, permission := range p.api.Permissions {
		end := ""
		if i == len(p.api.Permissions)-1 {
			end = ";"
		}
		p.line("  | %s%s", literal(permission.Code), end)
	}
	for _, permission := range p.api.Permissions {
		p.comment(orCode(permission))
		p.line("export const %s = %s;", permission.Const, literal(permission.Code))
	}
	p.comment("All permissions, in the order of the table.")
	p.line("export const permissions: readonly Permission[] = [")
	for _, permission := range p.api.Permissions {
		p.line("  %s,", permission.Const)
	}
	p.line("];")
	p.spellings()
	p.line("\n// What each permission implies directly.")
	p.line("const implied: readonly (readonly [Permission, readonly Permission[]])[] = [")
	for _, permission := range p.api.Permissions {
		if len(permission.Implies) > 0 {
			p.line("  [%s, [%s]],", permission.Const, constants(permission.Implies))
		}
	}
	p.line("];")
}

// spellings writes how other spellings of codes are read.
func (p *printer) spellings() {
	p.line("\n// Other spellings of codes.")
	p.line("const aliases: readonly (readonly [string, Permission])[] = [")
	for _, permission := range p.api.Permissions {
		for _, alias := range permission.Aliases {
			p.line("  [%s, %s],", literal(alias), permission.Const)
		}
	}
	p.line("];")
	p.line("\n// Whether the case of the letters A to Z in codes has no meaning.")
	p.line("const foldsCase: boolean = %t;", p.api.FoldCase)
}

// routes writes each route as a constant.
func (p *printer) routes() {
	for _, r := range p.api.Routes {
		about := r.Method + " " + r.Pattern.String()
		if r.Name != "" {
			about += ": " + r.Name
		}
		p.comment(about)
		p.line("export const %s: Route = {", r.Const)
		p.line("  id: %s,", literal(r.ID))
		p.line("  method: %s,", literal(r.Method))
		p.line("  path: %s,", literal(r.Pattern.String()))
		p.line("  public: %t,", r.Is(access.Public))
		p.line("  anyOf: [%s],", alternatives(r))
		p.line("  schemes: [%s],", schemes(r))
		p.line("};")
	}
	p.comment("All routes, in the order of the table.")
	p.line("export const routes: readonly Route[] = [")
	for _, r := range p.api.Routes {
		p.line("  %s,", r.Const)
	}
	p.line("];")
}

// roles writes each role as a constant, if the table has some.
func (p *printer) roles() {
	if len(p.api.Roles) == 0 {
		return
	}
	for _, role := range p.api.Roles {
		about := role.Text
		if about == "" {
			about = role.Name
		}
		p.comment(about)
		p.line("export const %s: Role = {", role.Const)
		p.line("  name: %s,", literal(role.Name))
		p.line("  permissions: [%s],", constants(p.api.Held(role.Holding)))
		p.line("};")
	}
	p.comment("All roles, in the order of the table.")
	p.line("export const roles: readonly Role[] = [")
	for _, role := range p.api.Roles {
		p.line("  %s,", role.Const)
	}
	p.line("];")
}

// orCode returns the text of a permission, or its code if it has none.
func orCode(p *model.Permission) string {
	if p.Text == "" {
		return p.Code
	}
	return p.Text
}

// alternatives returns the alternatives of a route as lists of constants.
func alternatives(r *model.Route) string {
	var lists []string
	for _, all := range r.Alternatives {
		lists = append(lists, "["+constants(all)+"]")
	}
	return strings.Join(lists, ", ")
}

// schemes returns the sets of security schemes of a route as lists of names.
func schemes(r *model.Route) string {
	var lists []string
	for _, set := range r.Schemes() {
		var names []string
		for _, name := range set {
			names = append(names, literal(name))
		}
		lists = append(lists, "["+strings.Join(names, ", ")+"]")
	}
	return strings.Join(lists, ", ")
}

func constants(permissions []*model.Permission) string {
	var names []string
	for _, p := range permissions {
		names = append(names, p.Const)
	}
	return strings.Join(names, ", ")
}

// literal returns a text as a string literal, in which all that is not printable is escaped.
func literal(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case diag.Inert(string(r)) == string(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u{%x}`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

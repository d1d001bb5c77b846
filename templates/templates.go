// Package templates holds what every generated package has in common: the Go package support, and what the generator needs
// too, the Go package handlers. They are compiled and tested where they stand, and gogen copies their declarations into
// the files of each output.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package templates

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

//go:embed support/*.go handlers/*.go
var sources embed.FS

// An Output is a file of generated packages, and the source files whose declarations it holds.
type Output struct {
	Name  string // of the file: match.gen.go
	About string // the comment that the file opens with, in lines
	For   Use    // what a table must use to have the file
	Files []File // in the order in which the output has their declarations
}

// A Use is something that not all tables use.
type Use uint8

const (
	ForAll      Use = iota // all tables have the file
	ForRoles               // tables with roles
	ForPolicies            // tables whose callers can hold IAM policies
)

// A File is a source file of the packages support and handlers.
type File struct {
	Name string // with the folder: support/set.go
	Text string
}

// Outputs returns the files of generated packages, but for doc.gen.go, which holds nothing of the package
// support. Each support file belongs to one output. The files that complete the package for
// its own tests (doc.go, table.gen.go, handlers.go, *_test.go) belong to none.
func Outputs() []Output {
	return []Output{
		output("permissions.gen.go", "The permissions of the table, and sets of them.",
			"permission.go", "set.go", "grants.go"),
		output("roles.gen.go", "The roles of the table: names for sets of permissions.", "role.go").only(ForRoles),
		output("policies.gen.go", "What a caller may do whose permissions are IAM policies.",
			"policy.go", "policyjson.go").only(ForPolicies),
		output("routes.gen.go", "The routes of the table: what each one requires, and what the table says about it.",
			"route.go", "param.go"),
		output("match.gen.go", "The matcher, which finds the route of a request. The function match is compiled from the table.",
			"verdict.go", "match.go"),
		output("guard.gen.go", "The decision whether a caller may send a request, and the guard that enforces it.",
			"decision.go", "denied.go", "refusal.go", "guard.go", "denial.go", "shadow.go", "endpoint.go", "context.go", "override.go"),
		output("coverage.gen.go", "The comparison of the table with the handlers of a router. Nothing in this file depends on the table.",
			"coverage.go").and("handlers/compare.go", "handlers/settle.go", "handlers/read.go", "handlers/scan.go", "handlers/parameter.go"),
		output("paths.gen.go", "How paths are read, and the verdict on two kinds of paths: those that no route matches exactly, and those for which a\nserver might run another route. In this file only upstream and escapes depend on the table.",
			"rivals.go", "filter.go", "visit.go", "reach.go", "span.go", "index.go", "precedence.go", "pattern.go", "escape.go", "path.go", "segment.go", "word.go"),
	}
}

// output returns an output with files of the package support.
func output(name, about string, files ...string) Output {
	o := Output{Name: name, About: about}
	for _, f := range files {
		o = o.and("support/" + f)
	}
	return o
}

// and returns the output with further files.
func (o Output) and(files ...string) Output {
	for _, f := range files {
		text, err := sources.ReadFile(f)
		if err != nil {
			panic(err) // it is embedded
		}
		o.Files = append(o.Files, File{f, string(text)})
	}
	return o
}

// only returns the output for tables that use something.
func (o Output) only(use Use) Output {
	o.For = use
	return o
}

// Reserved returns the exported names that the support files declare at package level, sorted. No
// permission and no route can have one of them.
func Reserved() []string {
	var names []string
	for _, o := range Outputs() {
		for _, f := range o.Files {
			file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Text, parser.SkipObjectResolution)
			if err != nil {
				panic(err) // the package support compiles
			}
			for _, decl := range file.Decls {
				names = append(names, declared(decl)...)
			}
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !ast.IsExported(n) })
	slices.Sort(names)
	return names
}

// declared returns the package-level names of a declaration.
func declared(decl ast.Decl) (names []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return names
}

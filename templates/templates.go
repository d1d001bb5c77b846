// Package templates holds what generated code contains whatever the table says: the Go package
// support, which is compiled and tested where it stands and copied into every output.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package templates

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
)

//go:embed support/context.go
//go:embed support/decision.go
//go:embed support/denial.go
//go:embed support/encoded.go
//go:embed support/guard.go
//go:embed support/index.go
//go:embed support/match.go
//go:embed support/override.go
//go:embed support/path.go
//go:embed support/pattern.go
//go:embed support/permission.go
//go:embed support/precedence.go
//go:embed support/reach.go
//go:embed support/route.go
//go:embed support/segment.go
//go:embed support/set.go
//go:embed support/span.go
//go:embed support/verdict.go
//go:embed support/visit.go
var files embed.FS

// A File is a source file of the package support.
type File struct {
	Name string
	Text string
}

// Support returns the files that every output has, by name. The files that complete the package for
// its own tests (*.gen.go, *_test.go) are not embedded.
func Support() []File {
	entries, err := fs.ReadDir(files, "support")
	if err != nil {
		panic(err) // embedded
	}
	var support []File
	for _, e := range entries {
		text, err := files.ReadFile("support/" + e.Name())
		if err != nil {
			panic(err) // embedded
		}
		support = append(support, File{e.Name(), string(text)})
	}
	return support
}

// Reserved returns the names that the support files declare at package level and export, sorted: a
// table can give them to nothing else.
func Reserved() []string {
	var names []string
	for _, f := range Support() {
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Text, parser.SkipObjectResolution)
		if err != nil {
			panic(err) // the package support compiles
		}
		for _, decl := range file.Decls {
			names = append(names, declared(decl)...)
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

package gogen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
)

// A declaration is one declaration of a Go file, without imports.
type declaration struct {
	text     string          // the source, with the comments before it
	names    []string        // the names that it declares at package level; for a method, its own name
	receiver string          // of a method: the name of the type
	constOf  string          // of constants: the name of their type; may be empty
	uses     map[string]bool // all names in it
	imports  []string        // the paths of the packages that it uses
	exported bool            // it is part of the package's documentation
	printed  bool            // it depends on the table
}

// declarations returns the declarations of a Go file. Comments between two of them belong to the second one,
// and a comment on the last line of one belongs to it.
func declarations(text string) (list []*declaration) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		panic(err) // the package support compiles, and what is printed is Go
	}
	packages := map[string]string{}
	for _, i := range file.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			panic(err) // it has been parsed
		}
		packages[path.Base(p)] = p
	}
	offset := func(p token.Pos) int { return set.Position(p).Offset }
	from := offset(file.Name.End())
	for _, d := range file.Decls {
		to := endOfLine(text, offset(d.End()))
		if !isImport(d) {
			list = append(list, declare(d, text[from:to], packages))
		}
		from = to
	}
	return list
}

// endOfLine returns the offset of the end of the line that holds this offset.
func endOfLine(text string, offset int) int {
	for offset < len(text) && text[offset] != '\n' {
		offset++
	}
	return offset
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}

// declare returns a declaration with this source. packages holds the paths of the imports by their names.
func declare(decl ast.Decl, text string, packages map[string]string) *declaration {
	d := &declaration{text: text, uses: map[string]bool{}}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			d.uses[n.Name] = true
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && packages[x.Name] != "" && !slices.Contains(d.imports, packages[x.Name]) {
				d.imports = append(d.imports, packages[x.Name])
			}
		}
		return true
	})
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		d.function(decl)
	case *ast.GenDecl:
		d.general(decl)
	}
	return d
}

// function sets what a function or a method declares.
func (d *declaration) function(decl *ast.FuncDecl) {
	d.names = []string{decl.Name.Name}
	d.exported = decl.Name.IsExported()
	if decl.Recv == nil {
		return
	}
	t := decl.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	d.receiver = t.(*ast.Ident).Name
	d.exported = d.exported && ast.IsExported(d.receiver)
}

// general sets what types, constants and variables declare.
func (d *declaration) general(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			d.names = append(d.names, s.Name.Name)
		case *ast.ValueSpec:
			for _, n := range s.Names {
				d.names = append(d.names, n.Name)
			}
			if t, ok := s.Type.(*ast.Ident); ok && decl.Tok == token.CONST {
				d.constOf = t.Name
			}
		}
	}
	d.exported = slices.ContainsFunc(d.names, ast.IsExported)
}

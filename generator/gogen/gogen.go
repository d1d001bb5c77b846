// Package gogen prints the Go package. What depends on the table is printed with a code printing library,
// and no other package knows of that. The rest is the package support of the room templates. Both are
// merged into files that say by their names what they hold.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package gogen

import (
	"bytes"
	"fmt"
	"iter"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/tree"
	"github.com/permroute/permroute/templates"
)

// Files yields the files of the package.
func Files(api *model.API) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !yield("doc.gen.go", docFile(api)) {
			return
		}
		files := merged(api)
		leaveOut(files)
		for _, f := range files {
			if len(f.declarations) > 0 && !yield(f.name, f.source(api)) {
				return
			}
		}
	}
}

// Table returns everything that depends on the table as one file. With it the package support is complete,
// and can be tested.
func Table(api *model.API) []byte {
	all := file{about: "What depends on the table."}
	for _, f := range merged(api) {
		for _, d := range f.declarations {
			if d.printed {
				all.declarations = append(all.declarations, d)
			}
		}
	}
	return all.source(api)
}

// merged returns the files with all of their declarations: those of the package support, and those that
// depend on the table.
func merged(api *model.API) (files []file) {
	matcher := tree.Build(api.Views())
	printed := map[string][]jen.Code{
		"permissions.gen.go": permissionFile(api),
		"roles.gen.go":       roleFile(api),
		"routes.gen.go":      routeFile(api),
		"match.gen.go":       matchFile(matcher, api),
		"guard.gen.go":       guardFile(matcher, api),
		"paths.gen.go":       pathFile(api),
	}
	for _, o := range templates.Outputs() {
		if !wanted(api, o.For) {
			continue
		}
		f := file{name: o.Name, about: o.About}
		for _, s := range o.Files {
			f.declarations = append(f.declarations, declarations(wide(api, s.Text))...)
		}
		for _, d := range declarations(render(printed[o.Name])) {
			d.printed = true
			f.declarations = append(f.declarations, d)
		}
		files = append(files, f)
	}
	return files
}

// wanted reports whether a table uses what an output is for.
func wanted(api *model.API, use templates.Use) bool {
	switch use {
	case templates.ForRoles:
		return len(api.Roles) > 0
	case templates.ForPolicies:
		return api.Policies
	}
	return true
}

// wide returns the text of a support file with a Permission that is wide enough for the table.
func wide(api *model.API, text string) string {
	if len(api.Permissions) <= 255 {
		return text
	}
	return strings.Replace(text, "type Permission uint8\n", "type Permission uint16\n", 1)
}

// header returns the line that every file begins with.
func header(api *model.API) string { return mark.Mark{Spec: api.Spec}.Go() }

// render prints declarations as a Go file.
func render(declarations []jen.Code) string {
	f := jen.NewFile("printed")
	for _, d := range declarations {
		if d != nil {
			f.Add(d).Line()
		}
	}
	var b bytes.Buffer
	if err := f.Render(&b); err != nil {
		panic(err) // of the spec it holds names and literals only
	}
	return b.String()
}

// large reports whether a table has so many routes that nobody reads its Go code. Then it is printed without
// comments, and with numbers in place of names: compilers have less to read.
func large(routes []*model.Route) bool { return len(routes) > 2000 }

// comment returns a comment line. A text of the spec cannot end it.
func comment(format string, args ...any) *jen.Statement {
	return jen.Comment("// " + diag.Inert(fmt.Sprintf(format, args...)))
}

// lines returns a list between braces or parentheses, with one item a line.
func lines(before, after, separator string, items []jen.Code) *jen.Statement {
	if len(items) == 0 {
		return jen.Op(before + after)
	}
	return jen.Custom(jen.Options{Open: before, Close: after, Separator: separator, Multi: true}, items...)
}

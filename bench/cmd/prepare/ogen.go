package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/generator/model"
)

// ogenConfig asks for a server and nothing that a lookup could be slowed by.
const ogenConfig = `generator:
  features:
    disable_all: true
    enable: [paths/server]
`

// ogenServer stands for the rest of the server in the package that is left with the router alone.
const ogenServer = `package ogen%s

// Server is what ogen's router is a method of.
type Server struct{ cfg struct{ Prefix string } }
`

// ogen has ogen make a server for the table and keeps what FindPath needs of it. refused says why ogen
// does not take the table.
func (p preparation) ogen(api *model.API) (refused string, err error) {
	work := filepath.Join(corpus.Folder(), ".cache/ogen", api.Package)
	document, err := json.Marshal(document(api))
	if err != nil {
		return "", err
	}
	if err := fill(work, map[string][]byte{"openapi.json": document, "ogen.yml": []byte(ogenConfig)}); err != nil {
		return "", err
	}
	cmd := exec.Command("go", "tool", "ogen", "--clean", "--target", filepath.Join(work, "out"), "--package", "ogen"+api.Package,
		"--config", filepath.Join(work, "ogen.yml"), "--loglevel", "error", filepath.Join(work, "openapi.json"))
	cmd.Dir = corpus.Folder()
	if out, err := cmd.CombinedOutput(); err != nil {
		return firstLine(out), nil
	}
	router, err := findPath(filepath.Join(work, "out/oas_router_gen.go"))
	if err != nil {
		return "", err
	}
	names, err := os.ReadFile(filepath.Join(work, "out/oas_operations_gen.go"))
	if err != nil {
		return "", err
	}
	return "", fill(p.folder("ogen"+api.Package), map[string][]byte{
		"router.go": router, "operations.go": names, "server.go": fmt.Appendf(nil, ogenServer, api.Package),
	})
}

// firstLine returns what ogen says is wrong.
func firstLine(out []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// document returns an OpenAPI document with the table's paths. The operation of row i is called r<i>. A
// last ** is written as one more parameter: OpenAPI has nothing else for it.
func document(api *model.API) map[string]any {
	paths := map[string]map[string]any{}
	for i, r := range api.Routes {
		var parameters []any
		path := strings.Replace(r.Pattern.String(), "/**", "/{rest}", 1)
		path = parameter.ReplaceAllStringFunc(path, func(string) string {
			name := fmt.Sprintf("p%d", len(parameters))
			parameters = append(parameters, map[string]any{"name": name, "in": "path", "required": true, "schema": map[string]string{"type": "string"}})
			return "{" + name + "}"
		})
		if paths[path] == nil {
			paths[path] = map[string]any{}
		}
		operation := map[string]any{
			"operationId": fmt.Sprintf("r%d", i),
			"responses":   map[string]any{"200": map[string]string{"description": "ok"}},
		}
		if parameters != nil {
			operation["parameters"] = parameters
		}
		paths[path][strings.ToLower(r.Method)] = operation
	}
	return map[string]any{"openapi": "3.0.3", "info": map[string]string{"title": api.Package, "version": "1"}, "paths": paths}
}

// findPath returns ogen's router without what serves requests: FindPath, as it is, and what it needs.
func findPath(file string) ([]byte, error) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var kept []ast.Decl
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "ServeHTTP" {
			parsed.Comments = outside(parsed.Comments, f)
			continue
		}
		if imports, ok := d.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			imports.Specs = without(imports.Specs, `"net/http"`)
		}
		kept = append(kept, d)
	}
	parsed.Decls = kept
	var b bytes.Buffer
	err = format.Node(&b, set, parsed)
	return b.Bytes(), err
}

// outside returns the comments that are not a declaration's.
func outside(comments []*ast.CommentGroup, f *ast.FuncDecl) (kept []*ast.CommentGroup) {
	for _, c := range comments {
		if c.End() < f.Doc.Pos() || c.Pos() > f.End() {
			kept = append(kept, c)
		}
	}
	return kept
}

// without returns the imports but for one.
func without(imports []ast.Spec, path string) (kept []ast.Spec) {
	for _, i := range imports {
		if i.(*ast.ImportSpec).Path.Value != path {
			kept = append(kept, i)
		}
	}
	return kept
}

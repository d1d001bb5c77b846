package main

import (
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator"
)

// otherPackage returns an error if the output folder holds Go files of another package: Go cannot build two
// packages in one folder. It ignores files that Go ignores on this system, such as those with
// "//go:build ignore", and files that will be overwritten or removed.
func (c *comparison) otherPackage() error {
	if c.goName == "" {
		return nil
	}
	entries, err := fs.ReadDir(c.root.FS(), ".")
	if err != nil {
		return failed("read", c.folder, err)
	}
	var found []string
	for _, entry := range entries {
		if entry.IsDir() || path.Ext(entry.Name()) != ".go" || c.replaced(entry.Name()) {
			continue
		}
		if name := c.packageOf(entry.Name()); name != "" && name != c.goName {
			found = append(found, fmt.Sprintf("%s: package %s", c.path(entry.Name()), name))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("the output is package %s, and these files of its folder belong to another one:\n    %s\nname another folder with --out, or another package in the spec",
		c.goName, strings.Join(found, "\n    "))
}

// replaced reports whether a file is part of the output, or an orphan of it.
func (c *comparison) replaced(name string) bool {
	return slices.ContainsFunc(c.changes, func(change change) bool { return change.name == name }) ||
		slices.ContainsFunc(c.files, func(f generator.File) bool { return f.Name == name })
}

// packageOf returns the package of a file in the folder, without the _test of external tests. It returns ""
// if Go ignores the file.
func (c *comparison) packageOf(name string) string {
	context := build.Default
	context.OpenFile = func(name string) (io.ReadCloser, error) { return c.root.Open(name) }
	if match, err := context.MatchFile("", name); err != nil || !match {
		return ""
	}
	data, err := c.root.ReadFile(name)
	if err != nil {
		return ""
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	if strings.HasSuffix(name, "_test.go") {
		return strings.TrimSuffix(file.Name.Name, "_test")
	}
	return file.Name.Name
}

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

// otherPackage returns an error if the output folder holds Go files of another package: Go builds neither
// of the two then. Files that Go leaves out on this system, such as those of `//go:build ignore`, do not
// count, and neither do files that will be overwritten or removed.
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

// packageOf returns the name of the package that Go takes a file of the folder for, without the _test of
// external tests; "" where Go leaves the file out.
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

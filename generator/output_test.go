package generator_test

import (
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

// outputs returns what every good golden case, and the table of bss, generates.
func outputs(t *testing.T) map[string]*generator.Output {
	t.Helper()
	wants, err := filepath.Glob("testdata/*/want")
	require.NoError(t, err)
	specs := []string{"../spec/bss.yaml", "../spec/shop.yaml"}
	for _, want := range wants {
		specs = append(specs, filepath.Join(filepath.Dir(want), "spec.yaml"))
	}
	require.Greater(t, len(specs), 8)
	found := map[string]*generator.Output{}
	for _, spec := range specs {
		source, err := os.ReadFile(spec)
		require.NoError(t, err)
		out, err := generator.Generate(filepath.Base(spec), source)
		require.NoError(t, err)
		found[spec] = out
	}
	return found
}

// TestTypes type-checks every output as Go 1.23. It asserts that gofmt would not change it, and that nothing
// in it is unused: what a table does not need is left out.
func TestTypes(t *testing.T) {
	set := token.NewFileSet()
	config := types.Config{Importer: importer.ForCompiler(set, "source", nil), GoVersion: "go1.23"}
	for spec, out := range outputs(t) {
		var files []*ast.File
		for _, f := range out.Files {
			if filepath.Ext(f.Name) != ".go" {
				continue
			}
			file, err := parser.ParseFile(set, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
			require.NoError(t, err, spec)
			files = append(files, file)
			formatted, err := format.Source(f.Data)
			require.NoError(t, err)
			assert.Equal(t, string(formatted), string(f.Data), "%s %s", spec, f.Name)
		}
		info := types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
		pkg, err := config.Check(out.Package, set, files, &info)
		assert.NoError(t, err, spec)
		assert.Empty(t, unused(pkg, info), spec)
	}
}

// unused returns the names of unexported package-level objects and methods that nothing uses. Constants count
// as one with the others of their type.
func unused(pkg *types.Package, info types.Info) (names []string) {
	used := map[types.Object]bool{}
	for _, o := range info.Uses {
		used[o] = true
		if c, ok := o.(*types.Const); ok {
			used[typeName(c)] = true
		}
	}
	for _, o := range info.Defs {
		f, isFunc := o.(*types.Func)
		switch {
		case o == nil || o.Exported() || used[o]:
		case isFunc && f.Signature().Recv() != nil, o.Parent() == pkg.Scope() && !(isConst(o) && used[typeName(o)]):
			names = append(names, o.Name())
		}
	}
	slices.Sort(names)
	return names
}

func isConst(o types.Object) bool {
	_, is := o.(*types.Const)
	return is
}

// typeName returns the declaration of an object's type; nil if it has no name.
func typeName(o types.Object) types.Object {
	if named, ok := o.Type().(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// goFiles are the Go files that all outputs have, usedFiles those of tables that use them.
var goFiles = []string{"coverage.gen.go", "doc.gen.go", "guard.gen.go", "match.gen.go", "paths.gen.go", "permissions.gen.go", "routes.gen.go"}

var usedFiles = []string{"policies.gen.go", "roles.gen.go"}

// TestGoFiles asserts the names of the Go files, that each says what it holds, and that what is exported stands
// before what is not.
func TestGoFiles(t *testing.T) {
	for spec, out := range outputs(t) {
		var names []string
		for _, f := range out.Files {
			if filepath.Ext(f.Name) != ".go" {
				continue
			}
			names = append(names, f.Name)
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
			require.NoError(t, err)
			assert.Equal(t, f.Name == "doc.gen.go", file.Doc != nil, "%s %s", spec, f.Name)
			assert.Greater(t, len(file.Comments), 1, "%s %s", spec, f.Name)
			parts := partsOf(t, f.Data)
			rest := slices.IndexFunc(parts, func(p part) bool { return !isExported(p.name) })
			for _, p := range parts[max(rest, 0):] {
				assert.False(t, isExported(p.name), "%s %s: %s stands after %s", spec, f.Name, p.name, parts[rest].name)
			}
			assert.Equal(t, f.Name == "paths.gen.go", rest == 0, "%s %s", spec, f.Name)
		}
		names = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(usedFiles, name) })
		assert.Equal(t, goFiles, names, spec)
	}
}

// isExported reports whether go doc shows a declaration: for a method, its type and the method are exported.
func isExported(name string) bool {
	receiver, method, _ := strings.Cut(name, ".")
	return ast.IsExported(receiver) && (method == "" || ast.IsExported(method))
}

// TestCommitted asserts that the folders of generated hold what their specs generate.
func TestCommitted(t *testing.T) {
	for _, name := range []string{"bss", "shop"} {
		for _, f := range outputs(t)["../spec/"+name+".yaml"].Files {
			data, err := os.ReadFile(filepath.Join("../generated", name, f.Name))
			require.NoError(t, err)
			assert.Equal(t, string(f.Data), string(data), "%s: run go generate ./...", f.Name)
		}
	}
}

// TestHeader asserts the line that lets a file be overwritten and removed.
func TestHeader(t *testing.T) {
	for spec, out := range outputs(t) {
		for _, f := range out.Files {
			line, _, _ := strings.Cut(string(f.Data), "\n")
			before, after, found := strings.Cut(line, "Code generated by permroute from "+filepath.Base(spec)+". DO NOT EDIT.")
			assert.True(t, found, f.Name)
			assert.Contains(t, []string{"// ", "# ", "<!--  -->", `{"$comment": ",`}, before[:min(len(before), len(`{"$comment": "`))]+strings.TrimPrefix(after, `"`), f.Name)
		}
	}
}

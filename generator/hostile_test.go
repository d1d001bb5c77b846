package generator_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/internal/testsize"
)

// hostile holds texts that would become code, directives or misleading text if they were printed as
// they are.
var hostile = []string{
	"x\nfunc init() { panic(1) }",
	"x\r\nvar Evil = 1",
	"*/ func evil() {} /*",
	"`+evil()+`",
	"\"; var Evil = 1; \"",
	"\n//go:build ignore\n",
	"//go:generate rm x",
	"\n//line evil.go:1\n",
	"\u2028func evil()",
	"a\u202egnitrever\u202c",
	"\u2066isolated\u2069",
	"a\x00b",
	"\ufeffbom",
	"# Heading\n\n  code\n\n[link]: http://x",
	"Deprecated: no",
	"' \\ \" \t %s %d {{.}}",
	"\x85next",
	"../../../etc/passwd",
}

// spec is a tame spec with a hole for each text field.
const spec = `permroute: 1
package: tame
title: %[1]s
source: {document: %[2]s}
unlisted: {path: public, method: nobody}
denied: {body: {%[15]s: [{k: %[16]s}]}}
permissions:
  - {code: %[3]s, text: %[4]s, const: Only}
openapi:
  securitySchemes: {key: {type: apiKey, in: header, name: %[5]s, description: %[6]s}}
groups:
  - name: %[7]s
    slug: top
    groups:
      - name: %[8]s
        routes:
          - {id: %[9]s, const: One, name: %[10]s, route: "GET /a/{b}", require: %[3]s, printed: {name: %[11]s, route: %[12]s, require: %[13]s, text: %[14]s}}
          - {id: b, route: GET /a/me, require: authenticated}
`

const fields = 16

// filled returns the spec with the text in one field, and a tame word in the others.
func filled(field int, text string) []byte {
	args := make([]any, fields)
	for i := range args {
		args[i] = "tame" + strconv.Itoa(i)
		if i == field {
			args[i] = inYAML(text)
		}
	}
	return fmt.Appendf(nil, spec, args...)
}

// inYAML writes a text so that YAML reads it back, whatever is in it.
func inYAML(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, `\U%08X`, r)
	}
	return `"` + b.String() + `"`
}

// TestNothingBecomesCode generates with hostile texts in every field: the output has the declarations
// and the comments directives of the tame one, and nothing in it that is not printable.
func TestNothingBecomesCode(t *testing.T) {
	tame, err := generator.Generate("spec.yaml", filled(-1, ""))
	require.NoError(t, err)
	want := declarations(t, tame)
	for field := range fields {
		for i, text := range hostile {
			if (field+i)%testsize.Of(3, 1) != 0 {
				continue
			}
			out, err := generator.Generate("spec.yaml", filled(field, text))
			require.NoError(t, err, "%d %q", field, text)
			require.Equal(t, want, declarations(t, out), "%d %q", field, text)
			for _, f := range out.Files {
				requirePrintable(t, f)
			}
		}
	}
}

// TestFileNameIsInert generates from a file with a hostile name.
func TestFileNameIsInert(t *testing.T) {
	tame, err := generator.Generate("spec.yaml", filled(-1, ""))
	require.NoError(t, err)
	for _, name := range hostile {
		out, err := generator.Generate(name, filled(-1, ""))
		require.NoError(t, err)
		require.Equal(t, declarations(t, tame), declarations(t, out), name)
	}
}

// declarations returns the package-level names of the Go files, and the keys of the YAML ones, by
// file.
func declarations(t *testing.T, out *generator.Output) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, f := range out.Files {
		if filepath.Ext(f.Name) != ".go" {
			var tree yaml.Node
			require.NoError(t, yaml.Unmarshal(f.Data, &tree), f.Name)
			found[f.Name] = keysIn(&tree)
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err, "%s", f.Data)
		require.Equal(t, "tame", file.Name.Name)
		found[f.Name] = namesIn(file)
	}
	return found
}

// namesIn returns what a file declares, and its comments that a tool takes for directives.
func namesIn(file *ast.File) (names []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names = append(names, "func "+n.Name.Name)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				names = append(names, name.Name)
			}
		case *ast.TypeSpec:
			names = append(names, "type "+n.Name.Name)
		case *ast.ImportSpec:
			names = append(names, "import "+n.Path.Value)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok {
				names = append(names, id.Name+"()")
			}
		}
		return true
	})
	for _, group := range file.Comments {
		for _, c := range group.List {
			if !strings.HasPrefix(c.Text, "// ") && c.Text != "//" && !strings.HasPrefix(c.Text, "//\t") {
				names = append(names, c.Text)
			}
		}
	}
	return names
}

// keysIn returns the keys of all mappings, from the top down, but those of a denied body, which are the
// spec's own.
func keysIn(n *yaml.Node) (keys []string) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "denied" {
			continue
		}
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			keys = append(keys, child.Value)
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "body" {
			continue // the body of a 403 has the spec's own keys
		}
		keys = append(keys, keysIn(child)...)
	}
	return keys
}

func requirePrintable(t *testing.T, f generator.File) {
	t.Helper()
	for _, r := range string(f.Data) {
		require.True(t, unicode.IsPrint(r) || r == '\n' || r == '\t', "%s has %U", f.Name, r)
	}
}

// TestDeterminism generates twice, and from the same spec with the keys of its mappings in another
// order, which has no meaning.
func TestDeterminism(t *testing.T) {
	source, err := os.ReadFile("../spec/bss.yaml")
	require.NoError(t, err)
	want, err := generator.Generate("bss.yaml", source)
	require.NoError(t, err)
	again, err := generator.Generate("bss.yaml", source)
	require.NoError(t, err)
	assert.Equal(t, want, again)

	var tree yaml.Node
	require.NoError(t, yaml.Unmarshal(source, &tree))
	reverseKeys(&tree)
	reversed, err := yaml.Marshal(&tree)
	require.NoError(t, err)
	require.NotEqual(t, string(source), string(reversed))
	got, err := generator.Generate("bss.yaml", reversed)
	require.NoError(t, err)
	for i := range want.Files {
		assert.Equal(t, string(want.Files[i].Data), string(got.Files[i].Data), want.Files[i].Name)
	}
}

// reverseKeys reverses the order of keys in every mapping but those whose order is the table's own.
func reverseKeys(n *yaml.Node) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "securitySchemes" {
			continue
		}
		reverseKeys(child)
	}
	if n.Kind == yaml.MappingNode {
		slices.Reverse(n.Content)
		for i := 0; i < len(n.Content); i += 2 {
			n.Content[i], n.Content[i+1] = n.Content[i+1], n.Content[i]
		}
	}
}

// TestFilesAreSorted asserts the order that callers print.
func TestFilesAreSorted(t *testing.T) {
	out, err := generator.Generate("spec.yaml", filled(-1, ""))
	require.NoError(t, err)
	assert.Equal(t, "tame", out.Package)
	assert.True(t, slices.IsSortedFunc(out.Files, func(a, b generator.File) int { return strings.Compare(a.Name, b.Name) }))
}

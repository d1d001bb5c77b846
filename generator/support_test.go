package generator_test

import (
	"bytes"
	"go/ast"
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
	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/templates"
)

// A part is a declaration of a Go file.
type part struct {
	name string // the first one that it declares: f, or T.f for a method
	text string // with its comment
}

// partsOf returns the declarations of a Go file, without imports.
func partsOf(t *testing.T, source []byte) (parts []part) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", source, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, d := range file.Decls {
		name, doc := nameOf(d)
		if name == "" {
			continue
		}
		begin := d.Pos()
		if doc != nil {
			begin = doc.Pos()
		}
		parts = append(parts, part{name, string(source[set.Position(begin).Offset:set.Position(d.End()).Offset])})
	}
	return parts
}

// nameOf returns the name and the comment of a declaration; no name for imports.
func nameOf(d ast.Decl) (name string, doc *ast.CommentGroup) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil {
			return strings.TrimPrefix(types.ExprString(d.Recv.List[0].Type), "*") + "." + d.Name.Name, d.Doc
		}
		return d.Name.Name, d.Doc
	case *ast.GenDecl:
		switch s := d.Specs[0].(type) {
		case *ast.TypeSpec:
			return s.Name.Name, d.Doc
		case *ast.ValueSpec:
			return s.Names[0].Name, d.Doc
		}
	}
	return "", nil
}

// supportParts returns the declarations of the package support. If uses are named, it returns only those of the files
// for one of them.
func supportParts(t *testing.T, uses ...templates.Use) (parts []part) {
	t.Helper()
	for _, o := range templates.Outputs() {
		for _, f := range o.Files {
			if len(uses) == 0 || slices.Contains(uses, o.For) {
				parts = append(parts, partsOf(t, []byte(f.Text))...)
			}
		}
	}
	return parts
}

// ofTable returns what depends on the table in a Go file of an output: the file without imports and without the
// declarations of the package support. The golden cases have it so.
func ofTable(t *testing.T, source []byte) string {
	t.Helper()
	support := supportParts(t)
	end := strings.Index(string(source), "\npackage ") + 1
	end += strings.Index(string(source[end:]), "\n") + 1
	text := string(source[:end])
	for _, p := range partsOf(t, source) {
		if !slices.Contains(support, p) {
			text += "\n" + p.text + "\n"
		}
	}
	return text
}

// TestSupport asserts that an output has declarations of the package support as they are, each of them once, and
// which of them are left out.
func TestSupport(t *testing.T) {
	const (
		rivals   = "refusedRoute unlessContested rivalTables decided "
		escapes  = "encodedSegment character escaped unescape hexValue decodesTo decodeReserved"
		reserved = " decodeReserved"
		contests = " rivalTable rivalTable.build rivalTable.unlessContested index.contests"
		base     = " atBase"
		dropped  = " beginsWithDropped"
		lowered  = " lowered"
		plain    = lowered + " roles policies"
	)
	unused := map[string]templates.Use{"roles": templates.ForRoles, "policies": templates.ForPolicies}
	for spec, left := range map[string]string{
		"../templates/support.yaml":       base + dropped,
		"../spec/bss.yaml":                rivals + "without" + reserved + contests + base + dropped + plain,
		"testdata/affixes/spec.yaml":      "canonicalRest" + base + dropped + plain,
		"testdata/contested/spec.yaml":    "without" + reserved + dropped + plain,
		"testdata/encoded-none/spec.yaml": rivals + "canonicalRest without " + escapes + contests + base + dropped + plain,
		"testdata/minimal/spec.yaml":      rivals + "canonicalRest without" + reserved + contests + base + dropped + plain,
		"testdata/roles/spec.yaml":        rivals + "canonicalRest without" + reserved + contests + base + dropped,
		"testdata/patterns/spec.yaml":     "without" + base + plain,
	} {
		source, err := os.ReadFile(spec)
		require.NoError(t, err)
		for _, word := range []string{access.Public.String(), access.Authenticated.String()} {
			if !bytes.Contains(source, []byte(": "+word)) {
				left += " " + word
			}
		}
		out, err := generator.Generate(filepath.Base(spec), source)
		require.NoError(t, err)
		there := map[part]int{}
		for _, f := range out.Files {
			if filepath.Ext(f.Name) == ".go" {
				for _, p := range partsOf(t, f.Data) {
					there[p]++
				}
			}
		}
		var missing []string
		for _, p := range supportParts(t) {
			if there[p] == 0 {
				missing = append(missing, p.name)
			}
			assert.LessOrEqual(t, there[p], 1, p.name)
		}
		var want []string
		for _, word := range strings.Fields(left) {
			use, isUse := unused[word]
			if !isUse {
				want = append(want, word)
				continue
			}
			for _, p := range supportParts(t, use) {
				want = append(want, p.name)
			}
		}
		assert.ElementsMatch(t, want, missing, spec)
	}
}

package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/permroute/permroute/"

// packages returns what `go list` prints in the format for each package of the module, by its path
// within the module.
func packages(t *testing.T, format string) map[string][]string {
	t.Helper()
	list := map[string][]string{}
	for line := range strings.Lines(run(t, "..", "", "go", "list", "-f", "{{.ImportPath}} {{range "+format+"}}{{.}} {{end}}", "./...")) {
		f := strings.Fields(line)
		list[strings.TrimPrefix(f[0], module)] = f[1:]
	}
	return list
}

// TestRooms asserts which package may import what.
func TestRooms(t *testing.T) {
	only := map[string][]string{ // who alone imports a library directly
		"gopkg.in/yaml.v3":               {"generator/syntax"},
		"github.com/dave/jennifer/jen":   {"generator/gogen"},
		"github.com/spf13/cobra":         {"cmd/permroute"},
		"golang.org/x/net/html":          {"generator/document/readers"},
		"github.com/mattn/go-runewidth":  {"generator/diag"},
		"golang.org/x/term":              {"cmd/permroute"},
		"golang.org/x/net/publicsuffix":  {"generator/traffic/formats"},
		"golang.org/x/text/unicode/norm": {"generator/analysis/lint"},
	}
	importers := map[string][]string{}
	for pkg, imports := range packages(t, ".Imports") {
		for _, i := range imports {
			if _, restricted := only[i]; restricted {
				importers[i] = append(importers[i], pkg)
			}
		}
	}
	assert.Equal(t, only, importers)
}

// TestReach asserts what packages depend on, directly or not.
func TestReach(t *testing.T) {
	for pkg, deps := range packages(t, ".Deps") {
		for _, dep := range deps {
			generated := strings.HasPrefix(dep, module+"generated/")
			library := strings.Contains(strings.Split(dep, "/")[0], ".") && dep != module+"templates/handlers" // which is copied too
			switch {
			case strings.HasPrefix(pkg, "generated/"), strings.HasPrefix(pkg, "templates/"):
				assert.False(t, library, "%s imports %s: generated code stands on the standard library alone", pkg, dep)
			default:
				assert.False(t, generated, "%s imports %s: broken output must not stop generation", pkg, dep)
			}
		}
	}
}

// TestFlow asserts that data flows one way: no room imports one that stands after it.
func TestFlow(t *testing.T) {
	order := []string{"diag", "method", "oas", "names", "syntax", "grants", "mark", "service", "route", "survey", "document/source", "document/notation", "document/readers", "document/table", "document/merge", "document", "model", "draft", "tree", "gogen", "openapi", "page", "typescript", "overlay", "sql", "traffic/formats", "traffic", "analysis/report", "analysis/roles", "analysis/explain", "analysis/lint", "analysis/diff", "analysis/routes", "analysis/expect", "gateway"}
	for pkg, imports := range packages(t, ".Imports") {
		at := slices.Index(order, strings.TrimPrefix(pkg, "generator/"))
		for _, i := range imports {
			if room, ok := strings.CutPrefix(i, module+"generator/"); ok && at >= 0 {
				assert.Less(t, slices.Index(order, room), at, "%s imports %s", pkg, room)
			}
		}
	}
}

// TestGo123 compiles and vets the committed package as a module of Go 1.23.
func TestGo123(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), []byte("module bss\n\ngo 1.23\n"))
	files, err := filepath.Glob("../generated/bss/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		write(t, filepath.Join(dir, filepath.Base(f)), data)
	}
	run(t, dir, "", "go", "vet", ".")
	assert.Empty(t, run(t, dir, "", "gofmt", "-l", "."))
}

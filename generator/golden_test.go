package generator_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/diag"
)

var update = flag.Bool("update", false, "write want/ and errors.txt instead of comparing with them")

// TestGolden holds the generator against every folder of testdata: spec.yaml, and either want/ with
// the files that it generates or errors.txt with what is wrong with it.
func TestGolden(t *testing.T) {
	specs, err := filepath.Glob("testdata/*/spec.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, specs)
	for _, spec := range specs {
		dir := filepath.Dir(spec)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			if *update {
				require.NoError(t, updateGolden(t, dir))
			}
			for _, difference := range checkGolden(t, dir) {
				t.Error(difference)
			}
		})
	}
}

// TestGoldenFolders asserts that nothing lies in testdata that TestGolden does not read.
func TestGoldenFolders(t *testing.T) {
	folders, err := os.ReadDir("testdata")
	require.NoError(t, err)
	for _, folder := range folders {
		if folder.Name() == "mistakes" { // TestMistakes reads them
			continue
		}
		entries, err := os.ReadDir(filepath.Join("testdata", folder.Name()))
		require.NoError(t, err)
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		assert.Contains(t, []string{"errors.txt spec.yaml", "spec.yaml want"}, strings.Join(names, " "), folder.Name())
	}
}

// A golden case as its folder holds it, or as the generator makes it.
type golden struct {
	errors string            // empty if there are none
	files  map[string]string // nil if there is no want/
}

// generate runs the generator over the case's spec. Of the Go files it takes what depends on the table, for the
// rest is the same in all cases; so is the schema of the table as JSON, which a test of its room holds.
func generate(t *testing.T, dir string) (golden, error) {
	t.Helper()
	spec, err := os.ReadFile(filepath.Join(dir, "spec.yaml"))
	if err != nil {
		return golden{}, err
	}
	out, err := generator.Generate("spec.yaml", spec)
	var list diag.List
	if errors.As(err, &list) {
		return golden{errors: list.Error() + "\n"}, nil
	}
	if err != nil {
		return golden{}, err
	}
	files := map[string]string{}
	for _, f := range out.Files {
		switch {
		case f.Name == "openapi/permissions.schema.json":
		case filepath.Ext(f.Name) == ".go":
			files[f.Name] = ofTable(t, f.Data)
		default:
			files[f.Name] = string(f.Data)
		}
	}
	return golden{files: files}, nil
}

// readGolden reads what the folder says that the generator makes.
func readGolden(dir string) (g golden, err error) {
	text, err := os.ReadFile(filepath.Join(dir, "errors.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return g, err
	}
	g.errors = string(text)
	want := os.DirFS(filepath.Join(dir, "want"))
	err = fs.WalkDir(want, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if g.files == nil {
			g.files = map[string]string{}
		}
		if e.IsDir() {
			return nil
		}
		data, err := fs.ReadFile(want, name)
		g.files[name] = string(data)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return g, err
}

// checkGolden returns what differs between the folder and the generator.
func checkGolden(t *testing.T, dir string) (differences []string) {
	t.Helper()
	want, err := readGolden(dir)
	require.NoError(t, err)
	got, err := generate(t, dir)
	require.NoError(t, err)
	switch {
	case want.errors == "" && want.files == nil:
		return []string{"neither want/ nor errors.txt: run with -update"}
	case want.errors != "" && want.files != nil:
		return []string{"both want/ and errors.txt: remove one"}
	case got.errors != want.errors:
		return []string{"errors: got\n" + got.errors + "want\n" + want.errors}
	}
	for name, data := range got.files {
		if written, found := want.files[name]; !found {
			differences = append(differences, name+" is not in want/")
		} else if written != data {
			differences = append(differences, name+": got\n"+data+"\nwant\n"+written)
		}
	}
	for name := range want.files {
		if _, found := got.files[name]; !found {
			differences = append(differences, name+" is not generated")
		}
	}
	slices.Sort(differences)
	return differences
}

// updateGolden makes the folder hold what the generator makes. A good case does not become a bad one
// by it, nor a bad one good: whoever means that removes want/ or errors.txt first.
func updateGolden(t *testing.T, dir string) error {
	t.Helper()
	had, err := readGolden(dir)
	if err != nil {
		return err
	}
	got, err := generate(t, dir)
	if err != nil {
		return err
	}
	switch {
	case got.errors != "" && had.files != nil:
		return errors.New("the spec has want/ and is wrong now: " + got.errors)
	case got.errors == "" && had.errors != "":
		return errors.New("the spec has errors.txt and is right now")
	case got.errors != "":
		return os.WriteFile(filepath.Join(dir, "errors.txt"), []byte(got.errors), 0o644)
	}
	if err := os.RemoveAll(filepath.Join(dir, "want")); err != nil {
		return err
	}
	for name, data := range got.files {
		path := filepath.Join(dir, "want", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// TestGoldenRunner asserts that the runner notices what it is there for.
func TestGoldenRunner(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("spec.yaml", "permroute: 2\n")
	assert.Equal(t, []string{"neither want/ nor errors.txt: run with -update"}, checkGolden(t, dir))
	require.NoError(t, updateGolden(t, dir))
	assert.Empty(t, checkGolden(t, dir))

	good, err := os.ReadFile("../spec/bss.yaml")
	require.NoError(t, err)
	write("spec.yaml", string(good))
	assert.NotEmpty(t, checkGolden(t, dir))
	assert.EqualError(t, updateGolden(t, dir), "the spec has errors.txt and is right now")

	require.NoError(t, os.Remove(filepath.Join(dir, "errors.txt")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "want"), 0o755))
	write("want/stale.go", "package stale\n")
	assert.Contains(t, checkGolden(t, dir), "stale.go is not generated")
	require.NoError(t, updateGolden(t, dir))
	assert.NoFileExists(t, filepath.Join(dir, "want", "stale.go"))

	write("errors.txt", "spec.yaml: wrong\n")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "want"), 0o755))
	assert.Equal(t, []string{"both want/ and errors.txt: remove one"}, checkGolden(t, dir))
	require.NoError(t, os.Remove(filepath.Join(dir, "errors.txt")))
	write("spec.yaml", "permroute: 2\n")
	assert.ErrorContains(t, updateGolden(t, dir), "the spec has want/ and is wrong now: ")
}

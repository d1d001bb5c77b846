package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A result is what a command line came to.
type result struct {
	code           int
	stdout, stderr string
}

func permroute(args ...string) result { return permrouteWith("", args...) }

// permrouteWith is permroute with a standard input.
func permrouteWith(stdin string, args ...string) result {
	var stdout, stderr bytes.Buffer
	code := runWith(args, strings.NewReader(stdin), &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

// inFolder makes an empty folder the current one.
func inFolder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
}

// put writes a file, and the folders above it.
func put(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}

// tree returns the files and folders below a folder by slash-separated name, with their content;
// folders end in a slash, links have their target.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		require.NoError(t, err)
		relative, err := filepath.Rel(folder, name)
		require.NoError(t, err)
		relative = filepath.ToSlash(relative)
		switch {
		case relative == ".":
		case entry.IsDir():
			found[relative+"/"] = ""
		case entry.Type() == fs.ModeSymlink:
			found[relative], err = os.Readlink(name)
		default:
			var data []byte
			data, err = os.ReadFile(name)
			found[relative] = string(data)
		}
		return err
	}))
	return found
}

func TestMistakesInTheCall(t *testing.T) {
	const generate = "\nusage: permroute generate SPEC [--out DIR]\n"
	const check = "\nusage: permroute check SPEC [--out DIR]\n"
	for _, c := range []struct {
		args   []string
		stderr string
	}{
		{[]string{"generate"}, "permroute generate: accepts 1 arg(s), received 0" + generate},
		{[]string{"generate", "a.yaml", "b.yaml"}, "permroute generate: accepts 1 arg(s), received 2" + generate},
		{[]string{"generate", "--oot", "x", "a.yaml"}, "permroute generate: unknown flag: --oot" + generate},
		{[]string{"generate", "a.yaml", "--out"}, "permroute generate: flag needs an argument: --out" + generate},
		{[]string{"generate", "a.yaml", "--out", ""}, "permroute generate: --out is empty" + generate},
		{[]string{"generate", ""}, "permroute generate: SPEC is empty" + generate},
		{[]string{"check"}, "permroute check: accepts 1 arg(s), received 0" + check},
		{[]string{"check", "a.yaml", "b.yaml"}, "permroute check: accepts 1 arg(s), received 2" + check},
		{[]string{"generate", "a.yaml", "--out", "-"}, "permroute generate: --out is -, which is no file; write ./- for a file of this name" + generate},
		{[]string{"check", "-x"}, "permroute check: unknown shorthand flag: 'x' in -x" + check},
		{[]string{"init", "a.yaml", "b.yaml"}, "permroute init: accepts at most 1 arg(s), received 2\nusage: permroute init [FILE] [--from LIST]\n"},
		{[]string{"init", "-"}, "permroute init: FILE is -, which is no file; write ./- for a file of this name\nusage: permroute init [FILE] [--from LIST]\n"},
		{[]string{"schema", "x"}, "permroute schema: unknown command \"x\" for \"permroute schema\"\nusage: permroute schema [--out FILE]\n"},
		{[]string{"schema", "--out", ""}, "permroute schema: --out is empty\nusage: permroute schema [--out FILE]\n"},
		{[]string{"version", "x"}, "permroute version: unknown command \"x\" for \"permroute version\"\nusage: permroute version\n"},
		{[]string{"generat"}, "permroute: unknown command \"generat\" for \"permroute\"\n\nDid you mean this?\n\tgenerate\nusage: permroute COMMAND\n"},
		{[]string{"help", "nothing"}, "permroute help: unknown command \"nothing\" for \"permroute\"\nusage: permroute help [command]\n"},
	} {
		inFolder(t)
		assert.Equal(t, result{2, "", c.stderr}, permroute(c.args...), "%q", c.args)
		assert.Empty(t, tree(t, "."), "%q", c.args)
	}
}

func TestHelp(t *testing.T) {
	assert.Contains(t, permroute("--help").stdout, "\n"+exitHelp+"\n")
	for _, name := range []string{"generate", "check", "completion", "diff", "explain", "import", "init", "least", "lint", "openapi", "schema", "sql", "version"} {
		got := permroute(name, "--help")
		assert.Equal(t, 0, got.code, name)
		assert.Empty(t, got.stderr, name)
		assert.Regexp(t, `^[A-Z][^\n]*\.\n\n`, got.stdout, name)
		assert.Contains(t, got.stdout, "\nExamples:\n  permroute "+name, name)
		assert.Equal(t, got, permroute("help", name), name)
		long, _, _ := strings.Cut(got.stdout, "\nUsage:")
		for line := range strings.Lines(long) {
			assert.LessOrEqual(t, len(line), 85, name)
		}
	}
}

// Without a command there is nothing to do, which is a mistake in the call; --help is none.
func TestNoCommand(t *testing.T) {
	help := permroute("--help")
	assert.Equal(t, 0, help.code)
	assert.Contains(t, help.stdout, "  generate    Write the output of a spec\n")
	assert.NotContains(t, help.stdout, "powershell")
	assert.Equal(t, result{2, "", help.stdout}, permroute())
}

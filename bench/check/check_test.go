package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/generator"
)

// The small sets are generated, compiled and checked as make corpus-test does it with all.
func TestCompiledMatchersAgree(t *testing.T) {
	const out = "_tested"
	t.Cleanup(func() { os.RemoveAll(filepath.Join(corpus.Folder(), out)) })
	for _, args := range [][]string{
		{"run", "./cmd/prepare", "-small", "-check", "-out", out},
		{"run", "./" + out + "/check", "-mutations", "20"},
	} {
		cmd := exec.Command("go", args...)
		cmd.Dir = corpus.Folder()
		said, err := cmd.CombinedOutput()
		require.NoError(t, err, "go %s\n%s", strings.Join(args, " "), said)
		t.Logf("%s", said)
	}
}

// A matcher that is wrong somewhere is found out.
func TestWrongAnswersAreFound(t *testing.T) {
	sets, err := corpus.Small()
	require.NoError(t, err)
	for name, wrong := range map[string]func(c *checker, l peers.Line) (int, string){
		"another row": func(c *checker, l peers.Line) (int, string) {
			row, verdict := c.ref.Match(l.Method, l.Path)
			return min(row, len(c.ref.API.Routes)-2), verdict.String()
		},
		"too open": func(c *checker, l peers.Line) (int, string) {
			row, verdict := c.ref.Match(l.Method, l.Path)
			return row, strings.Replace(verdict.String(), "Refused", "Unlisted", 1)
		},
	} {
		var c *checker
		c, err = newChecker(sets[0], func(l peers.Line) (int, string) { return wrong(c, l) })
		require.NoError(t, err)
		require.Error(t, c.table(amount{mutations: 20}), name)
	}
}

// The rows around a path say what the whole table says.
func TestRowsAroundAPathAreEnough(t *testing.T) {
	sets, err := corpus.Small()
	require.NoError(t, err)
	for _, s := range append(sets, corpus.Adversarial(5)) {
		if s.Name == "adversarial" && len(s.Routes) > 100 {
			continue // the reference takes seconds for it
		}
		c, err := newChecker(s, nil)
		require.NoError(t, err)
		require.NoError(t, c.whole(1000), s.Name)
	}
}

// Twice the adversarial routes, twice the source, and not much more.
func TestAdversarialTablesStayLinear(t *testing.T) {
	size := func(depth int) (bytes int) {
		spec, err := corpus.Adversarial(depth).Spec()
		require.NoError(t, err)
		out, err := generator.Generate("adversarial.yaml", spec)
		require.NoError(t, err)
		for _, f := range out.Files {
			if strings.HasSuffix(f.Name, ".gen.go") {
				bytes += len(f.Data)
			}
		}
		return bytes
	}
	for depth := 7; depth <= 10; depth++ {
		small, large := size(depth-1), size(depth)
		require.Less(t, float64(large)/float64(small), 2.25, "%d routes: %d bytes, %d routes: %d bytes", 1<<(depth-1), small, 1<<depth, large)
	}
}

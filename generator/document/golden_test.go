package document_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/model"
)

var update = flag.Bool("update", false, "write spec.yaml and doubts.txt instead of comparing with them")

// TestGolden holds Read against every folder of testdata: a document, spec.yaml with what it is read as,
// and doubts.txt. A folder without spec.yaml is no table.
func TestGolden(t *testing.T) {
	folders, err := filepath.Glob("testdata/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			spec, doubts := read(t, folder)
			hold(t, filepath.Join(folder, "spec.yaml"), spec)
			hold(t, filepath.Join(folder, "doubts.txt"), doubts)
		})
	}
}

// read reads the document of a folder.
func read(t *testing.T, folder string) (spec, doubts string) {
	t.Helper()
	for _, pattern := range []string{"page.*", "table.*"} {
		names, err := filepath.Glob(filepath.Join(folder, pattern))
		require.NoError(t, err)
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			return readText(t, filepath.Base(name), data)
		}
	}
	t.Fatal("no document in", folder)
	return "", ""
}

func readText(t *testing.T, name string, data []byte) (spec, doubts string) {
	t.Helper()
	read, wrong := document.Read([]readers.File{{Name: name, Data: data}}, table.Options{})
	if len(wrong) > 0 {
		require.Nil(t, read)
		return "", wrong.Error() + "\n"
	}
	text := merge.Spec(read, merge.Target{})
	_, list := model.Load("spec.yaml", text)
	require.NoError(t, list.Err(), string(text))
	assert.Equal(t, text, merge.Spec(read, merge.Target{}), "the same table gives the same bytes")
	return string(text), rendered(read.Doubts)
}

// rendered returns doubts as lines. A ! stands before those that can change who may call.
func rendered(doubts []table.Doubt) string {
	var b strings.Builder
	for _, d := range doubts {
		if d.Access {
			b.WriteString("! ")
		}
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// hold compares a file with a text; an empty one is no file.
func hold(t *testing.T, name, text string) {
	t.Helper()
	if *update {
		if text == "" {
			_ = os.Remove(name)
			return
		}
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	want, err := os.ReadFile(name)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	assert.Equal(t, strings.Split(string(want), "\n"), strings.Split(text, "\n"), name)
}

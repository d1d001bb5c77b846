package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commitTo commits to a folder that it takes, and releases it.
func commitTo(name string, changes []change) ([]change, error) {
	folder, err := takeFolder(name, io.Discard)
	if err != nil {
		return nil, err
	}
	defer folder.release()
	return commit(folder, changes)
}

func changed(state state, name, text string) change { return change{state, name, []byte(text)} }

func TestCommit(t *testing.T) {
	inFolder(t)
	put(t, "out/a.go", "old")
	put(t, "out/keep.txt", "kept")
	put(t, "out/gone/deep/x.yaml", "")
	put(t, "out/half/y.yaml", "")
	put(t, "out/half/own.yaml", "own")
	changes := []change{
		changed(differs, "a.go", "new"),
		changed(missing, "sub/deep/b.yaml", "b"),
		changed(orphan, "gone/deep/x.yaml", ""),
		changed(orphan, "half/y.yaml", ""),
	}
	done, err := commitTo("out", changes)
	require.NoError(t, err)
	assert.Equal(t, changes, done)
	assert.Equal(t, map[string]string{
		"a.go": "new", "keep.txt": "kept", "sub/": "", "sub/deep/": "", "sub/deep/b.yaml": "b", "half/": "", "half/own.yaml": "own",
	}, tree(t, "out"), "folders that orphans leave empty go with them")
}

// What is written can be read by whom the system's default says, not by the user alone.
func TestCommitMode(t *testing.T) {
	inFolder(t)
	put(t, "like", "")
	_, err := commitTo("new/out", []change{changed(missing, "a.go", "a")})
	require.NoError(t, err)
	like, err := os.Stat("like")
	require.NoError(t, err)
	got, err := os.Stat("new/out/a.go")
	require.NoError(t, err)
	assert.Equal(t, like.Mode(), got.Mode())
}

// An orphan is the last that an output folder may have; the folder itself stays.
func TestCommitKeepsTheFolder(t *testing.T) {
	inFolder(t)
	put(t, "out/x.go", "")
	_, err := commitTo("out", []change{changed(orphan, "x.go", "")})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"out/": ""}, tree(t, "."))
}

// Where a file cannot be written nothing is changed, and nothing is left lying about.
func TestCommitFailsBeforeMoving(t *testing.T) {
	inFolder(t)
	put(t, "out/a.go", "old")
	put(t, "out/file", "in the way")
	before := tree(t, ".")
	done, err := commitTo("out", []change{
		changed(differs, "a.go", "new"),
		changed(missing, "made/b.go", "b"),
		changed(missing, "file/c.go", "c"),
		changed(orphan, "file", ""),
	})
	assert.EqualError(t, err, "cannot write "+filepath.Join("out", "file", "c.go")+": not a directory")
	assert.Empty(t, done)
	assert.Equal(t, before, tree(t, "."))
}

// The same for an output folder that can be none.
func TestCommitToNoFolder(t *testing.T) {
	inFolder(t)
	put(t, "file", "in the way")
	_, err := commitTo("file/out", []change{changed(missing, "a.go", "a")})
	assert.EqualError(t, err, "cannot open "+filepath.Join("file", "out")+": not a directory")
	_, err = commitTo("file", []change{changed(missing, "a.go", "a")})
	assert.EqualError(t, err, "cannot open file: not a directory")
	assert.Equal(t, map[string]string{"file": "in the way"}, tree(t, "."))
}

// Where a file cannot be moved, what has been moved stays and is told; another run does the rest.
func TestCommitFailsWhileMoving(t *testing.T) {
	inFolder(t)
	put(t, "out/b.go/file", "in the way")
	changes := []change{changed(missing, "a.go", "a"), changed(missing, "b.go", "b"), changed(missing, "c/c.go", "c")}
	done, err := commitTo("out", changes)
	assert.ErrorContains(t, err, "cannot write "+filepath.Join("out", "b.go")+": ")
	assert.Equal(t, changes[:1], done)
	assert.Equal(t, map[string]string{"a.go": "a", "b.go/": "", "b.go/file": "in the way"}, tree(t, "out"))
}

// A link that leads out of the output folder is not followed, wherever it stands.
func TestCommitStaysInside(t *testing.T) {
	inFolder(t)
	put(t, "other/a.go", "other")
	require.NoError(t, os.Mkdir("out", 0o755))
	link(t, filepath.Join("..", "other"), "out/sub")
	before := tree(t, ".")
	_, err := commitTo("out", []change{changed(differs, "sub/a.go", "new")})
	assert.Error(t, err)
	_, err = commitTo("out", []change{changed(orphan, "sub/a.go", "")})
	assert.Error(t, err)
	assert.Equal(t, before, tree(t, "."))
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
}

func TestCommitToReadOnlyFolder(t *testing.T) {
	inFolder(t)
	put(t, "out/a.go", "old")
	require.NoError(t, os.Chmod("out", 0o555))
	t.Cleanup(func() { _ = os.Chmod("out", 0o755) })
	if os.WriteFile("out/probe", nil, 0o644) == nil {
		t.Skip("this user may write everywhere")
	}
	_, err := commitTo("out", []change{changed(differs, "a.go", "new"), changed(missing, "b.go", "b")})
	assert.EqualError(t, err, "cannot write "+filepath.Join("out", "a.go")+": permission denied")
	assert.Equal(t, map[string]string{"a.go": "old"}, tree(t, "out"))
}

// longAgo gives a file a time that no run gives it.
func longAgo(t *testing.T, name string) time.Time {
	t.Helper()
	then := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	require.NoError(t, os.Chtimes(name, then, then))
	return then
}

func modified(t *testing.T, name string) time.Time {
	t.Helper()
	info, err := os.Stat(name)
	require.NoError(t, err)
	return info.ModTime().UTC()
}

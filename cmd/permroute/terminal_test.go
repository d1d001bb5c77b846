package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
)

// openTerminal returns a terminal that has not been told its size.
func openTerminal(t *testing.T) *os.File {
	t.Helper()
	file, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("this system makes no terminals: ", err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func TestColoured(t *testing.T) {
	screen := openTerminal(t)
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer null.Close()
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	assert.True(t, coloured(screen))
	assert.False(t, coloured(file))
	assert.False(t, coloured(null))
	assert.False(t, coloured(&bytes.Buffer{}))
	t.Setenv("NO_COLOR", "1")
	assert.False(t, coloured(screen))
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	assert.False(t, coloured(screen))
}

func TestStyleOf(t *testing.T) {
	screen := openTerminal(t)
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	defer reader.Close()
	defer writer.Close()
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	t.Setenv("COLUMNS", "50")
	assert.Equal(t, report.Style{Colour: true, Width: 50}, styleOf(screen))
	assert.Equal(t, report.Style{}, styleOf(writer))
	t.Setenv("NO_COLOR", "1")
	assert.Equal(t, report.Style{Width: 50}, styleOf(screen))
	for _, columns := range []string{"", "0", "wide"} {
		t.Setenv("COLUMNS", columns)
		assert.Equal(t, report.Style{Width: usualWidth}, styleOf(screen), columns)
	}
}

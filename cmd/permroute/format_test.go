package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/analysis/report"
)

// A null device is a character device, as a terminal is; a file and a pipe are none.
func TestStyleOf(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer null.Close()
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	defer reader.Close()
	defer writer.Close()
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	t.Setenv("COLUMNS", "50")
	assert.Equal(t, report.Style{Colour: true, Width: 50}, styleOf(null))
	assert.Equal(t, report.Style{}, styleOf(writer))
	t.Setenv("NO_COLOR", "1")
	assert.Equal(t, report.Style{Width: 50}, styleOf(null))
	t.Setenv("COLUMNS", "")
	assert.Equal(t, report.Style{Width: terminalWidth(null)}, styleOf(null))
}

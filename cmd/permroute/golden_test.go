package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write what commands print into testdata and docs instead of comparing with it")

// TestTranscripts runs every command line that stands behind "$ " in the transcripts of testdata and in
// the console blocks of docs, in the folder testdata, and compares what it prints: standard output, then
// standard error with "! " before each line, then the exit code if it is not 0. A line "< text" behind
// the command is standard input.
func TestTranscripts(t *testing.T) {
	transcripts, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	docs, err := filepath.Glob("../../docs/*.md")
	require.NoError(t, err)
	require.NotEmpty(t, transcripts)
	require.NotEmpty(t, docs)
	for _, name := range append(transcripts, docs...) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			written, err := os.ReadFile(name)
			require.NoError(t, err)
			file, err := filepath.Abs(name)
			require.NoError(t, err)
			t.Chdir("testdata")
			printed := transcript(string(written), strings.HasSuffix(name, ".txt"))
			if strings.HasSuffix(name, ".txt") || strings.Contains(string(written), "```console\n") {
				assert.Contains(t, printed, "$ permroute ")
			}
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(printed), 0o644))
				return
			}
			assert.Equal(t, string(written), printed)
		})
	}
}

// transcript returns a text with what its commands print now. Outside of transcripts only console blocks
// are looked at.
func transcript(text string, inside bool) string {
	var b strings.Builder
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		b.WriteString(line)
		switch {
		case line == "```console\n":
			inside = true
		case line == "```\n":
			inside = false
		}
		command, found := strings.CutPrefix(line, "$ permroute ")
		if !found || !inside {
			continue
		}
		var stdin strings.Builder
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "< ") {
			i++
			b.WriteString(lines[i])
			stdin.WriteString(strings.TrimPrefix(lines[i], "< "))
		}
		b.WriteString(printed(words(strings.TrimSpace(command)), stdin.String()))
		for i+1 < len(lines) && !strings.HasPrefix(lines[i+1], "$ ") && lines[i+1] != "```\n" && lines[i+1] != "" {
			i++
		}
	}
	return b.String()
}

// printed returns what a command line prints, as a transcript has it.
func printed(args []string, stdin string) string {
	var stdout, stderr, b bytes.Buffer
	code := runWith(args, strings.NewReader(stdin), &stdout, &stderr)
	b.Write(stdout.Bytes())
	for line := range strings.Lines(stderr.String()) {
		b.WriteString("! " + line)
	}
	if code != 0 {
		b.WriteString("exit " + strconv.Itoa(code) + "\n")
	}
	return b.String()
}

// words cuts a command line at blanks that are not quoted by ' or ".
func words(line string) (words []string) {
	var word strings.Builder
	var quote rune
	started := false
	for _, r := range line + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, started = r, true
		case r != ' ':
			word.WriteRune(r)
			started = true
		case started:
			words = append(words, word.String())
			word.Reset()
			started = false
		}
	}
	return words
}

func TestWords(t *testing.T) {
	assert.Equal(t, []string{"a", "b c", "", "d=e f"}, words(`a 'b c' "" d='e f'`))
}

package main

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEachLine(t *testing.T) {
	long := strings.Repeat("x", longestLine)
	for text, want := range map[string][]string{
		"":                               nil,
		"a":                              {"a"},
		"a\n":                            {"a"},
		"a\r\n\nb":                       {"a", "", "b"},
		long + "yyy\nb\n":                {long, "b"},
		"a\n" + long + long + "\n\nb":    {"a", long, "", "b"},
		strings.Repeat("ab", 1<<16) + "": {strings.Repeat("ab", 1<<16)},
	} {
		var lines []string
		require.NoError(t, eachLine(strings.NewReader(text), func(n int, line string) error {
			lines = append(lines, line)
			assert.Len(t, lines, n)
			return nil
		}))
		assert.Equal(t, want, lines)
	}
	broken := errors.New("broken")
	assert.EqualError(t, eachLine(iotest.ErrReader(broken), nil), "cannot read standard input: broken")
	assert.ErrorIs(t, eachLine(strings.NewReader("a\nb"), func(int, string) error { return broken }), broken)
}

// A line that is no request is told, and the others are explained.
func TestExplainGoesOn(t *testing.T) {
	inShop(t)
	const lines = "GET /orders\nnonsense\n\nGET /orders/7 HTTP/1.1\nGET /a b c\n"
	const told = "standard input:2: \"nonsense\"; allowed: METHOD TARGET\n" +
		"standard input:5: \"GET /a b c\"; allowed: METHOD TARGET\n" +
		"permroute: 2 lines of standard input could not be explained\n"
	got := permrouteWith(lines, "explain", "right.yaml", "-", "--format", "json")
	assert.Equal(t, exitNoAnswer, got.code, "no answer comes before denied")
	assert.Equal(t, told, got.stderr)
	assert.Equal(t, 2, strings.Count(got.stdout, "\n"))
	assert.Contains(t, got.stdout, `"target":"/orders/7"`)
	got = permrouteWith(lines, "explain", "right.yaml", "-", "--have", "shop:view,shop:edit")
	assert.Equal(t, exitNoAnswer, got.code)
	assert.Equal(t, told, got.stderr)
	assert.Contains(t, got.stdout, "GET /orders/7: allowed")
}

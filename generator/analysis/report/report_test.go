package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/diag"
)

func tableOf(t *testing.T, style Style, rows ...[]Cell) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, style.Table(&b, "  ", rows))
	return b.String()
}

func TestTable(t *testing.T) {
	rows := [][]Cell{{{Text: "查看"}, {Text: "a"}, {Text: "one two three four five six seven"}}, {{Text: "b"}, {Text: "long", Colour: Red}, {Text: "x\ny"}}}
	assert.Equal(t, "  查看  a     one two three four five six seven\n  b     long  x\\ny\n", tableOf(t, Style{}, rows...))
	assert.Contains(t, tableOf(t, Style{Colour: true}, rows...), "\x1b[1;31mlong\x1b[0m")
	for _, width := range []int{40, 60} {
		for line := range strings.Lines(tableOf(t, Style{Width: width}, rows...)) {
			assert.LessOrEqual(t, diag.Width(strings.TrimRight(line, "\n")), width)
		}
	}
	assert.Equal(t, "  查看  a     one two three four five\n              six seven\n", tableOf(t, Style{Width: 40}, rows...)[:len("  查看  a     one two three four five\n              six seven\n")])
}

func TestWrap(t *testing.T) {
	assert.Equal(t, []string{strings.Repeat("订", 12), strings.Repeat("订", 8)}, wrap(strings.Repeat("订", 20), 24, true))
	assert.Equal(t, []string{"a", strings.Repeat("b", 24), "bb c"}, wrap("a "+strings.Repeat("b", 26)+" c", 3, true))
	assert.Equal(t, []string{""}, wrap("", 30, true))
}

func TestGitHub(t *testing.T) {
	var b strings.Builder
	require.NoError(t, GitHub(&b, []Finding{
		{Rule: "a-rule", Level: Warning, Place: Place{"a,b:c.yaml", 3, 7}, Message: "100%\nor less", Remedy: "mend it"},
		{Rule: "x", Level: Info, Place: Place{File: "a.yaml"}, Message: "m"},
		{Rule: "x", Level: Error, Place: Place{"a.yaml", 1, 1}, Message: "m\x1b[31m"},
	}))
	assert.Equal(t, `::warning file=a%2Cb%3Ac.yaml,line=3,col=7,title=a-rule::100%25%0Aor less; mend it
::notice file=a.yaml,title=x::m
::error file=a.yaml,line=1,col=1,title=x::m\x1b[31m
`, b.String())
}

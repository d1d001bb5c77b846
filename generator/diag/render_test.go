package diag

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rendered returns what Render writes of one diagnostic.
func rendered(t *testing.T, d Diagnostic, source string, style Style) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, SourceOf([]byte(source)).Render(&b, List{d}, style))
	return b.String()
}

func TestRender(t *testing.T) {
	for name, c := range map[string]struct {
		pos    Position
		source string
		want   string
	}{
		"plain":         {at(2, 3), "a\nb: c\nd", "spec.yaml:2:3: m; r\n    b: c\n      ^\n"},
		"wide":          {at(1, 7), "name: 订单, x", "spec.yaml:1:7: m; r\n    name: 订单, x\n          ^\n"},
		"after wide":    {at(1, 11), "name: 订单, x", "spec.yaml:1:11: m; r\n    name: 订单, x\n                ^\n"},
		"tab":           {at(1, 2), "\tx", "spec.yaml:1:2: m; r\n        x\n        ^\n"},
		"end of line":   {at(1, 3), "a:\r\nb", "spec.yaml:1:3: m; r\n    a:\n      ^\n"},
		"past the end":  {at(1, 9), "a:", "spec.yaml:1:9: m; r\n    a:\n      ^\n"},
		"column 0":      {at(1, 0), "a:", "spec.yaml:1:0: m; r\n    a:\n    ^\n"},
		"mark":          {at(1, 2), "\ufeffab", "spec.yaml:1:2: m; r\n    ab\n     ^\n"},
		"inert":         {at(1, 3), "a\x1bb", "spec.yaml:1:3: m; r\n    a\\x1bb\n         ^\n"},
		"file":          {Position{File: "spec.yaml"}, "a", "spec.yaml: m; r\n"},
		"past the file": {at(3, 1), "a\nb", "spec.yaml:3:1: m; r\n"},
		"not UTF-8":     {at(1, 1), "a\xff", "spec.yaml:1:1: m; r\n"},
		"inert name":    {Position{"a\nb.yaml", 1, 1}, "a", "a\\nb.yaml:1:1: m; r\n    a\n    ^\n"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, rendered(t, Diagnostic{c.pos, "m", "r"}, c.source, Style{}))
		})
	}
}

func TestRenderLongLine(t *testing.T) {
	line := strings.Repeat("a", 499) + "X" + strings.Repeat("b", 500)
	lines := strings.Split(rendered(t, Diagnostic{at(1, 500), "m", ""}, line, Style{}), "\n")
	assert.Equal(t, "    "+strings.Repeat("a", window/2)+"X"+strings.Repeat("b", window/2-1), lines[1])
	assert.Equal(t, "    "+strings.Repeat(" ", window/2)+"^", lines[2])
	lines = strings.Split(rendered(t, Diagnostic{at(1, 3), "m", ""}, line, Style{}), "\n")
	assert.Equal(t, "    "+strings.Repeat("a", window), lines[1])
}

func TestRenderColour(t *testing.T) {
	got := rendered(t, Diagnostic{at(1, 1), "m", ""}, "a", Style{Colour: true})
	assert.Equal(t, "\x1b[1mspec.yaml:1:1:\x1b[0m m\n    a\n    \x1b[1;31m^\x1b[0m\n", got)
}

// broken takes so many writes and refuses the next.
type broken int

var errBroken = errors.New("broken")

func (b *broken) Write(p []byte) (int, error) {
	if *b--; *b < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestRenderError(t *testing.T) {
	list := List{{at(1, 1), "m", ""}}
	for writes := range 2 {
		b := broken(writes)
		assert.ErrorIs(t, SourceOf([]byte("a")).Render(&b, list, Style{}), errBroken)
	}
	enough := broken(2)
	assert.NoError(t, SourceOf([]byte("a")).Render(&enough, list, Style{}))
}

// A list that is very long is cut, and what is left says so at the place of the first that is not.
func TestCut(t *testing.T) {
	var list List
	for line := range Most {
		list.Addf(Position{"f", line + 2, 1}, "wrong")
	}
	assert.False(t, list.Full())
	assert.Equal(t, list, list.Cut())
	for line := range 1000 {
		list.Addf(Position{"f", Most + line + 2, 1}, "wrong")
	}
	assert.True(t, list.Full())
	cut := list.Cut()
	assert.Equal(t, list[:Most], cut[:Most])
	assert.Equal(t, List{{Pos: Position{"f", 102, 1}, Message: "only the first 100 are listed"}}, cut[Most:])
	assert.Equal(t, cut, cut.Cut())
	assert.Len(t, list, 1100)

	var b strings.Builder
	require.NoError(t, SourceOf(nil).Render(&b, list, Style{}))
	assert.Equal(t, Most+1, strings.Count(b.String(), "\n"))
	assert.True(t, strings.HasSuffix(b.String(), "\nf:102:1: only the first 100 are listed\n"), b.String())
}

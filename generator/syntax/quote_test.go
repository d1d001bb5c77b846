package syntax

import (
	"regexp"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What bare says by classes of characters, as expressions.
var (
	bareInBlock = regexp.MustCompile(`^[A-Za-z/$\p{Han}]([A-Za-z0-9 _./(){}\p{Han}、。，；：（）,;'$&+=!?~@>*-]|:[A-Za-z0-9_./])*$`)
	bareInFlow  = regexp.MustCompile(`^[A-Za-z/\p{Han}][A-Za-z0-9 _./()\p{Han}、。，；：（）*-]*$`)
	bareNever   = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off|true|false|null)$| $`)
)

func requireBare(t *testing.T, s string) {
	t.Helper()
	never := bareNever.MatchString(s)
	require.Equal(t, bareInBlock.MatchString(s) && !never, bare(s, inBlock), "%q in a block", s)
	require.Equal(t, bareInFlow.MatchString(s) && !never, bare(s, inFlow), "%q in a flow", s)
}

// Every character of the first plane stands at every place of a string, and every pair of ASCII does.
func TestBare(t *testing.T) {
	for r := rune(0); r <= 0xffff; r++ {
		for _, s := range []string{string(r), "a" + string(r), "a" + string(r) + "b", "a:" + string(r)} {
			requireBare(t, s)
		}
	}
	for r := rune(0); r < 0x80; r++ {
		for q := rune(0); q < 0x80; q++ {
			requireBare(t, string([]rune{r, q}))
			requireBare(t, string([]rune{'x', r, q, 'y'}))
		}
	}
	for _, s := range append(hostile, "", "\xff", "a\xff", "a:\xff", "Null", "nUll", "nulls", "ye\u017f", "o\u212a", "𠮷", "a𠮷", "a: ", "订单:查看") {
		requireBare(t, s)
	}
}

func FuzzBare(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { requireBare(t, s) })
}

// Strings of one character say what stands where without quotes.
func TestClassOf(t *testing.T) {
	assert.Equal(t, anywhere|afterColon, classOf('x'))
	assert.Equal(t, first|later, classOf('$'))
	assert.Zero(t, classOf(unicode.ReplacementChar))
}

package typescript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLiteral(t *testing.T) {
	for text, want := range map[string]string{
		`a"b\`: `"a\"b\\"`, "a\nb\u2028": `"a\u{a}b\u{2028}"`, "\u202e\x00": `"\u{202e}\u{0}"`, "用户😀</script>${x}`": "\"用户😀</script>${x}`\"",
	} {
		assert.Equal(t, want, literal(text))
	}
}

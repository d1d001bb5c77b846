package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEncodings(t *testing.T) {
	var all Encoding
	for _, n := range Encodings() {
		assert.Zero(t, all&n.Encoding, n.Name)
		all |= n.Encoding
		assert.Equal(t, []string{n.Name}, n.Encoding.Names())
		assert.Equal(t, n.Encoding, EncodingNamed(n.Name))
	}
	assert.Equal(t, EncodingNames(), all.Names())
	assert.Empty(t, Encoding(0).Names())
	assert.Zero(t, EncodingNamed("Space"))
}

package table

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearly(t *testing.T) {
	for pair, want := range map[string]bool{
		"a:veiw a:view": true, "a:vew a:view": true, "a:views a:view": true, "a:viex a:view": true, "A:view a:view": true,
		"a:pay a:view": false, "a:v1 a:v2": false, "a_0101 a_0102": false, "a:view b:view": true,
	} {
		a, b, _ := strings.Cut(pair, " ")
		assert.Equal(t, want, nearly(a, b), pair)
		near := newNeighbours([]*Permission{{Code: a}, {Code: b}})
		assert.Equal(t, want, len(near.of(near[hashes(a)[0]][0])) > 0, pair)
	}
}

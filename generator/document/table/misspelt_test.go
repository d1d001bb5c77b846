package table

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearly(t *testing.T) {
	for pair, want := range map[string]likeness{
		"a:veiw a:view": likely, "A:view a:view": likely, "a:vew a:view": possibly, "a:views a:view": possibly, "a:vixw a:view": possibly,
		"a:pay a:view": unlikely, "a:v1 a:v2": unlikely, "a_0101 a_0102": unlikely, "a:view b:view": unlikely, "a:setTags a:getTags": unlikely,
		"a:listTags a:listBags": unlikely, "a:view a:xview": unlikely, "a:view a:viewing": unlikely,
	} {
		a, b, _ := strings.Cut(pair, " ")
		assert.Equal(t, want, nearly(a, b), pair)
		assert.Equal(t, want, nearly(b, a), pair)
		near := newNeighbours([]*Permission{{Code: a}, {Code: b}})
		assert.Equal(t, want != unlikely, len(near.of(near[hashes(a)[0]][0])) > 0, pair)
	}
}

package access_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/access"
)

func TestWords(t *testing.T) {
	assert.Equal(t, []string{"public", "authenticated", "nobody"}, access.Words())
	for _, a := range access.All() {
		of, ok := access.Of(a.String())
		assert.True(t, ok)
		assert.Equal(t, a, of)
		assert.Empty(t, access.Meant(a.String()), "a word needs no other one")
		assert.NotEmpty(t, a.Callers())
	}
	_, ok := access.Of("Public")
	assert.False(t, ok)
	assert.Equal(t, access.Nobody, access.Access(0), "what is not said is closed")
	assert.Equal(t, "write nobody", access.Meant("deny"))
}

package method

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range All() {
		assert.Regexp(t, `^[A-Z]+$`, m.Name)
		assert.False(t, seen[m.Name], m.Name)
		seen[m.Name] = true
		assert.Equal(t, m, Find(m.Name))
		assert.False(t, m.Common && m.Refused, m.Name)
	}
	assert.Equal(t, Method{Name: "UNKNOWN"}, Find("UNKNOWN"))
	assert.Equal(t, Method{Name: "get"}, Find("get"))
}

func TestNames(t *testing.T) {
	for _, m := range All() {
		assert.Equal(t, m.Common, slices.Contains(Common(), m.Name), m.Name)
		assert.Equal(t, !m.Refused, slices.Contains(Answered(), m.Name), m.Name)
	}
	assert.Subset(t, Common(), []string{"GET", "POST"})
	assert.NotContains(t, Answered(), "TRACE")
}

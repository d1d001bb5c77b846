package method

import (
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
	assert.Equal(t, Method{Name: "LINK"}, Find("LINK"))
	assert.Equal(t, Method{Name: "get"}, Find("get"))
}

func TestNames(t *testing.T) {
	assert.Equal(t, []string{"GET", "POST", "PUT", "PATCH", "DELETE"}, Common())
	assert.Equal(t, []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "QUERY"}, Answered())
}

package support

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/method"
)

// TestRefusedMethods asserts that the generated code refuses the methods that the generator's list refuses.
func TestRefusedMethods(t *testing.T) {
	for _, m := range method.All() {
		assert.Equal(t, !m.Refused, canonicalMethod(m.Name), m.Name)
	}
}

package names

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPackage(t *testing.T) {
	for _, name := range []string{"orders", "订单", "_x", "Orders2", "maps", "string"} {
		assert.Empty(t, Package(name), name)
	}
	for name, want := range map[string]string{
		"map": "which Go does not take", "func": "which Go does not take", "a.b": "which Go does not take",
		"2a": "which Go does not take", "_": "which Go does not take", "": "which Go does not take",
		"main": "which cannot be imported", "init": "which cannot be imported",
		"documentation": "whose files Go leaves out",
	} {
		assert.Equal(t, want, Package(name), name)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Orders": "orders", "Orders & more": "orders-more", "  v2.0 API/": "v2-0-api", "订单": "", "Größe": "", "***": "", "": "",
		"\u212a": "", "\u0130": "", // lower case is ASCII, the name is not
	} {
		assert.Equal(t, want, Slug(name), name)
		assert.Equal(t, want != "", IsSlug(want), name)
	}
	for _, text := range []string{"a--b", "-a", "a-", "A", "a b", "é"} {
		assert.False(t, IsSlug(text), text)
	}
}

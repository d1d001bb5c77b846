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
		"map": "is not allowed in Go", "func": "is not allowed in Go", "a.b": "is not allowed in Go",
		"2a": "is not allowed in Go", "_": "is not allowed in Go", "": "is not allowed in Go",
		"main": "cannot be imported", "init": "cannot be imported",
		"documentation": "makes Go ignore the files",
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

package support

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPermission(t *testing.T) {
	assert.Equal(t, []Permission{ThingView, ThingOwn, ThingEdit, FilePut, ThingAdmin}, slices.Collect(Permissions()))
	assert.Equal(t, Permission(1), ThingView)
	for p := range Permissions() {
		parsed, err := ParsePermission(p.String())
		require.NoError(t, err)
		assert.Equal(t, p, parsed)
	}
	for range Permissions() {
		break // yields no more
	}
	assert.Equal(t, "see things", ThingView.Description())
	assert.Empty(t, ThingEdit.Description())
}

func TestPermissionUnknown(t *testing.T) {
	for _, code := range []string{"", "thing", "Thing:view", "thing:view ", "thing:vieW"} {
		p, err := ParsePermission(code)
		assert.ErrorIs(t, err, ErrUnknown)
		assert.ErrorContains(t, err, "permission code")
		assert.Zero(t, p)
	}
	for _, p := range []Permission{0, 6, 255} {
		assert.Contains(t, p.String(), "Permission(")
		assert.Empty(t, p.Description())
		_, err := p.MarshalText()
		assert.ErrorIs(t, err, ErrUnknown)
	}
}

func TestPermissionText(t *testing.T) {
	text, err := json.Marshal(map[Permission]Permission{ThingOwn: ThingEdit})
	require.NoError(t, err)
	assert.Equal(t, `{"thing:own":"thing:edit"}`, string(text))
	var back map[Permission]Permission
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, map[Permission]Permission{ThingOwn: ThingEdit}, back)
	p := ThingEdit
	assert.ErrorIs(t, p.UnmarshalText([]byte("nope")), ErrUnknown)
	assert.Equal(t, ThingEdit, p)
}

package support

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRole(t *testing.T) {
	assert.Equal(t, []Role{RoleClerk, RoleBoss}, slices.Collect(Roles()))
	for r := range Roles() {
		parsed, err := ParseRole(r.String())
		require.NoError(t, err)
		assert.Equal(t, r, parsed)
	}
	for range Roles() {
		break // yields no more
	}
	assert.Equal(t, NewSet(ThingOwn, FilePut), RoleClerk.Set())
	assert.Equal(t, NewSet(ThingOwn, FilePut, ThingAdmin), RoleBoss.Set())
	assert.True(t, RoleBoss.Set().Has(ThingView))
	assert.Equal(t, "may do all", RoleBoss.Description())
	assert.Empty(t, RoleClerk.Description())
}

func TestRoleUnknown(t *testing.T) {
	for _, name := range []string{"", "Clerk", "clerk ", "bos"} {
		r, err := ParseRole(name)
		assert.ErrorIs(t, err, ErrUnknown)
		assert.Zero(t, r)
	}
	for _, r := range []Role{0, 3, 65535} {
		assert.Contains(t, r.String(), "Role(")
		assert.Empty(t, r.Description())
		assert.True(t, r.Set().IsEmpty())
		_, err := r.MarshalText()
		assert.ErrorIs(t, err, ErrUnknown)
	}
}

func TestParseRoles(t *testing.T) {
	s, err := ParseRoles("clerk", "boss")
	require.NoError(t, err)
	assert.Equal(t, RoleBoss.Set(), s)
	s, err = ParseRoles("offline_access", "clerk", "*")
	assert.Equal(t, RoleClerk.Set(), s)
	var unknown *UnknownRolesError
	require.ErrorAs(t, err, &unknown)
	assert.ErrorIs(t, err, ErrUnknown)
	assert.Equal(t, []string{"offline_access", "*"}, unknown.Names)
	assert.EqualError(t, err, `roles "offline_access", "*": not in the table`)
	s, err = ParseRoles()
	require.NoError(t, err)
	assert.True(t, s.IsEmpty())
}

func TestRoleText(t *testing.T) {
	text, err := json.Marshal(map[Role]Role{RoleClerk: RoleBoss})
	require.NoError(t, err)
	assert.Equal(t, `{"clerk":"boss"}`, string(text))
	var back map[Role]Role
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, map[Role]Role{RoleClerk: RoleBoss}, back)
	r := RoleBoss
	assert.ErrorIs(t, r.UnmarshalText([]byte("nope")), ErrUnknown)
	assert.Equal(t, RoleBoss, r)
}

package support

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sets yields every set of the four permissions that imply no other, with its members.
func sets(yield func(Set, []Permission) bool) {
	for bits := range 16 {
		var members []Permission
		for i := range 4 {
			if bits>>i&1 != 0 {
				members = append(members, Permission(i+1))
			}
		}
		if !yield(NewSet(members...), members) {
			return
		}
	}
}

func TestSet(t *testing.T) {
	for s, members := range sets {
		assert.Equal(t, members, slices.Collect(s.All()))
		assert.Equal(t, len(members), s.Len())
		assert.Equal(t, len(members) == 0, s.IsEmpty())
		for p := range Permissions() {
			assert.Equal(t, slices.Contains(members, p), s.Has(p))
		}
		for u, others := range sets {
			assert.Equal(t, slices.Equal(members, others), s == u)
			for p := range Permissions() {
				in, out := slices.Contains(members, p), slices.Contains(others, p)
				assert.Equal(t, in || out, s.Union(u).Has(p))
				assert.Equal(t, in && !out, s.Minus(u).Has(p))
			}
			assert.Equal(t, u.Minus(s).IsEmpty(), s.HasAll(u))
		}
	}
	for range NewSet(ThingView, ThingOwn).All() {
		break // yields no more
	}
}

func TestSetIgnoresNumbersWithoutCode(t *testing.T) {
	s := NewSet(0, 6, 64, 65, 255)
	assert.True(t, s.IsEmpty())
	for _, p := range []Permission{0, 6, 64, 65, 255} {
		assert.False(t, NewSet(ThingView, ThingOwn, ThingEdit, FilePut).Has(p))
	}
}

func TestParseSet(t *testing.T) {
	s, err := ParseSet("file:put", "thing:view", "file:put")
	require.NoError(t, err)
	assert.Equal(t, NewSet(ThingView, FilePut), s)
	assert.Equal(t, "thing:view,file:put", s.String())

	s, err = ParseSet("x", "thing:own", "y\n")
	var unknown *UnknownCodesError
	require.ErrorAs(t, err, &unknown)
	assert.ErrorIs(t, err, ErrUnknown)
	assert.Equal(t, []string{"x", "y\n"}, unknown.Codes)
	assert.EqualError(t, err, `permission codes "x", "y\n": not in the table`)
	assert.Equal(t, NewSet(ThingOwn), s)

	many := make([]string, 1000000)
	_, err = ParseSet(many...)
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, many, unknown.Codes)
	assert.EqualError(t, err, "permission codes "+strings.Repeat(`"", `, 9)+`"" and 999990 more: not in the table`)

	s, err = ParseSet()
	require.NoError(t, err)
	assert.Zero(t, s)
	assert.Equal(t, "", s.String())
}

func TestSetJSON(t *testing.T) {
	for s := range sets {
		text, err := json.Marshal(s)
		require.NoError(t, err)
		var back Set
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, s, back)
	}
	text, err := json.Marshal(Set{})
	require.NoError(t, err)
	assert.Equal(t, "[]", string(text))

	s := NewSet(ThingEdit)
	require.NoError(t, json.Unmarshal([]byte(`["other:code","thing:own"]`), &s))
	assert.Equal(t, NewSet(ThingOwn), s)
	assert.Error(t, json.Unmarshal([]byte(`["thing:edit",7]`), &s))
	assert.Equal(t, NewSet(ThingOwn), s)
}

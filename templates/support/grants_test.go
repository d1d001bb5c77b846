package support

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestImplied(t *testing.T) {
	admin := NewSet(ThingAdmin)
	assert.Equal(t, "thing:view,thing:edit,thing:admin", admin.String())
	parsed, err := ParseSet("thing:admin")
	require.NoError(t, err)
	assert.Equal(t, admin, parsed)
	assert.True(t, Authorize("POST", "/jobs/7:stop", admin).Allowed())
	assert.False(t, Authorize("GET", "/things/mine", admin).Allowed())
	assert.Equal(t, NewSet(ThingOwn), Authorize("GET", "/things/mine", admin).Missing)
}

func TestAliases(t *testing.T) {
	for _, code := range []string{"thing:all", "things.admin"} {
		p, err := ParsePermission(code)
		require.NoError(t, err)
		assert.Equal(t, ThingAdmin, p)
		s, err := ParseScope(code)
		require.NoError(t, err)
		assert.Equal(t, NewSet(ThingAdmin), s)
		assert.Equal(t, "thing:admin", p.String(), "only the code is written")
	}
}

// TestMinusStaysClosed asserts that a set from which permissions are taken does not have them again after it was
// written and read.
func TestMinusStaysClosed(t *testing.T) {
	left := NewSet(ThingAdmin, ThingOwn).Minus(NewSet(ThingEdit))
	assert.Equal(t, NewSet(ThingView, ThingOwn), left)
	text, err := json.Marshal(left)
	require.NoError(t, err)
	var back Set
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, left, back)
}

func TestParseScope(t *testing.T) {
	for scope, want := range map[string]Set{
		"":                      {},
		" ":                     {},
		"thing:own":             NewSet(ThingOwn),
		"thing:own file:put":    NewSet(ThingOwn, FilePut),
		" thing:own  file:put ": NewSet(ThingOwn, FilePut),
	} {
		s, err := ParseScope(scope)
		require.NoError(t, err, scope)
		assert.Equal(t, want, s, scope)
	}
	for scope, unknown := range map[string][]string{
		"thing:own,file:put":            {"thing:own,file:put"},
		"thing:own\tfile:put":           {"thing:own\tfile:put"},
		"thing:own\nfile:put":           {"thing:own\nfile:put"},
		"thing:* openid":                {"thing:*", "openid"},
		"Thing:own":                     {"Thing:own"},
		"thing:own\u00a0file:put":       {"thing:own\u00a0file:put"},
		"thing: own thing:o thing:ownx": {"thing:", "own", "thing:o", "thing:ownx"},
	} {
		s, err := ParseScope(scope)
		var wrong *UnknownCodesError
		require.ErrorAs(t, err, &wrong, scope)
		assert.Equal(t, unknown, wrong.Codes)
		assert.Empty(t, s.String(), scope)
	}
}

func TestParseGrants(t *testing.T) {
	for grant, want := range map[string]Set{
		"thing:own":   NewSet(ThingOwn),
		"thing:*":     NewSet(ThingOwn, ThingAdmin),
		"*:view":      NewSet(ThingView),
		"*":           NewSet(ThingOwn, ThingAdmin, FilePut),
		"f*e*p*t*":    NewSet(FilePut),
		"**put**":     NewSet(FilePut),
		"t*l":         NewSet(ThingAdmin), // by its alias
		"things.*":    NewSet(ThingAdmin),
		"thing:admin": NewSet(ThingAdmin),
	} {
		s, err := ParseGrants(grant)
		require.NoError(t, err, grant)
		assert.Equal(t, want, s, grant)
	}
	s, err := ParseGrants("thing:o", "", "thing:?wn", "thing:[o]*", "Thing:*", "x*", "file:*", "*x")
	var unknown *UnknownCodesError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, []string{"thing:o", "", "thing:?wn", "thing:[o]*", "Thing:*", "x*", "*x"}, unknown.Codes)
	assert.Equal(t, NewSet(FilePut), s)
}

// TestPatternsTakeTime asserts that a pattern of many wildcards needs no more steps than texts and pattern together
// allow.
func TestPatternsTakeTime(t *testing.T) {
	text := strings.Repeat("a", 1<<14)
	assert.False(t, matchesPattern(text, strings.Repeat("*a", 1<<13)+"b", false))
	assert.True(t, matchesPattern(text, strings.Repeat("*a", 1<<13), false))
}

// TestSetClaims asserts that a field of a claims struct takes what issuers send.
func TestSetClaims(t *testing.T) {
	for claim, want := range map[string]Set{
		`"thing:own openid"`:      NewSet(ThingOwn),
		`["thing:own", "openid"]`: NewSet(ThingOwn),
		`""`:                      {},
		`[]`:                      {},
		`null`:                    {},
		`["thing:own file:put"]`:  {}, // one code with a blank
		`"\u0074hing:own"`:        NewSet(ThingOwn),
	} {
		claims := struct{ Scope Set }{NewSet(FilePut)}
		require.NoError(t, json.Unmarshal([]byte(`{"scope": `+claim+`}`), &claims), claim)
		assert.Equal(t, want, claims.Scope, claim)
	}
	for _, claim := range []string{`7`, `{"a": 1}`, `[7]`, `true`, `[["thing:own"]]`} {
		claims := struct{ Scope Set }{NewSet(FilePut)}
		assert.Error(t, json.Unmarshal([]byte(`{"scope": `+claim+`}`), &claims), claim)
		assert.Equal(t, NewSet(FilePut), claims.Scope, "the set is as it was")
	}
}

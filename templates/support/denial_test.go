package support

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestUnlistedWords asserts what a table gives that opens unlisted requests to authenticated callers, and to nobody.
func TestUnlistedWords(t *testing.T) {
	path, method := unlistedPath, unlistedMethod
	defer func() { unlistedPath, unlistedMethod = path, method }()
	unlistedPath, unlistedMethod = authenticated, authenticated
	for _, request := range []string{"GET /other", "PATCH /things/7"} {
		assert.Equal(t, 200, answer(Guard{Granted: granting()}, request).StatusCode)
		assert.Equal(t, 500, answer(Guard{Granted: failing(io.EOF)}, request).StatusCode)
		assert.Equal(t, 401, answer(Guard{Granted: failing(ErrUnauthenticated), OnDecision: func(_ *http.Request, d Decision) {
			assert.EqualError(t, d.Err(), "request denied: the caller is not known: the caller is not authenticated")
		}}, request).StatusCode)
		verb, target, _ := strings.Cut(request, " ")
		d := Authorize(verb, target, Set{})
		assert.True(t, d.Allowed())
		assert.False(t, d.Public())
	}
	unlistedPath, unlistedMethod = nobody, public
	assert.Equal(t, 403, answer(Guard{Granted: failing(io.EOF)}, "GET /other").StatusCode)
	assert.Equal(t, 200, answer(Guard{Granted: failing(io.EOF)}, "PATCH /things/7").StatusCode)
}

// TestInsufficientScope asserts the challenge of a 403 for missing permissions.
func TestInsufficientScope(t *testing.T) {
	for _, c := range []struct {
		guard         Guard
		request, want string
	}{
		{Guard{Granted: granting()}, "GET /things/mine", `Bearer error="insufficient_scope", scope="thing:own thing:edit"`},
		{Guard{Granted: granting(), Challenge: "Bearer"}, "GET /things/mine", `Bearer error="insufficient_scope", scope="thing:own thing:edit"`},
		{Guard{Granted: granting(), Challenge: `Bearer realm="things"`}, "GET /things/7", `Bearer realm="things", error="insufficient_scope", scope="thing:view"`},
		{Guard{Granted: granting(ThingOwn)}, "PUT /files/a", `Bearer error="insufficient_scope", scope="file:put thing:own"`},
		{Guard{Granted: granting()}, "DELETE /things/7", ""},
		{Guard{Granted: granting()}, "PATCH /things/7", ""},
		{Guard{Granted: granting()}, "GET /things//7", ""},
		{Guard{Granted: failing(ErrUnauthenticated), Challenge: "Bearer"}, "GET /things/7", "Bearer"},
	} {
		c.guard.InsufficientScope = true
		assert.Equal(t, c.want, answer(c.guard, c.request).Header.Get("WWW-Authenticate"), c.request)
	}
	entry := permissions[ThingEdit]
	defer func() { permissions[ThingEdit] = entry }()
	for _, code := range []string{"thing edit", `thing"edit`, `thing\edit`, "编辑"} {
		permissions[ThingEdit].code = code
		assert.Equal(t, `Bearer error="insufficient_scope"`, answer(Guard{Granted: granting(), InsufficientScope: true}, "GET /things/mine").Header.Get("WWW-Authenticate"), code)
	}
}

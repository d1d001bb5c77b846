package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// example is the table of the package comment: its row n is the row n-1 here.
func example(t *testing.T) Table {
	t.Helper()
	return table(t, "GET /users/{id} A", "GET /users/me B", "GET /users/{id}/roles C", "PUT /users/you D")
}

func TestWorkedExample(t *testing.T) {
	for _, c := range []struct {
		method, path string
		row          int
		verdict      Verdict
	}{
		{"GET", "/users/7", 1, Listed},
		{"GET", "/users/me", 2, Listed},
		{"GET", "/users/7/roles", 3, Listed},
		{"GET", "/users/7/avatar", 1, Listed},
		{"GET", "/users/ME", 0, Refused},
		{"GET", "/users/you", 0, Refused},
		{"GET", "/users//7", 0, Refused},
		{"POST", "/users/7", 0, MethodUnlisted},
		{"GET", "/orders", 0, Unlisted},
	} {
		row, verdict := example(t).Match(c.method, c.path)
		assert.Equal(t, c.verdict, verdict, "%s %s", c.method, c.path)
		assert.Equal(t, c.row-1, row, "%s %s", c.method, c.path)
	}
}

func TestTerminology(t *testing.T) {
	for path, canonical := range map[string]bool{"/users/7": true, "/users//7": false, "/users/../7": false, "/users/7;": false, "/users/%37": false} {
		_, ok := ParsePath(path)
		assert.Equal(t, canonical, ok, path)
	}
	for _, c := range []struct {
		path, pattern string
		reach         Reach
	}{
		{"/users/7", "/users/{id}", Exactly},
		{"/users/ME", "/users/me", Inexactly},
		{"/users/7/avatar", "/users/{id}", ByTail},
		{"/jobs/a:b:lock", "/jobs/{id}:lock", Inexactly},
		{"/in(x/y)", "/in({n})", Inexactly},
		{"/files", "/files/**", ByEmptyRest},
		{"/jobs/7:open", "/jobs/{id}:lock", ByLooseSuffix},
	} {
		p, err := ParsePattern(c.pattern)
		require.NoError(t, err)
		path, ok := ParsePath(c.path)
		require.True(t, ok)
		assert.Equal(t, c.reach, p.Reach(path, AnyServer), c.path)
	}
	view := example(t).View("GET")
	assert.Equal(t, []int{0, 1, 2}, view.Own)
	assert.Equal(t, []int{3}, view.Foreign)
	assert.Equal(t, view.Own, example(t).View("HEAD").Own)
	assert.Equal(t, 1, view.Account("/users/me").Winner)
	assert.Equal(t, []int{1, 3}, view.Rivals(0))
	assert.False(t, view.Contested(1))
	_, _, mute := table(t, "GET /a A", "GET /A B").View("GET").Mute(0)
	assert.True(t, mute)
}

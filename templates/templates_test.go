package templates

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReserved(t *testing.T) {
	names := Reserved()
	for _, name := range []string{"Permission", "ParsePermission", "Set", "NewSet", "Route", "Routes", "Match", "MatchRequest",
		"Authorize", "AuthorizeRequest", "IsOverrideHeader", "Guard", "ErrUnauthenticated", "NewContext", "FromContext", "Decision", "DeniedError", "Verdict", "Refused", "Listed", "Unlisted", "MethodUnlisted", "ErrUnknown"} {
		assert.Contains(t, names, name)
	}
	for _, name := range []string{"String", "Allowed", "match", "ThingView", "RouteShowThing"} {
		assert.NotContains(t, names, name, "a method, an unexported name or one of the test table")
	}
	assert.IsIncreasing(t, names)
}

func TestSupport(t *testing.T) {
	for _, f := range Support() {
		assert.True(t, strings.HasPrefix(f.Text, "package support\n"), "%s: the output's package clause and header replace this line", f.Name)
		assert.False(t, strings.HasSuffix(f.Name, "_test.go") || strings.HasSuffix(f.Name, ".gen.go"), f.Name)
	}
}

// TestWidth keeps the line that generation rewrites for tables with many permissions.
func TestWidth(t *testing.T) {
	n := 0
	for _, f := range Support() {
		n += strings.Count(f.Text, "\ntype Permission uint8\n")
	}
	assert.Equal(t, 1, n)
}

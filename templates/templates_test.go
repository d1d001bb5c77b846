package templates

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// TestSupport asserts that the files of the package are embedded, but for those that complete it here.
func TestSupport(t *testing.T) {
	var embedded, there []string
	for _, f := range Support() {
		embedded = append(embedded, f.Name)
		assert.True(t, strings.HasPrefix(f.Text, "package support\n"), "%s: the output's package clause and header replace this line", f.Name)
	}
	entries, err := os.ReadDir("support")
	require.NoError(t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "_test.go") && !strings.HasSuffix(e.Name(), ".gen.go") && strings.HasSuffix(e.Name(), ".go") {
			there = append(there, e.Name())
		}
	}
	assert.Equal(t, there, embedded)
}

// TestWidth keeps the line that generation rewrites for tables with many permissions.
func TestWidth(t *testing.T) {
	n := 0
	for _, f := range Support() {
		n += strings.Count(f.Text, "\ntype Permission uint8\n")
	}
	assert.Equal(t, 1, n)
}

package templates

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReserved(t *testing.T) {
	names := Reserved()
	for _, name := range []string{"Permission", "ParsePermission", "Set", "NewSet", "Route", "Routes", "Match", "MatchRequest",
		"Authorize", "AuthorizeRequest", "IsOverrideHeader", "Guard", "ErrUnauthenticated", "NewContext", "FromContext", "Decision", "DeniedError", "Verdict", "Refused", "Listed", "Unlisted", "MethodUnlisted", "ErrUnknown",
		"ParseScope", "ParseGrants", "Role", "ParseRoles", "ParsePolicies", "PolicyError"} {
		assert.Contains(t, names, name)
	}
	for _, name := range []string{"Read", "Compare", "Syntaxes", "String", "Allowed", "match", "ThingView", "RouteShowThing", "RoleClerk"} {
		assert.NotContains(t, names, name, "a method, an unexported name or one of the test table")
	}
	assert.IsIncreasing(t, names)
}

// TestOutputs asserts that each file of the package belongs to one output, except for those that complete it
// here.
func TestOutputs(t *testing.T) {
	var belong, there []string
	for _, o := range Outputs() {
		for _, f := range o.Files {
			belong = append(belong, f.Name)
			assert.Contains(t, "\n"+f.Text, "\npackage "+path.Dir(f.Name)+"\n", f.Name)
		}
	}
	for folder, others := range map[string][]string{
		"support":  {"doc.go", "table.gen.go", "handlers.go"},
		"handlers": {"doc.go", "syntaxes.go", "spelling.go"},
	} {
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), "_test.go") && !slices.Contains(others, e.Name()) {
				there = append(there, folder+"/"+e.Name())
			}
		}
	}
	assert.ElementsMatch(t, there, belong)
}

// TestWidth asserts that there is one line that generation rewrites for tables with many permissions.
func TestWidth(t *testing.T) {
	n := 0
	for _, o := range Outputs() {
		for _, f := range o.Files {
			n += strings.Count(f.Text, "\ntype Permission uint8\n")
		}
	}
	assert.Equal(t, 1, n)
}

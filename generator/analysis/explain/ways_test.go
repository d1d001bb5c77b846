package explain

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
)

// Every equivalence is a way, and the document has all ways and rules in their order.
func TestWaysAndRules(t *testing.T) {
	document, err := os.ReadFile("../../../docs/explain.md")
	require.NoError(t, err)
	text := string(document)
	next := func(words, id string) {
		t.Helper()
		_, after, found := strings.Cut(text, "\n| "+words+" | ")
		require.True(t, found, words)
		line, _, _ := strings.Cut(after, "\n")
		assert.Contains(t, line, "`"+id+"` |", words)
		text = after
	}
	var all route.Equivalence
	for _, w := range ways() {
		next(w.words, w.id)
		all |= w.does
	}
	assert.Equal(t, route.Equivalence(route.AnyServer), all)
	for why := route.Same + 1; why <= route.ByAllLiterals; why++ {
		assert.Equal(t, why, ruleOf(why).why)
	}
	for _, r := range rules() {
		next(r.words, r.id)
	}
	assert.Zero(t, ruleOf(route.Unbeaten))
}

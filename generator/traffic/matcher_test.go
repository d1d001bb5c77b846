package traffic

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
)

// TestMatcher compares the matcher with the reference matcher, on random tables whose rows meet in every way.
func TestMatcher(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	verdicts := map[route.Verdict]int{}
	for range 8000 {
		table := routetest.Table(random)
		c := newCache(newMatcher(table.Views()))
		for range 40 {
			method, path := routetest.Request(random, table)
			if random.IntN(8) == 0 {
				path = []string{"http://h", "x:", "//", "*", "", "http://[::1]"}[random.IntN(6)] + path
			}
			if random.IntN(4) == 0 {
				path += "?q=/"
			}
			row, verdict := table.MatchTarget(method, path)
			answer := c.answer([]byte(method), []byte(path))
			require.Equal(t, verdict, verdictOf(answer), "%v\n%s %s", table, method, path)
			if verdict == route.Listed {
				require.Equal(t, row, answer, "%v\n%s %s", table, method, path)
			}
			verdicts[verdict]++
		}
	}
	for v := range route.Verdict(4) {
		assert.Greater(t, verdicts[v], 5000, v)
	}
}

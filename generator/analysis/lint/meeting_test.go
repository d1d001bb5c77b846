package lint

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"
)

// linted returns a linter of a random table, with its meetings.
func linted(random *rand.Rand) *linter {
	l := &linter{api: &model.API{Table: routetest.Table(random)}}
	for i, r := range l.api.Table.Rows {
		l.api.Routes = append(l.api.Routes, &model.Route{Number: i + 1, ID: fmt.Sprint(i), Method: r.Method, Pattern: r.Pattern})
	}
	l.meetings = l.findMeetings()
	return l
}

// TestMeetings asserts that the paths of meetings are right, and that every pair of rows is found of which
// random requests show that they compete.
func TestMeetings(t *testing.T) {
	random := rand.New(rand.NewPCG(50, 51))
	pairs, shown, tables := 0, 0, testsize.Of(150, 1000)
	for range tables {
		l := linted(random)
		found := map[string]bool{}
		for _, m := range l.meetings {
			pairs++
			found[m.special.ID+" "+m.general.ID], found[m.general.ID+" "+m.special.ID] = true, true
			requirePaths(t, l, m)
		}
		for range 100 {
			method, path := routetest.Request(random, l.api.Table)
			a := l.api.Views().Of(method).Account(path)
			if a.Refusal != nil || a.Winner < 0 || l.api.Table.Rows[a.Winner].Method != method {
				continue
			}
			for _, m := range a.Met {
				won := a.Met[indexOf(a, a.Winner)].Reach == route.Exactly
				if m.Why == route.Unbeaten && won && !l.sameDemand(a.Winner, m.Row) {
					shown++
					assert.True(t, found[fmt.Sprint(a.Winner, m.Row)] || l.isLarge(a.Winner, m.Row), "%s %s: %v", method, path, l.api.Table)
				}
			}
		}
	}
	assert.Greater(t, pairs, tables/2)
	assert.Greater(t, shown, tables/2)
}

// isLarge reports whether two routes have more classes of paths than are tried.
func (l *linter) isLarge(e, c int) bool {
	err := survey.Survey{Tables: []route.Table{l.pair(e, c)}, Limit: pathsOfPair}.Visit(func(string, [][]int) bool { return true })
	return errors.Is(err, survey.ErrLimit)
}

func indexOf(a route.Account, row int) int {
	for i, m := range a.Met {
		if m.Row == row {
			return i
		}
	}
	return -1
}

// requirePaths asserts that both routes match the one path of a meeting, and that the other is refused.
func requirePaths(t *testing.T, l *linter, m meeting) {
	t.Helper()
	view := l.api.Table.Only(m.special.Number-1, m.general.Number-1).View(m.method)
	if m.both != "" {
		a := view.Account(m.both)
		require.Len(t, a.Met, 2)
		require.Equal(t, []route.Reach{route.Exactly, route.Exactly}, []route.Reach{a.Met[0].Reach, a.Met[1].Reach}, m.both)
	}
	if m.refused != "" {
		require.Equal(t, route.Refused, view.Account(m.refused).Verdict, m.refused)
	}
	require.NotEmpty(t, m.both+m.refused)
}

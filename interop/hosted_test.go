package interop

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/interop/servers"
)

// requireHosted asserts that each set-up runs rows for nearly all lines as listed: else its tables were hosted
// wrongly. RESULTS.md names those that it runs none for.
func (t *tally) requireHosted(tt *testing.T) {
	tt.Helper()
	for name, sc := range t.scores {
		if asked := sc.cells["as listed"].asked; asked > 0 {
			assert.Less(tt, float64(len(sc.idle)), 0.15*float64(asked)+3, "%s runs nothing for %v", name, sc.idle)
		}
	}
}

// unableText returns which tables servers cannot have, or must not, in each way to register.
func (t *tally) unableText(setups []servers.Setup) string {
	return t.lists(setups, "| table | registered | servers that cannot have it |\n| --- | --- | --- |\n", func(sc *score) []string {
		var all []string
		for _, table := range sc.unable {
			all = append(all, table+" | "+cellText(sc.setup.Way.String()))
		}
		return all
	})
}

// idleText returns the requests of rows for which servers run nothing.
func (t *tally) idleText(setups []servers.Setup) string {
	return t.lists(setups, "| request | servers |\n| --- | --- |\n", func(sc *score) []string {
		var all []string
		for _, request := range sc.idle {
			all = append(all, fmt.Sprintf("`%s`", request))
		}
		return all
	})
}

// lists returns a table with a line for each key that of returns, and the set-ups of which it does.
func (t *tally) lists(setups []servers.Setup, head string, of func(*score) []string) string {
	by := map[string][]string{}
	for _, s := range setups {
		if sc := t.scores[s.String()]; sc != nil {
			for _, key := range of(sc) {
				if !slices.Contains(by[key], s.Name) {
					by[key] = append(by[key], s.Name)
				}
			}
		}
	}
	var b strings.Builder
	b.WriteString(head)
	for _, key := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&b, "| %s | %s |\n", key, strings.Join(whole(setups, by[key]), ", "))
	}
	return b.String()
}

// whole replaces the names of all set-ups of an upstream by the upstream's, and puts the names into the order of the
// set-ups.
func whole(setups []servers.Setup, names []string) (all []string) {
	for _, upstream := range upstreams(setups) {
		var some, every []string
		for _, s := range in(setupsOf(setups, upstream), servers.Way{}) {
			every = append(every, s.Name)
			if slices.Contains(names, s.Name) {
				some = append(some, s.Name)
			}
		}
		if len(some) == len(every) {
			some = []string{upstream}
		}
		all = append(all, some...)
	}
	return all
}

// cellText returns a text as a cell of a table.
func cellText(text string) string { return strings.ReplaceAll(text, "**", `\*\*`) }

package interop

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/testsize"
	"github.com/permroute/permroute/interop/servers"
)

// randomTable returns a table of three rows, each with a demand of its own, with patterns of up to three segments.
func randomTable(t *testing.T, random *rand.Rand) servers.Table {
	var rows []string
	taken := map[string]bool{}
	for len(rows) < 3 {
		path := ""
		for i := range random.IntN(4) {
			path += "/" + []string{"a", "b", fmt.Sprintf("{p%d}", i)}[random.IntN(3)]
		}
		path += []string{"", "", "", "/", "/**", "/**"}[random.IntN(6)]
		if path == "" {
			path = "/"
		}
		row := []string{"GET", "GET", "POST", "HEAD"}[random.IntN(4)] + " " + path
		if !taken[row] {
			taken[row] = true
			rows = append(rows, fmt.Sprintf("%s %c", row, 'A'+len(rows)))
		}
	}
	return table(t, strings.Join(rows, ", "), rows...)
}

// TestRandomTables asserts over random tables of three rows, registered in random ways, that no handler runs on the
// routers in process for a caller who lacks its permission. An exact comparison lets many around.
func TestRandomTables(t *testing.T) {
	count := 250
	if testsize.Full() {
		count = 2000
	}
	random := rand.New(rand.NewPCG(13, 2))
	all := requests(t, smallPaths(3), "GET", "POST", "HEAD")
	setups, ways := inProcess(), servers.Ways()
	tables, way := make([]servers.Table, count), make([]servers.Way, count)
	for i := range tables {
		tables[i], way[i] = randomTable(t, random), ways[random.IntN(len(ways))]
	}
	var search randomSearch
	parallel(count, func(i int) {
		for _, s := range setups {
			if s.Way = way[i]; !s.Connected {
				search.run(t, s, tables[i], all)
			}
		}
	})
	t.Logf("%d tables, %d of them on a router, %d rows ran, %d of them around an exact comparison", count, search.hosted.Load(), search.ran.Load(), search.around.Load())
	assert.Greater(t, search.hosted.Load(), int64(count*10))
	assert.Greater(t, search.around.Load(), int64(count*10), "an exact comparison is no guard, and yet nothing passes it")
}

// A randomSearch counts what ran.
type randomSearch struct{ hosted, ran, around atomic.Int64 }

// run sends the requests to the set-up, unless its server cannot have the table.
func (c *randomSearch) run(t *testing.T, s servers.Setup, table servers.Table, all []*http.Request) {
	hosted, err := s.Host(table)
	if err != nil {
		return
	}
	defer hosted.Close()
	c.hosted.Add(1)
	behind := [2]*verdicts{newVerdicts(tableFor(table, servers.Setup{}), all), newVerdicts(tableFor(table, s), all)}
	exact := naive{table.Rows, false}
	for i, r := range all {
		for _, o := range hosted.Run(r) {
			if o.Row < 0 {
				continue
			}
			c.ran.Add(1)
			for _, v := range behind {
				if !v.permits(i, o.Row) && !rootForOther(s, table.Rows[o.Row], r) {
					t.Errorf("%s: %s: %s %s ran %s, and Match says %s", s, table.Name, r.Method, r.URL.Path, rowText(table.Rows[o.Row]), v.verdicts[i])
				}
			}
			if demand, passes := exact.Demand(r); passes && !demand.Implies(table.Rows[o.Row].Demand) {
				c.around.Add(1)
			}
		}
	}
}

// rootForOther reports whether bunrouter runs the row of / for another path: see uncoveredCases.
func rootForOther(s servers.Setup, ran route.Row, r *http.Request) bool {
	return s.Upstream == "bunrouter" && ran.Pattern.String() == "/" && r.URL.Path != "/"
}

package interop

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// usualWays are the ways to register rows of which all that reaches them is recorded.
var usualWays = []servers.Way{{}, {Methods: servers.ByPath}}

// smallRows returns a row for each method and each pattern of up to two segments.
func smallRows(t *testing.T) []string {
	patterns := []string{"/", "/**", "/a/**", "/{p}/**"}
	for _, first := range []string{"/a", "/{p}"} {
		patterns = append(patterns, first, first+"/a", first+"/{q}")
	}
	var rows []string
	for _, method := range []string{"GET", "POST", "HEAD"} {
		for _, p := range patterns {
			rows = append(rows, method+" "+p)
		}
	}
	return rows
}

// smallTables returns every table of one or two of the small rows, each row with a demand of its own.
func smallTables(t *testing.T) []servers.Table {
	var tables []servers.Table
	rows := smallRows(t)
	for i, first := range rows {
		tables = append(tables, table(t, first, first+" A"))
		for _, second := range rows[i+1:] {
			tables = append(tables, table(t, first+" "+second, first+" A", second+" B"))
		}
	}
	return tables
}

// smallPaths returns the root and every path of up to n segments, with and without a final slash.
func smallPaths(n int) []string {
	paths, last := []string{"/"}, []string{""}
	for range n {
		var longer []string
		for _, path := range last {
			for _, segment := range []string{"a", "A", "b", "a.x"} {
				longer = append(longer, path+"/"+segment)
			}
		}
		last = longer
		for _, path := range longer {
			paths = append(paths, path, path+"/")
		}
	}
	return paths
}

// requests returns a request for each path and method.
func requests(t *testing.T, paths []string, methods ...string) []*http.Request {
	var all []*http.Request
	for _, path := range paths {
		for _, method := range methods {
			r, err := parsed(line{method: method, target: path}.text())
			require.NoError(t, err)
			all = append(all, r)
		}
	}
	return all
}

// TestSmallTables asserts over every small table and request that what Match lists demands no less than
// any handler that runs, and that no handler runs for what it says is unlisted. It records by what a
// request that does not name a row exactly reached it.
func TestSmallTables(t *testing.T) {
	tables, all := smallTables(t), requests(t, smallPaths(3), "GET", "POST", "HEAD")
	var direct []servers.Setup
	for _, s := range servers.In(inProcess(), usualWays...) {
		if !s.Connected {
			direct = append(direct, s)
		}
	}
	ways, listed := wayCounts{}, atomic.Int64{}
	parallel(len(tables), func(i int) { listed.Add(ways.run(t, tables[i], all, direct)) })
	assert.Greater(t, listed.Load(), int64(10000), "a matcher that refuses everything agrees with every server")
	t.Logf("%d tables, %d requests, %d set-ups", len(tables), len(all), len(direct))
	for k, why := range knownCases {
		assert.True(t, ways.known[k], "%+v does not occur any more: %s", k, why)
	}
	for _, upstream := range upstreams(direct) {
		compare(t, upstream+": small tables", ways.text(setupsOf(direct, upstream)))
	}
}

// run sends the requests to the set-ups, asserts that Match permits what runs, and counts it. It returns
// how many requests Match says are listed.
func (w *wayCounts) run(t *testing.T, table servers.Table, all []*http.Request, setups []servers.Setup) (listed int64) {
	for _, s := range setups {
		hosted, err := s.Host(table)
		if err != nil {
			continue
		}
		judge := newVerdicts(tableFor(table, s), all)
		listed += judge.listed
		for i, r := range all {
			for _, o := range hosted.Run(r) {
				if o.Row < 0 {
					continue
				}
				if a := (known{s.Upstream, table.Name}); knownCases[a] != "" && !judge.permits(i, o.Row) {
					w.found(a)
				} else if !judge.permits(i, o.Row) {
					t.Errorf("%s: %s: %s %s ran %s, and Match says %s", s, table.Name, r.Method, r.URL.Path, rowText(table.Rows[o.Row]), judge.verdicts[i])
				}
				w.add(s, wayTo(table.Rows[o.Row], r))
			}
		}
		hosted.Close()
	}
	return listed
}

func rowText(row route.Row) string { return row.Method + " " + row.Pattern.String() }

// A known is a small table that Match lets a caller around on a server.
type known struct{ upstream, table string }

// knownCases are all that are known, and why.
var knownCases = map[known]string{
	{"bunrouter", "GET /** HEAD /"}: "not covered: HEAD /a runs HEAD /",
}

// verdicts holds what Match says of each request.
type verdicts struct {
	table    route.Table
	rows     []int
	verdicts []route.Verdict
	listed   int64
}

func newVerdicts(table route.Table, requests []*http.Request) *verdicts {
	v := &verdicts{table: table}
	views := map[string]*route.View{}
	for _, r := range requests {
		if views[r.Method] == nil {
			views[r.Method] = table.View(r.Method)
		}
		row, verdict := views[r.Method].Match(r.URL.Path)
		v.rows, v.verdicts = append(v.rows, row), append(v.verdicts, verdict)
		if verdict == route.Listed {
			v.listed++
		}
	}
	return v
}

// permits reports whether it is right that the row's handler may run for the request.
func (v *verdicts) permits(request, row int) bool {
	switch v.verdicts[request] {
	case route.Listed:
		return v.table.Rows[v.rows[request]].Demand.Implies(v.table.Rows[row].Demand)
	case route.Unlisted:
		return false
	}
	return true // denied
}

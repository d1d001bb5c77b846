package interop

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
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
	for _, s := range servers.In(servers.InProcess(), usualWays...) {
		if !s.Connected {
			direct = append(direct, s)
		}
	}
	ways, listed := wayCounts{}, atomic.Int64{}
	parallel(len(tables), func(i int) { listed.Add(ways.run(t, tables[i], all, direct)) })
	assert.Greater(t, listed.Load(), int64(10000), "a matcher that refuses everything agrees with every server")
	t.Logf("%d tables, %d requests, %d set-ups", len(tables), len(all), len(direct))
	for _, upstream := range upstreams(direct) {
		compare(t, upstream+": small tables", ways.text(named(direct, upstream)))
	}
}

// waysTable has a folder for each kind of pattern, so that one server measures them all.
func waysTable(t testing.TB) servers.Table {
	return table(t, "ways", "GET /l/a A", "GET /p/{x} B", "GET /r/** C", "GET /pl/{x}/a D", "GET /pp/{x}/{y} E", "GET /pr/{x}/** F", "GET /s/{x} G", "GET /s/a H", "POST /s/b I", "GET /d J")
}

// TestWays is TestSmallTables for the servers that requests come to by a connection, with one table, and
// with every byte that a canonical path may have.
func TestWays(t *testing.T) {
	setups := servers.In(allSetups(t), usualWays...)
	var paths []string
	for _, folder := range []string{"/l", "/p", "/r", "/pl", "/pp", "/pr", "/s", "/d"} {
		for _, path := range smallPaths(2) {
			paths = append(paths, folder+path)
		}
		for _, c := range "-_.~:@$&+,=!'()*" {
			paths = append(paths, folder+"/a"+string(c)+"x", folder+"/"+string(c)+"a", folder+string(c)+"x/a", folder+"/x"+string(c)+"y/a", folder+"/a/"+string(c)+"x")
		}
	}
	ways, all := wayCounts{}, requests(t, paths, "GET", "POST")
	parallel(len(setups), func(i int) { ways.run(t, waysTable(t), all, setups[i:i+1]) })
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": ways", ways.text(named(setups, upstream)))
	}
}

// run sends the requests to the set-ups, asserts that Match permits what runs, and counts it. It returns
// how many requests Match says are listed.
func (w *wayCounts) run(t *testing.T, table servers.Table, all []*http.Request, setups []servers.Setup) (listed int64) {
	for _, s := range setups {
		judge := newVerdicts(tableFor(table, s), all)
		listed += judge.listed
		hosted := s.Host(table)
		for i, r := range all {
			for _, o := range hosted.Run(r) {
				if o.Row < 0 {
					continue
				}
				if !judge.permits(i, o.Row) {
					t.Errorf("%s: %s %s ran %s, and Match says %s", s, r.Method, r.URL.Path, rowText(table.Rows[o.Row]), judge.verdicts[i])
				}
				w.add(s, wayTo(table.Rows[o.Row], r))
			}
		}
		hosted.Close()
	}
	return listed
}

func rowText(row route.Row) string { return row.Method + " " + row.Pattern.String() }

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

// wayCounts counts, by set-up, the ways by which requests reached rows.
type wayCounts struct {
	mu     sync.Mutex
	counts map[string]map[string]int
}

func (w *wayCounts) add(s servers.Setup, way string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.counts == nil {
		w.counts = map[string]map[string]int{}
	}
	if w.counts[s.String()] == nil {
		w.counts[s.String()] = map[string]int{}
	}
	w.counts[s.String()][way]++
}

func (w *wayCounts) text(setups []servers.Setup) string {
	var b strings.Builder
	all := map[string]bool{}
	b.WriteString("| ")
	for _, s := range setups {
		b.WriteString(" | " + s.String())
		for way := range w.counts[s.String()] {
			all[way] = true
		}
	}
	b.WriteString(" |\n" + strings.Repeat("| --- ", len(setups)+1) + "|\n")
	for _, way := range slices.Sorted(maps.Keys(all)) {
		b.WriteString("| " + way)
		for _, s := range setups {
			fmt.Fprintf(&b, " | %d", w.counts[s.String()][way])
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// The ways by which a path that does not name a row may reach it.
var wayNames = []string{"final /", "letter case", ".suffix", "empty {p}", "tail"}

// wayTo says by which ways, as few as possible, a request reached a row.
func wayTo(row route.Row, r *http.Request) string {
	method := ""
	switch {
	case row.Method == r.Method:
	case row.Method == "GET" && r.Method == "HEAD":
		method = "HEAD to GET: "
	default:
		method = "another method: "
	}
	for size := range len(wayNames) + 1 {
		for set := range 1 << len(wayNames) {
			if names := chosen(set); len(names) == size && namesBy(row.Pattern, r.URL.Path, set) {
				return method + strings.Join(append(names, []string{"exactly"}[min(len(names), 1):]...), ", ")
			}
		}
	}
	return method + "in no known way"
}

func chosen(set int) (names []string) {
	for i, name := range wayNames {
		if set>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return names
}

// namesBy reports whether the pattern names the path exactly once these ways are allowed.
func namesBy(p route.Pattern, path string, set int) bool {
	if set&1 != 0 {
		path = strings.TrimSuffix(path, "/")
	}
	segments := strings.Split(path, "/")[1:]
	if path == "/" || path == "" {
		segments = nil
	}
	if set>>3&1 != 0 && strings.HasSuffix(path, "/") && len(segments) == 0 {
		segments = []string{""}
	}
	want := p.Segments()
	for i, s := range want {
		if s.Kind == route.Rest {
			return true
		}
		if i >= len(segments) || !segmentBy(s, segments[i], set, i == len(segments)-1) {
			return false
		}
	}
	tail := set>>4&1 != 0 && len(want) > 0 && want[len(want)-1].Kind == route.Param
	return len(segments) == len(want) || tail
}

func segmentBy(s route.Segment, have string, set int, last bool) bool {
	if s.Kind == route.Param {
		return have != "" || set>>3&1 != 0
	}
	if set>>2&1 != 0 && last {
		have, _, _ = strings.Cut(have, ".")
	}
	return have == s.Text || set>>1&1 != 0 && strings.EqualFold(have, s.Text)
}

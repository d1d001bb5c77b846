package interop

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/servers"
)

// maxRawRequests bounds what one run sends over TCP.
const maxRawRequests = 5000

// An exchange is a line of the corpus, the request that reached the guard, and what each set-up did
// with it, were there no guard.
type exchange struct {
	line
	table   servers.Table
	request *http.Request // nil: the front's own server answered
	ran     map[string][]servers.Outcome
}

// TestNoBypass sends the corpus to every server and asserts that no handler runs for a caller who lacks
// its permission, if the guard is proven; and that the other guards do let such callers through, for
// else the corpus would prove nothing.
func TestNoBypass(t *testing.T) {
	tables := corpusTables(t)
	inProcess, processes := servers.InProcess(), started(t, append(tables, probeTables(t)...))
	raw := atomic.Int64{}
	var all []*exchange
	for _, table := range tables {
		exchanges := arrive(t, table)
		serve(exchanges, inProcess)
		overTCP(t, exchanges, processes, &raw)
		all = append(all, exchanges...)
	}
	assert.Less(t, raw.Load(), int64(maxRawRequests))
	distinct := map[string]bool{}
	for _, e := range all {
		distinct[fmt.Sprint(e.http2, e.text())] = true
	}
	assert.Greater(t, len(distinct), 2000)
	t.Logf("%d distinct lines, %d of them over TCP", len(distinct), raw.Load())

	setups := append(inProcess, processes...)
	assertCanonical(t, all, setups)
	tally := newTally(all, setups)
	for _, g := range guards() {
		count := 0
		for _, found := range tally.bypasses[g.name] {
			count += found
		}
		if g.proven {
			assert.Zero(t, count, "%s: %s", g.name, strings.Join(tally.examples[g.name], "\n"))
		} else {
			assert.Greater(t, count, 100, "%s is no guard, and yet nothing passes it", g.name)
		}
	}
	if len(upstreams(setups)) == len(upstreamNames) {
		summary := tally.summary(setups)
		compare(t, "all: lines let around", summary)
		readme, err := os.ReadFile("../README.md")
		require.NoError(t, err)
		assert.Contains(t, string(readme), summary, "README.md shows other counts")
	}
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": requests", tally.text(named(setups, upstream)))
	}
}

// started starts the servers that are processes, and ends them when the test ends. One that is not
// installed is left out, or fails the test in CI.
func started(t *testing.T, tables []servers.Table) []servers.Setup {
	t.Helper()
	folder := t.TempDir()
	var all []servers.Setup
	for _, start := range []func() ([]servers.Setup, func(), error){
		func() ([]servers.Setup, func(), error) { return servers.Nginx(folder, tables) },
		func() ([]servers.Setup, func(), error) { return servers.Express("node", tables) },
	} {
		setups, end, err := start()
		if missing(t, err) {
			continue
		}
		t.Cleanup(end)
		all = append(all, setups...)
	}
	return all
}

func missing(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	if os.Getenv("CI") != "" || *update {
		require.NoError(t, err)
	}
	require.ErrorIs(t, err, servers.ErrMissing)
	t.Logf("left out: %v", err)
	return true
}

// arrive makes the table's corpus arrive at a front.
func arrive(t *testing.T, table servers.Table) []*exchange {
	var exchanges []*exchange
	var lines []line
	var over []*exchange
	for _, l := range corpus(table) {
		e := &exchange{line: l, table: table, ran: map[string][]servers.Outcome{}}
		if l.http2 {
			lines, over = append(lines, l), append(over, e)
		} else {
			e.request, _ = parsed(l.text())
		}
		exchanges = append(exchanges, e)
	}
	for i, r := range http2Requests(t, lines) {
		over[i].request = r
	}
	return exchanges
}

// serve sends the requests to the set-ups.
func serve(exchanges []*exchange, setups []servers.Setup) {
	hosted := hostAll(setups, exchanges[0].table)
	defer closeAll(hosted)
	parallel(len(exchanges), func(i int) {
		if e := exchanges[i]; e.request != nil {
			for name, h := range hosted {
				e.ran[name] = h.Run(e.request)
			}
		}
	})
}

func hostAll(setups []servers.Setup, table servers.Table) map[string]servers.Hosted {
	hosted := map[string]servers.Hosted{}
	for _, s := range setups {
		hosted[s.Name] = s.Host(table)
	}
	return hosted
}

func closeAll(hosted map[string]servers.Hosted) {
	for _, h := range hosted {
		h.Close()
	}
}

// overTCP sends a part of the lines as bytes to a front on a port, which hands them to the processes,
// and asserts that it saw the same requests as were parsed in process.
func overTCP(t *testing.T, exchanges []*exchange, processes []servers.Setup, raw *atomic.Int64) {
	hosted := hostAll(processes, exchanges[0].table)
	defer closeAll(hosted)
	serveAll := func(r *http.Request) any {
		ran := map[string][]servers.Outcome{}
		for name, h := range hosted {
			ran[name] = h.Run(r)
		}
		return ran
	}
	front := listen(t, serveAll)
	parallel(len(exchanges), func(i int) {
		e := exchanges[i]
		switch {
		case !sampled(e.line):
		case e.http2:
			if e.request != nil {
				e.add(serveAll(e.request))
			}
		default:
			raw.Add(1)
			a, err := front.send(e.text())
			if !assert.NoError(t, err, "%q", e.text()) {
				return
			}
			if a == nil {
				a = &arrival{seen: seen(nil)}
			}
			assert.Equal(t, seen(e.request), a.seen, "%q", e.text())
			e.add(a.result)
		}
	})
}

func (e *exchange) add(result any) {
	ran, _ := result.(map[string][]servers.Outcome)
	for name, outcomes := range ran {
		e.ran[name] = outcomes
	}
}

// sampled picks one of four lines, and all that are as listed, for the servers that are slow to ask.
func sampled(l line) bool {
	hash := fnv.New32a()
	hash.Write([]byte(l.method + " " + l.target + strings.Join(l.headers, "") + l.format))
	return l.class == "as listed" || hash.Sum32()>>8%4 == 0
}

// parallel calls f with 0 to n-1.
func parallel(n int, f func(int)) {
	var group sync.WaitGroup
	next := atomic.Int64{}
	for range 4 {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	group.Wait()
}

// assertCanonical asserts that each set-up runs some row for the lines as listed: else the tables were
// hosted wrongly.
func assertCanonical(t *testing.T, all []*exchange, setups []servers.Setup) {
	t.Helper()
	for _, s := range setups {
		idle := map[string]bool{}
		for _, e := range all {
			if e.class == "as listed" && !slices.ContainsFunc(e.ran[s.Name], func(o servers.Outcome) bool { return o.Row >= 0 }) {
				idle[e.method+" "+strings.TrimRight(e.target, "?x=1")] = true
			}
		}
		if s.Upstream == "echo" && !s.Routed {
			// Echo settles on PUT /disk/:name/* before it looks at the method, and does not turn back.
			delete(idle, "GET /disk/sub/leaf.kit")
		}
		assert.Empty(t, idle, "%s runs nothing for these", s.Name)
	}
}

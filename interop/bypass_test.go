package interop

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/interop/servers"
)

// maxRawRequests bounds what one run sends over TCP.
const maxRawRequests = 6000

// TestNoBypass sends the corpus to every server, with rows registered in every way, and asserts that no
// handler runs for a caller who lacks its permission, if the guard is proven; and that the other guards do
// let such callers through, for else the corpus would prove nothing.
func TestNoBypass(t *testing.T) {
	setups := servers.In(allSetups(t), servers.Ways()...)
	tally, raw, distinct := newTally(guards(), classes()), 0, map[string]bool{}
	for _, table := range corpusTables(t) {
		trial := newTrial(t, table, corpus(table), tally.guards)
		raw += trial.overTCP(t)
		for _, a := range trial.lines {
			distinct[fmt.Sprint(a.http2, a.text())] = true
		}
		tally.try(trial, setups)
	}
	assert.Less(t, raw, maxRawRequests)
	assert.Greater(t, len(distinct), 2000)
	t.Logf("%d distinct lines, %d of them over TCP, %d set-ups", len(distinct), raw, len(setups))

	assertCanonical(t, tally)
	tally.requireGuards(t, setups, 100)
	if len(upstreams(setups)) == len(upstreamNames) {
		compare(t, "all: lines let around", tally.summary(setups))
		compareReadme(t, tally.summary(setups))
	}
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": requests", tally.text(in(setupsOf(setups, upstream), servers.Way{})))
		compare(t, upstream+": ways to register", tally.byWay(setupsOf(setups, upstream)))
	}
}

// The lines as listed that some servers run nothing for.
var (
	// These settle on the path of PUT /disk/{name}/** before they look at the method, and do not turn back.
	pathFirst = []string{"echo", "django", "falcon", "nginx", "apache"}
	// These have no patterns that end in a slash.
	withoutFinalSlash = map[string][]string{"grpc-gateway": {"slash"}}
	// These run no row of HEAD.
	withoutHead = []string{"hapi", "hono", "symfony"}
)

// assertCanonical asserts that each set-up runs some row for the lines as listed: else the tables were
// hosted wrongly.
func assertCanonical(t *testing.T, tally *tally) {
	t.Helper()
	for name, sc := range tally.scores {
		idle := map[string]bool{}
		for _, line := range sc.idle {
			idle[line] = true
		}
		if slices.Contains(pathFirst, sc.setup.Upstream) {
			delete(idle, "GET /disk/sub/leaf.kit")
		}
		if slices.Contains(withoutHead, sc.setup.Upstream) {
			delete(idle, "HEAD /k7")
		}
		assert.Empty(t, idle, "%s runs nothing for these", name)
		assert.Equal(t, withoutFinalSlash[sc.setup.Upstream], sc.unable, name)
	}
}

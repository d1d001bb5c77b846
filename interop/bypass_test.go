package interop

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/interop/servers"
)

// maxRawRequests bounds what one run sends over TCP.
const maxRawRequests = 8000

// TestNoBypass sends the corpus to every server, with rows registered in every way, and asserts that no
// handler runs for a caller who lacks its permission, if the guard is proven; and that the other guards do
// let such callers through, for else the corpus would prove nothing.
func TestNoBypass(t *testing.T) {
	all := allSetups(t)
	setups := servers.In(all, servers.Ways()...)
	tally, raw, distinct := newTally(guards(), classes()), 0, map[string]bool{}
	for _, table := range corpusTables(t) {
		trial := newTrial(t, table, corpus(table), tally.guards)
		raw += trial.overTCP(t)
		for _, a := range trial.lines {
			distinct[fmt.Sprint(a.http2, a.text())] = true
		}
		tally.try(trial, servers.In(all, servers.WaysFor(table)...))
	}
	assert.Less(t, raw, maxRawRequests)
	assert.Greater(t, len(distinct), 2000)
	t.Logf("%d distinct lines, %d of them over TCP, %d set-ups in %d ways", len(distinct), raw, len(all), len(servers.Ways()))

	tally.requireHosted(t)
	tally.requireGuards(t, setups, 100)
	if complete(t, setups) {
		compare(t, "all: lines let around", tally.summary(setups))
		compareTable(t, "../docs/security.md", tally.summary(setups))
		assert.Contains(t, strings.ReplaceAll(string(read(t, "../docs/security.md")), "\n", " "),
			fmt.Sprintf("makes %d,000 mutated request lines for %d tables and sends them to the servers, with %d sets of options",
				len(distinct)/1000, len(corpusTables(t)), len(all)))
		compare(t, "all: tables left out", tally.unableText(setups))
		compare(t, "all: rows that do not run", tally.idleText(setups))
	}
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": requests", tally.text(in(setupsOf(setups, upstream), servers.Way{})))
		compare(t, upstream+": ways to register", tally.byWay(setupsOf(setups, upstream)))
	}
}

package interop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// TestEquivalences measures what each server does, with its options, and holds RESULTS.md against it.
func TestEquivalences(t *testing.T) {
	setups, tables := allSetups(t), map[string]servers.Table{}
	for _, table := range probeTables(t) {
		tables[table.Name] = table
	}
	measured := map[string]map[string]bool{}
	for _, s := range setups {
		measured[s.Name] = measure(t, s, tables)
	}
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": equivalences", equivalenceTable(named(setups, upstream), measured))
	}
	if len(upstreams(setups)) == len(upstreamNames) {
		union := unionOf(setups, measured)
		compare(t, "all: equivalences", marks(upstreams(setups), union))
		requireUpstreams(t, union)
	}
	assert.True(t, measured["fiber"]["letter case"] && !measured["fiber+strict"]["letter case"])
}

// measure returns which equivalences a server has.
func measure(t *testing.T, s servers.Setup, tables map[string]servers.Table) map[string]bool {
	hosts := map[string]servers.Hosted{}
	defer func() { closeAll(hosts) }()
	holds := func(p probe) bool {
		s.Way = p.way
		key := p.table + s.String()
		if _, ok := hosts[key]; !ok {
			hosts[key] = s.Host(tables[p.table])
		}
		return p.holds(t, tables[p.table], hosts[key])
	}
	does := map[string]bool{}
	for _, e := range equivalences() {
		does[e.name] = slices.ContainsFunc(e.probes, holds)
	}
	return does
}

func (p probe) holds(t *testing.T, table servers.Table, hosted servers.Hosted) bool {
	t.Helper()
	method, path, _ := strings.Cut(p.request, " ")
	r, err := parsed(line{method: method, target: path}.text())
	require.NoError(t, err)
	row := slices.IndexFunc(table.Rows, func(candidate route.Row) bool { return rowText(candidate) == p.row })
	require.GreaterOrEqual(t, row, 0, p.row)
	return slices.ContainsFunc(hosted.Run(r), func(o servers.Outcome) bool { return o.Row == row })
}

func equivalenceTable(setups []servers.Setup, measured map[string]map[string]bool) string {
	var names []string
	for _, s := range setups {
		names = append(names, s.Name)
	}
	return marks(names, measured)
}

// unionOf counts as an upstream's what it does with any of its options.
func unionOf(setups []servers.Setup, measured map[string]map[string]bool) map[string]map[string]bool {
	union := map[string]map[string]bool{}
	for _, upstream := range upstreams(setups) {
		union[upstream] = map[string]bool{}
		for _, s := range named(setups, upstream) {
			for name, does := range measured[s.Name] {
				union[upstream][name] = union[upstream][name] || does
			}
		}
	}
	return union
}

func marks(names []string, measured map[string]map[string]bool) string {
	var b strings.Builder
	b.WriteString("|  | " + strings.Join(names, " | ") + " |\n" + strings.Repeat("| --- ", len(names)+1) + "|\n")
	for _, e := range equivalences() {
		b.WriteString("| " + strings.ReplaceAll(e.name, "**", `\*\*`))
		for _, name := range names {
			b.WriteString(fmt.Sprintf(" | %s", map[bool]string{true: "yes", false: "-"}[measured[name][e.name]]))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

package interop

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// A finding says whether a server does something.
type finding uint8

const (
	no     finding = iota
	yes            // one of the probes shows it
	cannot         // it cannot have any of the probes' tables
)

// findings are what was found, by the set-up's name and the equivalence's.
type findings map[string]map[string]finding

// TestEquivalences measures what each server does, with its options, and holds RESULTS.md against it.
func TestEquivalences(t *testing.T) {
	setups, tables := allSetups(t), map[string]servers.Table{}
	for _, table := range probeTables(t) {
		tables[table.Name] = table
	}
	found, mu := findings{}, sync.Mutex{}
	parallel(len(setups), func(i int) {
		of := measure(t, setups[i], tables)
		mu.Lock()
		defer mu.Unlock()
		found[setups[i].Name] = of
	})
	if complete(t, setups) {
		compare(t, "all: equivalences", found.text(setups))
		requireUpstreams(t, found.union(setups))
	}
	assert.Equal(t, yes, found["fiber"]["letter case"])
	assert.Equal(t, no, found["fiber+strict"]["letter case"])
}

// measure returns which equivalences a server has.
func measure(t *testing.T, s servers.Setup, tables map[string]servers.Table) map[string]finding {
	with := probed{setup: s, hosts: map[string]*probedTable{}}
	defer with.close()
	of := map[string]finding{}
	for _, e := range equivalences() {
		of[e.name] = cannot
		for _, p := range e.probes {
			switch table := with.tableOf(p, tables[p.table]); {
			case table == nil:
			case p.holds(t, table.Table, table.hosted):
				of[e.name] = yes
			case of[e.name] == cannot:
				of[e.name] = no
			}
		}
	}
	return of
}

// A probed is a server with the tables of probes.
type probed struct {
	setup servers.Setup
	hosts map[string]*probedTable // by table and way; nil if the server cannot have it
}

// A probedTable is a table that the server has.
type probedTable struct {
	servers.Table
	hosted servers.Hosted
}

// tableOf returns the probe's table. A server that cannot have it whole has the rows that begin as the probe's row does.
func (s *probed) tableOf(p probe, table servers.Table) *probedTable {
	if whole := s.host(table, p.way); whole != nil || p.table != "probes" && p.table != generalFirst {
		return whole
	}
	first := func(row route.Row) string { return row.Pattern.Segments()[0].Text }
	at := slices.IndexFunc(table.Rows, func(row route.Row) bool { return rowText(row) == p.row })
	part := table
	part.Rows = slices.DeleteFunc(slices.Clone(table.Rows), func(row route.Row) bool { return first(row) != first(table.Rows[at]) })
	part.Name += " " + first(table.Rows[at])
	return s.host(part, p.way)
}

func (s *probed) host(table servers.Table, way servers.Way) *probedTable {
	setup := s.setup
	setup.Way = way
	key := table.Name + setup.String()
	have, tried := s.hosts[key]
	if tried {
		return have
	}
	if hosted, err := setup.Host(table); err == nil {
		have = &probedTable{table, hosted}
	}
	s.hosts[key] = have
	return have
}

func (s *probed) close() {
	for _, h := range s.hosts {
		if h != nil {
			h.hosted.Close()
		}
	}
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

// union counts as an upstream's what it does with any of its options.
func (f findings) union(setups []servers.Setup) map[string]map[string]bool {
	union := map[string]map[string]bool{}
	for _, s := range setups {
		if union[s.Upstream] == nil {
			union[s.Upstream] = map[string]bool{}
		}
		for name, does := range f[s.Name] {
			union[s.Upstream][name] = union[s.Upstream][name] || does == yes
		}
	}
	return union
}

// text returns which servers have each equivalence, and which cannot have such rows.
func (f findings) text(setups []servers.Setup) string {
	var b strings.Builder
	b.WriteString("| what runs | servers | without such rows |\n| --- | --- | --- |\n")
	for _, e := range equivalences() {
		row := "| " + e.String() + " | " + f.who(setups, e, yes) + " | " + f.who(setups, e, cannot) + " |\n"
		b.WriteString(strings.ReplaceAll(row, "**", `\*\*`))
	}
	return b.String()
}

// who names the servers of which an equivalence was found so: a server whose set-ups all are alike by its
// name, otherwise its set-ups.
func (f findings) who(setups []servers.Setup, e equivalence, is finding) string {
	var all []string
	for _, upstream := range upstreams(setups) {
		var some []string
		of := setupsOf(setups, upstream)
		for _, s := range of {
			if f[s.Name][e.name] == is {
				some = append(some, s.Name)
			}
		}
		if len(some) == len(of) {
			some = []string{upstream}
		}
		all = append(all, some...)
	}
	return strings.Join(all, ", ")
}

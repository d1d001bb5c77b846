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
	cannot         // it cannot have a table of the probes
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
	if len(upstreams(setups)) == len(upstreamNames) {
		compare(t, "all: equivalences", found.text(setups))
		requireUpstreams(t, found.union(setups))
	}
	assert.Equal(t, yes, found["fiber"]["letter case"])
	assert.Equal(t, no, found["fiber+strict"]["letter case"])
}

// measure returns which equivalences a server has.
func measure(t *testing.T, s servers.Setup, tables map[string]servers.Table) map[string]finding {
	hosts := map[string]servers.Hosted{}
	defer func() { closeAll(hosts) }()
	of := map[string]finding{}
	for _, e := range equivalences() {
		for _, p := range e.probes {
			s.Way = p.way
			key := p.table + s.String()
			if _, ok := hosts[key]; !ok {
				var can bool
				if hosts[key], can = hostIfItCan(s, tables[p.table]); !can {
					of[e.name] = cannot
					break
				}
			}
			if p.holds(t, tables[p.table], hosts[key]) {
				of[e.name] = yes
			}
		}
	}
	return of
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

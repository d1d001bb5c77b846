package interop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/servers"
)

// probeTables returns the tables of the probes, and that of TestWays.
func probeTables(t testing.TB) []servers.Table {
	generalFirst := table(t, "general first", "GET /o/lit A", "GET /o/{p} B", "GET /r/{p} A", "GET /r/** B", "GET /h/x A", "HEAD /h/x B", "GET /c/{x}/d A", "GET /c/e/{y} B")
	generalFirst.GeneralFirst = true
	return []servers.Table{
		generalFirst,
		table(t, "probes",
			"GET /slash/lit A", "GET /value/{p} A", "GET /leaf/{p} A", "GET /leaf/{p}/known B", "GET /open/{p}/** A", "GET /sib/me A", "GET /sib/{p} B",
			"POST /post/one A", "GET /get/one A", "HEAD /head/one A", "GET /both/a A", "HEAD /both/{x} B", "GET /cross/{x} A", "HEAD /cross/a B",
			"GET /pair/{id} A", "POST /pair/sync B", "GET /rest/** A", "GET /dir A",
			"GET /c/{x}/d A", "GET /c/e/{y} B", "GET /w/** A", "GET /w/{p} B"),
		table(t, "root probes", "GET /{p} A"),
		waysTable(t),
	}
}

// A probe is a request, METHOD /path, and the row that runs if the server has the equivalence.
type probe struct{ table, request, row string }

// An equivalence is a way in which servers take one path or method for another.
type equivalence struct {
	name   string
	probes []probe // any of them shows it
}

func equivalences() []equivalence {
	of := func(name, request, row string) equivalence {
		return equivalence{name, []probe{{"probes", request, row}}}
	}
	return []equivalence{
		of("final / after a literal", "GET /slash/lit/", "GET /slash/lit"),
		of("final / after {p}", "GET /value/x/", "GET /value/{p}"),
		{"letter case", []probe{{"probes", "GET /slash/LIT", "GET /slash/lit"}, {"probes", "GET /Slash/lit", "GET /slash/lit"}}},
		{".suffix", []probe{{"probes", "GET /slash/lit.json", "GET /slash/lit"}, {"probes", "GET /sib/me.json", "GET /sib/me"}}},
		of(".suffix and final /", "GET /slash/lit.json/", "GET /slash/lit"),
		of(".suffix alone as the last segment", "GET /dir/.json", "GET /dir"),
		of("empty {p}", "GET /value/", "GET /value/{p}"),
		{"empty {p} of /", []probe{{"root probes", "GET /", "GET /{p}"}}},
		of("empty {p} before **", "GET /open/", "GET /open/{p}/**"),
		of("missing {p}", "GET /value", "GET /value/{p}"),
		of("tail", "GET /value/x/y", "GET /value/{p}"),
		of("tail of two", "GET /value/x/y/z", "GET /value/{p}"),
		of("tail beside a child", "GET /leaf/x/other", "GET /leaf/{p}"),
		of("tail below a child", "GET /leaf/x/known/y", "GET /leaf/{p}"),
		of("tail of a literal", "GET /slash/lit/x", "GET /slash/lit"),
		{"another method", []probe{{"probes", "GET /post/one", "POST /post/one"}, {"probes", "POST /get/one", "GET /get/one"}, {"probes", "PUT /get/one", "GET /get/one"}}},
		of("another method's literal", "GET /pair/sync", "POST /pair/sync"),
		of("HEAD runs GET", "HEAD /get/one", "GET /get/one"),
		of("GET runs HEAD", "GET /head/one", "HEAD /head/one"),
		of("HEAD /a prefers GET /a", "HEAD /both/a", "GET /both/a"),
		of("HEAD /a prefers HEAD /{x}", "HEAD /both/a", "HEAD /both/{x}"),
		of("HEAD /b falls back to GET /{x} beside HEAD /a", "HEAD /cross/b", "GET /cross/{x}"),
		of("HEAD runs POST", "HEAD /post/one", "POST /post/one"),
		of("/c/e/d runs /c/{x}/d before /c/e/{y}", "GET /c/e/d", "GET /c/{x}/d"),
		of("/w/x runs /w/** before /w/{p}", "GET /w/x", "GET /w/**"),
		{"{p} before a literal, registered first", []probe{{"general first", "GET /o/lit", "GET /o/{p}"}}},
		{"** before {p}, registered first", []probe{{"general first", "GET /r/x", "GET /r/**"}}},
		{"GET before HEAD, registered first", []probe{{"general first", "HEAD /h/x", "GET /h/x"}}},
		of("** takes /", "GET /rest/", "GET /rest/**"),
		of("** takes nothing", "GET /rest", "GET /rest/**"),
	}
}

// TestEquivalences measures what each set-up does, and holds RESULTS.md against it.
func TestEquivalences(t *testing.T) {
	tables := probeTables(t)
	setups := append(servers.InProcess(), started(t, append(corpusTables(t), tables...))...)
	hosted := map[string]map[string]servers.Hosted{}
	for _, table := range tables {
		hosted[table.Name] = hostAll(setups, table)
		defer closeAll(hosted[table.Name])
	}
	holds := func(setup string, e equivalence) bool {
		return slices.ContainsFunc(e.probes, func(p probe) bool { return p.holds(t, tables, hosted[p.table][setup]) })
	}
	measured := map[string]map[string]bool{}
	for _, s := range setups {
		measured[s.Name] = map[string]bool{}
		for _, e := range equivalences() {
			measured[s.Name][e.name] = holds(s.Name, e)
		}
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

func (p probe) holds(t *testing.T, tables []servers.Table, hosted servers.Hosted) bool {
	t.Helper()
	method, path, _ := strings.Cut(p.request, " ")
	r, err := parsed(line{method: method, target: path}.text())
	require.NoError(t, err)
	i := slices.IndexFunc(tables, func(table servers.Table) bool { return table.Name == p.table })
	row := -1
	for j, candidate := range tables[i].Rows {
		if candidate.Method+" "+candidate.Pattern.String() == p.row {
			row = j
		}
	}
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

// unionOf counts as an upstream's what any of its set-ups does, but for those that register for all
// methods what the server usually registers for one.
func unionOf(setups []servers.Setup, measured map[string]map[string]bool) map[string]map[string]bool {
	union := map[string]map[string]bool{}
	for _, upstream := range upstreams(setups) {
		union[upstream] = map[string]bool{}
		for _, s := range named(setups, upstream) {
			for name, does := range measured[s.Name] {
				union[upstream][name] = union[upstream][name] || does && !s.Routed
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

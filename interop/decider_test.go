package interop

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generated/bss"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// permissions is a set of permissions: bit p stands for the one with number p of a route.Demand.
type permissions uint64

const allPermissions = ^permissions(0)

// satisfy reports whether the caller may do what the demand asks for.
func (granted permissions) satisfy(d route.Demand) bool {
	return slices.ContainsFunc(d, func(alternative []int) bool {
		return !slices.ContainsFunc(alternative, func(p int) bool { return granted>>p&1 == 0 })
	})
}

// lacking returns the largest sets that do not satisfy the demand: all permissions but one of each
// alternative.
func lacking(d route.Demand) []permissions {
	sets := []permissions{allPermissions}
	for _, alternative := range d {
		var less []permissions
		for _, set := range sets {
			for _, p := range alternative {
				less = append(less, set&^(1<<p))
			}
		}
		sets = less
	}
	return sets
}

// A Decider is a guard: it says what it demands of the caller who sends a request, and whether it lets it
// pass at all.
type Decider interface {
	Demand(r *http.Request) (d route.Demand, passes bool)
}

// A guard makes the Decider for a table in front of a server.
type guard struct {
	name string
	// proven guards must let nobody around a permission; the others are negative controls, which show
	// that the requests can.
	proven  bool
	decider func(table servers.Table, behind servers.Setup) Decider
}

func guards() []guard {
	return []guard{
		{"upstream: any", true, func(t servers.Table, _ servers.Setup) Decider { return reference{tableFor(t, servers.Setup{})} }},
		{"upstream: its name", true, func(t servers.Table, s servers.Setup) Decider { return reference{tableFor(t, s)} }},
		{"URL.Path", false, func(t servers.Table, _ servers.Setup) Decider { return naive{t.Rows, false} }},
		{"path.Clean", false, func(t servers.Table, _ servers.Setup) Decider { return naive{t.Rows, true} }},
	}
}

// tableFor returns the table of a spec that names the server behind, or any if there is none, and
// all-methods where handlers are registered for all methods.
func tableFor(t servers.Table, s servers.Setup) route.Table {
	table := route.Table{Rows: t.Rows, Encoded: t.Encoded}
	upstream, known := route.UpstreamOf(s.Upstream)
	if !known {
		return table
	}
	does := upstream.Does
	if s.Way.Routed() {
		all, _ := route.UpstreamOf("all-methods")
		does |= all.Does
	}
	table.Excluded = route.AnyServer &^ does
	return table
}

var nothing = route.Demand{{}}

// reference decides by the reference matcher, with unlisted paths open and unlisted methods closed.
type reference struct{ table route.Table }

func (d reference) Demand(r *http.Request) (route.Demand, bool) {
	path, ok := wirePath(r.URL)
	if !ok || overridden(r.Header) {
		return nil, false
	}
	row, verdict := d.table.Match(r.Method, path)
	switch verdict {
	case route.Listed:
		return d.table.Rows[row].Demand, true
	case route.Unlisted:
		return nothing, true
	}
	return nil, false
}

// wirePath returns the path as it stood on the wire, as the generated MatchRequest derives it.
func wirePath(u *url.URL) (path string, ok bool) {
	if u.RawPath == "" {
		return u.EscapedPath(), u.Opaque == ""
	}
	decoded, err := url.PathUnescape(u.RawPath)
	return u.RawPath, u.Opaque == "" && err == nil && decoded == u.Path
}

// overridden reports whether a header asks the server to take another method or another path, or to go on
// with HTTP/2.
func overridden(header http.Header) bool {
	for name := range header {
		if bss.IsOverrideHeader(name) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(strings.Join(header["Upgrade"], ",")), "h2c")
}

// naive decides as many guards do: by the first row whose segments equal those of the decoded path.
type naive struct {
	rows  []route.Row
	clean bool // path.Clean first, and HEAD is GET
}

func (d naive) Demand(r *http.Request) (route.Demand, bool) {
	method, at := r.Method, r.URL.Path
	if d.clean {
		at = path.Clean(at)
		if method == http.MethodHead {
			method = http.MethodGet
		}
	}
	best := -1
	for i, row := range d.rows {
		if row.Method == method && equalsSegments(row.Pattern, at) &&
			(best < 0 || route.ComparePatterns(row.Pattern, d.rows[best].Pattern) < 0) {
			best = i
		}
	}
	if best < 0 {
		return nothing, true
	}
	return d.rows[best].Demand, true
}

func equalsSegments(p route.Pattern, at string) bool {
	have := strings.Split(strings.TrimPrefix(at, "/"), "/")
	if at == "/" {
		have = nil
	}
	for i, s := range p.Segments() {
		if s.Kind == route.Rest {
			return true
		}
		if i >= len(have) || have[i] == "" || !s.Names(have[i], 0) {
			return false
		}
	}
	return len(have) == len(p.Segments())
}

// TestImplies asserts what counts as a way around: some caller satisfies what the guard demands, and not
// what the handler that ran does.
func TestImplies(t *testing.T) {
	demands := []string{"A", "B", "AB", "A|B", "A|BC", "AC|BC", "ABC", "public", "nobody"}
	for _, of := range demands {
		for _, ran := range demands {
			around := slices.ContainsFunc(lacking(demand(ran)), func(granted permissions) bool { return granted.satisfy(demand(of)) })
			assert.Equal(t, !around, demand(of).Implies(demand(ran)), "%s, %s", of, ran)
		}
	}
}

func TestLacking(t *testing.T) {
	for text, want := range map[string]int{"A": 1, "AB": 2, "A|B": 1, "A|BC": 2, "public": 0, "nobody": 1} {
		sets := lacking(demand(text))
		assert.Len(t, sets, want, text)
		for _, set := range sets {
			assert.False(t, set.satisfy(demand(text)), text)
		}
	}
	assert.True(t, (permissions(1<<2) | 1<<3).satisfy(demand("A|BC")))
	assert.True(t, permissions(0).satisfy(demand("public")))
}

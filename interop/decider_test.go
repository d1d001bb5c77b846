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

// A Decider is a guard: it says whether a caller who was granted these permissions may send the request.
type Decider interface {
	Allow(r *http.Request, granted permissions) bool
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

// tableFor returns the table of a spec that names the server behind, or any if there is none, and all-methods where handlers are
// registered for all methods although the server has them for one.
func tableFor(t servers.Table, s servers.Setup) route.Table {
	table := route.Table{Rows: t.Rows, Encoded: t.Encoded}
	upstream, known := route.UpstreamOf(s.Upstream)
	if !known {
		return table
	}
	does := upstream.Does
	if s.Routed {
		all, _ := route.UpstreamOf("all-methods")
		does |= all.Does
	}
	table.Excluded = route.AnyServer &^ does
	return table
}

// reference decides by the reference matcher, with unlisted paths open and unlisted methods closed.
type reference struct{ table route.Table }

func (d reference) Allow(r *http.Request, granted permissions) bool {
	path, ok := wirePath(r.URL)
	if !ok || overridden(r.Header) {
		return false
	}
	row, verdict := d.table.Match(r.Method, path)
	return verdict == route.Unlisted || verdict == route.Listed && granted.satisfy(d.table.Rows[row].Demand)
}

// wirePath returns the path as it stood on the wire, as the generated MatchRequest derives it.
func wirePath(u *url.URL) (path string, ok bool) {
	if u.RawPath == "" {
		return u.EscapedPath(), u.Opaque == ""
	}
	decoded, err := url.PathUnescape(u.RawPath)
	return u.RawPath, u.Opaque == "" && err == nil && decoded == u.Path
}

// overridden reports whether a header asks the server to take another method or another path.
func overridden(header http.Header) bool {
	for name := range header {
		if bss.IsOverrideHeader(name) {
			return true
		}
	}
	return false
}

// naive decides as many guards do: by the first row whose segments equal those of the decoded path.
type naive struct {
	rows  []route.Row
	clean bool // path.Clean first, and HEAD is GET
}

func (d naive) Allow(r *http.Request, granted permissions) bool {
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
	return best < 0 || granted.satisfy(d.rows[best].Demand)
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

// letsAround reports whether the guard lets a caller send the request who does not satisfy the demand.
func letsAround(d Decider, demand route.Demand, r *http.Request) bool {
	return slices.ContainsFunc(lacking(demand), func(granted permissions) bool { return d.Allow(r, granted) })
}

func TestLacking(t *testing.T) {
	for text, want := range map[string]int{"A": 1, "AB": 2, "A|B": 1, "A|BC": 2, "none": 0, "never": 1} {
		sets := lacking(demand(text))
		assert.Len(t, sets, want, text)
		for _, set := range sets {
			assert.False(t, set.satisfy(demand(text)), text)
		}
	}
	assert.True(t, (permissions(1<<1) | 1<<2).satisfy(demand("A|BC")))
	assert.True(t, permissions(0).satisfy(demand("none")))
}

package support

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/tree"
	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"
)

// indexOf returns the index of a table, and the bits of its methods.
func indexOf(t route.Table) (x *index, methodOf func(string) methodSet) {
	var rows []routeEntry
	for _, r := range t.Rows {
		rows = append(rows, routeEntry{method: r.Method, pattern: r.Pattern.String()})
	}
	columns := tree.Build(t.Views()).Columns // GET and HEAD may share one
	methodOf = func(method string) methodSet {
		c := slices.IndexFunc(columns, func(methods []string) bool { return slices.Contains(methods, method) })
		return column(c + 1).set()
	}
	implies := func(r, s Route) bool { return t.Rows[r-1].Demand.Implies(t.Rows[s-1].Demand) }
	return newIndex(rows, meaning{equivalence(t.Does()), implies, methodOf}), methodOf
}

// requireSame asserts that the index of a table and the reference matcher agree on a request.
func requireSame(t *testing.T, table route.Table, method, path string) (verdict route.Verdict) {
	t.Helper()
	var p cutPath
	encoded, ok := p.cut(path, slashesOf(path), onWire)
	parsed, canonical := route.ParsePath(path)
	require.Equal(t, canonical, ok, "%q", path)
	row, verdict := table.Match(method, path)
	if !ok || !canonicalMethod(method) {
		require.Equal(t, route.Refused, verdict, "%q", path)
		return verdict
	}
	x, methodOf := indexOf(table)
	r, v := x.answer(&p, encoded, methodOf(method))
	if slashes := slashesOf(path); slashes.plain && newFilter(x.rows, x.upstream).excludes(path, slashes) {
		require.Equal(t, [2]string{"Unlisted", "Route(0)"}, [2]string{v.String(), r.String()}, "%v\n%s %q", table, method, path)
	}
	require.Equal(t, [2]string{verdict.String(), Route(row + 1).String()}, [2]string{v.String(), r.String()}, "%v\n%s %q", table, method, path)
	if encoded&reserved != 0 {
		return verdict // the compiled code never matches such a path by itself
	}
	if winner := table.View(method).Account(path).Winner; winner >= 0 && table.Rows[winner].Pattern.Reach(parsed, table.Does()) == route.Exactly {
		r := Route(winner + 1)
		require.Equal(t, verdict == route.Refused, x.contests(r, &p, methodOf(method)))
		require.Equal(t, verdict == route.Refused, contestedByRivals(x, table, r, &p, method, methodOf(method)), "%v\n%s %q", table, method, path)
	}
	return verdict
}

// contestedByRivals is contests as the compiled matcher calls it: for an index of the rivals alone.
func contestedByRivals(x *index, table route.Table, r Route, path *cutPath, method string, own methodSet) bool {
	m := tree.Build(table.Views())
	column := slices.IndexFunc(m.Columns, func(methods []string) bool { return slices.Contains(methods, method) })
	at := slices.IndexFunc(m.Paths, func(p *tree.Path) bool { return p.Rows[column] == int(r)-1 })
	list := m.Paths[at].Rivals[column]
	if list < 0 {
		return false
	}
	var rivals rivalList
	var kinds filterKinds
	for _, row := range m.Rivals[list].Loosely {
		rivals.routes = append(rivals.routes, Route(row+1))
		kinds.add(x.rows[row].pattern, x.upstream)
	}
	rivals.loosely = len(rivals.routes)
	for _, row := range m.Rivals[list].Rows {
		if !slices.Contains(m.Rivals[list].Loosely, row) {
			rivals.routes = append(rivals.routes, Route(row+1))
			kinds.add(x.rows[row].pattern, x.upstream&^looseSuffix)
		}
	}
	if slashes := slashesOf(path.text); slashes.plain && kinds.filter(x.upstream).excludes(path.text, slashes) {
		return false
	}
	return x.of(rivals).contests(r, path, own)
}

// open lets a table allow all escapes. The index does not decide on them.
func open(table route.Table) route.Table {
	table.Encoded = route.EveryEncoding
	for i := range table.Rows {
		table.Rows[i].Encoded = table.Encoded
	}
	return table
}

func TestIndexOfRandomTables(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	verdicts := map[route.Verdict]int{}
	for range testsize.Of(10000, 30000) {
		table := open(routetest.Table(random))
		for range 10 {
			method, path := routetest.Request(random, table)
			verdicts[requireSame(t, table, method, path)]++
		}
	}
	for v := range route.MethodUnlisted + 1 {
		assert.Greater(t, verdicts[v], 3000, v)
	}
}

// TestIndexOfFewTables names tables of two rows and requests for which servers might run either row.
func TestIndexOfFewTables(t *testing.T) {
	for _, c := range []struct{ e, c, path string }{
		{"/{a}/{b}/{c}/", "/{a}:x/{b})/", "/1/2/3)/"},
		{"/{a}/{b}/lit/**", "/{a})/{b}:x/lit", "/1/2)/lit/lit"},
		{"/{a}.json/{b}/{c}/", "/{a}:x/{b})/", "/1.json/2/3)/"},
		{"/1/2)/lit/lit", "/{a})/{b}:x/lit", "/1/2)/lit/lit"},
		{"/{a}:x/b", "/{a}:y/b", "/1:x/b"},
		{"/{a}:x", "/{a}:y", "/1:y.z:x"},
		{"/{a}/{b}", "/v/{b}:x", "/v/1"},
	} {
		var table route.Table
		for i, text := range []string{c.e, c.c} {
			pattern, err := route.ParsePattern(text)
			require.NoError(t, err)
			table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: pattern, Demand: route.Demand{{1 + i}}})
		}
		for _, method := range []string{"GET", "HEAD"} {
			requireSame(t, table, method, c.path)
		}
	}
}

// FuzzIndex compares the index of a random table with the reference matcher for any path.
func FuzzIndex(f *testing.F) {
	for i, path := range []string{"/", "/a", "/a/B.b/", "/a//", "/a/../b", "/%61", "", "a", "/a.b.b/1", "/ab.b", "/a:b"} {
		f.Add(uint64(i), "GET", path)
	}
	f.Fuzz(func(t *testing.T, seed uint64, method, path string) {
		random := rand.New(rand.NewPCG(seed, 7))
		table := open(routetest.Table(random))
		requireSame(t, table, method, path)
		near, nearPath := routetest.Request(random, table)
		requireSame(t, table, near, nearPath)
		requireSame(t, table, near, nearPath+path)
	})
}

// TestIndexOfManyRows lets the hash table of edges grow. The literals differ in the middle only.
func TestIndexOfManyRows(t *testing.T) {
	var table route.Table
	for i := range 2000 {
		name := "beginning" + strings.Repeat("x", i%40) + string(rune('a'+i%26)) + strings.Repeat("y", i/40) + "endings"
		pattern, err := route.ParsePattern("/" + name + "/{p}")
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: pattern, Demand: route.Demand{{1 + i}}})
	}
	x, methodOf := indexOf(table)
	for i, r := range table.Rows {
		path := strings.Replace(r.Pattern.String(), "{p}", "7", 1)
		for _, p := range []string{path, strings.ToUpper(path), path + "/"} {
			var cut cutPath
			_, canonical := cut.cut(p, slashesOf(p), onWire)
			require.True(t, canonical)
			got, v := x.resolve(&cut, methodOf("GET"))
			require.Equal(t, Route(i+1), got)
			require.Equal(t, Listed, v)
		}
	}
}

// TestSegmentEnd compares segmentEnd, which reads words, with scanSegment, and that with the reference.
func TestSegmentEnd(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300000 {
		b := make([]byte, 1+random.IntN(28))
		for i := range b {
			if b[i] = "ab09zAZ-_.~/:@"[random.IntN(14)]; random.IntN(30) == 0 {
				b[i] = byte(random.IntN(256))
			}
		}
		path, begin := string(b), random.IntN(len(b)+1)
		end := segmentEnd(path, begin)
		require.Equal(t, scanSegment(path, begin, begin), end, "%q %d", path, begin)
		segment, _, _ := strings.Cut(path[begin:], "/")
		parsed, ok := route.ParsePath("/" + segment)
		if ok = ok && segment != "" && parsed.Encoded() == 0; ok {
			require.Equal(t, begin+len(segment), end, "%q %d", path, begin)
		}
		require.Equal(t, ok, end > 0, "%q %d", path, begin)
	}
}

func TestComparePatterns(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	for range 3000 {
		table := routetest.Table(random)
		for _, p := range table.Rows {
			for _, q := range table.Rows {
				require.Equal(t, route.ComparePatterns(p.Pattern, q.Pattern), comparePatterns(p.Pattern.String(), q.Pattern.String()), "%s %s", p.Pattern, q.Pattern)
				require.Equal(t, p.Pattern.Covers(q.Pattern), covers(p.Pattern.String(), q.Pattern.String(), reading{}))
				require.Equal(t, p.Pattern.Extends(q.Pattern), extends(p.Pattern.String(), q.Pattern.String(), false))
			}
		}
	}
}

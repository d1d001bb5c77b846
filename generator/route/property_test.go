package route_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
)

// need is what a caller must have for a request to pass: the demand of a row, or the one for nobody where it is refused.
// The table is taken to let unlisted requests pass, which is where less could be needed unnoticed.
func need(t route.Table, row int, v route.Verdict) route.Demand {
	switch v {
	case route.Listed:
		return t.Rows[row].Demand
	case route.Refused:
		return route.Demand{}
	}
	return route.Demand{{}}
}

// requireNotLess asserts that with one row more a request needs no less than before, unless that row
// now speaks for it, or takes the place of a row of another method with its shape.
func requireNotLess(t *testing.T, before route.Table, added route.Row, method, path string) {
	t.Helper()
	for _, r := range before.Rows {
		if r.Pattern.Shape() == added.Pattern.Shape() {
			return
		}
	}
	after := route.Table{append(slices.Clone(before.Rows), added), before.Excluded, before.Encoded}
	row, v := after.Match(method, path)
	if v == route.Listed && row == len(before.Rows) {
		return
	}
	rowBefore, vBefore := before.Match(method, path)
	require.True(t, need(after, row, v).Implies(need(before, rowBefore, vBefore)),
		"%v\nadded %v\n%s %s: %v before, %v after", before.Rows, added, method, path, vBefore, v)
}

// TestAddingARow adds each row of a small alphabet to each table of one and of two others, and sends
// every path of up to three segments.
func TestAddingARow(t *testing.T) {
	var rows []route.Row
	for _, p := range smallPatterns(t) {
		for i, method := range []string{"GET", "POST"} {
			rows = append(rows, route.Row{Method: method, Pattern: p, Demand: route.Demand{{1 + len(rows)*2 + i}}})
		}
	}
	paths := smallPaths()
	random := rand.New(rand.NewPCG(10, 11))
	checked := 0
	for i, a := range rows {
		for j, b := range rows {
			for k, added := range rows {
				if i >= j || k == i || k == j || random.IntN(10) > 0 {
					continue
				}
				for _, path := range paths {
					checked++
					requireNotLess(t, route.Table{Rows: []route.Row{a, b}}, added, "GET", path)
				}
			}
			requireNotLess(t, route.Table{Rows: []route.Row{a}}, b, "GET", paths[(i+j)%len(paths)])
		}
	}
	assert.Greater(t, checked, 100000)
}

// TestOrderOfSmallTables holds every table of two rows of a small alphabet against the same rows the
// other way round.
func TestOrderOfSmallTables(t *testing.T) {
	patterns, paths := smallPatterns(t), smallPaths()
	for _, method := range []string{"GET", "POST"} {
		for _, p := range patterns {
			for _, q := range patterns {
				a, b := route.Row{Method: "GET", Pattern: p, Demand: route.Demand{{1}}}, route.Row{Method: method, Pattern: q, Demand: route.Demand{{2}}}
				if method == "GET" && p.Shape() == q.Shape() {
					continue
				}
				there, back := route.Table{Rows: []route.Row{a, b}}.View("GET"), route.Table{Rows: []route.Row{b, a}}.View("GET")
				for _, path := range paths {
					row, verdict := there.Match(path)
					backRow, backVerdict := back.Match(path)
					require.Equal(t, verdict, backVerdict, "%v %v %s", a, b, path)
					require.True(t, row < 0 || row == 1-backRow, "%v %v %s", a, b, path)
				}
			}
		}
	}
}

// smallPatterns returns all patterns of up to two segments over a literal, one in other letter case, a
// parameter, and a last **.
func smallPatterns(t *testing.T) (patterns []route.Pattern) {
	texts := []string{"/", "/**"}
	for _, a := range []string{"/a", "/A", "/{x}"} {
		texts = append(texts, a, a+"/**")
		for _, b := range []string{"/a", "/{y}"} {
			texts = append(texts, a+b, a+b+"/**")
		}
	}
	for _, text := range texts {
		p, err := route.ParsePattern(text)
		require.NoError(t, err)
		patterns = append(patterns, p)
	}
	return patterns
}

func smallPaths() []string {
	paths := []string{"/"}
	for _, a := range []string{"/a", "/A", "/b", "/a.x"} {
		paths = append(paths, a, a+"/")
		for _, b := range []string{"/a", "/A", "/b", "/a.x"} {
			paths = append(paths, a+b, a+b+"/", a+b+"/c")
		}
	}
	return paths
}

// TestAddingARowAtRandom does the same with random tables, which have HEAD, servers and escapes.
func TestAddingARowAtRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 13))
	for range 20000 {
		table := routetest.Table(random)
		if len(table.Rows) < 2 {
			continue
		}
		last := len(table.Rows) - 1
		before := route.Table{table.Rows[:last], table.Excluded, table.Encoded}
		for range 10 {
			method, path := routetest.Request(random, table)
			requireNotLess(t, before, table.Rows[last], method, path)
		}
	}
}

// TestOrderOfRows holds the table against each of its rotations and reversals.
func TestOrderOfRows(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		rows := routetest.Table(random)
		shuffled := route.Table{make([]route.Row, len(rows.Rows)), rows.Excluded, rows.Encoded}
		permutation := random.Perm(len(rows.Rows))
		for i, j := range permutation {
			shuffled.Rows[j] = rows.Rows[i]
		}
		for range 20 {
			method, path := routetest.Request(random, rows)
			a, va := rows.Match(method, path)
			b, vb := shuffled.Match(method, path)
			require.Equal(t, va, vb)
			if va == route.Listed {
				require.Equal(t, permutation[a], b)
			}
		}
	}
}

// TestRivals asserts that Match refuses a request that a row names exactly only if one of the row's
// rivals is in reach, and one that is only loosely in reach only if it contests the row so.
func TestRivals(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	refused, free := 0, 0
	for range 20000 {
		rows := routetest.Table(random)
		for range 20 {
			method, text := routetest.Request(random, rows)
			path, ok := route.ParsePath(text)
			view := rows.View(method)
			winner := view.Account(text).Winner
			if !ok || path.Encoded() != 0 || winner < 0 || rows.Rows[winner].Pattern.Reach(path, rows.Does()) != route.Exactly {
				continue
			}
			rivals := view.Rivals(winner)
			require.Equal(t, len(rivals) > 0, view.Contested(winner))
			reached := slices.ContainsFunc(rivals, func(c int) bool {
				pattern, does := rows.Rows[c].Pattern, rows.Does()
				return pattern.Reach(path, does&^route.LooseSuffix) != route.Unreached ||
					pattern.Reach(path, does) != route.Unreached && view.ContestsLoosely(winner, c)
			})
			row, verdict := rows.Match(method, text)
			switch {
			case verdict == route.Refused:
				refused++
				require.True(t, reached, "%v %s %s", rows, method, text)
			default:
				require.Equal(t, winner, row, "%v %s %s", rows, method, text)
			}
			if len(rivals) == 0 {
				free++
			}
		}
	}
	assert.Greater(t, free, 1000)
	assert.Greater(t, refused, 1000)
}

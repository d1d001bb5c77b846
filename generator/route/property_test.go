package route

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// need is what a caller must have for a request to pass: a row's demand, or never where it is refused.
// The table is taken to let unlisted requests pass, which is where less could be needed unnoticed.
func need(t Table, row int, v Verdict) Demand {
	switch v {
	case Listed:
		return t.Rows[row].Demand
	case Refused:
		return Demand{}
	}
	return Demand{{}}
}

// requireNotLess asserts that with one row more a request needs no less than before, unless that row
// now speaks for it, or takes the place of a row of another method with its shape.
func requireNotLess(t *testing.T, before Table, added Row, method, path string) {
	t.Helper()
	for _, r := range before.Rows {
		if r.Pattern.Shape() == added.Pattern.Shape() {
			return
		}
	}
	after := Table{append(slices.Clone(before.Rows), added), before.Excluded, before.Encoded}
	row, v := after.Match(method, path)
	if v == Listed && row == len(before.Rows) {
		return
	}
	rowBefore, vBefore := before.Match(method, path)
	require.True(t, need(after, row, v).Implies(need(before, rowBefore, vBefore)),
		"%v\nadded %v\n%s %s: %v before, %v after", before.Rows, added, method, path, vBefore, v)
}

// TestAddingARow adds each row of a small alphabet to each table of one and of two others, and sends
// every path of up to three segments.
func TestAddingARow(t *testing.T) {
	var rows []Row
	for _, p := range smallPatterns(t) {
		for i, method := range []string{"GET", "POST"} {
			rows = append(rows, Row{Method: method, Pattern: p, Demand: Demand{{len(rows)*2 + i}}})
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
					requireNotLess(t, Table{Rows: []Row{a, b}}, added, "GET", path)
				}
			}
			requireNotLess(t, Table{Rows: []Row{a}}, b, "GET", paths[(i+j)%len(paths)])
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
				a, b := Row{Method: "GET", Pattern: p, Demand: Demand{{1}}}, Row{Method: method, Pattern: q, Demand: Demand{{2}}}
				if method == "GET" && p.Shape() == q.Shape() {
					continue
				}
				there, back := Table{Rows: []Row{a, b}}.View("GET"), Table{Rows: []Row{b, a}}.View("GET")
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
func smallPatterns(t *testing.T) (patterns []Pattern) {
	texts := []string{"/", "/**"}
	for _, a := range []string{"/a", "/A", "/{x}"} {
		texts = append(texts, a, a+"/**")
		for _, b := range []string{"/a", "/{y}"} {
			texts = append(texts, a+b, a+b+"/**")
		}
	}
	for _, text := range texts {
		p, err := ParsePattern(text)
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
		table := RandomTable(random)
		if len(table.Rows) < 2 {
			continue
		}
		last := len(table.Rows) - 1
		before := Table{table.Rows[:last], table.Excluded, table.Encoded}
		for range 10 {
			method, path := RandomRequest(random, table)
			requireNotLess(t, before, table.Rows[last], method, path)
		}
	}
}

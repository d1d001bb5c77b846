package survey

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"

	"github.com/permroute/permroute/generator/route"
)

// signature returns a text for the class of a path: how it reaches the rows of the tables, and what its escapes stand
// for, if some table allows them.
func signature(t *testing.T, tables []route.Table, text string) string {
	t.Helper()
	path, ok := route.ParsePath(text)
	require.True(t, ok, text)
	decoded, ok := route.ParsePath(route.DecodeReserved(text))
	require.True(t, ok, text)
	var b strings.Builder
	first, _, _ := strings.Cut(text[1:], "/")
	for _, table := range tables {
		if table.DropsScript(first) && !slices.ContainsFunc(table.Rows, func(r route.Row) bool { return r.Pattern.BeginsWithScript() }) {
			b.WriteString("refused ")
			continue
		}
		for _, r := range table.Rows {
			fmt.Fprint(&b, r.Pattern.Reach(path, table.Does()))
			if text != decoded.Text() && table.HasReserved() {
				fmt.Fprint(&b, "/", r.Pattern.Reach(decoded, table.Does()))
			}
		}
		b.WriteByte(' ')
	}
	some, all := allowed(tables)
	if path.Encoded()&^some != 0 {
		return "refused"
	}
	fmt.Fprint(&b, path.Encoded()&^all)
	return b.String()
}

// TestSurvey sends random paths through pairs of random tables: a path of the class of each must have
// been visited, and the rows that it reaches been named. Pairs with very many classes are left out.
func TestSurvey(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 21))
	sent, pairs := 0, testsize.Of(15, 200)
	for range pairs {
		tables := []route.Table{routetest.Table(random), routetest.Table(random)}
		visited := map[string]string{"refused": ""}
		err := Survey{Tables: tables, Limit: 4000}.Visit(func(path string, candidates [][]int) bool {
			visited[signature(t, tables, path)] = path
			requireCandidates(t, tables, path, candidates)
			return true
		})
		if errors.Is(err, ErrLimit) {
			continue
		}
		require.NoError(t, err)
		for range 400 {
			_, text := routetest.Request(random, tables[random.IntN(2)])
			if _, ok := route.ParsePath(text); ok {
				sent++
				require.Contains(t, visited, signature(t, tables, text), "%s %v", text, tables)
			}
		}
	}
	assert.Greater(t, sent, 40*pairs, "most pairs have few classes enough")
}

// requireCandidates asserts that what a path reaches is among its candidates.
func requireCandidates(t *testing.T, tables []route.Table, text string, candidates [][]int) {
	t.Helper()
	path, _ := route.ParsePath(text)
	for i, table := range tables {
		first, _, _ := strings.Cut(text[1:], "/")
		if table.DropsScript(first) && !slices.ContainsFunc(table.Rows, func(r route.Row) bool { return r.Pattern.BeginsWithScript() }) {
			continue // it refuses the path
		}
		for row, r := range table.Rows {
			if r.Pattern.Reach(path, table.Does()) != route.Unreached {
				require.Contains(t, candidates[i], row, text)
			}
		}
	}
}

// Literals that differ in letter case, in extensions and in both are told apart, and so are spellings
// that no literal has.
func TestSurveySpellings(t *testing.T) {
	var table route.Table
	for _, text := range []string{"/ab", "/AB", "/aB.C", "/ab.c.d", "/{x}"} {
		p, err := route.ParsePattern(text)
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: p})
	}
	visited := map[string]bool{}
	require.NoError(t, Survey{Tables: []route.Table{table}}.Visit(func(path string, _ [][]int) bool {
		visited[signature(t, []route.Table{table}, path)] = true
		return true
	}))
	heads, middles, ends := []string{"ab", "aB", "Ab", "AB", "z"}, []string{"", ".c", ".C", ".z"}, []string{"", ".d", ".D", ".z"}
	for _, head := range heads {
		for _, middle := range middles {
			for _, end := range ends {
				assert.True(t, visited[signature(t, []route.Table{table}, "/"+head+middle+end)], head+middle+end)
			}
		}
	}
}

func TestSurveyLimit(t *testing.T) {
	var table route.Table
	for depth := range 30 {
		p, err := route.ParsePattern(parameters(depth) + "/a" + parametersFrom(depth, 30))
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: p})
	}
	visits := 0
	err := Survey{Tables: []route.Table{table}, Limit: 1000}.Visit(func(string, [][]int) bool { visits++; return true })
	assert.ErrorIs(t, err, ErrLimit)
	assert.Equal(t, 1000, visits)
	visits = 0
	assert.NoError(t, Survey{Tables: []route.Table{table}}.Visit(func(string, [][]int) bool { visits++; return visits < 10 }))
	assert.Equal(t, 10, visits)
}

// parameters returns n parameters, and parametersFrom those from one number up to another.
func parameters(n int) string { return parametersFrom(0, n) }

func parametersFrom(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "/{p%d}", i)
	}
	return b.String()
}

package tree

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
)

func rows(t testing.TB, lines ...[2]string) route.Table {
	t.Helper()
	var table route.Table
	for i, line := range lines {
		p, err := route.ParsePattern(line[1])
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: line[0], Pattern: p, Demand: route.Demand{{i}}})
	}
	return table
}

func TestBuild(t *testing.T) {
	table := rows(t, [2]string{"GET", "/a/b"}, [2]string{"GET", "/v/o/{p}"}, [2]string{"GET", "/v/o/{p}/c"}, [2]string{"POST", "/a/**"}, [2]string{"GET", "/"})
	m := Build(table)
	require.Len(t, m.Branches, 2)
	get := m.Branches[0]
	assert.Equal(t, []string{"GET", "HEAD"}, get.Methods)
	assert.Equal(t, []string{"/", "/a/b"}, []string{get.Root.Static[0].Text, get.Root.Static[1].Text})
	require.Len(t, get.Root.Literals, 1)
	assert.Equal(t, "/v/o", get.Root.Literals[0].Text)
	param := get.Root.Literals[0].Next.Param
	require.NotNil(t, param)
	assert.Equal(t, []string{"", "/c"}, []string{param.Static[0].Text, param.Static[1].Text})
	assert.Equal(t, []string{"POST"}, m.Branches[1].Methods)
	assert.Equal(t, 3, m.Branches[1].Root.Literals[0].Next.Rest.Row)
}

func TestHeadHasABranchOfItsOwn(t *testing.T) {
	m := Build(rows(t, [2]string{"GET", "/a"}, [2]string{"HEAD", "/b"}))
	require.Len(t, m.Branches, 2)
	assert.Equal(t, []string{"GET"}, m.Branches[0].Methods)
	assert.Equal(t, []string{"HEAD"}, m.Branches[1].Methods)
	assert.Len(t, m.Branches[1].Root.Static, 2)
}

// requireSame asserts that the trees and the reference agree on a request.
func requireSame(t *testing.T, table route.Table, method, path string) {
	t.Helper()
	row, verdict := table.Match(method, path)
	gotRow, got := Build(table).Match(table, method, path)
	require.Equal(t, verdict, got, "%v\n%s %q", table, method, path)
	require.Equal(t, row, gotRow, "%v\n%s %q", table, method, path)
}

func TestRandomTables(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	listed := 0
	for range 10000 {
		table := route.RandomTable(random)
		for range 10 {
			method, path := route.RandomRequest(random, table)
			if _, v := table.Match(method, path); v == route.Listed {
				listed++
			}
			requireSame(t, table, method, path)
		}
	}
	assert.Greater(t, listed, 10000)
}

func TestCrowdedTable(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	table := route.CrowdedTable()
	require.True(t, Build(table).Branches[0].Root.find("/a/1").Crowded())
	for range 500 {
		method, path := route.RandomRequest(random, table)
		requireSame(t, table, method, path)
	}
	for _, path := range []string{"/a/1", "/a/b", "/a/B", "/a/c.d", "/a/1/", "/a/b/x", "/a/%20"} {
		requireSame(t, table, "GET", path)
	}
}

// FuzzMatch holds the trees against the reference on a random table and any path.
func FuzzMatch(f *testing.F) {
	for i, path := range []string{"/", "/a", "/a/B.b/", "/a//", "/a/../b", "/%61", "", "a", "/a.b.b/1"} {
		f.Add(uint64(i), "GET", path)
	}
	f.Add(uint64(9), "PUT", "/a")
	f.Fuzz(func(t *testing.T, seed uint64, method, path string) {
		random := rand.New(rand.NewPCG(seed, 7))
		table := route.RandomTable(random)
		requireSame(t, table, method, path)
		near, nearPath := route.RandomRequest(random, table)
		requireSame(t, table, near, nearPath)
		requireSame(t, table, near, nearPath+path)
	})
}

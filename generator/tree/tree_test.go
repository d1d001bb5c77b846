package tree

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
)

func rows(t testing.TB, lines ...[2]string) route.Table {
	t.Helper()
	var table route.Table
	for i, line := range lines {
		p, err := route.ParsePattern(line[1])
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: line[0], Pattern: p, Demand: route.Demand{{1 + i}}})
	}
	return table
}

func TestBuild(t *testing.T) {
	table := rows(t, [2]string{"GET", "/a/b"}, [2]string{"GET", "/a/c"}, [2]string{"GET", "/v/o/{p}"}, [2]string{"GET", "/v/o/{p}/c"},
		[2]string{"GET", "/v/p/{p}"}, [2]string{"GET", "/v/p/{p}:x"}, [2]string{"POST", "/a/**"}, [2]string{"GET", "/"})
	m := Build(table.Views())
	assert.Equal(t, [][]string{{"GET"}, {"HEAD"}, {"POST"}}, m.Columns, "a server that routes by path runs POST /a/** for HEAD /a/b")
	byLength := m.Root.Static
	assert.Equal(t, ByLength, byLength.At)
	assert.Equal(t, []int{1, 4}, []int{byLength.Cases[0].Value, byLength.Cases[1].Value})
	assert.Equal(t, 3, byLength.Cases[1].Choice.At)
	require.Equal(t, "/", m.Root.Edges.Text)
	require.Len(t, m.Root.Edges.Cases, 2)
	a, v := m.Root.Edges.Cases[0].Edges, m.Root.Edges.Cases[1].Edges
	assert.Equal(t, "a", a.Text)
	assert.Equal(t, []int{-1, -1, 6}, m.Paths[a.Rest.Path].Rows)
	assert.Equal(t, "v/", v.Text)
	param := v.Cases[0].Edges.Param
	assert.Equal(t, []string{"", "/c"}, []string{param.Static.Cases[0].Choice.Leaf.Text, param.Static.Cases[1].Choice.Leaf.Text})
	assert.Equal(t, ":x", v.Cases[1].Edges.Affixed[0].Segment.Suffix)
}

func TestHeadHasAColumnOfItsOwn(t *testing.T) {
	m := Build(rows(t, [2]string{"GET", "/a"}, [2]string{"HEAD", "/b"}).Views())
	assert.Equal(t, [][]string{{"GET"}, {"HEAD"}}, m.Columns)
	for _, p := range m.Paths {
		assert.Equal(t, map[string][]int{"/a": {0, 0}, "/b": {-1, 1}}[p.Pattern.String()], p.Rows)
	}
}

func TestRivalLists(t *testing.T) {
	var l rivalLists
	assert.Equal(t, -1, l.place(Rivals{}, false))
	assert.Equal(t, 0, l.place(Rivals{Rows: []int{1, 2, 3}, Loosely: []int{2}}, false))
	assert.Equal(t, 0, l.place(Rivals{Rows: []int{2, 3, 4}, Loosely: []int{3}}, false), "half of the rows are common")
	assert.Equal(t, 1, l.place(Rivals{Rows: []int{2, 3, 4}}, true), "HEAD has lists of its own")
	assert.Equal(t, 0, l.place(Rivals{Rows: []int{1, 2, 3, 4}}, true), "the same rows")
	assert.Equal(t, 2, l.place(Rivals{Rows: []int{4, 5, 6}}, false))
	assert.Equal(t, []Rivals{{[]int{1, 2, 3, 4}, []int{2, 3}}, {[]int{2, 3, 4}, nil}, {[]int{4, 5, 6}, nil}}, l.all)
	for len(l.all) < mostLists {
		l.all, l.ofHead = append(l.all, Rivals{Rows: []int{7}}), append(l.ofHead, false)
	}
	assert.Equal(t, mostLists-1, l.place(Rivals{Rows: []int{8, 9}}, false), "there is no room for another one")
	assert.Equal(t, []int{7, 8, 9}, l.all[mostLists-1].Rows)
}

func TestSplit(t *testing.T) {
	var lines [][2]string
	for i := range Large + 1 {
		lines = append(lines, [2]string{"GET", "/x/{p}/" + strconv.Itoa(i)})
	}
	root := Build(rows(t, lines[1:]...).Views()).Root
	assert.False(t, root.Large || root.Edges.Large || root.Edges.Param.Large)
	root = Build(rows(t, lines...).Views()).Root
	assert.True(t, root.Edges.Param.Static.Large)
	assert.False(t, root.Large || root.Edges.Large || root.Edges.Param.Large)
}

// requireSame asserts that the trees and the reference agree on a request.
func requireSame(t *testing.T, table route.Table, method, path string) {
	t.Helper()
	row, verdict := table.Match(method, path)
	m := Build(table.Views())
	found, contested := m.Find(m.Column(method), path)
	parsed, canonical := route.ParsePath(path)
	switch {
	case found >= 0:
		require.True(t, canonical, "%v\n%s %q", table, method, path)
		if !contested || verdict == route.Listed {
			require.Equal(t, found, row, "%v\n%s %q", table, method, path)
		}
	case verdict == route.Listed && parsed.Encoded() == 0 && !table.Rows[row].Pattern.BeginsWithScript():
		reach := table.Rows[row].Pattern.Reach(parsed, table.Does())
		require.NotEqual(t, route.Exactly, reach, "%v\n%s %q", table, method, path)
	}
}

func TestRandomTables(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	listed := 0
	for range 10000 {
		table := routetest.Table(random)
		for range 10 {
			method, path := routetest.Request(random, table)
			if _, v := table.Match(method, path); v == route.Listed {
				listed++
			}
			requireSame(t, table, method, path)
		}
	}
	assert.Greater(t, listed, 10000)
}

// FuzzMatch holds the trees against the reference on a random table and any path.
func FuzzMatch(f *testing.F) {
	for i, path := range []string{"/", "/a", "/a/B.b/", "/a//", "/a/../b", "/%61", "", "a", "/a.b.b/1"} {
		f.Add(uint64(i), "GET", path)
	}
	f.Add(uint64(9), "PUT", "/a")
	f.Fuzz(func(t *testing.T, seed uint64, method, path string) {
		random := rand.New(rand.NewPCG(seed, 7))
		table := routetest.Table(random)
		requireSame(t, table, method, path)
		near, nearPath := routetest.Request(random, table)
		requireSame(t, table, near, nearPath)
		requireSame(t, table, near, nearPath+path)
	})
}

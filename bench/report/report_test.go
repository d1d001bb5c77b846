package report

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/bench/contest"
)

// made returns results of two sets: of ours the goals are met, of the other one not.
func made() *contest.Results {
	heat := func(order string, ours, router, ogen, memequal float64) contest.Heat {
		entrant := func(name, kind string, ns float64) contest.Entrant {
			return contest.Entrant{Name: name, How: "Lookup", Kind: kind, Ns: ns, Ratio: ours / ns, Over: ns - ours, Used: 10}
		}
		misses := entrant("permroute, near misses", contest.Ours, 2*ours)
		return contest.Heat{Order: order, Requests: 10, Entrants: []contest.Entrant{
			entrant("memequal", contest.Limit, memequal), entrant("permroute", contest.Ours, ours), misses,
			entrant("permroute, Authorize", contest.Ours, ours+1.5), entrant("ogen", contest.Ogen, ogen), entrant("denco", contest.Peer, router),
		}}
	}
	slowest := &contest.Slowest{Method: "GET", Path: "/a", Ns: 2500, Median: 100, Tried: 9}
	return &contest.Results{CPU: "a processor", Go: "go1.26", Cores: 2, Rounds: 8, Slowest: slowest, Starts: map[string]float64{"google": 8}, Sets: []contest.SetResult{
		{Name: "bss", Title: "ours", Routes: 26, Heats: []contest.Heat{heat("random", 10, 50, 40, 9), heat("foreign", 20, 40, 40, 9)}},
		{Name: "github203", Title: "GitHub 203", Routes: 203, Heats: []contest.Heat{heat("random", 90, 100, 40, 9)},
			Rejected: []contest.Rejection{{Peer: "ServeMux", Why: "pattern \"x\" (registered at /home/me/x.go:1) conflicts\nwith another"}}},
	}}
}

func TestGoalsAreJudged(t *testing.T) {
	goals := Goals(made(), nil)
	for _, line := range []string{
		"| ours, random, by the best router (denco) | 0.26 | 0.20 (10.0 ns by 50.0 ns) | met |",
		"| ours, random, by memequal | 1.60 | 1.11 (10.0 ns by 9.0 ns) | met |",
		"| GitHub 203, random, by the best router (denco) | 0.44 | 0.90 (90.0 ns by 100.0 ns) | **missed** |",
		"| static, random, by the best router | 0.70 |  | not measured |",
		"| ours, foreign misses, by denco | 1.00 | 0.50 (20.0 ns by 40.0 ns) | met |",
		"| ours, near misses, by echo v4 | 1.00 |  | not measured |",
		"| GitHub now: the slowest request that a search finds, by the median of Match | 20.00 | 25.00 (2500 ns by 100 ns, of 9 requests with paths of at most 256 bytes) | **missed** |",
		"| start of a program with the 26,194 rows of Google | 10.00 ms | 8.00 ms | met |",
		"| Authorize over Match, ours | 2.00 ns | 1.50 ns | met |",
	} {
		require.Contains(t, goals, line+"\n")
	}
}

func TestScaleIsJudged(t *testing.T) {
	s := &Scale{Tables: []Table{
		{Name: "github", Title: "small", Routes: 1000, Generate: 0.1, GenerateMemory: 20, Compile: 0.8, CompileMemory: 200, Source: 300_000, Own: 200_000},
		{Name: "huawei", Title: "large", Routes: 11_000, Generate: 2.2, GenerateMemory: 110, Compile: 10.8, CompileMemory: 1800, Source: 2_600_000, Own: 2_530_000},
	}}
	goals := Goals(made(), s)
	for _, line := range []string{
		"| generating large: time for a route, by that of small | 1.50 | 2.00 | **missed** |",
		"| generating large: memory for a route, by that of small | 1.50 | 0.50 | met |",
		"| compiling small | 1.00 s | 0.80 s | met |",
		"| compiling 10,000 routes, between the tables beside | 12.00 s | 9.80 s | met |",
		"| compiling large: memory | 1536 MiB | 1800 MiB | **missed** |",
		"| source of large without the support files, for a route | 220 bytes | 230 bytes | **missed** |",
	} {
		require.Contains(t, goals, line+"\n")
	}
	require.Contains(t, s.Markdown(), "| large | 11000 | 2.20 s | 110 | 10.80 s | 1800 | 0.98 | 2.6 MB | 236 | 230 |")
}

func TestDocument(t *testing.T) {
	document := Document(made(), nil)
	require.Contains(t, document, "### GitHub 203: 203 rows")
	require.Contains(t, document, "| denco | 100 | 0.90 | 0.0 |  |")
	require.Contains(t, document, `ServeMux rejects the set: pattern "x" conflicts`+"\n")
	require.NotContains(t, document, "/home")
	require.Contains(t, document, "`make scale` has not been run")
}

func TestPicture(t *testing.T) {
	picture := Picture(made())
	decoder := xml.NewDecoder(strings.NewReader(picture))
	lines := 0
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "polyline" {
			lines++
		}
	}
	require.Equal(t, 4, lines, "memequal, ours, ogen and denco")
	require.Contains(t, picture, ">permroute</text>")
	require.NotContains(t, picture, "NaN")
	require.NotContains(t, Picture(&contest.Results{}), "NaN")
}

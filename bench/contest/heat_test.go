package contest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/bench/peers"
)

// Ratios are taken in each round: a round in which the machine was slow for everybody changes none.
func TestRatiosArePaired(t *testing.T) {
	ours := &runner{rounds: []float64{10, 100, 20, 11}}
	other := &runner{rounds: []float64{40, 400, 80, 44}}
	other.conclude(ours)
	require.Equal(t, 0.25, other.Ratio)
	require.Equal(t, 62.0, other.Ns)
	require.InDelta(t, 46.5, other.Over, 1e-9)
	ours.conclude(ours)
	require.Equal(t, 1.0, ours.Ratio)
}

func TestEverybodyHasATurnInEachRound(t *testing.T) {
	lines := []peers.Line{{Method: "GET", Path: "/a"}, {Method: "GET", Path: "/b"}}
	allocating := func(lines []peers.Line, order []uint16) (sum uint64) {
		for range order {
			held = make([]byte, 64)
		}
		return sum
	}
	idle := func(_ []peers.Line, order []uint16) uint64 { return uint64(len(order)) }
	runners := []*runner{
		{Entrant: Entrant{Name: "other", Kind: Peer}, lines: lines, order: randomly(2), run: allocating},
		{Entrant: Entrant{Name: "ours", Kind: Ours}, lines: lines, order: randomly(2), run: idle},
	}
	heat(runners, pace{rounds: 9, turn: time.Microsecond})
	for _, r := range runners {
		require.Len(t, r.rounds, 9)
		require.Equal(t, laps, r.Used)
	}
	require.InDelta(t, 1, runners[0].Allocs, 0.1)
	require.Zero(t, runners[1].Allocs)
	require.Equal(t, 1.0, runners[1].Ratio)
}

// held keeps what a runner allocates.
var held []byte

func TestOrders(t *testing.T) {
	seen := map[uint16]int{}
	for _, i := range randomly(100) {
		seen[i]++
	}
	require.Len(t, seen, 100)
	require.Equal(t, randomly(100), randomly(100))
	require.Equal(t, []uint16{0, 1, 2}, cyclically(3))
}

func TestTheBestIsRightEverywhere(t *testing.T) {
	s := SetResult{Heats: []Heat{
		{Order: "random", Entrants: []Entrant{{Name: "memequal", Kind: Limit, Ns: 1}, {Name: "fast", Kind: Peer, Ns: 2}, {Name: "right", Kind: Peer, Ns: 3}, {Name: "slow", Kind: Peer, Ns: 4}}},
		{Order: "near", Entrants: []Entrant{{Name: "fast", Kind: Peer, Wrong: 1}, {Name: "right", Kind: Peer}}},
	}}
	require.Equal(t, "right", s.Best("random").Name)
	require.Nil(t, s.Best("hot"))
}

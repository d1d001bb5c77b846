package contest

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"github.com/permroute/permroute/bench/peers"
)

// A runner is an entrant in a heat that is under way.
type runner struct {
	Entrant
	lines  []peers.Line
	order  []uint16 // in which they come
	run    course
	passes int       // over the order, in a round
	rounds []float64 // ns for a request
}

// A course is what a runner does: it routes the lines in an order.
type course func(lines []peers.Line, order []uint16) uint64

// sink takes what the runners return, so that the compiler cannot leave their work out.
var sink uint64

// A pace is how long a heat takes.
type pace struct {
	rounds    int
	turn      time.Duration // of a runner in a round, about
	alone     bool          // without the peers
	searching time.Duration // for the slowest request
}

// slowest is how long one pass over the requests may take: a slower runner gets the first ones alone.
const slowest = 50 * time.Millisecond

// laps is how many requests an order has that is drawn at random: so many that no branch predictor
// learns what comes next, as it would if the requests came again and again in one order.
const laps = 1 << 15

// randomly returns an order that draws from n requests.
func randomly(n int) []uint16 {
	random := rand.New(rand.NewPCG(uint64(n), 2))
	order := make([]uint16, laps)
	for i := range order {
		order[i] = uint16(random.IntN(n))
	}
	return order
}

// cyclically returns the order in which n requests stand.
func cyclically(n int) []uint16 {
	order := make([]uint16, n)
	for i := range order {
		order[i] = uint16(i)
	}
	return order
}

// heat lets the runners run by turns, in every round one after the other, and sets what was measured.
// The one who begins is another one in every round.
func heat(runners []*runner, p pace) {
	for _, r := range runners {
		r.calibrate(p)
	}
	last := runners[0]
	for round := range p.rounds {
		for i := range runners {
			if last.Allocs > 0 {
				runtime.GC() // what it has left is not the next one's to clear away
			}
			last = runners[(round+i)%len(runners)]
			last.turn()
		}
	}
	ours := runners[slices.IndexFunc(runners, func(r *runner) bool { return r.Kind == Ours })]
	for _, r := range runners {
		r.conclude(ours)
	}
}

// calibrate finds out how many requests, and how often, fill a turn, and counts allocations.
func (r *runner) calibrate(p pace) {
	few := r.order[:min(len(r.order), 64)]
	r.pass(few)
	one := r.pass(few) / time.Duration(len(few))
	if one*time.Duration(len(r.order)) > slowest {
		r.order = r.order[:min(len(r.order), max(len(few), int(slowest/one)))]
	}
	r.Used = len(r.order)
	r.passes = 1 + int(p.turn/max(1, r.pass(r.order)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r.pass(r.order)
	runtime.ReadMemStats(&after)
	r.Allocs = float64(after.Mallocs-before.Mallocs) / float64(len(r.order))
	if r.Allocs < 0.01 {
		r.Allocs = 0 // the runtime's own
	}
}

// pass runs over an order once.
func (r *runner) pass(order []uint16) time.Duration {
	start := time.Now()
	sink += r.run(r.lines, order)
	return time.Since(start)
}

// turn runs as often as a turn asks.
func (r *runner) turn() {
	start := time.Now()
	for range r.passes {
		sink += r.run(r.lines, r.order)
	}
	r.rounds = append(r.rounds, float64(time.Since(start).Nanoseconds())/float64(r.passes*len(r.order)))
}

// conclude sums up the rounds.
func (r *runner) conclude(ours *runner) {
	r.Ns = quantile(r.rounds, 0.5)
	r.Middle = [2]float64{quantile(r.rounds, 0.25), quantile(r.rounds, 0.75)}
	ratios, over := make([]float64, len(r.rounds)), make([]float64, len(r.rounds))
	for i := range r.rounds {
		ratios[i] = ours.rounds[i] / r.rounds[i]
		over[i] = r.rounds[i] - ours.rounds[i]
	}
	r.Ratio, r.Over = quantile(ratios, 0.5), quantile(over, 0.5)
}

// quantile returns the value below which that part of the values lies.
func quantile(values []float64, part float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	at := part * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

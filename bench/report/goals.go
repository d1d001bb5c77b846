package report

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/bench/contest"
)

// A goal is a figure to stay below, and what was measured of it.
type goal struct {
	what     string
	most     float64
	unit     string
	measured float64
	known    bool   // it was measured
	besides  string // what else there is to say
}

// verdict says whether the goal is met.
func (g goal) verdict() string {
	switch {
	case !g.known:
		return "not measured"
	case g.measured <= g.most:
		return "met"
	}
	return "**missed**"
}

// A ratioGoal is for a list of requests of a set: our time by that of others; 0 where there is none.
type ratioGoal struct {
	set, order           string
	best, ogen, memequal float64
}

var ratioGoals = []ratioGoal{
	{"bss", "random", 0.33, 0.55, 1.6},
	{"static", "random", 0.80, 0.40, 1.7},
	{"github203", "random", 0.50, 0.70, 2.7},
	{"github", "random", 0.45, 0.75, 3.6},
	{"huawei", "hot", 0.35, 0, 3},
	{"huaweiplain", "hot", 0.35, 0, 3},
	{"google", "hot", 0.35, 0, 3},
	{"googleplain", "hot", 0.35, 0, 3},
	{"huawei", "random", 0.45, 0, 9},
	{"huaweiplain", "random", 0.45, 0, 9},
	{"google", "random", 0.45, 0, 9},
	{"googleplain", "random", 0.45, 0, 9},
	{"bss", "cyclic", 0.15, 0, 1.3},
}

// Goals returns a table of the goals and what was measured of them. The scale may be nil.
func Goals(r *contest.Results, s *Scale) string {
	var b strings.Builder
	b.WriteString("| goal | at most | measured | |\n|---|--:|--:|---|\n")
	for _, g := range goals(r, s) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", g.what, g.figure(g.most), g.result(), g.verdict())
	}
	return b.String()
}

// goals returns all goals with what was measured.
func goals(r *contest.Results, s *Scale) []goal {
	var all []goal
	for _, g := range ratioGoals {
		all = append(all, g.goals(r)...)
	}
	for _, name := range []string{"bss", "static", "github203", "github", "huawei", "google"} {
		all = append(all, missGoals(r, name)...)
	}
	for _, set := range r.Sets {
		if e := set.Heat("random").Entrant("permroute, Authorize"); e != nil {
			all = append(all, goal{"Authorize over Match, " + set.Title, 2, " ns", e.Over, true, ""})
		}
	}
	all = append(all, goal{"allocations of Match and Authorize, on every list", 0, "", 0, len(r.Sets) > 0, "asserted in the run"})
	if r.Worst != nil {
		g := goal{"adversarial table: its worst request by the median of ServeMux's", 10, "", r.Worst.Ours / r.Worst.ServeMux, true, ""}
		g.besides = fmt.Sprintf("%.0f ns by %.0f ns", r.Worst.Ours, r.Worst.ServeMux)
		all = append(all, g)
	}
	return append(all, s.goals()...)
}

func (g ratioGoal) goals(r *contest.Results) []goal {
	set := r.Set(g.set)
	heat := set.Heat(g.order)
	title := g.set
	if set != nil {
		title = set.Title
	}
	by := func(most float64, whom string, e *contest.Entrant) goal {
		made := goal{what: fmt.Sprintf("%s, %s, by %s", title, g.order, whom), most: most, known: e != nil}
		if e != nil {
			made.measured = e.Ratio
			made.besides = fmt.Sprintf("%.1f ns by %.1f ns", heat.Entrant("permroute").Ns, e.Ns)
		}
		return made
	}
	best, whom := set.Best(g.order), "the best router"
	if best != nil {
		whom += " (" + best.Name + ")"
	}
	all := []goal{by(g.best, whom, best)}
	if g.ogen > 0 {
		all = append(all, by(g.ogen, "ogen", heat.Entrant("ogen")))
	}
	return append(all, by(g.memequal, "memequal", heat.Entrant("memequal")))
}

// missGoals returns the goals for requests that the table does not list, which are measured in the
// rounds of the random requests.
func missGoals(r *contest.Results, name string) []goal {
	set := r.Set(name)
	if set == nil {
		return nil
	}
	var all []goal
	for _, misses := range []string{"near", "foreign"} {
		e := set.Heat("random").Entrant("permroute, " + misses + " misses")
		g := goal{what: fmt.Sprintf("%s, %s misses by random hits", set.Title, misses), most: 2.2, known: e != nil}
		if e != nil {
			g.measured = 1 / e.Ratio
			g.besides = fmt.Sprintf("%.1f ns by %.1f ns", e.Ns, set.Heat("random").Entrant("permroute").Ns)
		}
		all = append(all, g)
	}
	return all
}

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
	{"bss", "random", 0.26, 0.55, 1.6},
	{"static", "random", 0.70, 0.40, 1.7},
	{"github203", "random", 0.44, 0.70, 2.7},
	{"github", "random", 0.33, 0.75, 3.6},
	{"huawei", "hot", 0.35, 0, 3},
	{"huaweiplain", "hot", 0.35, 0, 3},
	{"google", "hot", 0.35, 0, 3},
	{"googleplain", "hot", 0.35, 0, 3},
	{"huawei", "random", 0.21, 0, 9},
	{"huaweiplain", "random", 0.45, 0, 9},
	{"google", "random", 0.17, 0, 9},
	{"googleplain", "random", 0.45, 0, 9},
	{"bss", "cyclic", 0.15, 0, 1.3},
}

// A missGoal is for the paths that no row of a set names: our time by that of a router.
type missGoal struct{ set, order, router string }

var missGoals = []missGoal{
	{"bss", "near", "echo v4"}, {"static", "near", "echo v4"}, {"github203", "near", "echo v4"}, {"github", "near", "echo v4"},
	{"bss", "foreign", "denco"}, {"static", "foreign", "denco"}, {"github203", "foreign", "denco"}, {"github", "foreign", "denco"},
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
	for _, g := range missGoals {
		all = append(all, g.goal(r))
	}
	for _, set := range r.Sets {
		if e := set.Heat("random").Entrant("permroute, Authorize"); e != nil {
			all = append(all, goal{"Authorize over Match, " + set.Title, 2, " ns", e.Over, true, ""})
		}
	}
	all = append(all, goal{"allocations of Match and Authorize, on every list", 0, "", 0, len(r.Sets) > 0, "asserted in the run"})
	all = append(all, slowGoals(r)...)
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

func (g missGoal) goal(r *contest.Results) goal {
	title := g.set
	if set := r.Set(g.set); set != nil {
		title = set.Title
	}
	made := goal{what: title + ", " + g.order + " misses, by " + g.router, most: 1}
	heat := r.Set(g.set).Heat(g.order)
	if e := heat.Entrant(g.router); e != nil {
		made.known, made.measured = true, e.Ratio
		made.besides = fmt.Sprintf("%.1f ns by %.1f ns", heat.Entrant("permroute").Ns, e.Ns)
	}
	return made
}

// slowGoals returns the goals for the requests that take the most time, and for the start of a program.
func slowGoals(r *contest.Results) []goal {
	slowest := goal{what: "GitHub now: the slowest request that a search finds, by the median of Match", most: 20}
	if d := r.Slowest; d != nil {
		slowest.known, slowest.measured = true, d.Ns/d.Median
		slowest.besides = fmt.Sprintf("%.0f ns by %.0f ns, of %d requests with paths of at most %d bytes", d.Ns, d.Median, d.Tried, contest.LongestSearched)
	}
	same := goal{what: "adversarial table: its worst request by ServeMux on the same request", most: 1}
	median := goal{what: "adversarial table: its worst request by the median of ServeMux's", most: 10}
	if w := r.Worst; w != nil {
		same.known, same.measured, same.besides = true, w.Ours/w.ServeMux, fmt.Sprintf("%.0f ns by %.0f ns", w.Ours, w.ServeMux)
		median.known, median.measured, median.besides = true, w.Ours/w.Median, fmt.Sprintf("%.0f ns by %.0f ns", w.Ours, w.Median)
	}
	start, known := r.Starts["google"]
	return []goal{slowest, same, median, {"start of a program with the 26,194 rows of Google", 10, " ms", start, known, ""}}
}

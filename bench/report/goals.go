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
	set, order     string
	best, memequal float64
}

var ratioGoals = []ratioGoal{
	{"bss", "random", 0.26, 1.6},
	{"static", "random", 0.70, 1.7},
	{"github203", "random", 0.44, 2.7},
	{"github", "random", 0.33, 3.6},
	{"huawei", "random", 0.21, 9},
	{"google", "random", 0.17, 9},
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
	dearest := goal{what: "GitHub now: the dearest request that a search finds, by the median of Match", most: 20}
	if d := r.Dearest; d != nil {
		dearest.known, dearest.measured = true, d.Ns/d.Median
		dearest.besides = fmt.Sprintf("%.0f ns by %.0f ns, of %d requests with paths of at most 256 bytes", d.Ns, d.Median, d.Tried)
	}
	worst := goal{what: "adversarial table: its worst request by ServeMux on the same request", most: 1}
	if w := r.Worst; w != nil {
		worst.known, worst.measured, worst.besides = true, w.Ours/w.ServeMux, fmt.Sprintf("%.0f ns by %.0f ns", w.Ours, w.ServeMux)
	}
	start, known := r.Starts["google"]
	all = append(all, dearest, worst, goal{"start of a program with the 26,194 rows of Google", 10, " ms", start, known, ""})
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
	return []goal{by(g.best, whom, best), by(g.memequal, "memequal", heat.Entrant("memequal"))}
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

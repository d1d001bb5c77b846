package interop

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/interop/servers"
)

// A tally adds up what came of trials.
type tally struct {
	classes []string
	guards  []guard

	mu       sync.Mutex
	scores   map[string]*score   // by set-up
	examples map[string][]string // of ways around, by guard, some of each server
	shown    map[string]int
}

func newTally(guards []guard, classes []string) *tally {
	return &tally{classes: classes, guards: guards, scores: map[string]*score{}, examples: map[string][]string{}, shown: map[string]int{}}
}

// try runs the trial on each set-up and counts.
func (t *tally) try(tr *trial, setups []servers.Setup) {
	parallel(len(setups), func(i int) {
		sc := tr.run(setups[i], t)
		t.mu.Lock()
		defer t.mu.Unlock()
		t.add(sc)
	})
}

func (t *tally) add(sc *score) {
	sum := t.scores[sc.setup.String()]
	if sum == nil {
		t.scores[sc.setup.String()] = sc
		return
	}
	for class, c := range sc.cells {
		have := sum.cells[class]
		sum.cells[class] = cell{have.asked + c.asked, have.ran + c.ran, have.redirected + c.redirected}
	}
	for guard, n := range sc.around {
		sum.around[guard] += n
	}
	sum.idle, sum.unable = append(sum.idle, sc.idle...), append(sum.unable, sc.unable...)
}

func (t *tally) example(g guard, s servers.Setup, tr *trial, l line, o servers.Outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.shown[g.name+s.Name]++; t.shown[g.name+s.Name] <= 3 {
		t.examples[g.name] = append(t.examples[g.name],
			fmt.Sprintf("%s, %s, %s: %.200q ran %s", s, tr.table.Name, l.class, l.method+" "+l.target, rowText(tr.table.Rows[o.Row])))
	}
}

// around returns on how many lines a handler ran, on any of the set-ups, for a caller who lacks its
// permission.
func (t *tally) around(g guard, setups []servers.Setup) (count int) {
	for _, s := range setups {
		if sc := t.scores[s.String()]; sc != nil {
			count += sc.around[g.name]
		}
	}
	return count
}

// requireGuards asserts that proven guards let nobody around, and that the others do.
func (t *tally) requireGuards(tt *testing.T, setups []servers.Setup, atLeast int) {
	tt.Helper()
	for _, g := range t.guards {
		count := t.around(g, setups)
		if g.proven {
			assert.Zero(tt, count, "%s: %s", g.name, strings.Join(t.examples[g.name], "\n"))
		} else {
			assert.Greater(tt, count, atLeast, "%s is no guard, and yet nothing passes it", g.name)
		}
	}
}

// A cell counts what a set-up did with the lines of a class.
type cell struct{ asked, ran, redirected int }

func (c cell) String() string {
	switch {
	case c.asked == 0:
		return ""
	case c.ran == 0 && c.redirected == 0:
		return "-"
	case c.redirected == 0:
		return fmt.Sprintf("%d/%d", c.ran, c.asked)
	}
	return fmt.Sprintf("%d r%d/%d", c.ran, c.redirected, c.asked)
}

// summary returns how many lines each guard lets around, by upstream, in all of its set-ups together.
func (t *tally) summary(setups []servers.Setup) string {
	var b strings.Builder
	b.WriteString("| server ")
	for _, g := range t.guards {
		b.WriteString("| " + g.name + " ")
	}
	b.WriteString("|\n" + strings.Repeat("| --- ", 1+len(t.guards)) + "|\n")
	for _, upstream := range upstreams(setups) {
		b.WriteString("| " + upstream)
		for _, g := range t.guards {
			fmt.Fprintf(&b, " | %d", t.around(g, setupsOf(setups, upstream)))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// text returns the counts of set-ups, a column each.
func (t *tally) text(setups []servers.Setup) string {
	var b strings.Builder
	row := func(name string, cells func(*score) string) {
		b.WriteString("| " + name)
		for _, s := range setups {
			b.WriteString(" | " + cells(t.scores[s.String()]))
		}
		b.WriteString(" |\n")
	}
	row("", func(sc *score) string { return sc.setup.Name })
	row("---", func(*score) string { return "---" })
	for _, g := range t.guards {
		row("around "+g.name, func(sc *score) string { return fmt.Sprint(sc.around[g.name]) })
	}
	for _, class := range t.classes {
		row("`"+class+"`", func(sc *score) string { return sc.cells[class].String() })
	}
	return b.String()
}

// byWay returns the counts of one upstream's set-ups, a line for each way to register.
func (t *tally) byWay(setups []servers.Setup) string {
	var b strings.Builder
	b.WriteString("| registered | lines | ran")
	for _, g := range t.guards {
		b.WriteString(" | around " + g.name)
	}
	b.WriteString(" |\n" + strings.Repeat("| --- ", 3+len(t.guards)) + "|\n")
	for _, way := range servers.Ways() {
		of := in(setups, way)
		if len(of) == 0 {
			continue
		}
		var sum cell
		for _, s := range of {
			if sc := t.scores[s.String()]; sc != nil {
				for _, c := range sc.cells {
					sum.asked, sum.ran = sum.asked+c.asked, sum.ran+c.ran
				}
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d", cellText(way.String()), sum.asked, sum.ran)
		for _, g := range t.guards {
			fmt.Fprintf(&b, " | %d", t.around(g, of))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// in returns the set-ups whose rows are registered in one way.
func in(setups []servers.Setup, way servers.Way) (all []servers.Setup) {
	for _, s := range setups {
		if s.Way == way {
			all = append(all, s)
		}
	}
	return all
}

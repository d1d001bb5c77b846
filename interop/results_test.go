package interop

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/servers"
)

var update = flag.Bool("update", false, "write RESULTS.md")

const resultsFile = "RESULTS.md"

// compare holds a part of RESULTS.md against what was measured; with -update it writes the part.
func compare(t *testing.T, heading, text string) {
	t.Helper()
	parts := resultParts(t)
	if *update {
		parts[heading] = text
		writeResults(t, parts)
		return
	}
	assert.Equal(t, parts[heading], text, "%s is not what was measured for %s; go test -update writes it", resultsFile, heading)
}

const partMark = "\n### "

// resultParts returns the parts of RESULTS.md by their headings; the first one's is empty.
func resultParts(t *testing.T) map[string]string {
	t.Helper()
	parts := map[string]string{}
	data, err := os.ReadFile(resultsFile)
	if os.IsNotExist(err) {
		return parts
	}
	require.NoError(t, err)
	for _, part := range strings.Split(string(data), partMark)[1:] {
		heading, text, _ := strings.Cut(part, "\n\n")
		parts[heading] = strings.TrimSuffix(text, "\n") + "\n"
	}
	return parts
}

func writeResults(t *testing.T, parts map[string]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(resultsIntro)
	headings := slices.SortedFunc(func(yield func(string) bool) {
		for heading := range parts {
			if !yield(heading) {
				return
			}
		}
	}, func(x, y string) int { return slices.Compare(headingOrder(x), headingOrder(y)) })
	for _, heading := range headings {
		b.WriteString(partMark + heading + "\n\n" + parts[heading])
	}
	require.NoError(t, os.WriteFile(resultsFile, []byte(b.String()), 0o644))
}

// headingOrder puts what is said of all upstreams first, then one upstream after the other.
func headingOrder(heading string) []int {
	upstream, _, _ := strings.Cut(heading, ": ")
	parts := []string{"lines let around", "equivalences", "ways", "small tables", "beside parameters", "requests"}
	_, part, _ := strings.Cut(heading, ": ")
	return []int{slices.Index(upstreamNames, upstream), slices.Index(parts, part)}
}

// upstreamNames lists the names of upstreams in the order of RESULTS.md.
var upstreamNames = []string{"servemux", "chi", "gin", "echo", "fiber", "gorilla", "httprouter", "nginx", "express"}

const resultsIntro = "# What servers run\n\n" + `Written by ` + "`go test -update`" + ` in this folder, which otherwise holds it against a new run.

*Requests*: each set-up of a server hosts tables whose paths the corpus mutates, class by class. A cell says
on how many of the lines that reached the server the handler of a row ran; r says on how many more it only
redirected. Lines that net/http's own server answers reach no guard and no server. Behind nginx and Express
a part of the lines is sent. The first rows count the lines on which a handler ran although some caller who
lacks its permission is let through: by this project's matcher in front of any server, and with the server's
name in the spec; by an exact comparison of URL.Path, and by path.Clean with HEAD as GET.

*Equivalences*: which requests run a row that they do not name exactly; a set-up of handlers for all methods
(+any, +all) does not count for all of a server's set-ups where the server usually registers one method.

*Small tables* and *ways*: how often a request ran a row by which ways, over all tables of one or two rows
with patterns of up to two segments, and over one table with every byte that a canonical path may have.

*Beside parameters*: the lines of one table whose parameters have literals beside them, as for *requests*. Two
guards more show what the matcher must know of these: that a value may have slashes, and that servers end it,
or do not take it, at a byte that stands beside it.
`

// upstreams returns the names of the set-ups' upstreams, each once, in their order.
func upstreams(setups []servers.Setup) (names []string) {
	for _, s := range setups {
		if !slices.Contains(names, s.Upstream) {
			names = append(names, s.Upstream)
		}
	}
	return names
}

// named returns the set-ups of one upstream.
func named(setups []servers.Setup, upstream string) (all []servers.Setup) {
	for _, s := range setups {
		if s.Upstream == upstream {
			all = append(all, s)
		}
	}
	return all
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

// A tally counts exchanges.
type tally struct {
	classes []string
	guards  []guard

	cells    map[string]map[string]cell // by class and set-up
	bypasses map[string]map[string]int  // by guard and set-up
	examples map[string][]string        // of bypasses, by guard
}

func newTally(all []*exchange, setups []servers.Setup) *tally {
	t := &tally{classes: classes(), guards: guards()}
	t.begin()
	t.add(all, setups)
	return t
}

func (t *tally) begin() {
	t.cells, t.bypasses, t.examples = map[string]map[string]cell{}, map[string]map[string]int{}, map[string][]string{}
	for _, class := range t.classes {
		t.cells[class] = map[string]cell{}
	}
	for _, g := range t.guards {
		t.bypasses[g.name] = map[string]int{}
	}
}

// add counts what the set-ups did with the lines.
func (t *tally) add(all []*exchange, setups []servers.Setup) {
	for _, e := range all {
		for _, s := range setups {
			if outcomes, asked := e.ran[s.Name]; asked {
				t.count(e, s.Name, outcomes)
				t.judge(e, s, outcomes)
			}
		}
	}
}

func (t *tally) count(e *exchange, setup string, outcomes []servers.Outcome) {
	c := t.cells[e.class][setup]
	c.asked++
	if slices.ContainsFunc(outcomes, func(o servers.Outcome) bool { return o.Row >= 0 }) {
		c.ran++
	} else if slices.ContainsFunc(outcomes, servers.Outcome.Redirect) {
		c.redirected++
	}
	t.cells[e.class][setup] = c
}

// judge counts, for each guard, whether a handler ran for a caller who lacks its permission.
func (t *tally) judge(e *exchange, s servers.Setup, outcomes []servers.Outcome) {
	for _, g := range t.guards {
		decider := g.decider(e.table, s)
		for _, o := range outcomes {
			if o.Row < 0 || !letsAround(decider, e.table.Rows[o.Row].Demand, e.request) {
				continue
			}
			t.bypasses[g.name][s.Name]++
			if len(t.examples[g.name]) < 40 {
				t.examples[g.name] = append(t.examples[g.name], fmt.Sprintf("%s, %s, %s: %.200q ran row %d", s.Name, e.table.Name, e.class, e.method+" "+e.target, o.Row))
			}
			break
		}
	}
}

// summary returns how many lines each guard lets around, by upstream, in all of its set-ups together.
func (t *tally) summary(setups []servers.Setup) string {
	var b strings.Builder
	b.WriteString("| guard | " + strings.Join(upstreams(setups), " | ") + " |\n|" + strings.Repeat(" --- |", 1+len(upstreams(setups))) + "\n")
	for _, g := range t.guards {
		b.WriteString("| " + g.name)
		for _, upstream := range upstreams(setups) {
			count := 0
			for _, s := range named(setups, upstream) {
				count += t.bypasses[g.name][s.Name]
			}
			fmt.Fprintf(&b, " | %d", count)
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// text returns the counts of one upstream's set-ups.
func (t *tally) text(setups []servers.Setup) string {
	var b strings.Builder
	row := func(name string, cells func(setup string) string) {
		b.WriteString("| " + name)
		for _, s := range setups {
			b.WriteString(" | " + cells(s.Name))
		}
		b.WriteString(" |\n")
	}
	row("", func(setup string) string { return setup })
	row("---", func(string) string { return "---" })
	for _, g := range t.guards {
		row("around "+g.name, func(setup string) string { return fmt.Sprint(t.bypasses[g.name][setup]) })
	}
	for _, class := range t.classes {
		row("`"+class+"`", func(setup string) string { return t.cells[class][setup].String() })
	}
	return b.String()
}

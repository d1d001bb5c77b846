// Package report writes what was measured for people to read: a document and a picture.
package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/bench/contest"
)

// Document returns RESULTS.md. The scale may be nil.
func Document(r *contest.Results, s *Scale) string {
	var b strings.Builder
	fmt.Fprintf(&b, intro, r.CPU, r.Cores, r.Go, r.Rounds)
	b.WriteString("\n## Goals\n\n" + Goals(r, s))
	b.WriteString("\n## Route sets\n\n" + sets(r))
	b.WriteString("\n## Lookup\n\n" + lookup)
	b.WriteString(called(r))
	for _, set := range r.Sets {
		b.WriteString("\n" + table(set))
	}
	b.WriteString("\n## May this caller do this?\n\n" + mayIntro + policies(r))
	b.WriteString("\n## Scale\n\n" + scaleIntro + s.Markdown())
	return b.String()
}

const intro = `# What was measured

` + "`make bench`" + ` writes this file and the picture, ` + "`make scale`" + ` what is said of generating and compiling.
Reading a request costs a server some 5 µs. A lookup of a fraction of that makes no service faster: what it
means is that authorization costs nothing that can be measured, whatever the size of the table.

Machine: %s, %d processors; %s. Medians of %d rounds, in each of which everybody had a turn on the
same requests; ratios are medians of the ratios in each round.
`

const lookup = `Nanoseconds for a request, and our time divided by theirs. Our side is Match, with all of the canonical
and verdict logic in it; a router finds a row and no more. Every answer of ours was compared with the reference
matcher's before, and every answer of a peer with ours.

- random: requests drawn at random from those of the set, 32,768 in a pass, so that no branch predictor learns them.
- cyclic: one request for each row (for 256 rows of a large table), always in the same order.
- hot: the same for 200 requests of a large table, in random order.
- near: paths that the table does not list, as a client may mistake them. foreign: paths of other sites and of scanners.

memequal, maphash and IndexByte read the path once and decide nothing. A router that serves a request answers a miss
too, into a writer that does nothing. ogen's router cannot know a last ` + "`**`" + `: it has one more parameter for it.
`

const mayIntro = `Authorize beside policy engines, on our own table of 26 rows, one rule for each, in random order, for a caller who
has every other permission.

`

const scaleIntro = `Generating is the process ` + "`permroute generate`" + `, the compiler's time that of its process for the package, from a cache
that holds the standard library alone. Memory is the largest resident set. Source is Go; without support means
without the files that every output has.

`

// called returns what is called of each entrant.
func called(r *contest.Results) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, s := range r.Sets {
		for _, e := range s.Heats[0].Entrants {
			if !seen[e.Name] {
				fmt.Fprintf(&b, "- %s: %s\n", e.Name, e.How)
			}
			seen[e.Name] = true
		}
	}
	return "\nWhat is called:\n\n" + b.String()
}

// sets returns the table of route sets.
func sets(r *contest.Results) string {
	var b strings.Builder
	b.WriteString("| set | rows | of | permissions | from | left out |\n|---|--:|--:|--:|---|---|\n")
	for _, s := range r.Sets {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %s | %s |\n", s.Title, s.Routes, s.Found, s.Permissions, s.Source, cell(strings.Join(s.Dropped, "; ")))
	}
	return b.String()
}

// table returns the figures of a set: a line for each entrant, a column for each list of requests.
func table(s contest.SetResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s: %d rows\n\n| |", s.Title, s.Routes)
	for _, h := range s.Heats {
		fmt.Fprintf(&b, " %s | ours by it |", h.Order)
	}
	b.WriteString(" allocations | |\n|---|" + strings.Repeat("--:|--:|", len(s.Heats)) + "--:|---|\n")
	entrants := slices.SortedStableFunc(slices.Values(s.Heats[0].Entrants), func(a, b contest.Entrant) int {
		if a.Ns < b.Ns {
			return -1
		}
		return 1
	})
	for _, e := range entrants {
		fmt.Fprintf(&b, "| %s |", e.Name)
		var remarks []string
		for _, h := range s.Heats {
			in := h.Entrant(e.Name)
			if in == nil {
				b.WriteString(" | |")
				continue
			}
			fmt.Fprintf(&b, " %s | %s |", nanoseconds(in.Ns), ratio(in.Ratio))
			if remark := in.Remark(h); remark != "" {
				remarks = append(remarks, h.Order+": "+remark)
			}
		}
		fmt.Fprintf(&b, " %.1f | %s |\n", e.Allocs, strings.Join(remarks, "; "))
	}
	for _, r := range s.Rejected {
		fmt.Fprintf(&b, "\n%s rejects the set: %s\n", r.Peer, cell(r.Why))
	}
	return b.String()
}

// policies returns the figures of the policy engines.
func policies(r *contest.Results) string {
	var b strings.Builder
	b.WriteString("| | what is called | ns | ours by it | allocations | |\n|---|---|--:|--:|--:|---|\n")
	for _, e := range r.Policies {
		remark := ""
		if e.Wrong > 0 {
			remark = fmt.Sprintf("wrong on %d of %d requests", e.Wrong, e.Checked)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %.1f | %s |\n", e.Name, e.How, nanoseconds(e.Ns), ratio(e.Ratio), e.Allocs, remark)
	}
	return b.String()
}

func nanoseconds(ns float64) string {
	if ns < 100 {
		return fmt.Sprintf("%.1f", ns)
	}
	return fmt.Sprintf("%.0f", ns)
}

func ratio(r float64) string {
	if r < 0.095 {
		return fmt.Sprintf("%.3f", r)
	}
	return fmt.Sprintf("%.2f", r)
}

// figure writes a figure of a goal.
func (g goal) figure(value float64) string {
	switch {
	case value >= 100:
		return fmt.Sprintf("%.0f%s", value, g.unit)
	case g.unit == "" && value == 0:
		return "0"
	}
	return fmt.Sprintf("%.2f%s", value, g.unit)
}

// result writes what was measured.
func (g goal) result() string {
	switch {
	case !g.known:
		return ""
	case g.besides == "":
		return g.figure(g.measured)
	}
	return g.figure(g.measured) + " (" + g.besides + ")"
}

// cell makes a text fit a cell, and leaves out where files lie on this machine.
func cell(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	return places.ReplaceAllString(strings.ReplaceAll(text, "|", `\|`), "")
}

// places are where files lie on this machine: some routers say it when they refuse a route.
var places = regexp.MustCompile(` \(registered at [^)]*\)| at /\S+`)

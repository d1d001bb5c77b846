package contest

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// print says what the set is and who does not take it.
func (s SetResult) print(w io.Writer) {
	fmt.Fprintf(w, "\n== %s: %d routes, %d permissions\n", s.Title, s.Routes, s.Permissions)
	for _, r := range s.Rejected {
		why, _, _ := strings.Cut(r.Why, "\n")
		fmt.Fprintf(w, "%s rejects the set: %s\n", r.Peer, why)
	}
}

// print prints a heat as a table, the fastest first.
func (h Heat) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s, %d requests\n", h.Order, h.Requests)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tns\tours by it\tallocations\t ")
	for _, e := range h.sorted() {
		fmt.Fprintf(t, "%s\t%.1f\t%.2f\t%.1f\t %s\n", e.Name, e.Ns, e.Ratio, e.Allocs, e.Remark(h))
	}
	t.Flush()
}

// print says what a search has found.
func (d Slowest) print(w io.Writer) {
	fmt.Fprintf(w, "\nthe slowest of %d requests: %.0f ns, %.1f medians (%.1f ns): %s %s\n", d.Tried, d.Ns, d.Ns/d.Median, d.Median, d.Method, d.Path)
}

// Remark says what is to be known of an entrant's figures.
func (e Entrant) Remark(h Heat) string {
	var remarks []string
	if e.Wrong > 0 {
		of := "requests"
		if h.Order == "near" || h.Order == "foreign" {
			of = "misses"
		}
		remarks = append(remarks, fmt.Sprintf("wrong on %d of %d %s", e.Wrong, e.Checked, of))
	}
	if e.Used < h.Requests && e.Kind != Ours {
		remarks = append(remarks, fmt.Sprintf("on the first %d", e.Used))
	}
	return strings.Join(remarks, "; ")
}

// sorted returns the entrants, the fastest first.
func (h Heat) sorted() []Entrant {
	return slices.SortedStableFunc(slices.Values(h.Entrants), func(a, b Entrant) int {
		switch {
		case a.Ns < b.Ns:
			return -1
		case a.Ns > b.Ns:
			return 1
		}
		return 0
	})
}

package diff

import (
	"fmt"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// mostRequests is how many requests are named that a role gains or loses.
const mostRequests = 10

func (c RoleChange) text(w io.Writer, style report.Style) error {
	var rows [][]report.Cell
	for _, part := range []struct {
		verb     string
		requests []Request
	}{{"gains", c.Gains}, {"loses", c.Loses}} {
		for i, request := range first(part.requests) {
			verb := report.Cell{Text: part.verb, Colour: report.Faint}
			if i > 0 {
				verb.Text = ""
			}
			rows = append(rows, []report.Cell{verb, {Text: request}})
		}
	}
	if _, err := fmt.Fprintf(w, "%s: %s\n", headline(c.Kinds, style), c.named()); err != nil {
		return err
	}
	return style.Table(w, "    ", rows)
}

// first returns the first of some requests in words, and says how many more there are.
func first(requests []Request) (words []string) {
	for _, r := range requests[:min(len(requests), mostRequests)] {
		words = append(words, r.Method+" "+r.Path)
	}
	if more := len(requests) - mostRequests; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return words
}

// named returns the name of the role, and whether it is in one table only.
func (c RoleChange) named() string {
	if c.State == "kept" {
		return diag.Inert(c.Role)
	}
	return diag.Inert(c.Role) + " (" + c.State + ")"
}

// sentence says what holders of the role gain and lose, as people say it.
func (c RoleChange) sentence() string {
	var parts []string
	if len(c.Gains) > 0 {
		parts = append(parts, "may send "+strings.Join(first(c.Gains), ", ")+" now")
	}
	if len(c.Loses) > 0 {
		parts = append(parts, "may no longer send "+strings.Join(first(c.Loses), ", "))
	}
	return "The role " + c.named() + " " + strings.Join(parts, ", and ") + "."
}

package overlay

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
)

// mostShown is how many lines of a kind the report has at most. The file has all.
const mostShown = 50

// Report returns the coverage as text: the number of each kind, then what differs. It names files as the
// caller did.
func (c *Coverage) Report() string {
	var r report
	r.counts(c)
	r.section("operations without a row", "who can call them", len(c.unlisted), func(i int) []string {
		u := c.unlisted[i]
		return []string{u.String(), u.Pos.String(), c.callers(u)}
	})
	r.section("operations that are not understood", "they are not changed", len(c.unclear), func(i int) []string {
		o := c.unclear[i]
		return []string{unclearName(o), o.Pos.String(), o.Unclear[0].Message}
	})
	r.section("rows without an operation", "", len(c.rowless), func(i int) []string { return rowCells(c.rowless[i]) })
	r.section("expansions of **", "", len(c.expanded), func(i int) []string {
		m := c.expanded[i]
		return []string{m.String(), m.Pos.String(), m.rows[0].Pattern.String()}
	})
	r.section("operations whose security differs", "they will require both", len(c.disagrees), func(i int) []string {
		e := c.disagrees[i]
		return []string{e.matches[0].String(), e.matches[0].Pos.String(), strings.Join(e.disagreements, "; ")}
	})
	r.section("operations whose security says less than the table", "only "+oas.Required+" says all of it: OpenAPI 3.0 lists no codes for these schemes", len(c.less), func(i int) []string {
		e := c.less[i]
		return []string{e.matches[0].String(), e.matches[0].Pos.String(), strings.Join(e.less, "; ")}
	})
	r.section("operations that share an object", "they will require what all their rows require", len(c.shared), func(i int) []string {
		e := c.shared[i]
		return []string{e.matches[0].String(), e.matches[0].Pos.String(), fmt.Sprintf("%d paths", len(e.matches))}
	})
	r.section("near misses", "", len(c.nearMisses), func(i int) []string {
		n := c.nearMisses[i]
		return append([]string{n.String(), n.Pos.String(), n.row.Method + " " + n.row.Pattern.String(), n.row.Position().String()}, n.differs)
	})
	return r.String()
}

func rowCells(r *model.Route) []string {
	return []string{r.Method + " " + r.Pattern.String(), r.Position().String(), r.ID}
}

// A report collects text.
type report struct{ strings.Builder }

func (r *report) counts(c *Coverage) {
	fmt.Fprintf(r, "%d operations, %d rows\n", len(c.matcher.document.Operations), len(c.matcher.api.Routes))
	for _, line := range []struct {
		n    int
		what string
	}{
		{len(c.matched), "operations with a row of their own"},
		{len(c.expanded), "operations that a ** matches"},
		{len(c.unlisted), "operations without a row"},
		{len(c.rowless), "rows without an operation"},
	} {
		fmt.Fprintf(r, "%6d %s\n", line.n, line.what)
	}
	if n := len(c.less); n > 0 {
		fmt.Fprintf(r, "%6d operations whose security says less than the table\n", n)
	}
	if n := len(c.unclear); n > 0 {
		fmt.Fprintf(r, "%6d operations that are not understood\n", n)
	}
	if len(c.matcher.ignored) > 0 {
		fmt.Fprintf(r, "The paths were compared without the servers' base paths (%s): with them, no row matches.\n", diag.Inert(strings.Join(c.matcher.ignored, ", ")))
	}
	schemes := c.planner.schemes
	for _, name := range schemes.differ {
		fmt.Fprintf(r, "The security scheme %s differs between the document and the spec.\n", diag.Quote(name))
	}
}

// section writes a heading and n lines of cells in columns. It writes nothing without lines.
func (r *report) section(heading, remark string, n int, cells func(i int) []string) {
	if n == 0 {
		return
	}
	fmt.Fprintf(r, "\n%s (%d)", heading, n)
	if remark != "" {
		r.WriteString(": " + remark)
	}
	r.WriteString("\n")
	var lines [][]string
	for i := range min(n, mostShown) {
		lines = append(lines, cells(i))
	}
	widths := make([]int, 5)
	for _, line := range lines {
		for i, cell := range line {
			line[i] = diag.Inert(cell)
			widths[i] = max(widths[i], diag.Width(line[i]))
		}
	}
	for _, line := range lines {
		for i, cell := range line {
			if i < len(line)-1 {
				cell += strings.Repeat(" ", widths[i]-diag.Width(cell))
			}
			r.WriteString("  " + cell)
		}
		r.WriteString("\n")
	}
	if n > mostShown {
		fmt.Fprintf(r, "  and %d more in permissions.coverage.json\n", n-mostShown)
	}
}

package lint

import (
	"fmt"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// Text writes the findings in a spec for a person: each with its line of the source, then a summary.
// Accepted findings are only counted.
func Text(w io.Writer, file string, source []byte, findings []report.Finding, style report.Style) error {
	lines, count := diag.SourceOf(source), map[report.Level]int{}
	accepted := 0
	for _, f := range findings {
		if f.Reason != "" {
			accepted++
			continue
		}
		count[f.Level]++
		d := diag.Diagnostic{Pos: f.Place.Position(), Message: fmt.Sprintf("%s: %s", f.Level, f.Message), Remedy: f.Remedy}
		if rule := " [" + f.Rule + "]"; d.Remedy == "" {
			d.Message += rule
		} else {
			d.Remedy += rule
		}
		if err := lines.Render(w, diag.List{d}, diag.Style{Colour: style.Colour}); err != nil {
			return err
		}
		for _, r := range f.Related {
			if _, err := fmt.Fprintf(w, "    %s: %s\n", diag.Inert(r.Place.String()), diag.Inert(r.Message)); err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintf(w, "%s: %s\n", diag.Inert(file), summary(count, accepted))
	return err
}

func summary(count map[report.Level]int, accepted int) string {
	var parts []string
	for _, level := range []report.Level{report.Error, report.Warning, report.Info} {
		switch n := count[level]; {
		case n == 1 || n > 1 && level == report.Info:
			parts = append(parts, fmt.Sprintf("%d %s", n, level))
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", n, level))
		}
	}
	if len(parts) == 0 {
		parts = []string{"clean"}
	}
	if accepted > 0 {
		parts = append(parts, fmt.Sprintf("%d accepted", accepted))
	}
	return strings.Join(parts, ", ")
}

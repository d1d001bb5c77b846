package explain

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// most is how many nearest rows are shown.
const most = 3

// deepest is how many segments a path may have. Longer paths have no nearest rows.
const deepest = 64

// nearest returns the rows with the most similar paths. A row counts if less than half of the segments must
// change.
func (x *Explainer) nearest(method, path string) (rows []report.Row) {
	type near struct {
		row  *model.Route
		cost float64
	}
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if len(segments) > deepest {
		return nil
	}
	var candidates []near
	for _, row := range x.api.Routes {
		pattern := row.Pattern.Segments()
		cost := distance(segments, pattern)
		if cost*2 >= float64(max(len(segments), len(pattern))) {
			continue
		}
		if row.Method != method {
			cost += 0.25
		}
		candidates = append(candidates, near{row, cost})
	}
	slices.SortStableFunc(candidates, func(a, b near) int { return cmp.Compare(a.cost, b.cost) })
	for _, c := range candidates[:min(most, len(candidates))] {
		rows = append(rows, *report.RowOf(c.row))
	}
	return rows
}

// distance returns how many segments must be inserted, removed or replaced so that the pattern names the
// path. A literal with a small difference counts as a part of a segment.
func distance(path []string, pattern []route.Segment) float64 {
	last := make([]float64, len(pattern)+1)
	for j := range last {
		last[j] = float64(j)
	}
	for i, text := range path {
		now := make([]float64, len(pattern)+1)
		now[0] = float64(i + 1)
		for j, s := range pattern {
			now[j+1] = min(last[j]+difference(text, s), now[j]+1, last[j+1]+1)
			if s.Kind == route.Rest {
				now[j+1] = min(now[j], now[j+1], last[j+1]) // any number of segments
			}
		}
		last = now
	}
	return last[len(pattern)]
}

// difference returns the difference of a path's segment and a pattern's, from 0 to 1.
func difference(text string, s route.Segment) float64 {
	switch {
	case s.Kind != route.Literal || text == s.Text:
		return 0
	case strings.EqualFold(text, s.Text):
		return 0.1
	}
	longer := max(len([]rune(text)), len([]rune(s.Text)))
	if longer > 200 {
		return 1
	}
	return min(1, 0.1+float64(diag.Distance(text, s.Text))/float64(longer))
}

package survey

import (
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// A server that does FrontController drops a first segment that ends in .php. A table refuses such a path
// unless one of its rows begins with such a segment.

// dropped is the position in its pattern of a candidate for which servers drop the segment before.
const dropped = -1

// scripts returns first segments that end in .php, one of each class. They begin with the given texts.
func (w *walk) scripts(texts []string) (scripts []string) {
	ends := []string{".php", ".PHP"}
	switch {
	case w.does&route.FrontController == 0:
		return nil
	case w.does&route.LetterCase == 0:
		ends = ends[:1]
	}
	for _, end := range ends {
		if !slices.ContainsFunc(w.Tables, func(t route.Table) bool { return !t.DropsScript(w.free+end) || !refusesScripts(t) }) {
			scripts = append(scripts, w.free+end) // all tables refuse it, whatever it begins with
			continue
		}
		for _, text := range texts {
			scripts = append(scripts, text+end)
		}
	}
	return scripts
}

// refusesScripts reports whether the table refuses each path whose first segment servers may drop.
func refusesScripts(t route.Table) bool {
	return t.Does()&route.FrontController != 0 &&
		!slices.ContainsFunc(t.Rows, func(r route.Row) bool { return r.Pattern.BeginsWithScript() })
}

// afterScript returns the candidates of a path with this first segment, and the tables that refuse the path.
// candidates are those for servers that keep the segment. If a server may drop the segment, a table that
// refuses the path has no candidates, and all rows of another table are candidates.
func (w *walk) afterScript(candidates []candidate, text string) (all []candidate, refused string) {
	for t, table := range w.Tables {
		drops := table.DropsScript(text)
		if drops && refusesScripts(table) {
			refused += fmt.Sprint(t, " ")
			continue
		}
		for _, c := range candidates {
			if c.table == t {
				all = append(all, c)
			}
		}
		for i := range table.Rows {
			if drops {
				all = append(all, candidate{table: t, row: i, at: dropped, how: heeding})
			}
		}
	}
	slices.SortStableFunc(all, byRow)
	return all, refused
}

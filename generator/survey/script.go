package survey

import (
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/route"
)

// A server that does FrontController drops a first segment that ends in .php. A table refuses such a path
// unless one of its rows names the file.

// dropped is where a row stands in its pattern if the segment before it is one that servers drop.
const dropped = -1

// scripts returns first segments that end in .php: one of each class, of those that these texts begin.
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
			scripts = append(scripts, w.free+end) // all tables refuse it, whatever stands before
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

// behindScript returns the rows that a path may reach with this first segment. If a server may drop the
// segment, that is any row of a table that does not refuse the path, and none of one that does. It also says which tables refuse it.
func (w *walk) behindScript(near []surveyed, text string) (rows []surveyed, refused string) {
	for t, table := range w.Tables {
		drops := table.DropsScript(text)
		if drops && refusesScripts(table) {
			refused += fmt.Sprint(t, " ")
			continue
		}
		for _, r := range near {
			if r.table == t {
				rows = append(rows, r)
			}
		}
		for i := range table.Rows {
			if drops {
				rows = append(rows, surveyed{table: t, row: i, at: dropped, how: heeding})
			}
		}
	}
	slices.SortStableFunc(rows, bySurveyed)
	return rows, refused
}

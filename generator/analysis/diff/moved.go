package diff

import (
	"slices"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/survey"
)

// movedRows returns a transition for each row that has the same id in both tables, but another METHOD or path.
// It leaves out those that are among the known transitions.
func movedRows(old, new *model.API, known []*transition) (moved []*transition) {
	tables := tablesOf(old, new)
	rows := map[string]int{}
	for i, row := range old.Routes {
		rows[row.ID] = i
	}
	for j, row := range new.Routes {
		i, was := rows[row.ID]
		if !was || placeOf(tables[0].Rows[i]) == placeOf(tables[1].Rows[j]) {
			continue
		}
		isKnown := slices.ContainsFunc(known, func(t *transition) bool {
			return t.old.row == i && t.new.row == j && slices.Contains(t.kinds, Moved)
		})
		if !isKnown {
			request := Request{row.Method, tables[1].pathOf(j)}
			moved = append(moved, &transition{[]Kind{Moved}, tables[0].listed(i), tables[1].listed(j), request})
		}
	}
	return moved
}

// pathOf returns a path for which a row decides. If there is none, it returns a path that the row names.
func (t *table) pathOf(row int) (path string) {
	method := t.Rows[row].Method
	alone := t.Only(row)
	view := alone.View(method)
	_ = survey.Survey{Tables: []route.Table{alone}}.Visit(func(candidate string, _ [][]int) bool { // one row has few classes
		if a := view.Account(candidate); a.Verdict != route.Listed || a.Met[0].Reach != route.Exactly {
			return true
		}
		decides, _ := t.Of(method).Match(candidate)
		if path == "" || decides == row {
			path = candidate
		}
		return decides != row
	})
	return path
}

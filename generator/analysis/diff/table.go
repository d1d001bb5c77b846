package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A table is one of the two tables that are compared. Equal permissions have equal numbers in both tables, and so
// have equal rows.
type table struct {
	*route.Views
	api         *model.API
	numbers     []int                  // by row; two rows have one number if they are equal in meaning and in names
	permissions numbering              // of the codes of both tables
	parts       map[string]*route.View // see part
}

// A numbering gives equal texts equal numbers, from 1.
type numbering map[string]int

func (n numbering) of(text string) int {
	if n[text] == 0 {
		n[text] = len(n) + 1
	}
	return n[text]
}

// tablesOf returns the tables of two APIs.
func tablesOf(old, new *model.API) (tables [2]*table) {
	permissions, rows := numbering{}, numbering{}
	for i, api := range []*model.API{old, new} {
		t := &table{api: api, permissions: permissions, parts: map[string]*route.View{}}
		renumbered, implying := api.Table.Only(), implyingOf(api)
		for j, row := range api.Table.Rows {
			row.Demand = sharedDemand(api.Routes[j], implying, permissions)
			renumbered.Rows = append(renumbered.Rows, row)
			t.numbers = append(t.numbers, rows.of(meaningOf(row)+namesOf(api.Routes[j])))
		}
		t.Views = renumbered.Views()
		tables[i] = t
	}
	return tables
}

// sharedDemand returns what a row demands, with the numbers that both tables share.
func sharedDemand(row *model.Route, implying implications, permissions numbering) route.Demand {
	if a, ok := row.Access(); ok {
		return route.DemandFor(a)
	}
	demand := route.Demand{}
	for _, alternative := range waysToHold(row, implying) {
		set := []int{}
		for _, p := range alternative {
			set = append(set, 1+permissions.of(p.Code))
		}
		demand = append(demand, set)
	}
	return demand.Normalise()
}

// meaningOf returns a text that is equal for rows with the same meaning.
func meaningOf(row route.Row) string {
	var b strings.Builder
	b.WriteString(placeOf(row) + " " + strconv.Itoa(int(row.Encoded)))
	for _, alternative := range row.Demand {
		b.WriteString(" |")
		for _, p := range alternative {
			b.WriteString(" " + strconv.Itoa(p))
		}
	}
	return b.String()
}

// placeOf returns the method and the shape of a row.
func placeOf(row route.Row) string { return row.Method + " " + row.Pattern.Shape() }

// namesOf returns the names of a row. They do not matter to requests.
func namesOf(r *model.Route) string {
	return strings.Join([]string{r.ID, r.Const, r.Name, r.Pattern.String(), r.Group.Path}, "\x00")
}

// numbersOf returns the sorted numbers of rows.
func (t *table) numbersOf(rows []int) []int {
	numbers := make([]int, len(rows))
	for i, row := range rows {
		numbers[i] = t.numbers[row]
	}
	slices.Sort(numbers)
	return numbers
}

// mostParts is how many parts a table keeps.
const mostParts = 10_000

// part returns the table with these rows alone as requests of a method see it. A request that reaches no
// other rows gets the same answer from it as from the whole table, in less time.
func (t *table) part(rows []int, method string) *route.View {
	var key strings.Builder
	key.WriteString(method)
	for _, row := range rows {
		key.WriteString(" " + strconv.Itoa(row))
	}
	part := t.parts[key.String()]
	if part == nil {
		part = t.Only(rows...).View(method)
		if len(t.parts) >= mostParts {
			clear(t.parts)
		}
		t.parts[key.String()] = part
	}
	return part
}

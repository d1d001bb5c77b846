package draft

import (
	"strconv"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// mostRounds is how often rows are joined to make all of them reachable. One that is not reachable then admits nobody.
const mostRounds = 10

// reach joins the demands of rows that no request would get otherwise: for each of its paths a server may run another
// row that needs something else. A spec with such a row does not generate.
func (b *builder) reach() {
	for round := 1; b.extra == nil && round <= mostRounds; round++ {
		api, list := model.Inspect("spec.yaml", b.bare())
		if len(list) > 0 {
			return // no rows
		}
		found := api.Unreachable()
		if len(found) == 0 {
			return
		}
		for _, u := range found {
			r, against := &b.rows[u.Row.Number-1], b.rows[u.Against.Number-1]
			b.doubt(Joined, r.operation.Pos, "it asks for what both ask for together; or name your servers with --upstream",
				"for %s some servers run the row of %s instead of %s", u.Path, diag.Inert(against.operation.String()), diag.Inert(r.operation.String()))
			if r.demand = r.demand.and(against.demand); round == mostRounds {
				r.demand = demand{nobody: true}
			}
		}
	}
}

// bare returns a spec with the rows, and without all that does not change which rows requests get.
func (b *builder) bare() []byte {
	rows, used := syntax.List{}, map[string]bool{}
	permissions := syntax.List{}
	for i, r := range b.rows {
		number := strconv.Itoa(i + 1)
		require, codes := b.require(r)
		for _, alternative := range codes {
			for _, code := range alternative {
				if !used[code] {
					used[code] = true
					permissions = append(permissions, syntax.Map{{Key: "code", Value: code}, {Key: "const", Value: "Code" + strconv.Itoa(len(used))}})
				}
			}
		}
		rows = append(rows, syntax.Map{
			{Key: "id", Value: "row" + number}, {Key: "const", Value: "Number" + number},
			{Key: "route", Value: r.operation.Method + " " + r.place.pattern.String()}, {Key: "require", Value: require},
		})
	}
	spec := syntax.Map{{Key: "permroute", Value: 1}, {Key: "package", Value: "api"}, {Key: "unlisted", Value: "nobody"}, {Key: "permissions", Value: permissions}}
	if len(b.options.Upstream) > 0 {
		spec.Add("upstream", texts(b.options.Upstream))
	}
	spec.Add("groups", syntax.List{syntax.Map{{Key: "name", Value: "A"}, {Key: "routes", Value: rows}}})
	return syntax.Encode("", spec)
}

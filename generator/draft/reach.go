package draft

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// mostRounds is how often rows are joined to make all of them reachable. A row that is not reachable then admits nobody.
const mostRounds = 20

// reach joins the demands of rows that no request would get otherwise: for each of its paths a server may run another
// row that needs something else. A spec with such a row does not generate.
func (b *builder) reach() {
	for round := 1; b.extra == nil; round++ {
		api, list := model.Inspect("spec.yaml", b.bare())
		if len(list) > 0 {
			return // no rows
		}
		found := api.Unreachable()
		if len(found) == 0 && !b.answered(api) {
			return
		}
		for _, u := range found {
			r, against := &b.rows[u.Row.Number-1], b.rows[u.Against.Number-1]
			b.doubt(Joined, r.operation.Pos, "it asks for what both ask for together; or name your servers with --upstream",
				"for %s some servers run the row of %s instead of %s", u.Path, diag.Inert(against.operation.String()), diag.Inert(r.operation.String()))
			_, codes := b.require(against)
			if r.demand = r.demand.and(against.demand); round > mostRounds || len(r.joined)*len(codes) > service.MostAlternatives {
				r.demand = demand{nobody: true}
			} else if len(codes) > 0 {
				r.joined = r.joined.And(codes)
			}
		}
	}
}

// answered looks for rows that answer requests for the operations without a row, also inexactly, and makes them as strict. It
// reports whether it has changed one.
func (b *builder) answered(api *model.API) (changed bool) {
	for _, u := range b.unplaced {
		o := u.operation
		if u.why == nil {
			continue // no request with the method is answered
		}
		i, verdict := api.Table.Match(o.Method, example(b.base(o)+o.Path))
		if verdict != route.Listed || b.rows[i].demand.implies(u.demand) {
			continue
		}
		r := &b.rows[i]
		r.demand, changed = r.demand.and(u.demand), true
		b.doubt(Joined, r.operation.Pos, "it asks for what both ask for together", "the row of %s answers for %s, which has none", diag.Inert(r.operation.String()), diag.Inert(o.String()))
		if !r.demand.implies(u.demand) {
			r.demand = demand{nobody: true}
		}
	}
	return changed
}

var parameter = regexp.MustCompile(`\{[^{}]*\}`)

// example returns a path that a template names, as a client sends it.
func example(template string) string {
	if at := strings.IndexAny(template, "?#"); at >= 0 {
		template = template[:at]
	}
	return (&url.URL{Path: parameter.ReplaceAllString(template, "7x")}).EscapedPath()
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
	spec := syntax.Map{{Key: "permroute", Value: 1}, {Key: "package", Value: "api"}, {Key: "unlisted", Value: "nobody"}}
	if len(permissions) > 0 {
		spec.Add("permissions", permissions)
	}
	if len(b.options.Upstream) > 0 {
		spec.Add("upstream", syntax.Texts(b.options.Upstream))
	}
	spec.Add("groups", syntax.List{syntax.Map{{Key: "name", Value: "A"}, {Key: "routes", Value: rows}}})
	return syntax.Encode("", spec)
}

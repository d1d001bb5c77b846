package interop

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// corpusTables returns the tables that the corpus is made for. Their words have the letters k, s and
// i, which Unicode folds to and from beyond ASCII.
func corpusTables(t testing.TB) []servers.Table {
	return []servers.Table{
		table(t, "notes", "GET /notes/{id} A", "GET /notes/kiss B", "PUT /notes/{id}/text C", "GET /shelf/** D", "POST /notes/sink/text B"),
		table(t, "reserved", "GET /keys/{id} A", "GET /keys/me@desk,1 B", "PUT /keys/{id}/text C", "PUT /keys/a,b=1/text D", "GET /keys/** BD"),
		table(t, "plus", "GET /kits/{id} A", "GET /kits/skis+1 B"),
		table(t, "literals", "GET /desk/tasks A", "POST /desk/tasks B", "PUT /desk/tasks/risk C"),
		table(t, "params", "GET /kits/{id} A", "GET /kits/{id}/items B", "DELETE /kits/{id}/items/{item} C"),
		table(t, "rest", "GET /disk/** A", "PUT /disk/{name}/** B", "POST /sink/** C"),
		table(t, "sibling", "GET /users/{id} A", "GET /users/kiss B", "POST /users/{id}/ask AB", "POST /users/kiss/ask C"),
		table(t, "leaf", "GET /tickets/{id} A", "GET /tickets B", "PATCH /tickets/{id} B", "POST /tickets/{id} A"),
		table(t, "shapes", "GET /kiosks/{id} A", "POST /kiosks/sync B", "POST /kiosks/{id}/sync C"),
		table(t, "head", "GET /risk A", "HEAD /{word} B", "GET /links/{id} A", "HEAD /links/{id} C"),
		table(t, "open", "GET /** A", "GET /desk/** B", "GET /desk/{kind}/** AB", "POST /desk/** C", "GET /kits B", "GET /kits/** C"),
		table(t, "slash", "GET /notes/ A", "GET /notes B", "GET /notes/{id}/ A", "POST /notes/{id} B", "GET /notes/kiss C", "PUT /desk/** C", "PUT /desk/task/ D"),
		table(t, "scripts", "GET /kiss.php A", "GET /kits/{id} B", "POST /{any} C"),
		table(t, "mixed", "GET / A", "GET /api/tasks public", "GET /api/{kind} A|B", "POST /api/tasks AB", "PUT /api/tasks/{id} A|BC", "DELETE /api/** D", "GET /api/tasks/sink nobody"),
	}
}

// table reads lines `METHOD /pattern demand`. A demand is public, nobody, or sets of permissions, each
// of them a letter, joined by |. All escapes are allowed that are at the defaults of a spec.
func table(t testing.TB, name string, lines ...string) servers.Table {
	t.Helper()
	var rows []route.Row
	for _, line := range lines {
		fields := strings.Fields(line)
		require.Len(t, fields, 3, line)
		pattern, err := route.ParsePattern(fields[1])
		require.NoError(t, err)
		rows = append(rows, route.Row{Method: fields[0], Pattern: pattern, Demand: demand(fields[2]), Encoded: route.EveryEncoding})
	}
	return servers.Table{Name: name, Rows: rows, Encoded: route.EveryEncoding}
}

func demand(text string) route.Demand {
	switch text {
	case "public":
		return route.Demand{{}}
	case "nobody":
		return route.Demand{}
	}
	var d route.Demand
	for alternative := range strings.SplitSeq(text, "|") {
		var set []int
		for _, letter := range alternative {
			set = append(set, int(letter-'A')+1) // 0 is route.Known
		}
		d = append(d, set)
	}
	return d.Normalise()
}

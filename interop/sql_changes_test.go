package interop

import (
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	permsql "github.com/permroute/permroute/generator/sql"
)

const changed = "SELECT old_verdict, old_route, old_needs, new_verdict, new_route, new_needs, calls FROM changed"

// TestSQLChanges runs the view of two specs on engines, and holds its counts against MatchTarget of both tables.
func TestSQLChanges(t *testing.T) {
	var tables [2]*model.API
	for i, file := range []string{"../cmd/permroute/testdata/shop.yaml", "../cmd/permroute/testdata/shop-new.yaml"} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		tables[i] = resolve(t, file, data)
	}
	requests := asked(tables[0], 5000)
	want := map[[6]string]int{}
	for _, r := range requests {
		old, new := answeredBy(tables[0], r), answeredBy(tables[1], r)
		if old != new {
			want[[6]string{old[0], old[1], old[2], new[0], new[1], new[2]}]++
		}
	}
	require.Greater(t, len(want), 8)
	for name, run := range map[string]func(*testing.T, string, []request) [][]string{"duckdb": changesOfDuckDB, "postgres": changesOfPostgres} {
		t.Run(name, func(t *testing.T) {
			d, _ := permsql.DialectOf(name)
			view := permsql.WriteChanges(tables[0], tables[1], d, permsql.View{Name: "changed", From: "requests", Method: "method", Target: "target"})
			records := run(t, string(view), requests)
			if records == nil {
				return // the engine is not installed, and has said so
			}
			got := map[[6]string]int{}
			for _, r := range records {
				calls, err := strconv.Atoi(r[6])
				require.NoError(t, err)
				got[[6]string(r[:6])] = calls
			}
			assert.Equal(t, want, got)
		})
	}
}

// answeredBy returns the verdict of a table, its route, and what a caller needs.
func answeredBy(api *model.API, r request) [3]string {
	row, verdict := api.Table.MatchTarget(r.method, r.target)
	switch verdict {
	case route.Listed:
		return [3]string{verdict.String(), api.Routes[row].ID, permsql.Codes(api.Routes[row])}
	case route.Unlisted:
		return [3]string{verdict.String(), "", api.UnlistedPath.String()}
	case route.MethodUnlisted:
		return [3]string{verdict.String(), "", api.UnlistedMethod.String()}
	}
	return [3]string{verdict.String(), "", "nobody"}
}

func changesOfDuckDB(t *testing.T, view string, requests []request) (records [][]string) {
	db, err := sql.Open("duckdb", "")
	require.NoError(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("CREATE TABLE " + loggedTable)
	require.NoError(t, err)
	for i, r := range requests {
		_, err = db.Exec("INSERT INTO requests VALUES (?, ?, ?)", i, r.method, r.target)
		require.NoError(t, err)
	}
	_, err = db.Exec(view)
	require.NoError(t, err, view)
	rows, err := db.Query(changed)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		r := make([]string, 7)
		require.NoError(t, rows.Scan(&r[0], &r[1], &r[2], &r[3], &r[4], &r[5], &r[6]))
		records = append(records, r)
	}
	require.NoError(t, rows.Err())
	return records
}

func changesOfPostgres(t *testing.T, view string, requests []request) [][]string {
	p := startPostgres(t)
	if p == nil {
		return nil
	}
	var script strings.Builder
	script.WriteString("\\set ON_ERROR_STOP 1\nCREATE TABLE " + loggedTable + ";\nCOPY requests FROM STDIN;\n")
	escape := strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	for i, r := range requests {
		fmt.Fprintf(&script, "%d\t%s\t%s\n", i, escape.Replace(r.method), escape.Replace(r.target))
	}
	script.WriteString("\\.\n" + view + "\nCOPY (" + changed + ") TO STDOUT WITH (FORMAT csv);\n")
	out := p.run(t, strings.NewReader(script.String()), "psql", "-X", "-q", "-h", p.folder, "-p", strconv.Itoa(p.port), "-U", "test", "-d", "postgres")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	return records
}

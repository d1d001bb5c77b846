package sql

import (
	"strings"

	"github.com/permroute/permroute/generator/model"
)

// WriteChanges returns a view that counts the requests which two tables answer differently: by what the old table and the
// new one say, and by the columns to keep. An answer is the verdict, the route and what a caller needs: the codes of the
// route, or who may send what is not listed.
func WriteChanges(old, new *model.API, dialect Dialect, view View) []byte {
	w := &writer{api: new, dialect: &dialect, view: view}
	w.line(0, "%s", Mark(new.Spec, dialect.Name).SQL())
	if view.Name != "" {
		w.line(0, "CREATE OR REPLACE VIEW %s AS", view.Name)
	}
	columns := append([]string{"old_verdict", "old_route", "old_needs", "new_verdict", "new_route", "new_needs"}, view.Keep...)
	w.line(0, "SELECT %s, COUNT(*) AS calls", strings.Join(columns, ", "))
	w.line(0, "FROM (")
	before := View{From: view.From, Method: view.Method, Target: view.Target, Keep: view.Keep}
	after := before
	after.From = "(\n" + answered(old, &dialect, before, "old") + ") AS old_answers"
	after.Keep = append([]string{"old_verdict", "old_route", "old_needs"}, view.Keep...)
	w.WriteString(answered(new, &dialect, after, "new"))
	w.line(0, ") AS both_answers")
	w.line(0, "WHERE old_verdict <> new_verdict OR old_route <> new_route OR old_needs <> new_needs")
	w.line(0, "GROUP BY %s%s", strings.Join(columns, ", "), w.semicolon())
	return []byte(w.String())
}

// answered returns the query of a view with columns of its answers under names that begin with this word. They are
// never null.
func answered(api *model.API, dialect *Dialect, view View, word string) string {
	w := &writer{api: api, dialect: dialect, view: view}
	w.line(0, "SELECT %s,", strings.Join(w.columns(), ", "))
	w.line(1, "verdict AS %s_verdict, COALESCE(route, '') AS %[1]s_route,", word)
	w.line(1, "CASE verdict WHEN 'Listed' THEN codes WHEN 'Unlisted' THEN %s WHEN 'MethodUnlisted' THEN %s ELSE %s END AS %s_needs",
		dialect.text(api.UnlistedPath.String()), dialect.text(api.UnlistedMethod.String()), dialect.text("nobody"), word)
	w.line(0, "FROM (")
	w.results()
	w.answers()
	w.line(0, ") AS answers")
	w.line(0, ") AS %s_table", word)
	return w.String()
}

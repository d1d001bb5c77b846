// Package sql writes a permission table as an SQL view. The view reads the requests of an access log that is a
// table of a database, and answers each of them as MatchTarget does.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package sql

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A View names the view and what it reads. The names are written into the SQL as they are.
type View struct {
	Name   string   // the view; "" for a query that is no view
	From   string   // the table of requests
	Method string   // the table's column of methods
	Target string   // the table's column of request targets
	Keep   []string // more columns of the table that the view has too
}

// The columns of inner queries.
const (
	pathColumn   = "permroute_path"
	foldedColumn = "permroute_folded"
	answerColumn = "permroute_answer"

	// The path with the reserved bytes decoded, and the answer for it; null if it is the same path.
	decodedColumn       = "permroute_decoded"
	decodedFoldedColumn = "permroute_decoded_folded"
	secondColumn        = "permroute_second"
)

// nameForm matches names that need no quotes in any engine, and several of them joined by dots.
var nameForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$`)

// Name reports whether a view, a table or a column can have this name.
func Name(name string) bool { return nameForm.MatchString(name) }

// Mark returns what the first line of a view of a spec in a dialect says.
func Mark(spec, dialect string) mark.Mark {
	return mark.Mark{Command: "sql", Spec: spec, For: dialect}
}

// Write returns the view of a table in a dialect.
func Write(api *model.API, dialect Dialect, view View) []byte {
	w := &writer{api: api, dialect: &dialect, view: view}
	w.line(0, "%s", Mark(api.Spec, dialect.Name).SQL())
	if view.Name != "" {
		w.line(0, "CREATE OR REPLACE VIEW %s AS", view.Name)
	}
	w.results()
	w.answers()
	w.line(0, ") AS answers%s", w.semicolon())
	return []byte(w.String())
}

// A writer writes a view.
type writer struct {
	strings.Builder
	api     *model.API
	dialect *Dialect
	view    View
}

func (w *writer) semicolon() string {
	if w.view.Name == "" {
		return ""
	}
	return ";"
}

func (w *writer) line(indent int, format string, args ...any) {
	w.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(w, format, args...)
	w.WriteByte('\n')
}

// columns returns the columns of the table that all queries have.
func (w *writer) columns() []string {
	return slices.Concat([]string{w.view.Method, w.view.Target}, w.view.Keep)
}

// results writes the outer query, which turns an answer into columns.
func (w *writer) results() {
	w.line(0, "SELECT %s,", strings.Join(w.columns(), ", "))
	w.line(1, "CASE WHEN %s > 0 THEN 'Listed' WHEN %[1]s = %[2]d THEN 'Unlisted' WHEN %[1]s = %[3]d THEN 'MethodUnlisted' ELSE 'Refused' END AS verdict,",
		answerColumn, unlisted, methodUnlisted)
	w.line(1, "CASE %s", answerColumn)
	for i, row := range w.api.Routes {
		w.line(2, "WHEN %d THEN %s -- %s %s", i+1, w.dialect.text(row.ID), row.Method, row.Pattern)
	}
	w.line(1, "END AS route,")
	w.codes()
	w.line(0, "FROM (")
}

// codes writes the column codes.
func (w *writer) codes() {
	rows := map[string][]string{}
	var order []string
	for i, row := range w.api.Routes {
		text := Codes(row)
		if rows[text] == nil {
			order = append(order, text)
		}
		rows[text] = append(rows[text], fmt.Sprint(i+1))
	}
	w.line(1, "CASE")
	for _, text := range order {
		w.line(2, "WHEN %s IN (%s) THEN %s", answerColumn, strings.Join(rows[text], ", "), w.dialect.text(text))
	}
	w.line(1, "END AS codes")
}

// Codes returns what a row requires, as the column codes has it: " & " joins codes that are needed together, and
// " | " joins alternatives. Words are as in a spec.
func Codes(row *model.Route) string {
	if a, ok := row.Access(); ok {
		return a.String()
	}
	var alternatives []string
	for _, set := range row.Alternatives {
		var codes []string
		for _, p := range set {
			codes = append(codes, p.Code)
		}
		alternatives = append(alternatives, strings.Join(codes, " & "))
	}
	return strings.Join(alternatives, " | ")
}

// answers writes the query that computes the answers.
func (w *writer) answers() {
	indent := 1
	encoded := w.encodings() != 0
	if encoded {
		w.line(1, "SELECT %s, CASE", strings.Join(w.columns(), ", "))
		w.allowed()
		w.line(2, "ELSE %s END AS %[1]s", answerColumn)
		w.line(1, "FROM (")
		indent = 2
	}
	if w.twoReadings() {
		w.line(indent, "SELECT %s, %s, CASE WHEN %s IS NULL OR %[3]s IN (%s, %d) THEN %[4]s WHEN %[4]s = %[5]d THEN %[3]s ELSE %[6]d END AS %[4]s",
			strings.Join(w.columns(), ", "), pathColumn, secondColumn, answerColumn, unlisted, refused)
		w.line(indent, "FROM (")
		indent++
	}
	w.line(indent, "SELECT %s, %s, CASE", strings.Join(w.columns(), ", "), pathColumn)
	before := w.Len()
	w.decisions(indent + 1)
	first := w.String()[before:]
	w.line(indent, "END AS %s", answerColumn)
	if w.twoReadings() {
		w.line(indent, ", CASE WHEN %s = %s THEN NULL", pathColumn, decodedColumn)
		w.WriteString(strings.NewReplacer(pathColumn, decodedColumn, foldedColumn, decodedFoldedColumn).Replace(first))
		w.line(indent, "END AS %s", secondColumn)
	}
	w.line(indent, "FROM (")
	w.paths(indent + 1)
	w.line(indent, ") AS paths%s", w.dialect.fence)
	if w.twoReadings() {
		indent--
		w.line(indent, ") AS readings%s", w.dialect.fence)
	}
	if encoded {
		w.line(1, ") AS decided%s", w.dialect.fence)
	}
}

// paths writes the query that reads the path out of the target.
func (w *writer) paths(indent int) {
	d := w.dialect
	target := fmt.Sprintf(d.plain, w.view.Target)
	extract := func(re string) string { return fmt.Sprintf(d.extract, target, d.expression(re)) }
	if w.twoReadings() {
		w.line(indent, "SELECT %s, %s, %s, %s, %s AS %s", strings.Join(w.columns(), ", "), pathColumn, foldedColumn, decodedColumn,
			fmt.Sprintf(d.lower, decodedColumn), decodedFoldedColumn)
		w.line(indent, "FROM (")
		defer w.line(indent, ") AS decoded%s", d.fence)
		indent++
	}
	w.line(indent, "SELECT %s, %s, %s AS %s%s", strings.Join(w.columns(), ", "), pathColumn, fmt.Sprintf(d.lower, pathColumn), foldedColumn, w.decoded())
	w.line(indent, "FROM (")
	w.line(indent+1, "SELECT %s, CASE", strings.Join(w.columns(), ", "))
	w.line(indent+2, "WHEN %s LIKE '/%%' THEN %s", target, extract(originForm))
	w.line(indent+2, "WHEN %s THEN ''", d.match(target, hasControl))
	w.line(indent+2, "WHEN %s THEN %s", d.match(target, webScheme), extract(absoluteForm(true)))
	w.line(indent+2, "ELSE %s END AS %s", extract(absoluteForm(false)), pathColumn)
	w.line(indent+1, "FROM %s%s", w.view.From, d.fence)
	w.line(indent, ") AS targets%s", d.fence)
}

// twoReadings reports whether a path can mean one thing to servers that decode the reserved bytes before they route, and
// another to those that do not.
func (w *writer) twoReadings() bool {
	return w.encodings()&route.Reserved != 0 && w.api.Table.HasReserved()
}

// decoded returns the column of the path as those servers read it that decode the reserved bytes.
func (w *writer) decoded() string {
	if !w.twoReadings() {
		return ""
	}
	text := pathColumn
	for _, c := range []byte(route.ReservedBytes()) {
		upper, lower := fmt.Sprintf("%%%02X", c), fmt.Sprintf("%%%02x", c)
		text = fmt.Sprintf("replace(%s, %s, %s)", text, w.dialect.text(upper), w.dialect.text(string(rune(c))))
		if lower != upper {
			text = fmt.Sprintf("replace(%s, %s, %s)", text, w.dialect.text(lower), w.dialect.text(string(rune(c))))
		}
	}
	return ", " + text + " AS " + decodedColumn
}

// decisions writes the arms for each group of methods.
func (w *writer) decisions(indent int) {
	d := w.dialect
	never := d.texts(slices.Sorted(slices.Values(method.Refused())))
	method := fmt.Sprintf(d.plain, w.view.Method)
	w.line(indent, "WHEN %s AND %s NOT IN (%s)", d.match(method, methodForm), method, never)
	w.line(indent, "AND %s AND NOT (%s)%s THEN CASE", d.match(pathColumn, pathForm(w.encodings())), d.match(pathColumn, notCanonical), w.blanks())
	for _, decision := range decisions(w.api.Views()) {
		if decision.methods == nil {
			w.line(indent+1, "ELSE %s END", w.unlistedMethod(decision))
			continue
		}
		w.line(indent+1, "WHEN %s IN (%s) THEN CASE %s", method, d.texts(decision.methods), pathColumn)
		w.decision(indent+2, decision)
	}
	w.line(indent, "ELSE %d", refused)
}

// blanks returns the condition against blanks at the ends of segments. It is needed only if escapes are allowed.
func (w *writer) blanks() string {
	blank := blankEnds(w.encodings())
	if blank == "" {
		return ""
	}
	return fmt.Sprintf(" AND NOT (%s)", w.dialect.match(pathColumn, blank))
}

// decision writes the arms of a CASE of the path.
func (w *writer) decision(indent int, decided *decision) {
	for _, a := range decided.static {
		w.line(indent, "WHEN %s THEN %s", w.dialect.text(string(a.when.(is))), w.answer(a))
	}
	if len(decided.static) == 0 {
		w.line(indent, "WHEN '' THEN %d", refused) // a CASE has at least one arm
	}
	w.line(indent, "ELSE CASE")
	for _, a := range decided.exact {
		w.line(indent+1, "WHEN %s THEN %s", a.when.sql(w.dialect), w.answer(a))
	}
	if decided.script != never {
		w.line(indent+1, "WHEN %s THEN %d", decided.script.sql(w.dialect), refused)
	}
	if decided.known != always {
		w.line(indent+1, "WHEN %s THEN %s", no(decided.known).sql(w.dialect), unreached(decided, w.dialect))
	}
	w.line(indent, "ELSE %s END END", w.first(decided, decided.reached))
}

// first returns the answer of the first arm whose row is reached. The path reaches the row of at least one arm. It
// halves the arms, so that the engine matches few expressions.
func (w *writer) first(decided *decision, arms []arm) string {
	if len(arms) == 1 {
		return w.answer(arms[0])
	}
	half := arms[:len(arms)/2]
	var rows []int
	for _, a := range half {
		rows = append(rows, a.row)
	}
	return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", decided.any(rows).sql(w.dialect), w.first(decided, half), w.first(decided, arms[len(half):]))
}

// unlistedMethod returns the answer for a method that no row has.
func (w *writer) unlistedMethod(decided *decision) string {
	answer := unreached(decided, w.dialect)
	if decided.script == never {
		return answer
	}
	return fmt.Sprintf("CASE WHEN %s THEN %d ELSE %s END", decided.script.sql(w.dialect), refused, answer)
}

// unreached returns the answer for a path that reaches no row of the method.
func unreached(decided *decision, d *Dialect) string {
	switch decided.foreign {
	case always:
		return fmt.Sprint(methodUnlisted)
	case never:
		return fmt.Sprint(unlisted)
	}
	return fmt.Sprintf("CASE WHEN %s THEN %d ELSE %d END", decided.foreign.sql(d), methodUnlisted, unlisted)
}

// answer returns the answer of an arm.
func (w *writer) answer(a arm) string {
	switch a.against {
	case never:
		return fmt.Sprint(a.row + 1)
	case always:
		return fmt.Sprint(refused)
	}
	return fmt.Sprintf("CASE WHEN %s THEN %d ELSE %d END", a.against.sql(w.dialect), refused, a.row+1)
}

// encodings returns what escapes may stand for in the table or in some row.
func (w *writer) encodings() (e route.Encoding) {
	e = w.api.Table.Encoded
	for _, row := range w.api.Table.Rows {
		e |= row.Encoded
	}
	return e
}

// allowed writes the arms that refuse paths with escapes which the row that decides, or the table, does not allow.
func (w *writer) allowed() {
	for _, kind := range []struct {
		bit route.Encoding
		re  string
	}{{route.Space, hasSpace}, {route.UTF8, hasUTF8}, {route.Reserved, hasReserved}} {
		var answers []string
		if w.api.Table.Encoded&kind.bit == 0 {
			answers = []string{fmt.Sprint(unlisted), fmt.Sprint(methodUnlisted)}
		}
		for i, row := range w.api.Table.Rows {
			if row.Encoded&kind.bit == 0 {
				answers = append(answers, fmt.Sprint(i+1))
			}
		}
		if answers != nil && w.encodings()&kind.bit != 0 {
			w.line(2, "WHEN %s IN (%s) AND %s THEN %d", answerColumn, strings.Join(answers, ", "), w.dialect.match(pathColumn, kind.re), refused)
		}
	}
	w.line(2, "WHEN %s = %d THEN %[2]d", answerColumn, refused)
}

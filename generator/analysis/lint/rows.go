package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// uses returns the rows that name each permission.
func (l *linter) uses() map[*model.Permission][]*model.Route {
	uses := map[*model.Permission][]*model.Route{}
	for _, row := range l.api.Routes {
		for _, all := range row.Alternatives {
			for _, p := range all {
				if !slices.Contains(uses[p], row) {
					uses[p] = append(uses[p], row)
				}
			}
		}
	}
	return uses
}

// unused finds codes that no row needs.
func (l *linter) unused() {
	uses := l.uses()
	for _, p := range l.api.Permissions {
		if len(uses[p]) == 0 {
			l.code(p, l.at(p.Position(), "remove it, or add the row that it is for", "no row needs the code %q", p.Code))
		}
	}
}

// verbOf returns what the last word of a code says that it allows: "reads", "writes" or "".
func verbOf(code string) string {
	words := parts(code)
	if len(words) == 0 {
		return ""
	}
	last := split(words[len(words)-1])
	if len(last) == 0 {
		return ""
	}
	verb := ""
	for _, word := range last {
		switch word {
		case "view", "read", "get", "list", "query", "show", "describe", "search":
			verb = cmp.Or(verb, "reads")
		case "update", "write", "create", "add", "delete", "remove", "edit", "modify", "set", "manage":
			verb = "writes"
		}
	}
	return verb
}

// verbs finds rows whose method reads and whose code's verb writes, and the other way round.
func (l *linter) verbs() {
	for _, row := range l.api.Routes {
		method := map[string]string{"GET": "reads", "HEAD": "reads", "POST": "writes", "PUT": "writes", "PATCH": "writes", "DELETE": "writes"}[row.Method]
		var codes []string
		agree := false
		for _, all := range row.Alternatives {
			for _, p := range all {
				verb := verbOf(p.Code)
				agree = agree || verb == "" || verb == method
				if verb != "" && verb != method && !slices.Contains(codes, p.Code) {
					codes = append(codes, p.Code)
				}
			}
		}
		if method == "" || len(codes) == 0 || agree && method == "writes" {
			continue
		}
		verb := verbOf(codes[0])
		l.row(row, l.at(row.Position(), "check the code, or accept method-verb with the reason", "%s %s, and %s %s", row.Method, method, strings.Join(codes, ", "), verb))
	}
}

// needlessRest finds paths that end in **, where no other row goes on below them by more than one
// segment: perhaps a {parameter} is meant.
func (l *linter) needlessRest() {
	below := map[string]int{} // rows by the beginning of their shapes, with two segments or more behind
	for _, row := range l.api.Routes {
		segments := row.Pattern.Segments()
		shape := ""
		for i := 0; i+2 <= len(segments); i++ {
			if !row.Pattern.Open() || i+2 < len(segments) {
				below[shape]++
			}
			shape += "/" + segments[i].Shape()
		}
	}
	for _, row := range l.api.Routes {
		if !row.Pattern.Open() {
			continue
		}
		fixed := row.Pattern.Fixed()
		shape := ""
		for _, s := range fixed {
			shape += "/" + s.Shape()
		}
		if below[shape] == 0 {
			l.row(row, l.at(row.PositionOf(len(fixed)), "write {name} if one segment is meant, or accept needless-rest with the reason",
				"%s takes any number of segments, and no other row goes on below %s", named(row), strings.TrimSuffix(row.Pattern.String(), "/**")+"/"))
		}
	}
}

// texts finds rows for which the document prints another text than the code has.
func (l *linter) texts() {
	for _, row := range l.api.Routes {
		printed := row.Printed.Text
		if !printed.Written() {
			continue
		}
		var declared *model.Permission
		same := false
		for _, all := range row.Alternatives {
			for _, p := range all {
				declared = p
				same = same || p.Text == printed.Value
			}
		}
		if declared == nil || same {
			continue
		}
		f := l.at(printed.Pos, "mend the document, or accept text-differs with the reason", "the document prints %q here, and %q for the code %s", printed.Value, declared.Text, declared.Code)
		related(&f, declared.Position(), "the code")
		l.row(row, f)
	}
}

// common returns the methods that most APIs use.
func common() []string { return []string{"GET", "POST", "PUT", "PATCH", "DELETE"} }

// unlistedMethods finds paths of which common methods are not listed. Where those pass, all five count;
// where they are denied, those count that most of the table's paths with the same methods have.
func (l *linter) unlistedMethods() {
	methods, first := map[string][]string{}, map[string]*model.Route{}
	var shapes []string
	for _, row := range l.api.Routes {
		shape := row.Pattern.Shape()
		if first[shape] == nil {
			first[shape], shapes = row, append(shapes, shape)
		}
		methods[shape] = append(methods[shape], row.Method)
	}
	sets := map[string]int{}
	for _, shape := range shapes {
		sets[strings.Join(methods[shape], " ")]++
	}
	for _, shape := range shapes {
		row := first[shape]
		if l.api.AllowUnlistedMethod {
			if open := l.open(row, methods[shape]); len(open) > 0 {
				l.row(row, l.at(row.Position(), "list them, or say unlisted: {method: deny}", "%s of %s: no row lists them, and every caller may send them", strings.Join(open, ", "), row.Pattern))
			}
			continue
		}
		if usual := usualMethods(sets, methods[shape]); len(usual) > 0 {
			f := l.at(row.Position(), "list them, or accept unlisted-method with the reason", "%s of %s: no row lists them, but most paths have them that have %s", strings.Join(usual, ", "), row.Pattern, strings.Join(methods[shape], ", "))
			f.Level = report.Info
			l.row(row, f)
		}
	}
}

// open returns the common methods with which a row's path is not listed.
func (l *linter) open(row *model.Route, has []string) (open []string) {
	path := row.Pattern.Example("7")
	for _, method := range common() {
		if slices.Contains(has, method) {
			continue
		}
		if _, verdict := l.view(method).Match(path); verdict == route.MethodUnlisted {
			open = append(open, method)
		}
	}
	return open
}

// fewest is how many paths must have a method for it to be usual.
const fewest = 3

// usualMethods returns the common methods that a path lacks, and that two thirds have of the paths with
// the methods that it has. sets counts the paths by their methods, joined.
func usualMethods(sets map[string]int, has []string) (usual []string) {
	for _, method := range common() {
		alike, have := 0, 0
		for set, n := range sets {
			methods := strings.Fields(set)
			if slices.ContainsFunc(has, func(m string) bool { return !slices.Contains(methods, m) }) {
				continue
			}
			alike += n
			if slices.Contains(methods, method) {
				have += n
			}
		}
		if !slices.Contains(has, method) && have >= fewest && 3*have >= 2*alike {
			usual = append(usual, method)
		}
	}
	return usual
}

// openMethods finds tables in which a server that routes by path alone runs a listed row for a method
// that passes.
func (l *linter) openMethods() {
	if l.api.AllowUnlistedMethod && l.api.Table.Excluded&route.OtherMethods == 0 {
		l.table(l.at(l.api.Written.Unlisted.Method.Pos, "say method: deny, or name the servers behind with upstream: if each of their handlers is registered for one method",
			"other methods of a listed path pass, and a server that routes by path alone runs the listed handler for them"))
	}
}

// narrowed finds tables that let unlisted paths pass and heed only some servers.
func (l *linter) narrowed() {
	if l.api.AllowUnlistedPath && l.api.Upstream != nil {
		l.table(l.at(l.api.Written.Upstream[0].Pos, "say path: deny, or upstream: any, or accept narrowed-upstream with the reason why no other server stands behind",
			"unlisted paths pass, and only %s is heeded: another server behind may take one of them for a listed path", strings.Join(l.api.Upstream, ", ")))
	}
}

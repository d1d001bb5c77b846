package model

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/method"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
	"github.com/permroute/permroute/templates/handlers"
)

// route resolves a row and adds it to its group.
func (r *resolver) route(g *Group, written syntax.Route) {
	row := &Route{
		ID: written.ID.Value, Name: written.Name.Value, Group: g, Deprecated: written.Deprecated,
		Accept: written.Accept, Printed: written.Printed, written: written.Route, pos: written.Route.Pos,
	}
	r.id(row, written)
	row.Alternatives = r.alternatives(written.Require)
	row.Public = written.Require.Form == syntax.Word && written.Require.Access == access.Public
	row.encoded = r.api.Table.Encoded
	if written.Encoded != nil {
		row.encoded = r.encoding(written.Encoded)
	}
	row.alone = r.alone
	r.rowSchemes(row, written)
	if !r.methodAndPattern(row, written.Route) {
		return
	}
	key := row.Method + " " + row.Pattern.Shape()
	if other := r.rows[key]; other != nil {
		as := ""
		if other.Pattern.String() != row.Pattern.String() {
			as = " as " + other.Pattern.String()
		}
		r.addf(row.pos, "merge the two rows into one", "%s %s is listed twice (%s%s)", row.Method, row.Pattern, elsewhere(row.pos, other.pos), as)
	} else {
		r.rows[key] = row
	}
	g.Routes = append(g.Routes, row)
	r.api.Routes = append(r.api.Routes, row)
}

// id claims the row's id and Go name.
func (r *resolver) id(row *Route, written syntax.Route) {
	pos := written.ID.Pos
	if !written.ID.Written() {
		pos = written.Route.Pos
	}
	if other := r.ids[row.ID]; other != nil {
		r.sameID(row, written, elsewhere(pos, other.pos))
		return
	}
	r.ids[row.ID] = &Route{pos: pos}
	name := goName(row.ID, "")
	if written.Const.Written() {
		name, row.Named = written.Const.Value, true
	}
	row.Const = "Route" + name
	r.names.claim(&r.list, row.Const, owner{"id", row.ID, pos, written.Const})
}

// sameID adds a diagnostic for a row whose id another row has.
func (r *resolver) sameID(row *Route, written syntax.Route, where string) {
	switch {
	case written.ID.Written():
		r.addf(written.ID.Pos, "choose another id", "the id %s is used twice (%s)", diag.Quote(row.ID), where)
	case written.Key:
		r.addf(written.Route.Pos, fmt.Sprintf("give it an id: %s: {id: …, require: …}", diag.Inert(written.Route.Value)),
			"the id %s follows from %s, and another route has it (%s)", diag.Quote(row.ID), diag.Inert(written.Route.Value), where)
	default:
		r.addf(written.Route.Pos, "add id: with another name", "the id %s follows from %s, and another route has it (%s)", diag.Quote(row.ID), diag.Inert(written.Route.Value), where)
	}
}

// methodAndPattern splits METHOD /path, and reports whether both are right.
func (r *resolver) methodAndPattern(row *Route, text syntax.Text) bool {
	name, path, found := strings.Cut(text.Value, " ")
	if r.foreignMethod(text) || found && r.foreignPath(text, name, path) {
		return false
	}
	switch {
	case !found:
		remedy := "write METHOD /path"
		if strings.HasPrefix(text.Value, "/") {
			remedy = "write a method before it: GET " + diag.Inert(text.Value)
		}
		r.addf(text.At(0), cmp.Or(mended(text.Value), remedy), "%s has no blank between method and path", diag.Quote(text.Value))
		return false
	case !route.CanonicalMethod(name):
		r.addf(text.At(0), cmp.Or(mended(text.Value), refused(name)), "the method %s; allowed: capital letters and hyphens, but not %s", diag.Quote(name), refusedMethods())
		return false
	case method.Misspelt(name) != "":
		r.addf(text.At(0), "write "+method.Misspelt(name)+" "+diag.Inert(path), "the method %s, which HTTP does not have", diag.Quote(name))
		return false
	case strings.HasPrefix(path, " "):
		r.addf(text.At(len(name)+1), mended(text.Value), "more than one blank between method and path")
		return false
	}
	pattern, err := route.ParsePattern(path)
	var wrong *route.PatternError
	if errors.As(err, &wrong) {
		remedy := wrong.Remedy
		if _, err := route.ParsePattern("/" + path); err == nil && path != "" {
			remedy = "write " + name + " /" + diag.Inert(path)
		} else if strings.ContainsAny(path, " \t") {
			remedy = cmp.Or(mended(text.Value), remedy)
		}
		r.addf(text.At(len(name)+1+wrong.Offset), remedy, "%s", wrong.Message)
		return false
	}
	row.Method, row.Pattern = name, pattern
	return true
}

// refusedMethods names the methods that a row cannot have.
func refusedMethods() string {
	return strings.Join(slices.Sorted(slices.Values(method.Refused())), " and ")
}

// several matches METHOD,METHOD /path, with blanks or without.
var several = regexp.MustCompile(`^([A-Za-z-]+(?:(?:\s*[,|+]\s*|/)[A-Za-z-]+)+|\*|(?i:ANY|ALL))\s+(\S.*)$`)

// foreignMethod adds a diagnostic if a row is for several methods, as other routers have them.
func (r *resolver) foreignMethod(text syntax.Text) bool {
	match := several.FindStringSubmatch(text.Value)
	if match == nil {
		return false
	}
	several, every := handlers.Methods(strings.Join(strings.Fields(match[1]), ""))
	if every {
		several = []string{"GET", "POST", "…"}
	}
	for i, m := range several[:len(several):len(several)] {
		if m != "…" {
			several[i] = strings.ToUpper(m) + " " + diag.Inert(handlers.Spell(match[2]).Text)
		}
	}
	r.addf(text.At(0), "write a row for each method: "+strings.Join(several, ", "), "the method %s; a row is for one method", diag.Quote(match[1]))
	return true
}

// foreignPath adds a diagnostic if a path is written as other routers write it.
func (r *resolver) foreignPath(text syntax.Text, method, path string) bool {
	read := handlers.Spell(path)
	if read.Found == "" {
		return false
	}
	var remedies []string
	if _, err := route.ParsePattern(read.Text); err == nil {
		remedies = append(remedies, "write "+method+" "+diag.Inert(read.Text))
	}
	if read.Lost != "" {
		remedies = append(remedies, read.Lost)
	}
	r.addf(text.At(len(method)+1+read.Offset), strings.Join(remedies, "; "), "%s is %s", diag.Quote(read.Found), read.What)
	return true
}

// refused returns the remedy for a method that no request is answered with; "" for others.
func refused(name string) string {
	if method.Find(strings.ToUpper(name)).Refused {
		return "remove the row: the guard refuses " + strings.ToUpper(name)
	}
	return ""
}

// mended says how to write a text that nearly matches METHOD /path: with other blanks or quotes, with the method in another
// letter case, behind the path or before a colon, and with the version of a request line. It returns "" for other texts.
func mended(text string) string {
	parts := strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("\"'`“”„‘’«»", c) })
	if verb, path, found := strings.Cut(strings.Join(parts, " "), "/"); found && verb != "" && len(parts) == 1 {
		parts = []string{verb, "/" + path}
	}
	if len(parts) == 3 && strings.HasPrefix(parts[2], "HTTP/") {
		parts = parts[:2]
	}
	if len(parts) != 2 {
		return ""
	}
	if strings.HasPrefix(parts[0], "/") {
		parts[0], parts[1] = parts[1], parts[0]
	}
	name, path := strings.ToUpper(strings.TrimSuffix(parts[0], ":")), handlers.Spell(parts[1]).Text
	if _, err := route.ParsePattern(path); err != nil || !route.CanonicalMethod(name) {
		return ""
	}
	return "write " + cmp.Or(method.Misspelt(name), name) + " " + diag.Inert(path)
}

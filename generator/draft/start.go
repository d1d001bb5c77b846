package draft

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// A Start is a spec in the short form to start from.
type Start struct {
	Package string
	Doubts  diag.List // what the spec leaves out, or says in another way than what it was read from

	from        string // the file that it was read from
	permissions syntax.Map
	rows        []startRow
	ids         map[string]bool
}

// A startRow is a row of a Start.
type startRow struct {
	route   string
	require any    // as a spec has it
	comment string // empty for none
}

// whoMayCall is the comment of a row about which nothing is known.
const whoMayCall = "who may call it?"

// FromOpenAPI returns a spec to start from for a document. An operation that does not say what it requires is for
// nobody.
func FromOpenAPI(d *service.Document) *Start {
	made := Spec(d, Options{})
	s := &Start{from: d.File, ids: map[string]bool{}}
	for _, doubt := range made.Doubts {
		if doubt.Kind != Unstated && doubt.Kind <= Rewritten { // the comments of the rows say which are unstated
			s.Doubts.Add(doubt.Diagnostic)
		}
	}
	spec, list := syntax.Parse(d.File, made.Spec)
	if len(list) > 0 { // no operation has a row
		return s
	}
	s.Package = spec.Package.Value
	for _, p := range spec.Permissions {
		var about any = cmp.Or(p.Text.Value, p.Code.Value)
		if p.Const.Written() {
			about = syntax.Map{{Key: "text", Value: about}, {Key: "const", Value: p.Const.Value}}
		}
		s.permissions.Add(p.Code.Value, about)
	}
	s.groups(spec.Groups)
	return s
}

// groups adds the rows of groups.
func (s *Start) groups(groups []syntax.Group) {
	for _, g := range groups {
		for _, w := range g.Routes {
			row := startRow{route: w.Route.Value, require: written(w.Require)}
			if w.Require.Form == syntax.Word && w.Require.Access == access.Nobody {
				row.comment = whoMayCall
			}
			s.add(row, w.ID.Value)
		}
		s.groups(g.Groups)
	}
}

// written returns a requirement as a spec has it.
func written(q syntax.Require) any {
	list := syntax.List{}
	for _, item := range q.Items {
		list = append(list, written(item))
	}
	switch q.Form {
	case syntax.All:
		return syntax.Map{{Key: "all", Value: list}}
	case syntax.Any:
		return syntax.Map{{Key: "any", Value: list}}
	case syntax.Joined:
		return list
	}
	return q.Code
}

// add adds a row. It gives the row an id if another row has the one that follows from the route.
func (s *Start) add(row startRow, id string) {
	derived := names.ID(row.route)
	if s.ids[derived] {
		for n := 2; id == "" || s.ids[id]; n++ {
			id = fmt.Sprint(derived, n)
		}
		row.require = syntax.Map{{Key: "id", Value: id}, {Key: "require", Value: row.require}}
		derived = id
	}
	s.ids[derived] = true
	s.rows = append(s.rows, row)
}

// Len returns the number of rows.
func (s *Start) Len() int { return len(s.rows) }

// Spec returns the text of the spec.
func (s *Start) Spec() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Read from %s. Say for each route who may call it: a permission, public, authenticated or nobody.\n", diag.Inert(path.Base(s.from)))
	b.Write(syntax.Encode("", syntax.Map{{Key: "permroute", Value: 1}, {Key: "package", Value: s.Package}}))
	b.WriteString("unlisted: nobody # requests that no route below lists\n\n")
	if len(s.permissions) == 0 {
		b.WriteString("# permissions:\n#   order:read: See orders\n\n")
	} else {
		b.WriteString("permissions:\n")
		for _, e := range s.permissions {
			b.WriteString(entry(e.Key, e.Value, ""))
		}
		b.WriteString("\n")
	}
	b.WriteString("routes:\n")
	for _, row := range s.rows {
		b.WriteString(entry(row.route, row.require, row.comment))
	}
	return []byte(b.String())
}

// entry returns a key with its value, indented, and a comment behind its first line.
func entry(key string, value any, comment string) string {
	lines := strings.Split(strings.TrimSuffix(string(syntax.Encode("", syntax.Map{{Key: key, Value: value}})), "\n"), "\n")
	if comment != "" {
		lines[0] += " # " + comment
	}
	return "  " + strings.Join(lines, "\n  ") + "\n"
}

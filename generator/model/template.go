package model

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Template is an OpenAPI path. Rows share one if their patterns differ only in parameter names, or if one
// has ** where another has a parameter.
type Template struct {
	Path       string // with {name} for parameters and for **
	Group      *Group // the top-level group of its first row
	Operations []*Operation
}

// An Operation is a row as an OpenAPI operation of its template.
type Operation struct {
	Route  *Route
	Params []Parameter
}

// A Parameter is a path parameter of an operation.
type Parameter struct {
	Name  string
	Multi bool // it stands for **
}

// templates groups the rows by template.
func (r *resolver) templates() {
	rows := map[string][]*Route{}
	var order []string
	for _, row := range r.api.Routes {
		key := strings.Replace(row.Pattern.Shape(), "**", "{}", 1)
		for _, other := range rows[key] {
			if other.Method == row.Method {
				r.addf(row.pos, "list the longer paths of ** one by one, or move ** to another place",
					"%s %s and %s %s (line %d) have the same OpenAPI path", row.Method, row.Pattern, other.Method, other.Pattern, other.pos.Line)
			}
		}
		if len(rows[key]) == 0 {
			order = append(order, key)
		}
		rows[key] = append(rows[key], row)
	}
	for _, key := range order {
		r.api.Templates = append(r.api.Templates, newTemplate(rows[key]))
	}
}

func newTemplate(rows []*Route) *Template {
	names := parameterNames(rows)
	t := &Template{Group: rows[0].Group.Top(), Path: rows[0].Pattern.String()}
	for i, row := range rows {
		op := &Operation{Route: row}
		var path strings.Builder
		for at, s := range row.Pattern.Segments() {
			if s.Kind == route.Literal {
				path.WriteString("/" + s.Text)
				continue
			}
			path.WriteString("/" + s.Prefix + "{" + names[at] + "}" + s.Suffix)
			op.Params = append(op.Params, Parameter{names[at], s.Kind == route.Rest})
		}
		t.Operations = append(t.Operations, op)
		if i == 0 && path.Len() > 0 {
			t.Path = path.String()
		}
	}
	return t
}

// parameterNames returns the names of the parameters by segment. It is the first name that a row has, or
// "path" if all rows have ** there. Underscores are added if a template would have a name twice.
func parameterNames(rows []*Route) map[int]string {
	names, taken := map[int]string{}, map[string]bool{}
	for at, s := range rows[0].Pattern.Segments() {
		if s.Kind == route.Literal {
			continue
		}
		name := "path"
		for _, row := range rows {
			if own := row.Pattern.Segments()[at]; own.Kind == route.Param {
				name = own.Text
				break
			}
		}
		for taken[name] {
			name += "_"
		}
		names[at], taken[name] = name, true
	}
	return names
}

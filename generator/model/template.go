package model

import (
	"slices"
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

// A templated row is a row and what its template has for each segment. If another row of the method has the template
// already, one with ** takes a longer one: GET /users/** beside GET /users/{id} is /users/{id}/{path}. Its requests with
// fewer segments are those of the other row.
type templated struct {
	row      *Route
	segments []route.Segment
}

// shape returns the key of the row's template.
func (t templated) shape() string {
	var b strings.Builder
	for _, s := range t.segments {
		if s.Kind == route.Rest {
			s = route.Segment{Kind: route.Param}
		}
		b.WriteString("/" + s.Shape())
	}
	if t.row.Pattern.EndsInSlash() {
		b.WriteByte('/')
	}
	return b.String()
}

// longer returns the row with one parameter more before its **.
func (t templated) longer() templated {
	last := len(t.segments) - 1
	return templated{t.row, append(slices.Clone(t.segments[:last]), route.Segment{Kind: route.Param}, t.segments[last])}
}

// templates groups the rows by template.
func (r *resolver) templates() {
	taken := map[string]bool{} // by method and shape
	placed := make([]templated, len(r.api.Routes))
	for _, open := range []bool{false, true} {
		for i, row := range r.api.Routes {
			if row.Pattern.Open() != open {
				continue
			}
			t := templated{row, row.Pattern.Segments()}
			for open && taken[row.Method+t.shape()] {
				t = t.longer()
			}
			taken[row.Method+t.shape()] = true
			placed[i] = t
		}
	}
	rows := map[string][]templated{}
	var order []string
	for _, t := range placed {
		key := t.shape()
		if len(rows[key]) == 0 {
			order = append(order, key)
		}
		rows[key] = append(rows[key], t)
	}
	for _, key := range order {
		r.api.Templates = append(r.api.Templates, newTemplate(rows[key]))
	}
}

func newTemplate(rows []templated) *Template {
	names := parameterNames(rows)
	t := &Template{Group: rows[0].row.Group.Top(), Path: rows[0].row.Pattern.String()}
	for i, placed := range rows {
		op := &Operation{Route: placed.row}
		var path strings.Builder
		for at, s := range placed.segments {
			if s.Kind == route.Literal {
				path.WriteString("/" + s.Text)
				continue
			}
			path.WriteString("/" + s.Prefix + "{" + names[at] + "}" + s.Suffix)
			op.Params = append(op.Params, Parameter{names[at], s.Kind == route.Rest})
		}
		if placed.row.Pattern.EndsInSlash() {
			path.WriteByte('/')
		}
		t.Operations = append(t.Operations, op)
		if i == 0 && path.Len() > 0 {
			t.Path = path.String()
		}
	}
	return t
}

// parameterNames returns the names of the parameters by segment. It is the first name that a row has, or
// "path" if no row has one there. Underscores are added if a template would have a name twice.
func parameterNames(rows []templated) map[int]string {
	names, taken := map[int]string{}, map[string]bool{}
	for at, s := range rows[0].segments {
		if s.Kind == route.Literal {
			continue
		}
		name := "path"
		for _, t := range rows {
			if own := t.segments[at]; own.Kind == route.Param && own.Text != "" {
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

package overlay

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
)

// A relation says which row decides on an operation's requests.
type relation uint8

const (
	none     relation = iota // no row names the operation's paths
	own                      // the row has the operation's shape
	expanded                 // the row ends in **, which takes the end of the operation's path
	answered                 // a row of another shape names all paths of the operation
)

// A match is an operation with the rows that decide on its requests, at most one for each base path.
type match struct {
	*service.Operation
	relation relation
	rows     []*model.Route
	full     []string // the operation's path below each base path
}

// A matcher finds the rows of operations.
type matcher struct {
	api      *model.API
	document *service.Document
	bases    func(o *service.Operation) []string
	byShape  map[string]*model.Route // by method and shape
	views    map[string]*view

	found   []*match // the result of matches
	ignored []string // base paths of servers that are left out, because no row matches with them
}

// A view is the table as requests of one method see it.
type view struct {
	*route.View
	byFirst map[string][]*model.Route // the own rows by their first segment if it is a literal, else by ""
}

func newMatcher(api *model.API, d *service.Document, options Options) *matcher {
	m := &matcher{api: api, document: d, byShape: map[string]*model.Route{}, views: map[string]*view{}}
	for _, r := range api.Routes {
		m.byShape[r.Method+" "+r.Pattern.Shape()] = r
	}
	m.bases = func(o *service.Operation) []string { return o.Bases }
	if options.Base != nil {
		base := strings.TrimRight(*options.Base, "/")
		m.bases = func(*service.Operation) []string { return []string{base} }
	}
	return m
}

// matches returns the operations with their rows. A table may be written without the base paths of the document's
// servers. matches leaves the base paths out if no row has the shape of an operation below its base path, but some
// row has the shape of an operation without it.
func (m *matcher) matches() []*match {
	m.found = m.find()
	return m.found
}

// find returns the operations with their rows, and fills in ignored.
func (m *matcher) find() []*match {
	all := m.all()
	if slices.ContainsFunc(all, (*match).own) {
		return all
	}
	with := m.bases
	m.bases = func(*service.Operation) []string { return []string{""} }
	if bare := m.all(); slices.ContainsFunc(bare, (*match).own) {
		for _, o := range m.document.Operations {
			for _, base := range with(o) {
				if !slices.Contains(m.ignored, base) {
					m.ignored = append(m.ignored, base)
				}
			}
		}
		return bare
	}
	m.bases = with
	return all
}

// own reports whether the operation has a row of its own shape.
func (x *match) own() bool { return x.relation == own }

// all returns the operations below their base paths, with their rows.
func (m *matcher) all() (all []*match) {
	for _, o := range m.document.Operations {
		if len(o.Unclear) > 0 {
			continue // the coverage lists it
		}
		x := &match{Operation: o}
		for _, base := range m.bases(o) {
			full := base + o.Path
			x.full = append(x.full, full)
			row, relation := m.row(o.Method, full)
			if row == nil || slices.Contains(x.rows, row) {
				continue
			}
			if x.relation == none || relation < x.relation {
				x.relation = relation
			}
			x.rows = append(x.rows, row)
		}
		all = append(all, x)
	}
	return all
}

// row returns the row that decides on the requests of a method and a path template.
func (m *matcher) row(method, path string) (*model.Route, relation) {
	shape := route.ShapeOf(path)
	if r := m.byShape[method+" "+shape]; r != nil {
		return r, own
	}
	if method == "HEAD" {
		if r := m.byShape["GET "+shape]; r != nil {
			return r, own
		}
	}
	var best *model.Route
	for r := range m.covering(method, path) {
		if best == nil || route.ComparePatterns(r.Pattern, best.Pattern) < 0 {
			best = r
		}
	}
	switch {
	case best == nil:
		return nil, none
	case best.Pattern.Open():
		return best, expanded
	}
	return best, answered
}

// covering yields the own rows of a method that name every path of a template.
func (m *matcher) covering(method, path string) func(yield func(*model.Route) bool) {
	return func(yield func(*model.Route) bool) {
		pattern, slash, ok := patternOf(path)
		if !ok {
			return
		}
		v := m.view(method)
		first := firstLiteral(pattern)
		for _, rows := range [][]*model.Route{v.byFirst[first], v.byFirst[""]} {
			for _, r := range rows {
				if r.Pattern.Covers(pattern) && (!slash || r.Pattern.Open()) && !yield(r) {
					return
				}
			}
			if first == "" {
				return
			}
		}
	}
}

// view returns the table as requests of a method see it.
func (m *matcher) view(method string) *view {
	if v := m.views[method]; v != nil {
		return v
	}
	v := &view{m.api.Views().Of(method), map[string][]*model.Route{}}
	for _, i := range v.Own {
		r := m.api.Routes[i]
		first := firstLiteral(r.Pattern)
		v.byFirst[first] = append(v.byFirst[first], r)
	}
	m.views[method] = v
	return v
}

// firstLiteral returns the first segment of a pattern if it is a literal; "" otherwise.
func firstLiteral(p route.Pattern) string {
	if segments := p.Segments(); len(segments) > 0 && segments[0].Kind == route.Literal {
		return segments[0].Text
	}
	return ""
}

// verdict returns the verdict on a request of a method and a path template, and the row if it is Listed. The
// parameters get values that are in no row.
func (m *matcher) verdict(method, path string) (*model.Route, route.Verdict) {
	n := 0
	text := parameter.ReplaceAllStringFunc(path, func(string) string {
		n++
		return "zq" + strconv.Itoa(n) + "zq"
	})
	i, verdict := m.view(method).Match(text)
	if verdict != route.Listed {
		return nil, verdict
	}
	return m.api.Routes[i], verdict
}

// parameter is a parameter of an OpenAPI path template.
var parameter = regexp.MustCompile(`\{[^{}/]*\}`)

// patternOf returns the pattern for a path template, and whether the template ends in a slash. It replaces a segment
// with several parameters by one parameter. This stands for more paths than the segment, so a row that covers
// the pattern covers the template too.
func patternOf(path string) (p route.Pattern, slash, ok bool) {
	if len(path) > 1 && strings.HasSuffix(path, "/") {
		path, slash = path[:len(path)-1], true
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		name := "{p" + strconv.Itoa(i) + "}"
		if found := parameter.FindAllString(s, 2); len(found) == 2 {
			segments[i] = name
		} else {
			segments[i] = parameter.ReplaceAllString(s, name)
		}
	}
	p, err := route.ParsePattern(strings.Join(segments, "/"))
	return p, slash, err == nil && !p.Open()
}

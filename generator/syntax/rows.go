package syntax

import (
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/names"
)

// top returns a reader of the rows that stand in no group.
func (d *decoder) top(into *[]Group) reader {
	return func(what string, n *yaml.Node) {
		g := Group{Pos: d.pos(n)}
		d.routes(&g.Routes)(what, n)
		*into = append(*into, g)
	}
}

// hasNoRows reports whether the root has neither routes nor groups, nor a key that is probably meant for them.
func (d *decoder) hasNoRows(root *yaml.Node) bool {
	if root.Kind != yaml.MappingNode {
		return false
	}
	keys := []string{"routes", "groups"}
	for i := 0; i < len(root.Content); i += 2 {
		if meantBy(root.Content[i].Value, keys) != "" {
			return false
		}
	}
	return true
}

func (d *decoder) groups(into *[]Group) reader {
	return d.list1(func(_ string, n *yaml.Node) { *into = append(*into, d.group(n)) })
}

func (d *decoder) group(n *yaml.Node) Group {
	g := Group{Pos: d.pos(n)}
	before := len(d.list)
	d.mapping(n, "a group",
		required("name", d.text(&g.Name)),
		optional("slug", d.text(&g.Slug)),
		optional("schemes", d.allowed(&g.Allowed)),
		optional("groups", d.groups(&g.Groups)),
		optional("routes", d.routes(&g.Routes)))
	if len(g.Groups) == 0 && len(g.Routes) == 0 && len(d.list) == before {
		d.addf(n, "", "a group has no routes and no groups")
	}
	return g
}

// routes returns a reader of rows: a mapping of METHOD /path to what a caller needs, or a list.
func (d *decoder) routes(into *[]Route) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind == yaml.MappingNode && len(n.Content) > 0:
			for i := 0; i < len(n.Content) && !d.list.Full(); i += 2 {
				*into = append(*into, d.entry(n.Content[i], n.Content[i+1]).withID())
			}
		case n.Kind == yaml.SequenceNode:
			d.list1(func(_ string, n *yaml.Node) { *into = append(*into, d.route(n).withID()) })(what, n)
		default:
			remedy := "write a line for each route, such as GET /orders: order:view"
			if c, ok := d.together(n.Line, n.Value); ok && n.Kind == yaml.ScalarNode {
				remedy = c.remedy
			} else if n.Kind == yaml.ScalarNode && cutByHash.MatchString(d.text1(n.Line)) {
				remedy = remedyHash
			}
			d.addf(n, remedy,
				"%s: %s; allowed: a mapping of METHOD /path to what a caller needs, or a list of routes", what, emptyOr(n))
		}
	}
}

// emptyOr is kindName, but tells an empty mapping.
func emptyOr(n *yaml.Node) string {
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		return "an empty mapping"
	}
	return kindName(n)
}

// withID returns the row with an id. Without one of its own it has the one that follows from its route.
func (r Route) withID() Route {
	if !r.ID.Written() {
		r.ID.Value = names.ID(r.Route.Value)
	}
	return r
}

// entry reads a row of a mapping. Its value is what a caller needs, or a mapping with the other keys of a row.
func (d *decoder) entry(key, value *yaml.Node) Route {
	r := Route{Route: d.textOf(key), Key: true}
	if d.nested(key, value) {
		return r
	}
	if isRow(value) && !d.operator(value) {
		d.mapping(value, "the route "+diag.Inert(key.Value), d.rowFields(&r)...)
	} else if !isRow(value) {
		r.Require = d.require(diag.Inert(key.Value), value)
	}
	return r
}

// operators holds the words that other formats have for any and all.
var operators = map[string]string{
	"or": "any", "one": "any", "oneOf": "any", "one_of": "any", "anyOf": "any", "any_of": "any", "either": "any", "some": "any",
	"and": "all", "allOf": "all", "all_of": "all", "both": "all", "every": "all", "each": "all",
}

// operator reports a word that other formats have for any or all.
func (d *decoder) operator(n *yaml.Node) bool {
	if len(n.Content) != 2 {
		return false
	}
	key := n.Content[0]
	means := operators[key.Value]
	if means != "" {
		d.addf(key, "write "+means+":", "the word %s; allowed: all, any", diag.Quote(key.Value))
	}
	return means != ""
}

// isRow reports whether a value in a mapping of routes has keys of a row, and not those of a requirement.
func isRow(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || inBraces(n) != nil {
		return false
	}
	for i := 0; i < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key != "all" && key != "any" {
			return true
		}
	}
	return len(n.Content) == 0
}

// inBraces returns the texts of a list that stands in braces, which YAML reads as keys without values.
func inBraces(n *yaml.Node) (texts []string) {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle == 0 {
		return nil
	}
	for i := 0; i < len(n.Content); i += 2 {
		if !isNothing(n.Content[i+1]) {
			return nil
		}
		texts = append(texts, n.Content[i].Value)
	}
	return texts
}

// route reads a row of a list.
func (d *decoder) route(n *yaml.Node) (r Route) {
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 && strings.Contains(n.Content[0].Value, " /") {
		d.addf(n, "remove the dash: routes is a list or a mapping, not both; or write {route: "+diag.Quote(n.Content[0].Value)+", require: …}",
			"a dash before the route %s", diag.Quote(n.Content[0].Value))
		return r
	}
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, " /") {
		d.addf(n, "write {route: "+diag.Quote(diag.Inert(routeIn(n.Value)))+", require: …}", "a route is a string; allowed: a mapping with route and require")
		return r
	}
	d.mapping(n, "a route", append([]field{required("route", d.text(&r.Route))}, d.rowFields(&r)...)...)
	return r
}

// routeIn returns METHOD and path of a text that begins with them.
func routeIn(text string) string {
	words := strings.Fields(text)
	return strings.TrimRight(strings.Join(words[:min(len(words), 2)], " "), ":,")
}

// rowFields returns the keys of a row but for its route.
func (d *decoder) rowFields(r *Route) []field {
	return []field{
		optional("id", d.text(&r.ID)),
		optional("name", d.text(&r.Name)),
		required("require", func(what string, n *yaml.Node) { r.Require = d.require(what, n) }),
		optional("schemes", d.allowed(&r.Allowed)),
		optional("const", d.text(&r.Const)),
		optional("encoded", d.textsOrNone(&r.Encoded)),
		optional("deprecated", d.boolean(&r.Deprecated)),
		optional("printed", func(_ string, n *yaml.Node) { r.Printed = d.printed(n) }),
		optional("accept", d.accept(&r.Accept)),
	}
}

func (d *decoder) printed(n *yaml.Node) (p Printed) {
	d.mapping(n, "printed",
		optional("name", d.text(&p.Name)),
		optional("route", d.text(&p.Route)),
		optional("require", d.text(&p.Require)),
		optional("text", d.text(&p.Text)))
	return p
}

// allowed returns a reader of the security schemes that callers authenticate with: a list of alternatives, each a name or a
// list of names that are all needed.
func (d *decoder) allowed(into *[][]Text) reader {
	return d.list1(func(what string, n *yaml.Node) {
		var all []Text
		if n.Kind == yaml.SequenceNode {
			d.texts(&all)(what, n)
		} else {
			all = []Text{d.scalar(what, n)}
		}
		*into = append(*into, all)
	})
}

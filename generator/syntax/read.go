package syntax

import (
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
)

// spec reads the root.
func (d *decoder) spec(n *yaml.Node) *Spec {
	s := &Spec{}
	d.mapping(n, "a spec",
		required("permroute", d.version),
		required("package", d.text(&s.Package)),
		optional("title", d.text(&s.Title)),
		optional("source", func(_ string, n *yaml.Node) { s.Source = d.origin(n) }),
		optional("combine", d.oneOf(&s.Combine, "all", "any")),
		required("unlisted", func(what string, n *yaml.Node) { s.Unlisted = d.unlisted(what, n) }),
		optional("upstream", d.upstream(&s.Upstream)),
		optional("encoded", d.textsOrNone(&s.Encoded)),
		optional("denied", func(_ string, n *yaml.Node) { s.Denied = d.denied(n) }),
		optional("codes", func(_ string, n *yaml.Node) {
			d.mapping(n, "codes", required("case", d.oneOf(&s.Codes.Case, "exact", "fold")))
		}),
		optional("grants", d.texts(&s.Grants)),
		required("permissions", d.list1(func(_ string, n *yaml.Node) { s.Permissions = append(s.Permissions, d.permission(n)) })),
		optional("roles", func(_ string, n *yaml.Node) { s.Roles = d.roles(n) }),
		optional("openapi", func(_ string, n *yaml.Node) {
			d.mapping(n, "openapi",
				optional("version", d.openAPIVersion(&s.OpenAPI.Version)),
				optional("outputs", d.textsOrNone(&s.OpenAPI.Outputs)),
				optional("describe", func(what string, n *yaml.Node) {
					s.OpenAPI.Describe = new(bool)
					d.boolean(s.OpenAPI.Describe)(what, n)
				}),
				optional("securitySchemes", func(_ string, n *yaml.Node) { s.Schemes = d.schemes(n) }))
		}),
		required("groups", d.groups(&s.Groups)),
		optional("accept", d.accept(&s.Accept)),
	)
	return s
}

// upstream returns a reader of any, or of a list of names of servers.
func (d *decoder) upstream(into *[]Text) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind == yaml.SequenceNode:
			d.texts(into)(what, n)
		case n.Kind != yaml.ScalarNode || n.Value != "any":
			found := kindName(n)
			if n.Kind == yaml.ScalarNode && n.Value != "" {
				found = diag.Quote(n.Value)
			}
			d.addf(n, "", "%s: %s; allowed: any, or a list of names of servers", what, found)
		}
	}
}

// texts returns a reader of a list of strings.
func (d *decoder) texts(into *[]Text) reader {
	return d.list1(func(what string, n *yaml.Node) { *into = append(*into, d.scalar(what, n)) })
}

// textsOrNone returns a reader of a list of strings that may be empty. Such a list is not nil.
func (d *decoder) textsOrNone(into *[]Text) reader {
	return func(what string, n *yaml.Node) {
		if *into = []Text{}; n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
			return
		}
		d.texts(into)(what, n)
	}
}

func (d *decoder) version(what string, n *yaml.Node) {
	switch {
	case n.Kind != yaml.ScalarNode || isNothing(n):
		d.addf(n, "", "%s: %s; allowed: the format version 1", what, kindName(n))
	case n.Tag == "!!str":
		d.addf(n, "", "%s: the string %s; allowed: the format version 1, without quotes", what, diag.Quote(n.Value))
	case n.Value != "1":
		d.addf(n, "", "%s: %s; allowed: the format version 1", what, n.Value)
	}
}

// openAPIVersion returns a reader of an OpenAPI version. A number such as 3.1 is a
// version that does not exist.
func (d *decoder) openAPIVersion(into *Text) reader {
	return func(what string, n *yaml.Node) {
		*into = d.textOf(n)
		switch versions := oas.Numbers(); {
		case n.Kind != yaml.ScalarNode, isNothing(n):
			d.addf(n, "", "%s: %s; allowed: %s", what, kindName(n), strings.Join(versions, ", "))
		case !slices.Contains(versions, n.Value):
			d.addf(n, diag.DidYouMean(n.Value, versions), "%s: %s; allowed: %s", what, diag.Quote(n.Value), strings.Join(versions, ", "))
		}
	}
}

func (d *decoder) origin(n *yaml.Node) (s Source) {
	d.mapping(n, "source", required("document", d.text(&s.Document)), optional("updated", d.date(&s.Updated)),
		optional("columns", d.text(&s.Columns)), optional("base", d.text(&s.Base)))
	return s
}

// date returns a reader of year-month-day. It may be quoted; without quotes YAML reads it as a date.
func (d *decoder) date(into *Text) reader {
	return func(what string, n *yaml.Node) {
		*into = d.textOf(n)
		if _, err := time.Parse(time.DateOnly, n.Value); err == nil && n.Kind == yaml.ScalarNode {
			return
		}
		found := kindName(n)
		if n.Kind == yaml.ScalarNode && n.Value != "" {
			found = diag.Quote(n.Value)
		}
		d.addf(n, "", "%s: %s; allowed: a date such as 2023-06-14", what, found)
	}
}

func (d *decoder) denied(n *yaml.Node) (x Denied) {
	d.mapping(n, "denied", required("body", func(what string, n *yaml.Node) { x.Body = d.object(what, n) }))
	return x
}

// object reads a mapping of plain values. It must not be empty.
func (d *decoder) object(what string, n *yaml.Node) Map {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		found := kindName(n)
		if n.Kind == yaml.MappingNode {
			found = "an empty mapping"
		}
		d.addf(n, "", "%s: %s; allowed: a mapping of at least one key", what, found)
		return nil
	}
	return d.value(n).(Map)
}

func (d *decoder) permission(n *yaml.Node) (p Permission) {
	d.mapping(n, "a permission",
		required("code", d.text(&p.Code)),
		optional("text", d.text(&p.Text)),
		optional("const", d.text(&p.Const)),
		optional("implies", d.texts(&p.Implies)),
		optional("aliases", d.texts(&p.Aliases)),
		optional("accept", d.accept(&p.Accept)))
	return p
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
		optional("groups", d.groups(&g.Groups)),
		optional("routes", d.list1(func(_ string, n *yaml.Node) { g.Routes = append(g.Routes, d.route(n)) })))
	if len(g.Groups) == 0 && len(g.Routes) == 0 && len(d.list) == before {
		d.addf(n, "", "a group has no routes and no groups")
	}
	return g
}

func (d *decoder) route(n *yaml.Node) (r Route) {
	d.mapping(n, "a route",
		required("id", d.text(&r.ID)),
		optional("name", d.text(&r.Name)),
		required("route", d.text(&r.Route)),
		required("require", func(what string, n *yaml.Node) { r.Require = d.require(what, n) }),
		optional("const", d.text(&r.Const)),
		optional("encoded", d.textsOrNone(&r.Encoded)),
		optional("deprecated", d.boolean(&r.Deprecated)),
		optional("printed", func(_ string, n *yaml.Node) { r.Printed = d.printed(n) }),
		optional("accept", d.accept(&r.Accept)))
	return r
}

func (d *decoder) printed(n *yaml.Node) (p Printed) {
	d.mapping(n, "printed",
		optional("name", d.text(&p.Name)),
		optional("route", d.text(&p.Route)),
		optional("require", d.text(&p.Require)),
		optional("text", d.text(&p.Text)))
	return p
}

func (d *decoder) schemes(n *yaml.Node) (schemes []Scheme) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		found := kindName(n)
		if n.Kind == yaml.MappingNode {
			found = "an empty mapping"
		}
		d.addf(n, "", "securitySchemes: %s; allowed: a mapping of names to OpenAPI security scheme objects", found)
		return nil
	}
	for i := 0; i < len(n.Content); i += 2 {
		name, object := n.Content[i], n.Content[i+1]
		if object.Kind != yaml.MappingNode {
			d.addf(object, "", "a security scheme is %s; allowed: a mapping", kindName(object))
			continue
		}
		schemes = append(schemes, Scheme{d.textOf(name), d.value(object).(Map)})
	}
	return schemes
}

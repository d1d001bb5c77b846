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
	if d.foreignRoot(n) {
		return s
	}
	d.mapping(n, "a spec",
		required("permroute", d.version),
		required("package", d.text(&s.Package)),
		optional("title", d.text(&s.Title)),
		optional("source", func(_ string, n *yaml.Node) { s.Source = d.origin(n) }),
		optional("combine", d.combine(&s.Combine)),
		required("unlisted", func(what string, n *yaml.Node) { s.Unlisted = d.unlisted(what, n) }),
		optional("upstream", d.upstream(&s.Upstream)),
		optional("encoded", d.textsOrNone(&s.Encoded)),
		optional("denied", func(_ string, n *yaml.Node) { s.Denied = d.denied(n) }),
		optional("codes", func(_ string, n *yaml.Node) {
			d.mapping(n, "codes", required("case", d.oneOf(&s.Codes.Case, "exact", "fold")))
		}),
		optional("grants", d.texts(&s.Grants)),
		optional("permissions", d.permissions(&s.Permissions)),
		optional("roles", func(_ string, n *yaml.Node) { s.Roles = d.roles(n) }),
		optional("outputs", d.texts(&s.Outputs)),
		optional("openapi", func(_ string, n *yaml.Node) {
			d.mapping(n, "openapi",
				optional("version", d.openAPIVersion(&s.OpenAPI.Version)),
				optional("outputs", d.textsOrNone(&s.OpenAPI.Outputs)),
				optional("describe", func(what string, n *yaml.Node) {
					s.OpenAPI.Describe = new(bool)
					d.boolean(s.OpenAPI.Describe)(what, n)
				}),
				optional("roles", d.boolean(&s.OpenAPI.Roles)),
				optional("securitySchemes", func(_ string, n *yaml.Node) { s.Schemes = d.schemes(n) }))
		}),
		optional("schemes", d.allowed(&s.Allowed)),
		optional("routes", d.top(&s.Groups)),
		optional("groups", d.groups(&s.Groups)),
		optional("accept", d.accept(&s.Accept)),
	)
	if d.hasNoRows(n) {
		d.addf(n, "write routes: and below it a line for each route, such as GET /orders: order:view", "a spec has no routes and no groups")
	}
	return s
}

// combine returns a reader of all or any.
func (d *decoder) combine(into *Text) reader {
	return func(what string, n *yaml.Node) {
		if means := operators[n.Value]; means != "" && n.Kind == yaml.ScalarNode {
			d.addf(n, "write "+means, "%s: %s; allowed: all, any", what, diag.Quote(n.Value))
			return
		}
		d.oneOf(into, "all", "any")(what, n)
	}
}

// upstream returns a reader of any, of the name of a server, or of a list of names.
func (d *decoder) upstream(into *[]Text) reader {
	return func(what string, n *yaml.Node) {
		switch {
		case n.Kind == yaml.SequenceNode:
			d.texts(into)(what, n)
		case n.Kind == yaml.MappingNode, isNothing(n):
			d.addf(n, "", "%s: %s; allowed: any, the name of a server, or a list of names", what, kindName(n))
		case n.Value != "any":
			*into = []Text{d.scalar(what, n)}
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
		d.addf(n, "write permroute: 1", "%s: %s; allowed: the format version 1", what, n.Value)
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
	if n.Kind == yaml.ScalarNode && !isNothing(n) {
		d.addf(n, "write source: {document: …}", "source is %s; allowed: a mapping with document, updated, columns, base", kindName(n))
		return s
	}
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

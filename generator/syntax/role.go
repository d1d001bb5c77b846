package syntax

import (
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// roles reads a mapping of names to roles.
func (d *decoder) roles(n *yaml.Node) (roles []Role) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		found := kindName(n)
		if n.Kind == yaml.MappingNode {
			found = "an empty mapping"
		}
		d.addf(n, "", "roles: %s; allowed: a mapping of names to lists of codes, or to mappings with grants and includes", found)
		return nil
	}
	for i := 0; i < len(n.Content) && !d.list.Full(); i += 2 {
		roles = append(roles, d.role(d.scalar("the name of a role", n.Content[i]), n.Content[i+1]))
	}
	return roles
}

// role reads a list of codes and patterns, or a mapping that has them as grants.
func (d *decoder) role(name Text, n *yaml.Node) Role {
	r := Role{Name: name}
	switch n.Kind {
	case yaml.MappingNode:
	case yaml.SequenceNode:
		d.texts(&r.Grants)("a role", n)
		return r
	default:
		remedy := ""
		if n.Kind == yaml.ScalarNode && !isNothing(n) {
			remedy = "write it in brackets: [" + diag.Inert(n.Value) + "]"
		}
		d.addf(n, remedy, "a role is %s; allowed: a list of codes, or a mapping with grants and includes", kindName(n))
		return r
	}
	before := len(d.list)
	d.mapping(n, "a role",
		optional("text", d.text(&r.Text)),
		optional("grants", d.texts(&r.Grants)),
		optional("includes", d.texts(&r.Includes)),
		optional("const", d.text(&r.Const)),
		optional("accept", d.accept(&r.Accept)))
	if r.Grants == nil && r.Includes == nil && len(d.list) == before {
		d.addf(n, "write grants: with codes, or includes: with roles", "a role that grants nothing")
	}
	return r
}

package syntax

import "gopkg.in/yaml.v3"

// accept returns a reader of lint rules, each with the reason why its findings are accepted.
func (d *decoder) accept(into *[]Acceptance) reader {
	var fields []field
	for _, rule := range Rules() {
		fields = append(fields, optional(rule, func(what string, n *yaml.Node) {
			*into = append(*into, Acceptance{rule, d.scalar(what, n)})
		}))
	}
	return func(what string, n *yaml.Node) {
		if d.mapping(n, what, fields...); n.Kind == yaml.MappingNode && len(n.Content) == 0 {
			d.addf(n, "", "accept: an empty mapping; allowed: at least one rule with a reason")
		}
	}
}

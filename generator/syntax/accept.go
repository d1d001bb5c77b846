package syntax

import "gopkg.in/yaml.v3"

// Rules returns the rules of lint whose findings a spec can accept.
func Rules() []string {
	return []string{
		"literal-beside-param", "method-verb", "narrowed-upstream", "near-duplicate", "needless-rest", "open-methods", "overlap",
		"parameter-names", "spelling-style", "text-differs", "unlisted-method", "unused-code",
	}
}

// accept returns a reader of rules and why their findings are accepted.
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

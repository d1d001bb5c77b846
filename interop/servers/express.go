package servers

var (
	express4Dialect = dialect{param: ":P", quote: escaping("$+():", ""), rest: "*", root: "/"}
	express5Dialect = dialect{param: ":P", quote: escaping("+():!", ""), rest: "*rest", root: "/", needsByte: true}
)

// expresses are Express's set-ups.
func expresses() []framework {
	strict := map[string]any{"settings": map[string]bool{"strict routing": true, "case sensitive routing": true}}
	var all []framework
	for _, x := range []struct {
		name, script string
		options      map[string]any
	}{
		{"express4", "express4", nil},
		{"express4+strict", "express4", strict},
		{"express5", "express5", nil},
		{"express5+strict", "express5", strict},
		{"express5+override", "express5", map[string]any{"override": true}},
		{"express5+mount", "express5", map[string]any{"mount": true}}, // a router for each first segment that is a literal
	} {
		f := framework{x.name, "express", x.script, x.options, express5Dialect}
		if x.script == "express4" {
			f.dialect = express4Dialect
		}
		all = append(all, f)
	}
	return all
}

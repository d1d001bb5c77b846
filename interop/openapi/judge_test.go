package openapi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A judge holds a document that permissions were put on against the document as it was and against the
// table, operation by operation. It shares nothing with what made it: security is judged by callers who
// show schemes and scopes, and the row of an operation by the reference matcher on a path of it.
type judge struct {
	api           *model.API
	before, after object
	base          string // what stands before the document's paths
}

// A caller shows schemes, each with scopes.
type caller map[string][]string

// operations calls visit with each operation of a document's paths.
func operations(document object, visit func(method, path string, operation object)) {
	paths, _ := document["paths"].(object)
	for path, value := range paths {
		item, _ := value.(object)
		for key, value := range item {
			operation, _ := value.(object)
			switch key {
			case "get", "put", "post", "delete", "options", "head", "patch", "trace", "query":
				visit(strings.ToUpper(key), path, operation)
			case "additionalOperations", "x-additionalOperations":
				for method, value := range operation {
					operation, _ := value.(object)
					visit(method, path, operation)
				}
			}
		}
	}
}

// effective returns the security of an operation: its own, or the document's.
func effective(document, operation object) []any {
	security, own := operation["security"]
	if !own {
		security = document["security"]
	}
	list, _ := security.([]any)
	return list
}

// admits reports whether security lets a caller in.
func admits(security []any, c caller) bool {
	if len(security) == 0 {
		return true
	}
	return slices.ContainsFunc(security, func(entry any) bool {
		for scheme, scopes := range entry.(object) {
			shown, shows := c[scheme]
			if !shows {
				return false
			}
			for _, scope := range scopes.([]any) {
				if !slices.Contains(shown, scope.(string)) {
					return false
				}
			}
		}
		return true
	})
}

// least returns, for each entry of security, the caller who shows just what it asks for. Whoever is let
// in shows all that one of them shows, so that it is enough to look at them.
func least(security []any) (callers []caller) {
	if len(security) == 0 {
		return []caller{{}}
	}
	for _, entry := range security {
		c := caller{}
		for scheme, scopes := range entry.(object) {
			c[scheme] = []string{}
			for _, scope := range scopes.([]any) {
				c[scheme] = append(c[scheme], scope.(string))
			}
		}
		callers = append(callers, c)
	}
	return callers
}

var parameters = regexp.MustCompile(`\{[^{}/]*\}`)

// row returns the row that names every path of an operation, and nil if none does.
func (j *judge) row(method, path string) *model.Route {
	concrete := parameters.ReplaceAllString(j.base+path, "anything-42")
	i, verdict := j.api.Table.Match(method, concrete)
	if verdict != route.Listed || !exactly(j.api.Routes[i].Pattern).MatchString(concrete) {
		return nil
	}
	return j.api.Routes[i]
}

// exactly returns an expression for the paths that a pattern names byte for byte.
func exactly(p route.Pattern) *regexp.Regexp {
	text := regexp.QuoteMeta(p.String())
	text = regexp.MustCompile(`\\\{[^/]*?\\\}`).ReplaceAllString(text, "[^/]+")
	text = strings.Replace(text, `/\*\*`, "(/.*)?", 1)
	return regexp.MustCompile("^" + text + "$")
}

// faults returns what is wrong with the operations of the document, and how many have a row.
func (j *judge) faults(schemes []string, carry bool) (faults []string, rows int) {
	was := map[string]object{}
	operations(j.before, func(method, path string, o object) { was[method+" "+path] = o })
	operations(j.after, func(method, path string, o object) {
		name := method + " " + path
		old, there := was[name]
		delete(was, name)
		if !there {
			faults = append(faults, name+" is new")
			return
		}
		before, after := effective(j.before, old), effective(j.after, o)
		for _, c := range least(after) {
			if !admits(before, c) {
				faults = append(faults, fmt.Sprintf("%s lets in %v, who was not", name, c))
			}
		}
		r := j.row(method, path)
		if r == nil {
			if difference(old, o, nil) != "" {
				faults = append(faults, name+" has no row, and is changed")
			}
			return
		}
		rows++
		faults = append(faults, j.demanded(name, r, o, after, schemes, carry)...)
	})
	for name := range was {
		faults = append(faults, name+" is gone")
	}
	slices.Sort(faults)
	return faults, rows
}

// demanded returns where an operation asks for less than its row.
func (j *judge) demanded(name string, r *model.Route, o object, security []any, schemes []string, carry bool) (faults []string) {
	if r.Is(access.Nobody) {
		if at(o, "x-permroute", "require") != "nobody" {
			faults = append(faults, name+" does not say that nobody may")
		}
		return faults
	}
	if len(schemes) > 0 {
		for _, c := range least(security) {
			if !slices.ContainsFunc(schemes, func(s string) bool {
				shown, shows := c[s]
				return shows && (!carry || satisfies(shown, r))
			}) {
				faults = append(faults, fmt.Sprintf("%s lets in %v; the table asks for %v", name, c, r.Alternatives))
			}
		}
	}
	required, ok := o["x-required-permissions"].([]any)
	if !ok {
		return append(faults, name+" has no x-required-permissions")
	}
	for _, codes := range lists(required) {
		if !satisfies(codes, r) {
			faults = append(faults, fmt.Sprintf("%s requires %v; the table asks for more", name, codes))
		}
	}
	return faults
}

// lists returns the alternatives of x-required-permissions.
func lists(required []any) (all [][]string) {
	var flat []string
	for _, item := range required {
		switch item := item.(type) {
		case string:
			flat = append(flat, item)
		case []any:
			all = append(all, lists(item)...)
		}
	}
	if len(all) == 0 {
		all = append(all, flat)
	}
	return all
}

// satisfies reports whether codes are enough for a row.
func satisfies(codes []string, r *model.Route) bool {
	return slices.ContainsFunc(r.Alternatives, func(alternative []*model.Permission) bool {
		return !slices.ContainsFunc(alternative, func(p *model.Permission) bool { return !slices.Contains(codes, p.Code) })
	})
}

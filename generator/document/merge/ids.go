package merge

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/route"
)

// A naming holds the names that rows and groups have in a spec.
type naming struct {
	ids   map[*table.Row]string
	slug  map[*table.Group]string
	taken map[string]string // the versions of the paths whose rows have the ids
	next  map[string]int    // the last number that was added to an id
}

func newNaming() *naming {
	return &naming{map[*table.Row]string{}, map[*table.Group]string{}, map[string]string{}, map[string]int{}}
}

// take gives an id to a row.
func (n *naming) take(row *table.Row) {
	n.ids[row] = n.id(row)
	n.taken[n.ids[row]] = parsePath(row.Method, row.Path).version
}

func (n *naming) has(id string) bool {
	_, is := n.taken[id]
	return is
}

var (
	identifier = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
	camelCase  = regexp.MustCompile(`^[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+$`)
	namedAPI   = regexp.MustCompile(`[-－—(（:： ]([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)[)）]?$`)
	version    = regexp.MustCompile(`^[vV]\d+(?:[._]\d+)*$`)
)

// id returns the id of a row: the one that the document gives, or else one that follows from its method
// and path alone, so that the same row gets the same id from every language's page. Where another row
// has it, the names of the path's parameters and its version are added, or else a number.
func (n *naming) id(row *table.Row) string {
	for _, given := range []string{row.Given, row.Name} {
		if given == row.Given && identifier.MatchString(given) || camelCase.MatchString(given) {
			return n.free(strings.ToUpper(given[:1]) + given[1:])
		}
		if m := namedAPI.FindStringSubmatch(given); m != nil {
			return n.free(m[1])
		}
	}
	p := parsePath(row.Method, row.Path)
	further := []string{p.id + p.params, p.id + p.version}
	if n.taken[p.id] != p.version {
		slices.Reverse(further)
	}
	for _, id := range append([]string{p.id}, further...) {
		if !n.has(id) {
			return id
		}
	}
	return n.free(p.id + p.params + p.version)
}

// free returns the id, with a number if it is taken.
func (n *naming) free(id string) string {
	if !n.has(id) {
		return id
	}
	for number := max(n.next[id], 1) + 1; ; number++ {
		if numbered := id + strconv.Itoa(number); !n.has(numbered) {
			n.next[id] = number
			return numbered
		}
	}
}

// A parsedPath is what a path says for an id.
type parsedPath struct {
	id      string // verb and nouns
	params  string // ByThisAndThat
	version string // V3
}

func parsePath(method, path string) (p parsedPath) {
	pattern, err := route.ParsePattern(path)
	if err != nil {
		return parsedPath{id: capital(strings.ToLower(method))}
	}
	var literals, params []string
	open := false // the path ends in a literal
	for _, s := range pattern.Segments() {
		open = s.Kind == route.Literal
		switch {
		case s.Kind == route.Param:
			params = append(params, camel(s.Text))
		case s.Kind == route.Literal && version.MatchString(s.Text):
			p.version = capital(strings.NewReplacer(".", "", "_", "").Replace(strings.ToLower(s.Text)))
		case s.Kind == route.Literal && (len(literals) > 0 || s.Text != "api" && s.Text != "rest"):
			literals = append(literals, s.Text)
		}
	}
	if len(params) > 0 {
		p.params = "By" + strings.Join(params, "And")
	}
	p.id = verbAndNouns(method, literals, open)
	return p
}

// verbs holds the last segments of paths that say what is done rather than with what.
var verbs = []string{"query", "search", "list", "show", "get", "count", "check", "verify", "validate", "export", "import", "download", "upload",
	"create", "add", "update", "modify", "delete", "remove", "cancel", "pay", "renew", "unsubscribe", "subscribe", "freeze", "unfreeze", "enable",
	"disable", "start", "stop", "restart", "reset", "send", "submit", "approve", "reject", "bind", "unbind", "associate", "disassociate",
	"attach", "detach", "transfer", "reclaim", "retrieve", "revoke", "grant", "set", "unset", "lock", "unlock", "batch-query", "batch-create", "batch-delete", "batch-update"}

// verbAndNouns returns the method as a verb, or the one that the path ends in, and the words of its
// literals. A literal whose words the next one ends in is left out. last says that the path ends in a
// literal.
func verbAndNouns(method string, literals []string, last bool) string {
	verb := capital(strings.ToLower(strings.ReplaceAll(method, "-", "")))
	n := len(literals)
	switch {
	case n > 1 && last && slices.Contains(verbs, literals[n-1]):
		verb, literals = camel(literals[n-1]), literals[:n-1]
	case method == "GET" && last && n > 0 && strings.HasSuffix(literals[n-1], "s") && !strings.HasSuffix(literals[n-1], "ss"):
		verb = "List"
	}
	var b strings.Builder
	b.WriteString(verb)
	for i, s := range literals {
		if i+1 < len(literals) && (literals[i+1] == s || strings.HasSuffix(literals[i+1], "-"+s) || strings.HasPrefix(literals[i+1], s+"-")) {
			continue
		}
		b.WriteString(camel(s))
	}
	if b.Len() == len(verb) && len(literals) == 0 {
		b.WriteString("Root")
	}
	return b.String()
}

// camel joins the words of a text, each with a capital.
func camel(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) {
		b.WriteString(capital(word))
	}
	return b.String()
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// names holds the ids that are taken, and the versions of their paths.
type names map[string]string

func (taken names) has(id string) bool {
	_, is := taken[id]
	return is
}

// name gives ids to the rows and slugs to the groups that have none.
func (t *Table) name(taken names) {
	for _, row := range t.Rows {
		if row.ID == "" {
			row.ID = taken.id(row)
		}
		taken[row.ID] = parsePath(row.Method, row.Path).version
	}
	slugs(t.Groups)
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
func (taken names) id(row *Row) string {
	for _, given := range []string{row.given, row.Name} {
		if given == row.given && identifier.MatchString(given) || camelCase.MatchString(given) {
			return taken.free(strings.ToUpper(given[:1]) + given[1:])
		}
		if m := namedAPI.FindStringSubmatch(given); m != nil {
			return taken.free(m[1])
		}
	}
	p := parsePath(row.Method, row.Path)
	further := []string{p.id + p.params, p.id + p.version}
	if taken[p.id] != p.version {
		slices.Reverse(further)
	}
	for _, id := range append([]string{p.id}, further...) {
		if !taken.has(id) {
			return id
		}
	}
	return taken.free(p.id + p.params + p.version)
}

// free returns the id, with a number if it is taken.
func (taken names) free(id string) string {
	for n := 2; taken.has(id); n++ {
		if base := id + strconv.Itoa(n); !taken.has(base) {
			return base
		}
	}
	return id
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

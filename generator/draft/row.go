package draft

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// row adds a row for an operation. An operation that does not say what it requires is left out, and one
// whose method or path no row can have.
func (b *builder) row(o *service.Operation) {
	pattern, ok := b.pattern(o)
	if !ok {
		return
	}
	require, ok := b.require(o)
	if !ok {
		return
	}
	id := b.id(o)
	m := syntax.Map{{Key: "id", Value: id}}
	if name := text(o.Object, "summary"); name != "" && name != id {
		m.Add("name", name)
	}
	m.Add("route", o.Method+" "+pattern.String())
	m.Add("require", require)
	extra, _ := o.Object.Get(oas.Extra).(syntax.Map)
	if given := text(extra, "const"); given != "" {
		m.Add("const", given)
	} else if name := b.names.Row(id); name != "" {
		m.Add("const", name)
	}
	if words, ok := extra.Get("encoded").(syntax.List); ok {
		m.Add("encoded", words)
	}
	if o.Object.Get("deprecated") == true {
		m.Add("deprecated", true)
	}
	b.rows = append(b.rows, row{o, tagOf(o), m})
}

// tagOf returns an operation's first tag.
func tagOf(o *service.Operation) string {
	tags, _ := o.Object.Get("tags").(syntax.List)
	if len(tags) == 0 {
		return ""
	}
	tag, _ := tags[0].(string)
	return tag
}

// pattern returns the pattern of an operation's path, below the base path of its server.
func (b *builder) pattern(o *service.Operation) (route.Pattern, bool) {
	path := text(o.Object, oas.RoutePattern)
	if path == "" {
		path = o.Bases[0] + o.Path
		if bases := strings.Join(o.Bases, ", "); len(o.Bases) > 1 && !b.bases[bases] {
			b.bases[bases] = true
			b.doubt(o.Pos, "the spec uses the first one", "operations have several base paths: %s", diag.Inert(bases))
		}
	}
	p, err := route.ParsePattern(path)
	var wrong *route.PatternError
	switch {
	case errors.As(err, &wrong):
		b.doubt(o.Pos, "it is left out", "%s: %s", diag.Inert(o.String()), wrong.Message)
		return p, false
	case !route.CanonicalMethod(o.Method):
		b.doubt(o.Pos, "it is left out", "%s: no row can have this method", diag.Inert(o.String()))
		return p, false
	}
	key := o.Method + " " + p.Shape()
	if other := b.shapes[key]; other != nil {
		b.doubt(o.Pos, "it is left out", "%s has the same path as %s (line %d)", diag.Inert(o.String()), diag.Inert(other.String()), other.Pos.Line)
		return p, false
	}
	b.shapes[key] = o
	return p, true
}

// require returns what an operation requires: x-required-permissions, security, or both together.
func (b *builder) require(o *service.Operation) (any, bool) {
	extra, _ := o.Object.Get(oas.Extra).(syntax.Map)
	if nobody := access.Nobody.String(); extra.Get("require") == nobody {
		return nobody, true
	}
	value := o.Object.Get(oas.Required)
	codes, stated := service.ReadCodes(value)
	if value != nil && !stated {
		b.doubt(o.Pos, "it is left out", "x-required-permissions of %s has an unknown form; allowed: a list of codes, or a list of such lists", diag.Inert(o.String()))
		return nil, false
	}
	switch secured := codesOf(o.Security); {
	case !o.Secured && !stated:
		b.doubt(o.Pos, "it is left out", "%s does not say what it requires", diag.Inert(o.String()))
		return nil, false
	case !stated && service.Anonymous(o.Security):
		if len(o.Security) > 1 {
			b.doubt(o.Pos, "the spec says public", "the security of %s is optional", diag.Inert(o.String()))
		}
		return access.Public.String(), true
	case !stated:
		codes = service.Codes{{}}.And(secured)
	case o.Secured:
		if !codes.Implies(secured) {
			b.doubt(o.Pos, "the spec requires both", "x-required-permissions of %s is %s, but security requires %s", diag.Inert(o.String()), codes, secured)
		}
		codes = codes.And(secured)
	}
	for _, alternative := range codes {
		for _, code := range alternative {
			if _, word := access.Of(code); word || code == "" {
				b.doubt(o.Pos, "it is left out", "%s requires %s, which cannot be the code of a permission", diag.Inert(o.String()), diag.Quote(code))
				return nil, false
			}
		}
		b.used = service.Union(b.used, alternative)
	}
	return requirement(codes), true
}

// codesOf returns the scopes and roles of security. Entries are alternatives.
func codesOf(security []service.Requirement) (c service.Codes) {
	for _, r := range security {
		codes := []string{}
		for _, need := range r {
			codes = service.Union(codes, need.Scopes)
		}
		c = append(c, codes)
	}
	if len(c) == 0 {
		return service.Codes{{}}
	}
	return c
}

// requirement returns a demand as a spec writes it.
func requirement(codes service.Codes) any {
	if len(codes) == 1 {
		return all(codes[0])
	}
	items := syntax.List{}
	for _, alternative := range codes {
		items = append(items, all(alternative))
	}
	return syntax.Map{{Key: "any", Value: items}}
}

func all(codes []string) any {
	switch len(codes) {
	case 0:
		return access.Authenticated.String()
	case 1:
		return codes[0]
	}
	list := syntax.List{}
	for _, c := range codes {
		list = append(list, c)
	}
	return syntax.Map{{Key: "all", Value: list}}
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9]+`)

// id returns a unique id for an operation.
func (b *builder) id(o *service.Operation) string {
	id := text(o.Object, "operationId")
	if id == "" {
		words := strings.Fields(notInID.ReplaceAllString(strings.ToLower(o.Method)+" "+o.Path, " "))
		id = strings.Join(words, "-")
	}
	free := id
	for n := 2; b.ids[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	if free != id {
		b.doubt(o.Pos, "the spec says "+free, "the operationId %s again", diag.Quote(id))
	}
	b.ids[free] = true
	return free
}

// firstOfPath reports for each row whether it is the first one of its path.
func firstOfPath(rows []row) map[int]bool {
	seen, first := map[string]bool{}, map[int]bool{}
	for i, r := range rows {
		first[i] = !seen[r.operation.Path]
		seen[r.operation.Path] = true
	}
	return first
}

// before reports whether the rows of one list come before those of another in the document. Rows that are
// the first of their path decide; without them, rows of both lists that share a path.
func (b *builder) before(one, other []int) bool {
	first := firstOfPath(b.rows)
	least := func(list []int) int {
		if i := slices.IndexFunc(list, func(i int) bool { return first[i] }); i >= 0 {
			return list[i]
		}
		return -1
	}
	if x, y := least(one), least(other); x >= 0 && y >= 0 {
		return x < y
	}
	for _, i := range one {
		for _, j := range other {
			if b.rows[i].operation.Path == b.rows[j].operation.Path {
				return i < j
			}
		}
	}
	return true
}

package draft

import (
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// operations adds a row for each operation that a row can stand for.
func (b *builder) operations() {
	var items []row
	for _, o := range b.document.Operations {
		r := row{operation: o, tag: tagOf(o), joined: service.Codes{{}}}
		b.demand(&r)
		var err error
		r.place, err = b.place(o)
		switch {
		case err != nil || !route.CanonicalMethod(o.Method):
			b.unplaced = append(b.unplaced, unplaced{r, err})
		case o.WholeItem:
			items = append(items, r)
		default:
			b.add(r)
		}
	}
	b.widen()
	b.items(items)
	b.answers()
}

// add adds a row. If there is one of its method and shape, that one asks for what both ask for together.
func (b *builder) add(r row) {
	o := r.operation
	key := o.Method + " " + r.place.pattern.Shape()
	i, there := b.byShape[key]
	if !there {
		r.id = b.id(o)
		b.byShape[key] = len(b.rows)
		b.rows = append(b.rows, r)
		return
	}
	other := &b.rows[i]
	same := other.demand.implies(r.demand) && r.demand.implies(other.demand)
	if counts(o) {
		b.leftOut++
	}
	remedy := "both ask for the same"
	if !same {
		remedy = "the row asks for what both ask for together"
	}
	b.doubt(Joined, o.Pos, remedy, "%s has the same path as %s (line %d)", diag.Inert(o.String()), diag.Inert(other.operation.String()), other.operation.Pos.Line)
	other.demand = other.demand.and(r.demand)
	other.closed = other.closed || r.closed
}

// row returns a row as the spec writes it.
func (b *builder) row(r row) syntax.Map {
	o := r.operation
	m := syntax.Map{{Key: "id", Value: r.id}}
	if name := text(o.Object, "summary"); name != "" && name != r.id {
		m.Add("name", name)
	}
	m.Add("route", o.Method+" "+r.place.pattern.String())
	require, codes := b.require(r)
	m.Add("require", require)
	if sets := b.setsOf(r); sets != nil && !equalSets(sets, b.setsWithout(codes)) {
		m.Add("schemes", syntax.SchemeSets(sets))
	}
	for _, alternative := range codes {
		b.used = service.Union(b.used, alternative)
	}
	b.sayBoth(r)
	extra, _ := o.Object.Get(oas.Extra).(syntax.Map)
	if given := text(extra, "const"); given != "" {
		m.Add("const", given)
	} else if name := b.names.Row(r.id); name != "" {
		m.Add("const", name)
		b.named = append(b.named, r.id)
	}
	if words, ok := extra.Get("encoded").(syntax.List); ok {
		m.Add("encoded", words)
	}
	if o.Object.Get("deprecated") == true {
		m.Add("deprecated", true)
	}
	if printed := printedOf(o); r.closed && printed != "" {
		m.Add("printed", syntax.Map{{Key: "require", Value: printed}})
	}
	return m
}

// printedOf returns what the document says of who may call an operation, as JSON on one line.
func printedOf(o *service.Operation) string {
	var said syntax.Map
	for _, e := range o.Object {
		if e.Key == "security" || e.Key == oas.Required {
			said = append(said, e)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(string(syntax.EncodeJSON("", said))), " ")
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

// require returns what a row requires, as the spec writes it, and the codes in it.
func (b *builder) require(r row) (any, service.Codes) {
	switch {
	case r.demand.nobody:
		return access.Nobody.String(), nil
	case r.demand.public():
		return access.Public.String(), nil
	}
	codes, ok := both(r.demand.codes, b.codesOf(r))
	if codes, ok = both(codes, r.joined); !ok {
		b.doubt(Closed, r.operation.Pos, "let one code stand for several", "%s: more than %d alternatives", diag.Inert(r.operation.String()), notation.MostAlternatives)
		return access.Nobody.String(), nil
	}
	if sets := b.setsOf(r); sets != nil {
		codes = slices.DeleteFunc(codes, func(alternative []string) bool {
			bound := b.boundTo(alternative)
			return !slices.ContainsFunc(sets, func(set []string) bool { return service.Within(bound, set) })
		})
	}
	if len(codes) == 0 { // callers with these schemes cannot have the codes
		return access.Nobody.String(), nil
	}
	return requirement(codes), codes
}

// both returns the demand for two demands. It reports false if that has more alternatives than a requirement of a spec.
func both(c, d service.Codes) (service.Codes, bool) {
	if len(c)*len(d) > service.MostAlternatives {
		return nil, false
	}
	c = c.And(d)
	return c, len(c) <= notation.MostAlternatives
}

// sayBoth says that security and extensions of an operation ask for different things.
func (b *builder) sayBoth(r row) {
	if !r.demand.stated || b.extra != nil || len(r.demand.entries) == 0 {
		return
	}
	if secured := b.codesOf(r); !r.demand.codes.Implies(secured) {
		b.doubt(Chosen, r.operation.Pos, "the spec requires both", "the extensions of %s say %s, but security requires %s", diag.Inert(r.operation.String()), r.demand.codes, secured)
	}
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

// id returns a unique id for an operation.
func (b *builder) id(o *service.Operation) string {
	id := text(o.Object, "operationId")
	if id != "" && o.AnyMethod {
		id += "-" + strings.ToLower(o.Method)
	}
	if id == "" {
		id = names.ID(o.String())
	}
	free := id
	for n := 2; b.ids[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	if free != id {
		b.doubt(Renamed, o.Pos, "the spec says "+free, "the operationId %s again", diag.Quote(id))
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

package draft

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// demand fills in what a row demands: security, x-required-permissions and the extensions that are asked for,
// together.
func (b *builder) demand(r *row) {
	o := r.operation
	r.demand = demand{codes: service.Codes{{}}, entries: o.Security}
	extra, _ := o.Object.Get(oas.Extra).(syntax.Map)
	if extra.Get("require") == access.Nobody.String() {
		r.demand = demand{nobody: true, entries: o.Security}
		return
	}
	if len(o.Unclear) > 0 {
		b.close(r, o.Unclear...)
		return
	}
	for _, name := range append([]string{oas.Required}, b.options.PermissionsFrom...) {
		b.extension(r, name)
	}
	b.note(o)
	b.declaredOnly(r)
	if len(b.options.Schemes) > 0 {
		b.only(r)
	}
	switch {
	case r.demand.nobody:
	case !o.Secured && !r.demand.stated:
		b.unstated = append(b.unstated, o)
		r.demand = demand{nobody: true}
	case len(o.Security) > 1 && r.demand.public():
		b.doubt(Weaker, o.Pos, "the spec says public", "the security of %s is optional", diag.Inert(o.String()))
	}
}

// close lets nobody call the operation of a row, and says why.
func (b *builder) close(r *row, why ...diag.Diagnostic) {
	r.demand, r.closed = demand{nobody: true}, true
	if r.operation.WholeItem {
		return // said once for the path
	}
	for _, d := range why {
		b.doubt(Closed, d.Pos, d.Remedy, "%s: %s", diag.Inert(r.operation.String()), d.Message)
	}
}

// declaredOnly leaves out the alternatives of security with schemes that the document does not declare: nobody can show them.
func (b *builder) declaredOnly(r *row) {
	missing := ""
	known := slices.DeleteFunc(slices.Clone(r.demand.entries), func(entry service.Requirement) bool {
		i := slices.IndexFunc(entry, func(n service.Need) bool { return b.document.Scheme(n.Scheme) == nil })
		if i >= 0 {
			missing = entry[i].Scheme
		}
		return i >= 0
	})
	switch {
	case missing == "" || r.demand.nobody:
		return
	case len(known) == 0:
		b.close(r, diag.Diagnostic{Pos: r.operation.Pos, Message: "its security asks for the scheme " + diag.Quote(missing) + ", which the document does not declare"})
		return
	}
	r.demand.entries = known
	b.doubt(Chosen, r.operation.Pos, "it is left out", "an alternative of %s asks for the scheme %s, which the document does not declare", diag.Inert(r.operation.String()), diag.Quote(missing))
}

// only leaves out the alternatives of security with schemes that the options do not name.
func (b *builder) only(r *row) {
	if r.demand.nobody || service.Anonymous(r.demand.entries) {
		return
	}
	r.demand.entries = slices.DeleteFunc(slices.Clone(r.demand.entries), func(entry service.Requirement) bool {
		return slices.ContainsFunc(entry, func(n service.Need) bool { return !slices.Contains(b.options.Schemes, n.Scheme) })
	})
	if len(r.demand.entries) == 0 {
		r.demand, r.closed = demand{nobody: true}, true
		b.doubt(Chosen, r.operation.Pos, "nobody may call it", "%s has no alternative with only %s", diag.Inert(r.operation.String()), diag.Inert(strings.Join(b.options.Schemes, ", ")))
	}
}

// extension adds what an extension of the operation demands, or of its path item: both together where both have it.
func (b *builder) extension(r *row, name string) {
	for _, object := range []syntax.Map{r.operation.Object, r.operation.Item} {
		i := slices.IndexFunc(object, func(e syntax.Entry) bool { return e.Key == name })
		if i >= 0 && !r.demand.nobody {
			b.stated(r, object[i])
		}
	}
}

// stated adds what an extension demands.
func (b *builder) stated(r *row, e syntax.Entry) {
	name := e.Key
	read, allowed := readCodes, "a code, a list of codes that are all needed, or a mapping with all or any and such a list"
	if name == oas.Required {
		read, allowed = service.ReadCodes, "a list of codes, or a list of such lists"
	}
	codes, ok := read(e.Value)
	if !ok {
		b.close(r, diag.Diagnostic{Pos: e.Pos, Message: name + " has an unknown form; allowed: " + allowed})
		return
	}
	for _, alternative := range codes {
		for _, code := range alternative {
			if _, word := access.Of(code); word || code == "" {
				b.close(r, diag.Diagnostic{Pos: e.Pos, Message: name + " has " + diag.Quote(code) + ", which cannot be the code of a permission"})
				return
			}
		}
	}
	if codes, ok = both(r.demand.codes, codes); !ok {
		b.close(r, diag.Diagnostic{Pos: e.Pos, Message: fmt.Sprintf("%s has more than %d alternatives", name, notation.MostAlternatives)})
		return
	}
	r.demand.codes, r.demand.stated = codes, true
}

var (
	allWords = []string{"all", "allof", "and", "every"}
	anyWords = []string{"any", "anyof", "or", "oneof"}
	lists    = []string{"permissions", "scopes", "roles", "codes", "values"}
	modes    = []string{"operator", "mode", "logic", "condition", "type"}
)

// readCodes reads an extension of others: a code, a list of codes that are all needed, {all: […]}, {any: […]}, or
// {operator: OR, permissions: […]}. The words have some variants.
func readCodes(value any) (service.Codes, bool) {
	switch v := value.(type) {
	case string:
		return service.Codes{{v}}, true
	case syntax.List:
		c := service.Codes{{}}
		for _, item := range v {
			_, nested := item.(syntax.List) // tools read it as all or as any
			inner, ok := readCodes(item)
			if !ok || nested {
				return nil, false
			}
			if c, ok = both(c, inner); !ok {
				return nil, false
			}
		}
		return c, true
	case syntax.Map:
		return readMapping(v)
	}
	return nil, false
}

func readMapping(m syntax.Map) (service.Codes, bool) {
	mode, items, hasItems := "", syntax.List(nil), false
	for _, e := range m {
		key := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(e.Key))
		switch list, isList := e.Value.(syntax.List); {
		case slices.Contains(slices.Concat(allWords, anyWords), key) && isList && !hasItems && mode == "":
			mode, items, hasItems = key, list, true
		case slices.Contains(lists, key) && isList && !hasItems:
			items, hasItems = list, true
		case slices.Contains(modes, key) && !isList && mode == "":
			word, _ := e.Value.(string)
			mode = strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(word))
		default:
			return nil, false
		}
	}
	switch {
	case !hasItems:
		return nil, false
	case slices.Contains(allWords, mode), mode == "open" && len(items) == 0:
		return readCodes(items)
	case !slices.Contains(anyWords, mode) || len(items) == 0:
		return nil, false
	}
	var c service.Codes
	for _, item := range items {
		inner, ok := readCodes(item)
		if !ok || len(c)+len(inner) > notation.MostAlternatives {
			return nil, false
		}
		c = append(c, inner...)
	}
	return c, true
}

// An unread extension could say who may call, and is not read.
type unread struct {
	operations int
	first      diag.Position
}

var couldPermit = regexp.MustCompile(`(?i)^x-.*(permission|scope|privilege|role|entitlement|capabilit|authoriz|access-?level)`)

func entryOf(m syntax.Map, key string) bool {
	return slices.ContainsFunc(m, func(e syntax.Entry) bool { return e.Key == key })
}

// note counts the extensions of an operation that could say who may call it, and are not read.
func (b *builder) note(o *service.Operation) {
	for i, e := range slices.Concat(o.Object, o.Item) {
		if i >= len(o.Object) && entryOf(o.Object, e.Key) {
			continue // counted
		}
		if !couldPermit.MatchString(e.Key) || b.reads(e.Key) {
			continue
		}
		if b.unread[e.Key] == nil {
			b.unread[e.Key] = &unread{first: e.Pos}
		}
		b.unread[e.Key].operations++
	}
}

// reads reports whether an extension of operations and path items is read.
func (b *builder) reads(name string) bool {
	return name == oas.Required || slices.Contains(b.options.PermissionsFrom, name)
}

// above notes the extensions above all path items that could say who may call the operations. They are not read: tools
// take them for a list of codes, or for what every operation needs.
func (b *builder) above() {
	paths, _ := b.document.Root.Get("paths").(syntax.Map)
	for _, e := range slices.Concat(b.document.Root, paths) {
		if couldPermit.MatchString(e.Key) || strings.HasPrefix(e.Key, "x-") && b.reads(e.Key) {
			b.doubt(Unread, e.Pos, "write it at each operation if it says who may call them", "%s stands above all operations, and is not read there", diag.Inert(e.Key))
		}
	}
}

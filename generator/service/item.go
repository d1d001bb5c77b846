package service

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// An item is a path item, and the place where it is defined.
type item struct {
	path   string
	place  Place
	object syntax.Map
}

// pathItem reads the operations of a path.
func (r *reader) pathItem(d *Document, e syntax.Entry) {
	written, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "", "the path %s that is no mapping; allowed: a path item", diag.Quote(e.Key))
		return
	}
	it, ok := r.follow(item{e.Key, Place{d.File, []string{"paths", e.Key}}, written})
	if !ok {
		return
	}
	r.unambiguous(it.object)
	if r.isAlias(e.Pos, it.place, it.object) {
		return
	}
	for _, e := range it.object {
		switch {
		case slices.Contains(oas.Fields(), e.Key):
			r.operation(d, it, operationEntry{e, strings.ToUpper(e.Key), it.place.below(e.Key)})
		case oas.IsAdditional(e.Key):
			more, _ := e.Value.(syntax.Map)
			r.unambiguous(more)
			for _, o := range more {
				r.operation(d, it, operationEntry{o, o.Key, it.place.below(e.Key, o.Key)})
			}
		}
	}
}

// longestChain is how many references one path item may be behind.
const longestChain = 20

// follow follows references to the path item itself.
func (r *reader) follow(it item) (item, bool) {
	for range longestChain {
		reference := entry(it.object, "$ref")
		if reference == nil {
			return it, true
		}
		if other := slices.IndexFunc(it.object, func(e syntax.Entry) bool { return slices.Contains(oas.Fields(), e.Key) }); other >= 0 {
			r.addf(it.object[other].Pos, "write it in the path item that $ref names", "an operation and $ref in one path item, which tools read in different ways")
			return it, false
		}
		text, _ := reference.Value.(string)
		place, ok := r.target(*reference, it.place.File, text)
		if !ok {
			return it, false
		}
		object, ok := r.at(place)
		if !ok {
			r.addf(reference.Pos, "", "the reference %s, where there is no path item", diag.Quote(text))
			return it, false
		}
		it.place, it.object = place, object
	}
	r.addf(diag.Position{File: it.place.File}, "", "the path %s behind more than %d references", diag.Quote(it.path), longestChain)
	return it, false
}

// target returns the place that a reference in a file names.
func (r *reader) target(e syntax.Entry, file, text string) (Place, bool) {
	u, err := url.Parse(text)
	switch {
	case err != nil || text == "":
		r.addf(e.Pos, "", "the reference %s, which is no URI", diag.Quote(text))
		return Place{}, false
	case u.Scheme != "" || u.Host != "":
		r.addf(e.Pos, "bundle the document first", "the reference %s to another host; allowed: references within the document and to local files", diag.Quote(text))
		return Place{}, false
	}
	place := Place{File: file}
	if u.Path != "" {
		place.File = path.Join(path.Dir(file), u.Path)
		r.file(e.Pos, place.File)
	}
	for key := range strings.SplitSeq(strings.TrimPrefix(u.Fragment, "/"), "/") {
		if u.Fragment != "" {
			place.Keys = append(place.Keys, strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
		}
	}
	return place, true
}

// at returns the mapping at a place.
func (r *reader) at(p Place) (syntax.Map, bool) {
	m := r.files[p.File]
	for _, key := range p.Keys {
		e := entry(m, key)
		if e == nil {
			return nil, false
		}
		m, _ = e.Value.(syntax.Map)
	}
	return m, m != nil
}

// isAlias refuses a mapping that is at two places by a YAML alias: a tool that changes one may change the
// other too.
func (r *reader) isAlias(pos diag.Position, place Place, m syntax.Map) bool {
	if len(m) == 0 {
		return false
	}
	other, seen := r.seen[&m[0]]
	if seen && other.String() != place.String() {
		r.addf(pos, "write it out", "an alias of %s", strings.Join(other.Keys, " > "))
		return true
	}
	r.seen[&m[0]] = place
	return false
}

// An operationEntry is an operation as an entry of its path item.
type operationEntry struct {
	syntax.Entry
	method string
	place  Place
}

func (r *reader) operation(d *Document, it item, e operationEntry) {
	object, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "", "the operation %s of %s that is no mapping", diag.Quote(e.Key), diag.Quote(it.path))
		return
	}
	if r.isAlias(e.Pos, e.place, object) {
		return
	}
	r.unambiguous(object)
	if reference := entry(object, "$ref"); reference != nil {
		r.addf(reference.Pos, "refer to the path item", "an operation that is a $ref, which OpenAPI does not allow")
		return
	}
	o := &Operation{Path: it.path, Method: e.method, Pos: e.Pos, Place: e.place, Object: object, Security: d.Security, Secured: d.Secured}
	if own := entry(object, "security"); own != nil {
		o.Security, o.Secured, o.Own = r.security(*own), true, true
	}
	for _, m := range []syntax.Map{object, it.object, d.Root} {
		if servers := entry(m, "servers"); servers != nil {
			o.Bases = bases(servers.Value)
			break
		}
	}
	if len(o.Bases) == 0 {
		o.Bases = []string{""}
	}
	d.Operations = append(d.Operations, o)
}

// security reads a list of requirements.
func (r *reader) security(e syntax.Entry) (all []Requirement) {
	const allowed = "allowed: a list of mappings from security schemes to lists of scopes"
	list, ok := e.Value.(syntax.List)
	if !ok {
		r.addf(e.Pos, "", "security that is no list; %s", allowed)
	}
	for _, value := range list {
		m, ok := value.(syntax.Map)
		if !ok {
			r.addf(e.Pos, "", "an entry of security that is no mapping; %s", allowed)
		}
		requirement := Requirement{}
		for _, scheme := range m {
			scopes, ok := scheme.Value.(syntax.List)
			if !ok {
				r.addf(scheme.Pos, "", "the scheme %s without a list of scopes; %s", diag.Quote(scheme.Key), allowed)
			}
			need := Need{Scheme: scheme.Key}
			for _, scope := range scopes {
				text, ok := scope.(string)
				if !ok {
					r.addf(scheme.Pos, "quote it", "a scope of %s that is no string; %s", diag.Quote(scheme.Key), allowed)
				}
				need.Scopes = append(need.Scopes, text)
			}
			requirement = append(requirement, need)
		}
		all = append(all, requirement)
	}
	return all
}

// bases returns the paths of servers, each once.
func bases(value any) (all []string) {
	servers, _ := value.(syntax.List)
	for _, s := range servers {
		server, _ := s.(syntax.Map)
		text, _ := server.Get("url").(string)
		if base := basePath(text, server); !slices.Contains(all, base) {
			all = append(all, base)
		}
	}
	return all
}

// basePath returns the path of a server's URL, with the defaults of its variables.
func basePath(text string, server syntax.Map) string {
	variables, _ := server.Get("variables").(syntax.Map)
	for _, e := range variables {
		variable, _ := e.Value.(syntax.Map)
		value, _ := variable.Get("default").(string)
		text = strings.ReplaceAll(text, "{"+e.Key+"}", value)
	}
	if _, after, absolute := strings.Cut(text, "://"); absolute {
		text = after
	} else if after, hasHost := strings.CutPrefix(text, "//"); hasHost {
		text = after
	} else {
		text = "/" + strings.TrimLeft(text, "./") // relative to the document's own URL
	}
	if end := strings.IndexAny(text, "?#"); end >= 0 {
		text = text[:end]
	}
	_, base, found := strings.Cut(text, "/")
	if base = strings.Trim(base, "/"); !found || base == "" {
		return ""
	}
	return "/" + base
}

package service

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/method"
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
	before := len(r.list)
	it, ok := r.resolve(d, e)
	if unclear := r.since(before); !ok || len(unclear) > 0 {
		place := Place{d.File, []string{"paths", e.Key}}
		for _, method := range anyMethod() {
			d.Operations = append(d.Operations, &Operation{Path: e.Key, Method: method, Pos: e.Pos, Place: place, Bases: r.basesOf(d.Root), Unclear: unclear, WholeItem: true})
		}
		return
	}
	for _, e := range it.object {
		switch {
		case slices.Contains(oas.Fields(), strings.ToLower(e.Key)):
			r.operation(d, it, operationEntry{Entry: e, method: strings.ToUpper(e.Key), field: true, place: it.place.below(e.Key)})
		case oas.IsAdditional(e.Key):
			more, _ := e.Value.(syntax.Map)
			for _, o := range more {
				r.operation(d, it, operationEntry{Entry: o, method: o.Key, place: it.place.below(e.Key, o.Key)})
			}
		case e.Key == oas.AnyMethod:
			for _, method := range anyMethod() {
				if entry(it.object, strings.ToLower(method)) == nil {
					r.operation(d, it, operationEntry{Entry: e, method: method, place: it.place.below(e.Key), any: true})
				}
			}
		}
	}
}

// anyMethod returns the methods that an operation for every method is read as.
func anyMethod() (methods []string) {
	for _, m := range method.All() {
		if oas.Since("3.0").Has(m.OpenAPI) && !m.Refused {
			methods = append(methods, m.Name)
		}
	}
	return methods
}

// resolve returns a path item, behind its references. It adds what is wrong with it to the list.
func (r *reader) resolve(d *Document, e syntax.Entry) (item, bool) {
	written, ok := e.Value.(syntax.Map)
	if !ok {
		r.addf(e.Pos, "", "the path %s that is no mapping; allowed: a path item", diag.Quote(e.Key))
		return item{}, false
	}
	if !strings.HasPrefix(e.Key, "/") {
		r.addf(e.Pos, "", "the path %s; allowed: one that begins with a slash", diag.Quote(e.Key))
		return item{}, false
	}
	it, ok := r.follow(item{e.Key, Place{d.File, []string{"paths", e.Key}}, written})
	if !ok {
		return it, false
	}
	r.unambiguous(it.object)
	for _, e := range it.object {
		if more, _ := e.Value.(syntax.Map); oas.IsAdditional(e.Key) {
			r.unambiguous(more)
		}
	}
	return it, !r.isAlias(e.Pos, it.place, it.object)
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

// bundle is the remedy for references that are not followed.
const bundle = "bundle the document first, such as with: npx @redocly/cli bundle FILE"

// target returns the place that a reference in a file names. The file of the place has been read.
func (r *reader) target(e syntax.Entry, file, text string) (Place, bool) {
	u, err := url.Parse(text)
	switch {
	case err != nil || text == "":
		r.addf(e.Pos, "", "the reference %s, which is no URI", diag.Quote(text))
		return Place{}, false
	case u.Scheme != "" || u.Host != "" || path.IsAbs(u.Path) || strings.Contains(u.Path, `\`):
		r.addf(e.Pos, bundle, "the reference %s; allowed: references within the document and to files below its folder", diag.Quote(text))
		return Place{}, false
	}
	place := Place{File: file}
	if u.Path != "" {
		place.File = path.Join(path.Dir(file), u.Path)
		if !below(path.Dir(r.root), place.File) {
			r.addf(e.Pos, bundle, "the reference %s leads out of the folder of the document; allowed: files below it", diag.Quote(text))
			return Place{}, false
		}
		if _, ok := r.file(e.Pos, place.File); !ok {
			return Place{}, false
		}
	}
	for key := range strings.SplitSeq(strings.TrimPrefix(u.Fragment, "/"), "/") {
		if u.Fragment != "" {
			place.Keys = append(place.Keys, strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
		}
	}
	return place, true
}

// below reports whether a file is below a folder. Both are clean.
func below(folder, file string) bool {
	if folder == "." {
		return file != ".." && !strings.HasPrefix(file, "../") && !path.IsAbs(file)
	}
	return strings.HasPrefix(file, strings.TrimSuffix(folder, "/")+"/")
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
	field  bool // the key is a method, which OpenAPI writes in small letters
	any    bool // it is for every method
}

// operation reads an operation. What is not understood is said in it.
func (r *reader) operation(d *Document, it item, e operationEntry) {
	before := len(r.list)
	object, ok := e.Value.(syntax.Map)
	o := &Operation{Path: it.path, Method: e.method, Pos: e.Pos, Place: e.place, Object: object, Item: it.object, Security: d.Security, Secured: d.Secured, AnyMethod: e.any}
	switch reference := entry(object, "$ref"); {
	case !ok:
		r.addf(e.Pos, "", "the operation %s of %s that is no mapping", diag.Quote(e.Key), diag.Quote(it.path))
	case e.field && e.Key != strings.ToLower(e.Key):
		r.addf(e.Pos, "write "+strings.ToLower(e.Key), "the operation %s of %s, where OpenAPI has small letters", diag.Quote(e.Key), diag.Quote(it.path))
	case reference != nil:
		r.addf(reference.Pos, "refer to the path item, or "+bundle, "an operation that is a $ref, which OpenAPI does not allow")
	case !r.isAlias(e.Pos, e.place, object):
		r.unambiguous(object)
	}
	if own := entry(object, "security"); own != nil {
		o.Security, o.Secured, o.Own = r.requirements(*own), true, true
	} else {
		r.list = append(r.list, r.security...)
	}
	o.Bases = r.basesOf(object, it.object, d.Root)
	o.Unclear = r.since(before)
	d.Operations = append(d.Operations, o)
}

// requirements reads a list of requirements.
func (r *reader) requirements(e syntax.Entry) (all []Requirement) {
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
		r.unambiguous(m)
		requirement := Requirement{}
		for _, scheme := range m {
			requirement = append(requirement, Need{scheme.Key, r.scopes(scheme, allowed)})
		}
		all = append(all, requirement)
	}
	return all
}

// scopes reads the scopes of a scheme.
func (r *reader) scopes(scheme syntax.Entry, allowed string) (all []string) {
	scopes, ok := scheme.Value.(syntax.List)
	if !ok {
		r.addf(scheme.Pos, "", "the scheme %s without a list of scopes; %s", diag.Quote(scheme.Key), allowed)
	}
	for _, scope := range scopes {
		text, ok := scope.(string)
		if !ok || text == "" {
			r.addf(scheme.Pos, "quote it", "a scope of %s that is no string of at least one character; %s", diag.Quote(scheme.Key), allowed)
		}
		all = append(all, text)
	}
	return all
}

// basesOf returns the paths of the servers of the first mapping that has some, each once; else an empty path.
func (r *reader) basesOf(objects ...syntax.Map) (all []string) {
	if r.read.Version.IsSwagger() {
		base, _ := r.read.Root.Get("basePath").(string)
		return []string{cleanBase("/" + strings.Trim(base, "/"))}
	}
	var servers syntax.List
	for _, m := range objects {
		if e := entry(m, "servers"); e != nil {
			servers, _ = e.Value.(syntax.List)
			break
		}
	}
	for _, s := range servers {
		server, _ := s.(syntax.Map)
		if base := r.basePath(server); !slices.Contains(all, base) {
			all = append(all, base)
		}
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}

// basePath returns the path of a server's URL. Its variables have their defaults; those without one stay, as parameters.
func (r *reader) basePath(server syntax.Map) string {
	text, _ := server.Get("url").(string)
	base := pathOf(text)
	variables, _ := server.Get("variables").(syntax.Map)
	for _, e := range variables {
		variable, _ := e.Value.(syntax.Map)
		value, _ := variable.Get("default").(string)
		if value == "" {
			continue
		}
		text = strings.ReplaceAll(text, "{"+e.Key+"}", value)
		v := Variable{e.Pos, e.Key, value}
		if strings.Contains(base, "{"+e.Key+"}") && !slices.Contains(r.read.Variables, v) {
			r.read.Variables = append(r.read.Variables, v)
		}
	}
	return cleanBase(pathOf(text))
}

// pathOf returns the path of a URL, which may be relative to the document's own.
func pathOf(text string) string {
	if _, after, absolute := strings.Cut(text, "://"); absolute {
		text = after
	} else if after, hasHost := strings.CutPrefix(text, "//"); hasHost {
		text = after
	} else {
		return "/" + strings.TrimLeft(text, "./")
	}
	_, base, _ := strings.Cut(text, "/")
	return "/" + base
}

// cleanBase returns a base path without query, fragment and final slash.
func cleanBase(text string) string {
	if end := strings.IndexAny(text, "?#"); end >= 0 {
		text = text[:end]
	}
	if base := strings.Trim(text, "/"); base != "" {
		return "/" + base
	}
	return ""
}

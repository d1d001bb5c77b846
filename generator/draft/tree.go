package draft

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/syntax"
)

// A group is a heading that is being built.
type group struct {
	name, slug string
	groups     []*group
	rows       []int // indices of the builder's rows
}

// all returns the rows of the group and of those below it, in the document's order.
func (g *group) all() []int {
	rows := slices.Clone(g.rows)
	for _, inner := range g.groups {
		rows = append(rows, inner.all()...)
	}
	slices.Sort(rows)
	return rows
}

// tree returns the groups of the spec.
func (b *builder) tree() syntax.List {
	f := &forest{byTag: map[string]*group{}, slugs: map[string]bool{}, printed: b.extra != nil}
	tags, _ := b.document.Root.Get("tags").(syntax.List)
	for _, t := range tags {
		if tag, ok := t.(syntax.Map); ok && text(tag, "name") != "" {
			f.add(tag)
		}
	}
	for i, r := range b.rows {
		g := f.byTag[r.tag]
		if g == nil {
			g = f.add(syntax.Map{{Key: "name", Value: cmp.Or(r.tag, "Operations")}})
			f.byTag[r.tag] = g
		}
		g.rows = append(g.rows, i)
	}
	return b.groups(f.top)
}

// groups returns groups as the spec writes them, without those that have no rows.
func (b *builder) groups(groups []*group) syntax.List {
	list := syntax.List{}
	for _, g := range groups {
		if len(g.all()) == 0 {
			continue
		}
		m := syntax.Map{{Key: "name", Value: g.name}}
		if g.slug != "" {
			m.Add("slug", g.slug)
		}
		inner := b.groups(g.groups)
		below := []int{}
		for _, i := range g.groups {
			below = append(below, i.all()...)
		}
		slices.Sort(below)
		rows := syntax.List{}
		for _, i := range g.rows {
			rows = append(rows, b.rows[i].tree)
		}
		switch {
		case len(rows) == 0:
			m.Add("groups", inner)
		case len(inner) == 0:
			m.Add("routes", rows)
		case b.before(g.rows, below):
			m.Add("routes", rows)
			m.Add("groups", inner)
		default:
			m.Add("groups", inner)
			m.Add("routes", rows)
		}
		list = append(list, m)
	}
	return list
}

// A forest holds the groups by the names of their tags.
type forest struct {
	top     []*group
	byTag   map[string]*group
	slugs   map[string]bool // of the top
	printed bool            // permroute has printed the document: a tag's name and description say where it stands
}

// add returns the group of a tag, made with those above it where it is new.
func (f *forest) add(tag syntax.Map) *group {
	name := text(tag, "name")
	if g := f.byTag[name]; g != nil {
		return g
	}
	title := cmp.Or(text(tag, oas.DisplayName), text(tag, "summary"), name)
	g := &group{name: title}
	f.byTag[name] = g
	switch above := text(tag, "description"); {
	case f.printed && above != "":
		f.place(g, name, above)
	case f.byTag[text(tag, "parent")] != nil && text(tag, "parent") != name:
		parent := f.byTag[text(tag, "parent")]
		g.slug = slugOf(title)
		if slices.ContainsFunc(parent.groups, func(o *group) bool { return o.slug == g.slug }) {
			g.slug += "-" + strconv.Itoa(len(parent.groups)+1)
		}
		parent.groups = append(parent.groups, g)
	default:
		g.slug = f.free(slugOf(title))
		f.top = append(f.top, g)
	}
	return g
}

// free returns a slug that no other group at the top has.
func (f *forest) free(slug string) string {
	slug = cmp.Or(slug, "group")
	free := slug
	for n := 2; f.slugs[free]; n++ {
		free = slug + "-" + strconv.Itoa(n)
	}
	f.slugs[free] = true
	return free
}

const pathMark = " > "

// place puts a group where its tag, slugs joined by slashes, and its path, names joined by " > ", say.
// A group without a slug has its name in the tag.
func (f *forest) place(g *group, tag, path string) {
	above := strings.TrimSuffix(strings.TrimSuffix(path, g.name), pathMark)
	parent, isBelow := "", false
	if before, ok := strings.CutSuffix(tag, "/"+g.name); ok && !names.IsSlug(g.name) {
		parent, isBelow = before, true
	} else if at := strings.LastIndexByte(tag, '/'); at >= 0 && above != "" {
		parent, g.slug, isBelow = tag[:at], tag[at+1:], true
	} else {
		g.slug = tag
	}
	if !isBelow || above == "" {
		f.top = append(f.top, g)
		return
	}
	up := f.byTag[parent]
	if up == nil {
		name := above
		if at := strings.LastIndex(above, pathMark); at >= 0 && strings.Contains(parent, "/") {
			name = above[at+len(pathMark):]
		}
		up = &group{name: name}
		f.byTag[parent] = up
		f.place(up, parent, above)
	}
	up.groups = append(up.groups, g)
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slugOf returns a slug for a name, and "" where it gives none.
func slugOf(name string) string {
	return strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
}

package model

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/syntax"
)

func (r *resolver) groups() {
	r.above = r.api.Allowed
	r.api.Groups = r.siblings(nil, r.spec.Groups)
	slices.SortStableFunc(r.api.Routes, func(a, b *Route) int {
		return cmp.Or(cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.pos.Column, b.pos.Column))
	})
	for i, row := range r.api.Routes {
		row.Number = i + 1
	}
}

// siblings resolves the groups of one parent, or the top-level groups.
func (r *resolver) siblings(parent *Group, written []syntax.Group) (groups []*Group) {
	above := r.above
	defer func() { r.above = above }()
	for _, w := range written {
		r.above = r.allowed(w.Allowed, above)
		g := &Group{Name: w.Name.Value, Parent: parent, Slug: cmp.Or(w.Slug.Value, names.Slug(w.Name.Value))}
		if !w.Name.Written() { // the rows that stand in no group
			g.Name, g.Slug = r.api.Package, cmp.Or(names.Slug(r.api.Package), "routes")
		}
		g.Tag, g.Path = cmp.Or(g.Slug, g.Name), g.Name
		if parent != nil {
			g.Tag, g.Path = parent.Tag+"/"+g.Tag, parent.Path+" > "+g.Path
		}
		r.slug(g, w)
		for _, row := range w.Routes {
			if r.list.Full() {
				return groups
			}
			r.route(g, row)
		}
		g.Groups = r.siblings(g, w.Groups)
		groups = append(groups, g)
	}
	return groups
}

// slug checks the group's slug, and that no other group has its tag.
func (r *resolver) slug(g *Group, w syntax.Group) {
	if w.Slug.Written() && !names.IsSlug(g.Slug) {
		r.addf(w.Slug.Pos, "", "the slug %s; allowed: small letters, digits and single hyphens between them", diag.Quote(g.Slug))
		return
	}
	if g.Slug == "" && g.Parent == nil {
		r.addf(w.Name.Pos, "add slug: with small letters, digits and hyphens", "no slug follows from the name %s; the file of a top-level group is named after its slug", diag.Quote(g.Name))
		return
	}
	pos, what := w.Name.Pos, "the name "+diag.Quote(g.Name)
	switch {
	case !w.Name.Written():
		pos, what = w.Pos, "the slug "+diag.Quote(g.Slug)+" of the routes in no group"
	case w.Slug.Written():
		pos, what = w.Slug.Pos, "the slug "+diag.Quote(g.Slug)
	case g.Slug != "":
		what = "the slug " + diag.Quote(g.Slug) + " of " + what
	}
	if other, taken := r.tags[g.Tag]; taken {
		r.addf(pos, "give one of them another slug", "%s is taken (%s)", what, elsewhere(pos, other))
		return
	}
	r.tags[g.Tag] = pos
}

package page

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A view is what the template prints.
type view struct {
	Words          words
	Policy         string
	Style          template.CSS
	Script         template.JS
	Data           data
	Ask            bool
	Title          text
	Source         text
	Updated        string
	Groups         []group
	Permissions    []permission
	Roles          []role
	Matrix         bool
	Large          bool // not all rows are shown at once
	UnlistedPath   string
	UnlistedMethod string
	Methods        []string
}

// A text is a text of the table, with its language where that differs from the page's.
type text struct{ Text, Lang string }

type group struct {
	Name   text
	Anchor string
	Routes []row
}

type row struct {
	Number     int // its index in the table
	Anchor, ID string
	Method     string
	Path       []segment
	Name       text
	Needs      []piece
	Who        string
	Access     string // the class
	Roles      []string
	Schemes    string // the security schemes of its callers in words, unless each scheme of the table alone is enough
	Deprecated bool
	Later      bool // script builds the row when it is shown
}

// A segment is a part of a path.
type segment struct {
	Text      string
	Parameter bool
}

// A piece of a requirement is a code or a word.
type piece struct{ Text, Anchor string }

type permission struct {
	Number       int
	Anchor, Code string
	Text         text
	Implies      []piece
	Aliases      []string
	Roles        []string
	Routes       []link
}

type link struct{ Anchor, Text string }

type role struct {
	Anchor, Name string
	Text         text
	Codes        []piece
	Calls        int
	May          []bool // by row
}

// data is what the script needs, with numbers from 0.
type data struct {
	Routes      []dataRoute `json:"routes"`
	Implies     [][]int     `json:"implies"` // by permission, with all that follows
	Roles       [][]int     `json:"roles"`   // by role
	Names       []string    `json:"names"`   // of the permissions
	Texts       []string    `json:"texts"`   // of the permissions
	RoleNames   []string    `json:"roleNames"`
	Step        int         `json:"step"` // how many rows are shown at once
	Counted     string      `json:"counted"`
	Allowed     string      `json:"allowed"`
	Missing     string      `json:"missing"`
	NobodyWords string      `json:"nobody"`
}

type dataRoute struct {
	Find   string  `json:"f"` // what a search looks through, besides codes
	Method string  `json:"m"`
	Group  int     `json:"g"`
	AnyOf  [][]int `json:"a"`
	Public bool    `json:"p"`
}

// step is how many rows are shown at once where script runs. What is not shown at first stands in noscript elements. With
// script such an element is one text, so that large tables open fast. Without script it is read as the rest of the page.
const step = 200

// mostMatrix is how many cells the matrix of roles has at most.
const mostMatrix = 20000

func newView(api *model.API, o Options) *view {
	w := wordsOf(o.Lang)
	v := &view{
		Words: w, Policy: policy(o.Ask), Style: template.CSS(style), Script: template.JS(script), Ask: o.Ask,
		Title: w.text(api.Title), Source: w.text(api.Document), Updated: api.Updated,
		UnlistedPath: w.unlisted(api.UnlistedPath, w.PathDenied), UnlistedMethod: w.unlisted(api.UnlistedMethod, w.MethodDenied),
		Matrix: len(api.Roles)*len(api.Routes) <= mostMatrix, Large: len(api.Routes) > step,
	}
	v.groups(api, api.Groups)
	for _, p := range api.Permissions {
		v.permission(api, p)
	}
	for _, r := range api.Roles {
		entry := role{Anchor: anchor("role", r.Name), Name: diag.Inert(r.Name), Text: w.text(r.Text), Codes: codes(api.Held(r.Holding))}
		for _, row := range api.Routes {
			may := mayCall(r.Holding, row)
			entry.May = append(entry.May, may)
			if may {
				entry.Calls++
			}
		}
		v.Roles = append(v.Roles, entry)
	}
	v.data(api)
	return v
}

// groups adds the groups that have rows, in the order of the table.
func (v *view) groups(api *model.API, groups []*model.Group) {
	for _, g := range groups {
		if len(g.Routes) > 0 {
			entry := group{Name: v.Words.text(g.Path), Anchor: anchor("group", g.Tag)}
			for _, r := range g.Routes {
				entry.Routes = append(entry.Routes, v.row(api, r))
				entry.Routes[len(entry.Routes)-1].Later = len(v.Data.Routes) >= step
				v.Data.Routes = append(v.Data.Routes, dataRoute{
					Find:   strings.ToLower(strings.Join([]string{r.Method, r.Pattern.String(), diag.Inert(r.ID), diag.Inert(r.Name), diag.Inert(g.Path)}, " ")),
					Method: r.Method, Group: len(v.Groups), AnyOf: numbers(r), Public: r.Is(access.Public),
				})
				if !slices.Contains(v.Methods, r.Method) {
					v.Methods = append(v.Methods, r.Method)
				}
			}
			v.Groups = append(v.Groups, entry)
		}
		v.groups(api, g.Groups)
	}
}

func (v *view) row(api *model.API, r *model.Route) row {
	entry := row{
		Number: r.Number - 1, Anchor: anchor("route", r.ID), ID: diag.Inert(r.ID), Method: r.Method, Path: segments(r.Pattern),
		Name: v.Words.text(r.Name), Needs: v.Words.needs(r), Deprecated: r.Deprecated, Access: "codes", Who: v.Words.Codes,
	}
	if sets := r.Schemes(); !r.Is(access.Nobody) && !eachAlone(sets, len(api.Schemes)) {
		entry.Schemes = v.Words.schemes(sets)
	}
	if who, ok := r.Access(); ok {
		entry.Access, entry.Who = who.String(), v.Words.who(who)
		return entry
	}
	for _, role := range api.Roles {
		if mayCall(role.Holding, r) {
			entry.Roles = append(entry.Roles, diag.Inert(role.Name))
		}
	}
	return entry
}

// eachAlone reports whether the sets are those of n security schemes, each alone.
func eachAlone(sets [][]string, n int) bool {
	return len(sets) == n && !slices.ContainsFunc(sets, func(set []string) bool { return len(set) > 1 })
}

func (v *view) permission(api *model.API, p *model.Permission) {
	entry := permission{Number: p.Number - 1, Anchor: anchor("permission", p.Code), Code: diag.Inert(p.Code), Text: v.Words.text(p.Text), Implies: codes(p.Implies)}
	for _, alias := range p.Aliases {
		entry.Aliases = append(entry.Aliases, diag.Inert(alias))
	}
	for _, r := range api.Roles {
		if r.Holding[p.Number-1] {
			entry.Roles = append(entry.Roles, diag.Inert(r.Name))
		}
	}
	for _, r := range api.Routes {
		if slices.ContainsFunc(r.Alternatives, func(all []*model.Permission) bool { return slices.Contains(all, p) }) {
			entry.Routes = append(entry.Routes, link{anchor("route", r.ID), r.Method + " " + r.Pattern.String()})
		}
	}
	v.Permissions = append(v.Permissions, entry)
}

// data adds what the script needs of permissions and roles.
func (v *view) data(api *model.API) {
	d := &v.Data
	d.Step = step
	d.Counted, d.Allowed, d.Missing, d.NobodyWords = v.Words.Counted, v.Words.Allowed, v.Words.Missing, v.Words.Nobody
	for i, p := range api.Permissions {
		held := api.Grants.None()
		held[i] = true
		d.Implies = append(d.Implies, indexes(api.Grants.Closed(held)))
		d.Names, d.Texts = append(d.Names, diag.Inert(p.Code)), append(d.Texts, strings.ToLower(diag.Inert(p.Code+" "+p.Text)))
	}
	d.Roles, d.RoleNames = [][]int{}, []string{}
	for _, r := range api.Roles {
		d.Roles, d.RoleNames = append(d.Roles, indexes(r.Holding)), append(d.RoleNames, diag.Inert(r.Name))
	}
}

func indexes(h grants.Holding) []int {
	all := []int{}
	for i, has := range h {
		if has {
			all = append(all, i)
		}
	}
	return all
}

// numbers returns the alternatives of a row, as numbers of permissions from 0.
func numbers(r *model.Route) [][]int {
	alternatives := [][]int{}
	for _, all := range r.Alternatives {
		list := []int{}
		for _, p := range all {
			list = append(list, p.Number-1)
		}
		alternatives = append(alternatives, list)
	}
	return alternatives
}

// mayCall reports whether a caller with a holding may call a row.
func mayCall(held grants.Holding, r *model.Route) bool {
	return slices.ContainsFunc(r.Alternatives, func(all []*model.Permission) bool {
		return !slices.ContainsFunc(all, func(p *model.Permission) bool { return !held[p.Number-1] })
	})
}

// segments returns a path with its parameters set off.
func segments(p route.Pattern) (all []segment) {
	add := func(text string, parameter bool) {
		if text != "" {
			all = append(all, segment{text, parameter})
		}
	}
	path := p.String()
	for path != "" {
		open := strings.IndexAny(path, "{*")
		if open < 0 {
			break
		}
		add(path[:open], false)
		end := len(path)
		if path[open] == '{' {
			end = open + strings.IndexByte(path[open:], '}') + 1
		}
		add(path[open:end], true)
		path = path[end:]
	}
	add(path, false)
	return all
}

func codes(permissions []*model.Permission) (pieces []piece) {
	for _, p := range permissions {
		pieces = append(pieces, code(p))
	}
	return pieces
}

func code(p *model.Permission) piece { return piece{diag.Inert(p.Code), anchor("permission", p.Code)} }

// anchor returns the id of an element. Letters, digits, - and _ stand for themselves, so that ids of ordinary tables can
// be read; each other character stands as its number between dots.
func anchor(kind, name string) string {
	var b strings.Builder
	b.WriteString(kind + "-")
	for _, r := range name {
		if r < 0x80 && (r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, ".%x.", r)
		}
	}
	return b.String()
}

package overlay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// An edit is the change of an operation object. Several operations share an object if their paths refer to
// one path item.
type edit struct {
	place   service.Place
	matches []*match

	secured  bool // security is written
	security []service.Requirement
	nobody   bool          // no caller is admitted
	required service.Codes // nil if nobody is admitted, or everyone

	described syntax.Map // the texts that say what the operation requires

	disagreements []string // in words, where the document differs from the table
	less          []string // entries of security that cannot say all that the table asks for
}

// rows returns the rows of the object's operations.
func (e *edit) rows() (rows []*model.Route) {
	for _, m := range e.matches {
		for _, r := range m.rows {
			if !slices.Contains(rows, r) {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// A planner makes edits.
type planner struct {
	api      *model.API
	document *service.Document
	schemes  *schemes
	used     map[string][]string // the schemes that edits need, with the codes
	planned  []*edit
	list     diag.List
}

// edits returns an edit for each operation object that has a row.
func (p *planner) edits(matches []*match) []*edit {
	byPlace := map[string]*edit{}
	var all []*edit
	for _, m := range matches {
		key := m.Place.String()
		if byPlace[key] == nil {
			byPlace[key] = &edit{place: m.Place}
			all = append(all, byPlace[key])
		}
		byPlace[key].matches = append(byPlace[key].matches, m)
	}
	for _, e := range all {
		if len(e.rows()) > 0 {
			p.plan(e)
			if p.api.OpenAPI.DescribesOthers {
				e.described = e.describe(e.matches[0].Operation)
			}
			p.planned = append(p.planned, e)
		}
	}
	p.undeclarable()
	return p.planned
}

// plan fills an edit. What the document requires already is still required.
func (p *planner) plan(e *edit) {
	o := e.matches[0].Operation
	demand, public := service.Codes{{}}, true
	if p.tooMany(e, o) {
		return
	}
	for _, r := range e.rows() {
		demand = demand.And(demandOf(r))
		e.nobody = e.nobody || r.Is(access.Nobody)
		public = public && r.Public
	}
	if public {
		p.planPublic(e, o)
		return
	}
	e.security, e.secured = p.schemes.secureAll(o.Security, e.rows())
	p.note(e.security)
	e.disagreements = p.schemes.disagreements(o, e.rows())
	for _, r := range e.rows() {
		if len(p.schemes.names) > 0 && !r.Is(access.Nobody) {
			e.less = service.Union(e.less, p.schemes.saysLess(e.security, r))
		}
	}
	before, written := p.requiredOf(o)
	if e.nobody {
		return
	}
	e.required = demand
	if written && !(before.Implies(demand) && demand.Implies(before)) {
		e.required = before.And(demand)
		e.disagreements = append(e.disagreements, oas.Required+" is "+before.String()+"; the table says "+demand.String())
	}
	if extra, ok := o.Object.Get(oas.Extra).(syntax.Map); ok && extra.Get("require") == access.Nobody.String() {
		e.disagreements = append(e.disagreements, oas.Extra+" says that nobody may call it")
	}
}

// tooMany reports an operation for which the alternatives of rows and document make too many together.
func (p *planner) tooMany(e *edit, o *service.Operation) bool {
	security, codes := o.Security, 1
	if before, written := service.ReadCodes(o.Object.Get(oas.Required)); written {
		codes = len(before)
	}
	for _, r := range e.rows() {
		codes *= max(1, len(r.Alternatives))
		n := max(p.schemes.pairs(security, r), codes)
		if n > service.MostAlternatives {
			p.list.Add(diag.Diagnostic{Pos: o.Pos, Remedy: "let one code stand for several, or one scheme",
				Message: fmt.Sprintf("the alternatives of %s and those of the row %s make %d together; allowed: %d", diag.Inert(o.String()), diag.Quote(r.ID), n, service.MostAlternatives)})
			return true
		}
		security, _ = p.schemes.secure(security, r)
	}
	return false
}

// planPublic fills an edit of an operation that the table opens to everyone. What the document requires already is
// still required.
func (p *planner) planPublic(e *edit, o *service.Operation) {
	e.secured = true
	if !service.Anonymous(o.Security) {
		e.security = o.Security
		p.note(e.security)
		for _, r := range o.Security {
			e.disagreements = append(e.disagreements, "security requires "+words(r)+"; the table opens it to everyone")
		}
	}
	if before, written := p.requiredOf(o); written {
		e.required = before
		e.disagreements = append(e.disagreements, oas.Required+" is "+before.String()+"; the table opens it to everyone")
	}
}

// note collects the schemes and codes that security names.
func (p *planner) note(security []service.Requirement) {
	for _, r := range security {
		for _, need := range r {
			p.used[need.Scheme] = service.Union(p.used[need.Scheme], need.Scopes)
		}
	}
}

// requiredOf returns the codes that the document requires for an operation, and whether it names any.
func (p *planner) requiredOf(o *service.Operation) (d service.Codes, written bool) {
	for _, e := range o.Object {
		if e.Key == oas.Extra {
			if _, ok := e.Value.(syntax.Map); !ok {
				p.list.Add(diag.Diagnostic{Pos: e.Pos, Message: oas.Extra + " that is no mapping", Remedy: "remove it"})
			}
		}
		if e.Key != oas.Required {
			continue
		}
		d, ok := service.ReadCodes(e.Value)
		if !ok {
			p.list.Add(diag.Diagnostic{Pos: e.Pos, Message: oas.Required + " has an unknown form; allowed: a list of codes, or a list of such lists",
				Remedy: "remove it, or write one of these"})
		}
		return d, ok
	}
	return nil, false
}

// undeclarable reports the table's schemes that the document's version of OpenAPI does not have.
func (p *planner) undeclarable() {
	for _, name := range p.addedNames() {
		if p.schemes.declarable(name) {
			continue
		}
		t, version := p.schemes.added[name].Type(), "OpenAPI "+p.document.Version.Minor
		remedy := "write the document in OpenAPI " + t.OpenAPI
		if p.document.Version.IsSwagger() {
			version, remedy = "Swagger 2.0", "convert the document to OpenAPI 3"
		}
		p.list.Add(diag.Diagnostic{Pos: diag.Position{File: p.document.File}, Remedy: remedy,
			Message: "the table's security scheme " + diag.Quote(name) + " of type " + t.Name + ", which " + version + " does not have"})
	}
}

// addedNames returns the names of the schemes that edits add to the document.
func (p *planner) addedNames() (names []string) {
	for _, name := range p.schemes.names {
		if _, used := p.used[name]; used && p.schemes.added[name] != nil {
			names = append(names, name)
		}
	}
	return names
}

// secureAll combines the security of an operation with several rows.
func (s *schemes) secureAll(security []service.Requirement, rows []*model.Route) (all []service.Requirement, secured bool) {
	all = security
	for _, r := range rows {
		if r.Public {
			continue
		}
		if all, secured = s.secure(all, r); !secured {
			return nil, false
		}
	}
	return all, secured
}

// disagreements says where the security of an operation differs from the table.
func (s *schemes) disagreements(o *service.Operation, rows []*model.Route) (all []string) {
	if !o.Secured {
		return nil
	}
	if service.Anonymous(o.Security) {
		return []string{"security admits every caller"}
	}
	if len(s.names) == 0 {
		return nil
	}
	tables, _ := s.secureAll(nil, rows)
	for _, r := range o.Security {
		known := slices.ContainsFunc(r, func(n service.Need) bool { return slices.Contains(s.names, n.Scheme) })
		switch covered := slices.ContainsFunc(tables, func(t service.Requirement) bool { return r.Within(t) }); {
		case !known:
			all = append(all, "security requires "+words(r)+"; the table requires "+strings.Join(s.names, " or "))
		case !covered:
			all = append(all, "security requires "+words(r)+", which the table does not")
		}
	}
	return all
}

// words returns a requirement in words.
func words(r service.Requirement) string {
	var all []string
	for _, need := range r {
		text := need.Scheme
		if len(need.Scopes) > 0 {
			text += " (" + strings.Join(need.Scopes, ", ") + ")"
		}
		all = append(all, text)
	}
	return strings.Join(all, " and ")
}

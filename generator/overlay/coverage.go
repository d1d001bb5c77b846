package overlay

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// A Coverage compares the operations of a document with the rows of a table.
type Coverage struct {
	matcher *matcher
	planner *planner

	matched    []*match       // operations with a row of their own
	expanded   []*match       // operations that a ** matches
	unlisted   []unlisted     // operations without a row of their own
	rowless    []*model.Route // rows without an operation
	disagrees  []*edit
	less       []*edit // their security cannot say all that the table asks for
	shared     []*edit // several operations with different rows are one object
	nearMisses []nearMiss
	unclear    []*service.Operation // operations that are not understood, and not changed; one for a whole path item
}

// An unlisted operation has no row of its own.
type unlisted struct {
	*match
	verdict route.Verdict
	row     *model.Route // that its requests get nevertheless; may be nil
}

func newCoverage(m *matcher, p *planner) *Coverage {
	c := &Coverage{matcher: m, planner: p}
	for _, o := range m.document.Operations {
		if len(o.Unclear) > 0 && (!o.WholeItem || o.Method == "GET") {
			c.unclear = append(c.unclear, o)
		}
	}
	rows := map[*model.Route]bool{}
	for _, x := range m.found {
		switch x.relation {
		case own:
			c.matched = append(c.matched, x)
		case expanded:
			c.expanded = append(c.expanded, x)
		default:
			u := unlisted{match: x}
			u.row, u.verdict = m.verdict(x.Method, x.full[0])
			c.unlisted = append(c.unlisted, u)
			continue
		}
		for _, r := range x.rows {
			rows[r] = true
		}
	}
	for _, r := range m.api.Routes {
		if !rows[r] {
			c.rowless = append(c.rowless, r)
		}
	}
	for _, e := range p.planned {
		if len(e.disagreements) > 0 {
			c.disagrees = append(c.disagrees, e)
		}
		if len(e.less) > 0 {
			c.less = append(c.less, e)
		}
		if shares(e) {
			c.shared = append(c.shared, e)
		}
	}
	c.nearMisses = nearMisses(c)
	return c
}

// shares reports whether the operations of an object have different rows.
func shares(e *edit) bool {
	return slices.ContainsFunc(e.matches, func(m *match) bool {
		return len(m.rows) != len(e.matches[0].rows) || len(m.rows) > 0 && m.rows[0] != e.matches[0].rows[0]
	})
}

// Complete reports whether every operation has a row and every row an operation.
func (c *Coverage) Complete() bool {
	return len(c.unlisted) == 0 && len(c.rowless) == 0 && len(c.unclear) == 0
}

// Understood reports whether every operation is understood.
func (c *Coverage) Understood() bool { return len(c.unclear) == 0 }

// unclearName returns the name of an operation that is not understood, or of its path item.
func unclearName(o *service.Operation) string {
	if o.WholeItem {
		return "all of " + o.Path
	}
	return o.String()
}

// callers says who can call an operation without a row of its own.
func (c *Coverage) callers(u unlisted) string {
	api := c.matcher.api
	switch {
	case u.relation == answered:
		return fmt.Sprintf("callers that the row %s admits: it matches these paths too", diag.Quote(u.rows[0].ID))
	case u.verdict == route.Listed:
		return fmt.Sprintf("callers that the row %s admits: a server might run it for these paths", diag.Quote(u.row.ID))
	case u.verdict == route.Unlisted:
		return fmt.Sprintf("%s: unlisted: {path: %s}", api.UnlistedPath.Callers(), api.UnlistedPath)
	case u.verdict == route.MethodUnlisted:
		return fmt.Sprintf("%s: unlisted: {method: %s}", api.UnlistedMethod.Callers(), api.UnlistedMethod)
	}
	return "nobody: such requests are refused"
}

// place returns a position as the files write it: relative, so that it does not depend on folders.
func (c *Coverage) place(pos diag.Position) string {
	file := c.matcher.document.File
	if pos.File == file || strings.HasPrefix(pos.File, strings.TrimSuffix(file, path.Base(file))) && c.ofDocument(pos.File) {
		pos.File = relative(file, pos.File)
	} else {
		pos.File = c.matcher.api.Spec
	}
	return pos.String()
}

// ofDocument reports whether the file has operations.
func (c *Coverage) ofDocument(file string) bool {
	return slices.ContainsFunc(c.matcher.document.Operations, func(o *service.Operation) bool { return o.Pos.File == file })
}

// tree returns the coverage as a file has it.
func (c *Coverage) tree() syntax.Map {
	d, api := c.matcher.document, c.matcher.api
	m := syntax.Map{
		{Key: "generatedFrom", Value: api.Spec},
		{Key: "document", Value: path.Base(d.File)},
		{Key: "openapi", Value: d.Version.Minor},
	}
	if len(c.matcher.ignored) > 0 {
		m.Add("basePathsLeftOut", syntax.Texts(c.matcher.ignored))
	}
	m.Add("summary", c.summary())
	m.Add("operationsWithoutRow", c.unlistedTree())
	m.Add("rowsWithoutOperation", c.rowlessTree())
	m.Add("operationsNotUnderstood", c.unclearTree())
	m.Add("matched", c.matchesTree(c.matched))
	m.Add("expansions", c.matchesTree(c.expanded))
	m.Add("disagreements", c.disagreementsTree())
	m.Add("securitySaysLess", c.lessTree())
	m.Add("sharedOperations", c.sharedTree())
	m.Add("nearMisses", c.nearMissesTree())
	m.Add("securitySchemes", c.schemesTree())
	return m
}

func (c *Coverage) summary() syntax.Map {
	return syntax.Map{
		{Key: "operations", Value: len(c.matcher.document.Operations)},
		{Key: "rows", Value: len(c.matcher.api.Routes)},
		{Key: "matched", Value: len(c.matched)},
		{Key: "expansions", Value: len(c.expanded)},
		{Key: "operationsWithoutRow", Value: len(c.unlisted)},
		{Key: "rowsWithoutOperation", Value: len(c.rowless)},
		{Key: "operationsNotUnderstood", Value: len(c.unclear)},
		{Key: "disagreements", Value: len(c.disagrees)},
		{Key: "securitySaysLess", Value: len(c.less)},
		{Key: "nearMisses", Value: len(c.nearMisses)},
	}
}

// operation returns the keys that identify an operation.
func (c *Coverage) operation(m *match) syntax.Map {
	o := syntax.Map{{Key: "operation", Value: m.String()}, {Key: "at", Value: c.place(m.Pos)}}
	if id, _ := m.Object.Get("operationId").(string); id != "" {
		o.Add("operationId", id)
	}
	if len(m.full) > 1 || m.full[0] != m.Path {
		o.Add("paths", syntax.Texts(m.full))
	}
	return o
}

// rowTree returns the keys that identify a row.
func (c *Coverage) rowTree(r *model.Route) syntax.Map {
	return syntax.Map{
		{Key: "id", Value: r.ID},
		{Key: "route", Value: r.Method + " " + r.Pattern.String()},
		{Key: "at", Value: c.place(r.Position())},
	}
}

func (c *Coverage) rowsTree(rows []*model.Route) syntax.List {
	list := syntax.List{}
	for _, r := range rows {
		list = append(list, c.rowTree(r))
	}
	return list
}

func (c *Coverage) unlistedTree() syntax.List {
	list := syntax.List{}
	for _, u := range c.unlisted {
		o := c.operation(u.match)
		o.Add("callers", c.callers(u))
		switch {
		case u.relation == answered:
			o.Add("row", c.rowTree(u.rows[0]))
		case u.row != nil:
			o.Add("row", c.rowTree(u.row))
		}
		list = append(list, o)
	}
	return list
}

func (c *Coverage) rowlessTree() syntax.List { return c.rowsTree(c.rowless) }

func (c *Coverage) unclearTree() syntax.List {
	list := syntax.List{}
	for _, o := range c.unclear {
		var why []string
		for _, d := range o.Unclear {
			why = append(why, d.Message)
		}
		list = append(list, syntax.Map{{Key: "operation", Value: unclearName(o)}, {Key: "at", Value: c.place(o.Pos)}, {Key: "why", Value: syntax.Texts(why)}})
	}
	return list
}

func (c *Coverage) matchesTree(matches []*match) syntax.List {
	list := syntax.List{}
	for _, m := range matches {
		o := c.operation(m)
		o.Add("rows", c.rowsTree(m.rows))
		list = append(list, o)
	}
	return list
}

func (c *Coverage) disagreementsTree() syntax.List {
	list := syntax.List{}
	for _, e := range c.disagrees {
		o := c.operation(e.matches[0])
		o.Add("says", syntax.Texts(e.disagreements))
		o.Add("becomes", e.fields())
		list = append(list, o)
	}
	return list
}

func (c *Coverage) lessTree() syntax.List {
	list := syntax.List{}
	for _, e := range c.less {
		o := c.operation(e.matches[0])
		o.Add("entries", syntax.Texts(e.less))
		list = append(list, o)
	}
	return list
}

func (c *Coverage) sharedTree() syntax.List {
	list := syntax.List{}
	for _, e := range c.shared {
		operations := syntax.List{}
		for _, m := range e.matches {
			operations = append(operations, m.String())
		}
		list = append(list, syntax.Map{
			{Key: "operations", Value: operations},
			{Key: "at", Value: c.place(e.matches[0].Pos)},
			{Key: "rows", Value: c.rowsTree(e.rows())},
		})
	}
	return list
}

func (c *Coverage) nearMissesTree() syntax.List {
	list := syntax.List{}
	for _, n := range c.nearMisses {
		o := c.operation(n.match)
		o.Add("row", c.rowTree(n.row))
		o.Add("differs", n.differs)
		list = append(list, o)
	}
	return list
}

func (c *Coverage) schemesTree() syntax.Map {
	s := c.planner.schemes
	renamed := syntax.Map{}
	for _, scheme := range s.api.Schemes {
		if name, ok := s.renamed[scheme.Name]; ok {
			renamed.Add(scheme.Name, name)
		}
	}
	return syntax.Map{
		{Key: "added", Value: syntax.Texts(c.planner.addedNames())},
		{Key: "sameUnderOtherName", Value: renamed},
		{Key: "otherUnderSameName", Value: syntax.Texts(s.differ)},
	}
}

package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
	"github.com/permroute/permroute/generator/route"
)

// A Table is what documents say.
type Table struct {
	Title    source.Cell
	Document source.Cell // the names of the pages above it, joined by " > "
	Updated  source.Cell // a date, year-month-day

	Combine      string // all or any, as the documents say; "" where they do not
	UnlistedPath string // allow or deny, as the documents say; "" where they do not

	Permissions []*Permission // in the order of their first rows
	Rows        []*Row        // in the documents' order
	Groups      []*Group      // the top-level ones, in the documents' order

	// Doubts lists everything that a person should look at: what was mended, guessed or not read.
	Doubts diag.List
	// LeftOut is how many rows could not be read. Doubts says which.
	LeftOut int

	Silent bool // no document says what unlisted paths get
}

// A Permission is a code.
type Permission struct {
	Code string
	Text string // what the documents say of it, as most rows print it

	printings []printing
}

// A printing is a text that a row prints for a code.
type printing struct {
	text string
	pos  diag.Position
	row  *Row
	many bool // the row has texts for several codes
}

// A Row is a row of the table.
type Row struct {
	Name   string
	Method string
	Path   string
	Group  *Group
	Pos    diag.Position // of its route
	Codes  diag.Position // of its codes

	// What it needs, one of these lists of codes. Joined says that it is one list, of which the table's
	// Combine says how its codes go together. Open says that nothing is needed.
	Alternatives [][]string
	Joined       bool
	Open         bool

	// What the document prints where the row says something else.
	PrintedName, PrintedRoute, PrintedRequire, PrintedText string

	Given string // the id that the document gives; "" for none
}

// A Group is a heading.
type Group struct {
	Name   string
	Parent *Group
	Groups []*Group
	Rows   []*Row
	pos    diag.Position
}

// row makes rows of the table of a record.
func (r *reading) row(rec record) {
	list, problem, remedy := notation.Routes(rec.cells[roleRoute].Text, rec.cells[roleMethod].Text)
	if problem != "" {
		r.leaveOut(rec.cells[roleRoute].Pos, problem, remedy)
		return
	}
	codes := rec.cells[roleCode]
	if codes.Empty() {
		r.leaveOut(rec.pos, fmt.Sprintf("%s without a code", diag.Quote(source.OneLine(rec.cells[roleRoute].Text))), "")
		return
	}
	need := notation.ReadRequirement(codes.Text)
	r.sayAll(codes.Pos, need.Said)
	if need.Alternatives == nil && !need.Open {
		r.leaveOut(codes.Pos, fmt.Sprintf("%s, in which no code is found", diag.Quote(source.OneLine(codes.Text))), "")
		return
	}
	if need.Marked != "" {
		r.doubt(codes.Pos, fmt.Sprintf("%s marked %s: the row needs it as long as the mark's day has not come", diag.Quote(source.OneLine(codes.Text)), diag.Quote(need.Marked)), "import the document again when it has changed")
	}
	r.signs(rec)
	for _, m := range list {
		r.sayAll(rec.cells[roleRoute].Pos, m.Said)
		r.add(rec, m, need)
	}
}

// signs says what else is strange about a record.
func (r *reading) signs(rec record) {
	if rec.above {
		r.doubt(rec.pos, fmt.Sprintf("%s without a code: that of the row above is taken, as if their cells were one", diag.Quote(source.OneLine(rec.cells[roleRoute].Text))), "")
	}
	if rec.noText.Line > 0 {
		r.doubt(rec.noText, "what stands behind the code is no text of it, it seems: read as the next row's", "")
	}
	if rec.lacksName.Line > 0 {
		r.doubt(rec.lacksName, "fewer cells before a route than its columns of names", "")
	}
}

func (r *reading) sayAll(pos diag.Position, said []string) {
	for _, s := range said {
		r.doubt(pos, s, "")
	}
}

// add adds a row, or what a second row of the same route asks for to the first one.
func (r *reading) add(rec record, m notation.Route, n notation.Requirement) {
	row := &Row{Method: m.Method, Path: m.Path, Pos: rec.cells[roleRoute].Pos, Codes: rec.cells[roleCode].Pos, Alternatives: n.Alternatives, Joined: n.Joined, Open: n.Open}
	key := RouteKey(m.Method, m.Path)
	if other := r.routes[key]; other != nil {
		r.again(other, row)
		return
	}
	r.routes[key] = row
	row.Given = rec.cells[roleID].Text
	name := source.OneLine(rec.cells[roleName].Text)
	row.Name = notation.Lasting(name)
	if row.Name == "" {
		row.Name = name
	}
	if row.Name != name {
		row.PrintedName = name
		r.doubt(rec.cells[roleName].Pos, fmt.Sprintf("%s marked as one that goes away: the row stays as long as the document has it", diag.Quote(name)), "import the document again when it has changed")
	}
	r.printedRoute(row, rec, m)
	if n.Printed {
		row.PrintedRequire = strings.ReplaceAll(rec.cells[roleCode].Text, "\n", " ")
	}
	row.Group = r.group(rec.groups)
	row.Group.Rows = append(row.Group.Rows, row)
	r.table.Rows = append(r.table.Rows, row)
	r.texts(row, n, rec.cells[roleText])
}

// printedRoute keeps the route as printed, if it is not METHOD /path as the spec has it.
func (r *reading) printedRoute(row *Row, rec record, m notation.Route) {
	printed := strings.ReplaceAll(rec.cells[roleRoute].Text, "\n", " ")
	if method := rec.cells[roleMethod].Text; method != "" && !notation.RouteLike(printed) {
		printed = source.OneLine(method) + " " + printed
	}
	written := row.Method + " " + row.Path
	if printed == written {
		return
	}
	row.PrintedRoute = printed
	if len(m.Said) > 0 {
		return // that says it
	}
	message := fmt.Sprintf("%s is written as %s", diag.Quote(printed), diag.Quote(written))
	if strings.ReplaceAll(printed, " ", "") == strings.ReplaceAll(written, " ", "") {
		message = fmt.Sprintf("%s without the blank of %s", diag.Quote(printed), diag.Quote(written))
		if strings.Count(printed, " ") > 1 {
			message = fmt.Sprintf("%s with blanks that %s does not have", diag.Quote(printed), diag.Quote(written))
		}
	}
	r.doubt(row.Pos, message, "")
}

// RouteKey returns a text that two routes share if they have the same method and shape.
func RouteKey(method, path string) string {
	if pattern, err := route.ParsePattern(path); err == nil {
		path = pattern.Shape()
	}
	return method + " " + path
}

// again joins a route's second row to its first one. Where they ask for different codes, the caller
// needs what both ask for: a table with a row for each code means that.
func (r *reading) again(first, second *Row) {
	what := fmt.Sprintf("%s %s again (first at %s)", second.Method, second.Path, first.Pos)
	if slices.EqualFunc(first.Alternatives, second.Alternatives, slices.Equal) && first.Open == second.Open {
		r.doubt(second.Pos, what+", with the same codes: one row is kept", "")
		return
	}
	r.doubt(second.Pos, what+", with other codes: one row is made that needs what both need", "")
	switch {
	case second.Open:
	case first.Open:
		first.Alternatives, first.Joined, first.Open = second.Alternatives, second.Joined, false
	default:
		first.Alternatives = notation.Product([][][]string{first.Alternatives, second.Alternatives})
		first.Joined = false
	}
}

// group returns the group of these headings, which it makes if there is none.
func (r *reading) group(headings []source.Cell) *Group {
	var parent *Group
	for _, h := range headings {
		name := source.OneLine(h.Text)
		if name == "" || name == "-" || name == "/" {
			continue
		}
		parent = r.below(parent, source.Cell{Text: name, Pos: h.Pos})
	}
	if parent == nil {
		parent = r.below(nil, source.Cell{Text: cmp.Or(source.OneLine(r.table.Title.Text), "API"), Pos: r.table.Title.Pos})
	}
	return parent
}

// below returns the group of a name below another one, or at the top.
func (r *reading) below(parent *Group, name source.Cell) *Group {
	key := groupKey{parent, name.Text}
	if g := r.groups[key]; g != nil {
		return g
	}
	g := &Group{Name: name.Text, Parent: parent, pos: name.Pos}
	r.groups[key] = g
	if parent == nil {
		r.table.Groups = append(r.table.Groups, g)
	} else {
		parent.Groups = append(parent.Groups, g)
	}
	return g
}

// permission returns the permission of a code, which it makes if there is none.
func (r *reading) permission(code string) *Permission {
	if p := r.codes[code]; p != nil {
		return p
	}
	p := &Permission{Code: code}
	r.codes[code] = p
	r.table.Permissions = append(r.table.Permissions, p)
	return p
}

// texts notes what a row prints for its codes: a line for each, or all of it for the only one.
func (r *reading) texts(row *Row, n notation.Requirement, c source.Cell) {
	codes := n.Codes()
	for _, code := range codes {
		r.permission(code)
	}
	if c.Empty() || len(codes) == 0 {
		return
	}
	if len(codes) == 1 {
		text := source.OneLine(strings.Join(notation.Items(c.Text), "\n"))
		r.permission(codes[0]).add(printing{text, c.Pos, row, false})
		return
	}
	lines := notation.Items(c.Text)
	if len(lines) != len(codes) {
		if split := notation.Listed(strings.Join(lines, "\n")); len(split) == len(codes) && len(lines) == 1 {
			lines = split
		} else {
			r.doubt(c.Pos, fmt.Sprintf("%d texts for %d codes: %s is not read", len(lines), len(codes), diag.Quote(source.OneLine(c.Text))), "")
			return
		}
	}
	for i, code := range codes {
		r.permission(code).add(printing{lines[i], c.Pos, row, true})
	}
}

func (p *Permission) add(x printing) { p.printings = append(p.printings, x) }

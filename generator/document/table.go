package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

// A Table is what documents say.
type Table struct {
	Title    Cell
	Document Cell // the names of the pages above it, joined by " > "
	Updated  Cell // a date, year-month-day

	Combine      string // all or any, as the documents say; "" where they do not
	UnlistedPath string // allow or deny, as the documents say; "" where they do not

	Permissions []*Permission // in the order of their first rows
	Rows        []*Row        // in the documents' order
	Groups      []*Group      // the top-level ones, in the documents' order

	// Doubts lists everything that a person should look at: what was mended, guessed or not read.
	Doubts diag.List
	// LeftOut is how many rows could not be read. Doubts says which.
	LeftOut int

	silent bool // no document says what unlisted paths get
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
	ID     string
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

	given string // the id that the document gives
}

// A Group is a heading.
type Group struct {
	Name   string
	Slug   string
	Parent *Group
	Groups []*Group
	Rows   []*Row
	pos    diag.Position
}

// row makes rows of the table of a record.
func (r *reading) row(rec record) {
	list, problem, remedy := routes(rec.cells[roleRoute], rec.cells[roleMethod])
	if problem != "" {
		r.leaveOut(rec.cells[roleRoute].Pos, problem, remedy)
		return
	}
	codes := rec.cells[roleCode]
	if codes.empty() {
		r.leaveOut(rec.pos, fmt.Sprintf("%s without a code", diag.Quote(oneLine(rec.cells[roleRoute].Text))), "")
		return
	}
	need := readCodes(codes.Text)
	r.sayAll(codes.Pos, need.said)
	if need.alternatives == nil && !need.open {
		r.leaveOut(codes.Pos, fmt.Sprintf("%s, in which no code is found", diag.Quote(oneLine(codes.Text))), "")
		return
	}
	if need.marked != "" {
		r.doubt(codes.Pos, fmt.Sprintf("%s marked %s: the row needs it as long as the mark's day has not come", diag.Quote(oneLine(codes.Text)), diag.Quote(need.marked)), "import the document again when it has changed")
	}
	r.signs(rec)
	for _, m := range list {
		r.sayAll(rec.cells[roleRoute].Pos, m.said)
		r.add(rec, m, need)
	}
}

// signs says what else is strange about a record.
func (r *reading) signs(rec record) {
	if rec.above {
		r.doubt(rec.pos, fmt.Sprintf("%s without a code: that of the row above is taken, as if their cells were one", diag.Quote(oneLine(rec.cells[roleRoute].Text))), "")
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
func (r *reading) add(rec record, m mended, n need) {
	row := &Row{Method: m.method, Path: m.path, Pos: rec.cells[roleRoute].Pos, Codes: rec.cells[roleCode].Pos, Alternatives: n.alternatives, Joined: n.joined, Open: n.open}
	if other := r.table.find(m.method, m.path); other != nil {
		r.again(other, row)
		return
	}
	row.given = rec.cells[roleID].Text
	name := oneLine(rec.cells[roleName].Text)
	row.Name = strings.TrimSpace(retired.ReplaceAllString(name, " "))
	if row.Name == "" {
		row.Name = name
	}
	if row.Name != name {
		row.PrintedName = name
		r.doubt(rec.cells[roleName].Pos, fmt.Sprintf("%s marked as one that goes away: the row stays as long as the document has it", diag.Quote(name)), "import the document again when it has changed")
	}
	r.printedRoute(row, rec, m)
	if n.printed {
		row.PrintedRequire = strings.ReplaceAll(rec.cells[roleCode].Text, "\n", " ")
	}
	row.Group = r.table.group(rec.groups)
	row.Group.Rows = append(row.Group.Rows, row)
	r.table.Rows = append(r.table.Rows, row)
	r.texts(row, n, rec.cells[roleText])
}

// printedRoute keeps the route as printed, if it is not METHOD /path as the spec has it.
func (r *reading) printedRoute(row *Row, rec record, m mended) {
	printed := strings.ReplaceAll(rec.cells[roleRoute].Text, "\n", " ")
	if method := rec.cells[roleMethod].Text; method != "" && !routeLike(printed) {
		printed = oneLine(method) + " " + printed
	}
	written := row.Method + " " + row.Path
	if printed == written {
		return
	}
	row.PrintedRoute = printed
	if len(m.said) > 0 {
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

// find returns the row of this method and shape.
func (t *Table) find(method, path string) *Row {
	shape := shapeOf(path)
	for _, row := range t.Rows {
		if row.Method == method && (row.Path == path || shapeOf(row.Path) == shape) {
			return row
		}
	}
	return nil
}

func shapeOf(path string) string {
	pattern, err := route.ParsePattern(path)
	if err != nil {
		return path
	}
	return pattern.Shape()
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
		first.Alternatives = product([][][]string{first.Alternatives, second.Alternatives})
		first.Joined = false
	}
}

// group returns the group of these headings, which it makes if there is none.
func (t *Table) group(headings []Cell) *Group {
	var parent *Group
	siblings := &t.Groups
	for _, h := range headings {
		name := oneLine(h.Text)
		if name == "" || name == "-" || name == "/" {
			continue
		}
		i := slices.IndexFunc(*siblings, func(g *Group) bool { return g.Name == name })
		if i < 0 {
			i = len(*siblings)
			*siblings = append(*siblings, &Group{Name: name, Parent: parent, pos: h.Pos})
		}
		parent = (*siblings)[i]
		siblings = &parent.Groups
	}
	if parent == nil {
		return t.group([]Cell{{Text: cmp.Or(oneLine(t.Title.Text), "API"), Pos: t.Title.Pos}})
	}
	return parent
}

// permission returns the permission of a code, which it makes if there is none.
func (t *Table) permission(code string) *Permission {
	for _, p := range t.Permissions {
		if p.Code == code {
			return p
		}
	}
	p := &Permission{Code: code}
	t.Permissions = append(t.Permissions, p)
	return p
}

// texts notes what a row prints for its codes: a line for each, or all of it for the only one.
func (r *reading) texts(row *Row, n need, c Cell) {
	codes := n.codes()
	for _, code := range codes {
		r.table.permission(code)
	}
	if c.empty() || len(codes) == 0 {
		return
	}
	if len(codes) == 1 {
		text := oneLine(strings.Join(items(c.Text), "\n"))
		r.table.permission(codes[0]).add(printing{text, c.Pos, row, false})
		return
	}
	lines := items(c.Text)
	if len(lines) != len(codes) {
		if split := listed.Split(strings.Join(lines, "\n"), -1); len(split) == len(codes) && len(lines) == 1 {
			lines = split
		} else {
			r.doubt(c.Pos, fmt.Sprintf("%d texts for %d codes: %s is not read", len(lines), len(codes), diag.Quote(oneLine(c.Text))), "")
			return
		}
	}
	for i, code := range codes {
		r.table.permission(code).add(printing{lines[i], c.Pos, row, true})
	}
}

func (p *Permission) add(x printing) { p.printings = append(p.printings, x) }

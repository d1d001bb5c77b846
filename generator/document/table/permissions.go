package table

import (
	"fmt"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A rowText is what a row prints for the codes of a requirement.
type rowText struct {
	need notation.Requirement
	cell source.Cell
}

// A printing is a text that a row prints for a code.
type printing struct {
	text string
	pos  diag.Position
	row  *Row
	many bool // the row has texts for several codes
}

// permissions collects the codes of all rows, and settles what the text of each code is.
func (r *reading) permissions() {
	for _, row := range r.table.Rows {
		if row.Need.Kind != notation.Codes {
			continue
		}
		for _, code := range row.Need.Expr.Codes() {
			r.permission(code)
		}
		for _, t := range row.texts {
			r.texts(row, t)
		}
	}
	for _, p := range r.table.Permissions {
		r.settle(p)
	}
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
func (r *reading) texts(row *Row, t rowText) {
	if t.cell.Empty() || t.need.Kind != notation.Codes {
		return
	}
	codes := t.need.Expr.Codes()
	lines := notation.Items(t.cell.Text)
	if len(codes) == 1 {
		r.print(codes[0], printing{source.OneLine(strings.Join(lines, "\n")), t.cell.Pos, row, false})
		return
	}
	if len(lines) != len(codes) && len(lines) == 1 {
		lines = notation.Listed(lines[0])
	}
	if len(lines) != len(codes) {
		r.doubt(t.cell.Pos, fmt.Sprintf("%s for %s: %s is not read", diag.Counted(len(notation.Items(t.cell.Text)), "text"), diag.Counted(len(codes), "code"), diag.Quote(source.OneLine(t.cell.Text))), "")
		return
	}
	for i, code := range codes {
		r.print(code, printing{lines[i], t.cell.Pos, row, true})
	}
}

func (r *reading) print(code string, x printing) {
	if p := r.codes[code]; p != nil && x.text != "" && !notation.Void(x.text) {
		p.printings = append(p.printings, x)
	}
}

// settle takes the text that most rows print for a code, the first of equals, but one with its full stop
// before one without. What a row prints otherwise is kept with the row.
func (r *reading) settle(p *Permission) {
	number := map[string]int{}
	var order []string
	for _, x := range p.printings {
		if number[x.text] == 0 {
			order = append(order, x.text)
		}
		number[x.text]++
	}
	for _, text := range order {
		more := number[text] > number[p.Text]
		if more || number[text] == number[p.Text] && notation.Key(text) == notation.Key(p.Text) && stopped(text) && !stopped(p.Text) {
			p.Text = text
		}
	}
	for _, x := range p.printings {
		if x.text == p.Text {
			continue
		}
		if !x.many {
			x.row.PrintedText = strings.TrimSuffix(x.text+"; "+x.row.PrintedText, "; ")
		}
		what := fmt.Sprintf("the text %s of %s: other rows print %s", diag.Quote(x.text), diag.Quote(p.Code), diag.Quote(p.Text))
		if x.text+"。" == p.Text || x.text+"." == p.Text {
			what = fmt.Sprintf("the text %s of %s lacks the full stop of other rows", diag.Quote(x.text), diag.Quote(p.Code))
		}
		r.doubt(x.pos, what, "")
	}
}

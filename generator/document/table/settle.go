package table

import (
	"fmt"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
)

// permissions settles what each code's text is, and looks for codes that are misspelt.
func (r *reading) permissions() {
	for _, p := range r.table.Permissions {
		r.settle(p)
	}
	r.misspelt()
}

// settle takes the text that most rows print for a code, the first of equals, but one with its full stop
// before one without. What a row prints otherwise is kept with the row.
func (r *reading) settle(p *Permission) {
	count := map[string]int{}
	var order []string
	for _, x := range p.printings {
		if count[x.text] == 0 {
			order = append(order, x.text)
		}
		count[x.text]++
	}
	for _, text := range order {
		better := count[text] > count[p.Text] || count[text] == count[p.Text] && notation.Key(text) == notation.Key(p.Text) && stopped(text) && !stopped(p.Text)
		if better {
			p.Text = text
		}
	}
	for _, x := range p.printings {
		if x.text == p.Text {
			continue
		}
		if !x.many {
			x.row.PrintedText = x.text
		}
		what := fmt.Sprintf("the text %s of %s, which other rows print as %s", diag.Quote(x.text), diag.Quote(p.Code), diag.Quote(p.Text))
		if x.text+"。" == p.Text || x.text+"." == p.Text {
			what = fmt.Sprintf("the text %s of %s without the full stop of other rows", diag.Quote(x.text), diag.Quote(p.Code))
		}
		r.doubt(x.pos, what, "")
	}
}

// rules settles what the documents do not say.
func (r *reading) rules() {
	t := r.table
	if len(t.Rows) == 0 {
		return
	}
	joined, alternatives := (*Row)(nil), false
	for _, row := range t.Rows {
		if row.Joined && joined == nil {
			joined = row
		}
		alternatives = alternatives || len(row.Alternatives) > 1
	}
	switch {
	case t.Combine != "":
	case joined != nil:
		t.Combine = "all"
		r.doubt(joined.Codes, "several codes, and the document does not say whether all of them are needed: read as combine: all", "write combine: any if one of them is enough")
	case alternatives:
		t.Combine = "any"
	}
	if t.UnlistedPath == "" {
		t.UnlistedPath, t.Silent = "deny", true
		r.doubt(diag.Position{File: t.Rows[0].Pos.File}, "the document does not say what paths get that no row has: written as unlisted: {path: deny}", "write allow if they are open")
	}
}

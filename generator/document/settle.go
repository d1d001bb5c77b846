package document

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/diag"
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
		better := count[text] > count[p.Text] || count[text] == count[p.Text] && key(text) == key(p.Text) && stopped(text) && !stopped(p.Text)
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

// misspelt says which code that few rows have is nearly one that more rows have.
func (r *reading) misspelt() {
	uses := map[string]int{}
	first := map[string]*Row{}
	for _, row := range r.table.Rows {
		for _, alternative := range row.Alternatives {
			for _, code := range alternative {
				if uses[code]++; first[code] == nil {
					first[code] = row
				}
			}
		}
	}
	for _, p := range r.table.Permissions {
		for _, q := range r.table.Permissions {
			if p == q || !nearly(p.Code, q.Code) && (p.Text == "" || key(p.Text) != key(q.Text) || diag.Nearest(p.Code, []string{q.Code}) == "") {
				continue
			}
			const kept = "? Both are kept as they are printed"
			switch pos := first[p.Code].Codes; {
			case uses[p.Code] < uses[q.Code]:
				r.doubt(pos, fmt.Sprintf("the code %s, which is nearly %s of more rows", diag.Quote(p.Code), diag.Quote(q.Code)), "did you mean "+diag.Quote(q.Code)+kept)
			case uses[p.Code] == uses[q.Code] && p.Code > q.Code:
				r.doubt(pos, fmt.Sprintf("the code %s, which is nearly %s", diag.Quote(p.Code), diag.Quote(q.Code)), "is one of them misspelt"+kept)
			default:
				continue
			}
			break
		}
	}
}

// nearly reports whether one letter more, less, other, or in the other place turns a into b, or letter
// case does. Digits make another code.
func nearly(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	letters := func(s string) bool {
		return !strings.ContainsFunc(s, unicode.IsDigit)
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:] && letters(b[i:i+1])
	case a[i+1:] == b[i+1:]:
		return letters(a[i:i+1] + b[i:i+1])
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] && letters(a[i:i+2])
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
		t.UnlistedPath, t.silent = "deny", true
		r.doubt(diag.Position{File: t.Rows[0].Pos.File}, "the document does not say what paths get that no row has: written as unlisted: {path: deny}", "write allow if they are open")
	}
}

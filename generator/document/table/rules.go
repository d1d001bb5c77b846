package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// rules settles what the documents do not say.
func (r *reading) rules() {
	t := r.table
	if len(t.Rows) == 0 {
		return
	}
	r.combine()
	start := diag.Position{File: t.Rows[0].Pos.File}
	switch {
	case t.UnlistedPath == "":
		t.UnlistedPath = access.Nobody.String()
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: start, Message: "the document does not say what paths get that no row has: written as unlisted: {path: nobody}", Remedy: "write authenticated if they are open to every authenticated caller"}, Subject: Unlisted})
	case t.UnlistedPath != access.Nobody.String() && t.LeftOut > 0:
		t.UnlistedPath = access.Nobody.String()
		r.question(start, fmt.Sprintf("the document opens the paths that it does not list, and %s could not be read: written as unlisted: {path: nobody}", diag.Counted(t.LeftOut, "row")),
			"write authenticated when the rows that are left out stand in the spec")
	}
}

// combine settles what lists of codes mean.
func (r *reading) combine() {
	t := r.table
	lists, alternatives := (*Row)(nil), false
	for _, row := range t.Rows {
		if row.Need.Kind == notation.Codes {
			if lists == nil && row.Need.Expr.Lists() {
				lists = row
			}
			alternatives = alternatives || len(row.Alternatives("all")) > 1
		}
	}
	switch {
	case t.Combine != "":
	case lists != nil:
		t.Combine = "all"
		r.note(Doubt{Diagnostic: diag.Diagnostic{Pos: lists.codesAt(), Message: "several codes, and the document does not say whether all of them are needed: written as combine: all", Remedy: "write combine: any if one of them is enough"},
			Access: true, Subject: Combine})
	case alternatives:
		t.Combine = "any"
	}
}

// mentions says which texts outside of the requirements name codes of the table: what they say of a code
// may change what it means.
func (r *reading) mentions() {
	for _, c := range r.prose {
		named := r.named(c.Text)
		switch {
		case len(named) > 0:
			r.question(c.Pos, fmt.Sprintf("%s says something of the code %s: not read", diag.Quote(source.OneLine(c.Text)), strings.Join(named, ", ")), "")
		case noteForm.MatchString(c.Text) && (notation.NamesRoute(c.Text) || len(notation.CodesIn(c.Text)) > 0):
			r.question(c.Pos, fmt.Sprintf("%s says something of a route or a code: not read", diag.Quote(source.OneLine(c.Text))), "")
		case isNote(c):
			r.doubt(c.Pos, fmt.Sprintf("a note is not read: %s", diag.Quote(source.OneLine(c.Text))), "look whether it changes what rows need")
		}
	}
	services := map[string]bool{}
	for code := range r.codes {
		services[service(code)] = true
	}
	for _, row := range r.table.Rows {
		if row.Need.Kind != notation.Codes {
			continue
		}
		needed := row.Need.Expr.Codes()
		for _, c := range row.others {
			named := slices.DeleteFunc(notation.CodesIn(c.Text), func(code string) bool { return !services[service(code)] || slices.Contains(needed, code) })
			if len(named) > 0 {
				r.question(c.Pos, fmt.Sprintf("%s names the code %s, which %s %s does not require: not read", diag.Quote(source.OneLine(c.Text)), strings.Join(slices.Compact(named), ", "), row.Method, row.Path), "")
			}
		}
	}
}

// isNote reports whether a line of text is a note: its word, such as Note, with a text behind it.
func isNote(c source.Cell) bool {
	word := noteForm.FindString(c.Text)
	return word != "" && word != c.Text
}

// service returns what a code begins with: the service that it belongs to, in most documents.
func service(code string) string {
	first, _, _ := strings.Cut(code, ":")
	return first
}

// named returns the codes of the table that a text names, each once.
func (r *reading) named(text string) (codes []string) {
	for _, code := range notation.CodesIn(text) {
		if r.codes[code] != nil && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

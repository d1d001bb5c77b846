package model

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
	"github.com/permroute/permroute/templates"
)

// goName derives a Go name from a code or an id. It splits the text at everything that is no letter and
// no digit, and capitalises the first letter of each part. It leaves out a first part that is drop, unless
// there is no other part.
func goName(text, drop string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(parts) > 1 && parts[0] == drop {
		parts = parts[1:]
	}
	var b strings.Builder
	for _, part := range parts {
		first, size := utf8.DecodeRuneInString(part)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(part[size:])
	}
	return b.String()
}

// A namespace holds the package-level Go names of an output, and the code or id that each belongs to.
type namespace struct {
	reserved map[string]bool
	owners   map[string]owner
}

type owner struct {
	what  string        // "code", "id"
	text  string        // the code or id
	pos   diag.Position // where it stands
	given syntax.Text   // its const, if it has one
}

func newNamespace() *namespace {
	n := &namespace{map[string]bool{}, map[string]owner{}}
	for _, name := range templates.Reserved() {
		n.reserved[name] = true
	}
	return n
}

// claim gives a Go name to its owner, or says why it cannot have it.
func (n *namespace) claim(list *diag.List, name string, o owner) {
	const another = "choose another name"
	switch other, taken := n.owners[name]; {
	case !token.IsIdentifier(name) || !ast.IsExported(name):
		list.Add(o.refuse(name, "it is not an exported Go name", "write letters, digits and _, the first a capital letter"))
	case n.reserved[name]:
		list.Add(o.refuse(name, "every generated package declares this name", another))
	case taken:
		where := elsewhere(o.place(), other.place())
		list.Add(o.refuse(name, fmt.Sprintf("the %s %s has the same Go name (%s)", other.what, diag.Quote(other.text), where), another))
	default:
		n.owners[name] = o
	}
}

// place returns where the owner's name comes from.
func (o owner) place() diag.Position {
	if o.given.Written() {
		return o.given.Pos
	}
	return o.pos
}

// refuse returns the diagnostic for a name that the owner cannot have. The name follows from the owner's
// const, or else from its text. remedy is for a const.
func (o owner) refuse(name, why, remedy string) diag.Diagnostic {
	from := "the const " + diag.Quote(o.given.Value)
	switch {
	case !o.given.Written():
		from, remedy = fmt.Sprintf("the Go name %s of the %s %s", diag.Quote(name), o.what, diag.Quote(o.text)), "give it another name with const:"
	case o.given.Value != name:
		from = "the Go name " + diag.Quote(name) + " of " + from
	}
	return diag.Diagnostic{Pos: o.place(), Message: from + " cannot be used: " + why, Remedy: remedy}
}

// Names finds out which codes and ids of a new spec need a const.
type Names struct{ taken map[string]bool }

// NewNames returns Names for a spec without codes and ids.
func NewNames() *Names {
	n := &Names{map[string]bool{}}
	for _, name := range templates.Reserved() {
		n.taken[name] = true
	}
	return n
}

// Permission returns the const that a code needs, "" if it needs none.
func (n *Names) Permission(code, pkg string) string {
	return n.claim(goName(code, pkg), "", "Permission")
}

// Row returns the const that an id needs, "" if it needs none.
func (n *Names) Row(id string) string { return n.claim(goName(id, ""), "Route", "Row") }

func (n *Names) claim(name, prefix, substitute string) string {
	if full := prefix + name; token.IsIdentifier(full) && ast.IsExported(full) && !n.taken[full] && (prefix == "" || name != "") {
		n.taken[full] = true
		return ""
	}
	for i := 1; ; i++ {
		given := fmt.Sprint(substitute, i)
		if !n.taken[prefix+given] {
			n.taken[prefix+given] = true
			return given
		}
	}
}

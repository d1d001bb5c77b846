// Package syntax reads a spec into a tree. The tree is as written: each value has its position, and nothing
// is resolved. The package also writes YAML and JSON. No other package uses a YAML library.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package syntax

import (
	"unicode/utf8"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
)

// A Text is a scalar and its position. The zero Text means that the spec does not have it.
type Text struct {
	Value string
	Pos   diag.Position

	quote int // columns before the first character; negative if the text is folded over lines or has escapes
}

// At returns the position of the character at a byte offset of the value. If it is not known, At returns
// the position of the text.
func (t Text) At(offset int) diag.Position {
	pos := t.Pos
	if t.quote >= 0 {
		pos.Column += t.quote + utf8.RuneCountInString(t.Value[:offset])
	}
	return pos
}

// Written reports whether the spec has this text.
func (t Text) Written() bool { return t.Pos != diag.Position{} }

// A Spec is a whole file.
type Spec struct {
	File        string // its name in positions
	Package     Text
	Title       Text
	Source      Source
	Combine     Text // all or any
	Unlisted    Unlisted
	Upstream    []Text // names of servers; empty for any
	Encoded     []Text // names of the escapes that a path can have; empty for none, nil for all
	Denied      Denied
	Codes       Codes
	Grants      []Text // what callers hold besides codes and roles
	Permissions []Permission
	Roles       []Role
	Schemes     []Scheme
	OpenAPI     OpenAPI
	Outputs     []Text   // besides the Go package and OpenAPI
	Allowed     [][]Text // the security schemes of all rows; see Route
	Groups      []Group
	Accept      []Acceptance // of findings anywhere in the table
}

// An Acceptance says why a finding of lint is accepted.
type Acceptance struct {
	Rule   string // one of Rules
	Reason Text
}

// An OpenAPI says which OpenAPI output is written.
type OpenAPI struct {
	Version Text   // of OpenAPI
	Outputs []Text // nil for all

	Describe *bool // whether operations say in their texts what they require; nil if the spec does not say
	Roles    bool  // the document has the roles, and what codes imply
}

// A Source names the document that a spec was transcribed from.
type Source struct {
	Document Text
	Updated  Text // a date, year-month-day
	Columns  Text // how its columns are read, as --columns of import doc has it
	Base     Text // the path that its paths stand below, as --base of import doc has it
}

// Unlisted says who may send requests that the table does not list: words of package access.
type Unlisted struct {
	Path   Text // if no row has the path
	Method Text // if rows have the path, but none has the method
}

// Denied says how a request without the permissions that it needs is answered.
type Denied struct {
	Body Map // the JSON object that is sent; nil if the spec has none
}

// Codes says how codes are compared.
type Codes struct {
	Case Text // exact or fold
}

// A Permission is a code and its description.
type Permission struct {
	Code    Text
	Text    Text
	Const   Text   // the Go name, if it does not follow from the code
	Implies []Text // codes
	Aliases []Text // other spellings of the code
	Key     bool   // it is a key of a mapping, and its value is the text or has the other keys

	Accept []Acceptance // of findings at the code

	Scheme Text // the security scheme whose callers have the code; may be missing
	Scope  Text // the scope of that scheme that stands for the code; without it every caller of the scheme has it
}

// A Role is a name for what callers are granted.
type Role struct {
	Name     Text
	Text     Text
	Const    Text   // the Go name after "Role", if it does not follow from the name
	Grants   []Text // codes and patterns
	Includes []Text // names of roles

	Accept []Acceptance // of findings at the role
}

// A Scheme is an OpenAPI security scheme object, as written.
type Scheme struct {
	Name   Text
	Object Map
}

// A Group is a heading with rows, groups or both under it. A group without a name holds the rows that stand at the top
// of the spec, in no group.
type Group struct {
	Pos    diag.Position
	Name   Text
	Slug   Text
	Groups []Group
	Routes []Route

	Allowed [][]Text // the security schemes of the rows below; see Route
}

// A Route is a row of the table.
type Route struct {
	ID      Text // not written, it has the value that follows from Route
	Name    Text
	Const   Text // the Go name after "Route", if it does not follow from the id
	Route   Text // METHOD /path
	Key     bool // Route is a key of a mapping, and its value is the requirement or has the other keys
	Require Require
	Encoded []Text // as in Spec, for this row; nil for those of the table

	// Allowed holds names of security schemes: all of one of the lists are needed. It is nil for those of the group.
	Allowed [][]Text

	Printed Printed
	Accept  []Acceptance // of findings at the row

	Deprecated bool
}

// Printed holds texts of the document where the spec says something else.
type Printed struct {
	Name, Route, Require, Text Text
}

// A Form is one way to write a requirement.
type Form uint8

const (
	Single Form = iota // one code
	Joined             // several; combine of the spec says whether all or any are needed
	All                // {all: […]}
	Any                // {any: […]}
	Word               // public, authenticated or nobody
)

// A Require is a requirement as written. Items of Joined and All are codes. Items of Any are codes or All.
type Require struct {
	Pos    diag.Position
	Form   Form
	Code   string        // of Single and Word
	Access access.Access // of Word
	Items  []Require
}

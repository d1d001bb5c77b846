package draft

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/diag"
)

// A Kind is a kind of doubts. The kinds that can change who may call come first.
type Kind uint8

// The kinds.
const (
	Closed    Kind = iota // nobody may call an operation, because the document is not understood
	Unstated              // nobody may call an operation, because the document does not say who may
	LeftOut               // an operation has no row
	Joined                // a row needs what several operations need together
	Weaker                // the spec can say less than the document, or the document admits everyone
	Rewritten             // a path is written in another way
	Renamed               // a code, an id, a scheme or a Go name is not the document's
	Unread                // something is not read
	Chosen                // the document says several things or nothing, and the spec says one
)

// kindTitles are the headings of the kinds.
var kindTitles = [...]string{
	Closed:    "closed: nobody may call them, because the document is not understood",
	Unstated:  "closed: nobody may call them, because the document does not say who may",
	LeftOut:   "left out",
	Joined:    "needs joined: the spec asks for what several operations need together",
	Weaker:    "optional or open security",
	Rewritten: "paths written in another way",
	Renamed:   "names that are not the document's",
	Unread:    "not read",
	Chosen:    "chosen by rule",
}

// String returns the heading of the kind.
func (k Kind) String() string { return kindTitles[k] }

// Open reports whether doubts of the kind leave open who may call.
func (k Kind) Open() bool { return k <= LeftOut }

// Kinds returns all kinds.
func Kinds() (kinds []Kind) {
	for k := range kindTitles {
		kinds = append(kinds, Kind(k))
	}
	return kinds
}

// A Doubt is something that the spec leaves out, or says in another way than the document.
type Doubt struct {
	Kind Kind
	diag.Diagnostic
}

// Open reports whether a doubt leaves open who may call.
func (d Draft) Open() bool {
	return slices.ContainsFunc(d.Doubts, func(d Doubt) bool { return d.Kind.Open() })
}

// doubt adds a doubt. remedy may be empty.
func (b *builder) doubt(kind Kind, pos diag.Position, remedy, format string, args ...any) {
	b.doubts = append(b.doubts, Doubt{kind, diag.Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...), Remedy: remedy}})
}

// sortDoubts sorts by kind and place.
func sortDoubts(all []Doubt) []Doubt {
	slices.SortStableFunc(all, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	return slices.Compact(all)
}

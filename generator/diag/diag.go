// Package diag has diagnostics: the position of a mistake, what was found there, what is allowed, and a
// remedy.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a position in a file. Line and Column count from 1. A column is a character, not a byte. If
// Line is zero, the position is the file as a whole.
type Position struct {
	File         string
	Line, Column int
}

// String returns file:line:column, or the file alone if Line is zero.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// A Diagnostic is one mistake in a file.
type Diagnostic struct {
	Pos     Position
	Message string // what was found and what is allowed; one line, no final stop
	Remedy  string // how to correct it; may be empty
}

// String returns the diagnostic on one line: position, message, remedy.
func (d Diagnostic) String() string { return d.Pos.String() + ": " + d.text() }

func (d Diagnostic) text() string {
	if d.Remedy == "" {
		return d.Message
	}
	return d.Message + "; " + d.Remedy
}

// A List is the mistakes in a file, as an error. A nil or empty List is no error: use Err.
type List []Diagnostic

// Addf appends a diagnostic without a remedy.
func (l *List) Addf(pos Position, format string, args ...any) {
	*l = append(*l, Diagnostic{Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Most is how many diagnostics are listed. Users with more correct some of them and run the command again.
const Most = 100

// Full reports whether the list has more than Most diagnostics. No more need to be added then.
func (l List) Full() bool { return len(l) > Most }

// Cut returns the first Most diagnostics of a full list, and one more that says that the list is cut. It
// returns other lists as they are.
func (l List) Cut() List {
	if !l.Full() {
		return l
	}
	return append(slices.Clone(l[:Most]), Diagnostic{Pos: l[Most].Pos, Message: fmt.Sprintf("only the first %d are listed", Most)})
}

// Sort sorts the list by file, line, column and text, and removes repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.text(), b.text()),
		)
	})
	*l = slices.Compact(*l)
}

// Err returns the list as an error, or nil if it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error returns the diagnostics, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

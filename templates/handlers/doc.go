// Package handlers reads the patterns of other routers, such as /users/:id or /files/{path...}, and compares
// the handlers of a router with the rows of a table.
//
// The declarations of read.go, scan.go, parameter.go, compare.go and settle.go also stand in generated packages, which read
// patterns too: see package templates. So they import the standard library alone, and export nothing. The other files are
// for the generator.
//
// A pattern has readings. A reading is a list of patterns as specs have them, and the handler answers all of
// them: /users/:id? is /users and /users/{id}. If routers read one text in different ways, it has several
// readings, the most likely one first. A parameter with a condition, such as {id:[0-9]+}, reads as {id}: the
// condition makes the handler narrower. What can contain a slash reads as **.
//
// It is a room of the generator, although it stands in templates: public so that it can be read and tested; only the package
// generator promises compatibility.
package handlers

import "strings"

// Read returns the readings of a pattern of any router. The patterns in it have the syntax of specs. An error says
// what cannot be read.
func Read(pattern string) ([][]string, error) { return readPattern(withoutFormat(pattern)) }

// format is what Rails prints after each path: the optional file extension. Nearly no client sends it.
const format = "(.:format)"

func withoutFormat(pattern string) string { return strings.TrimSuffix(pattern, format) }

// A Row is a row of a table.
type Row struct {
	Method  string
	Pattern string // as specs have it
}

// A Handler is a handler as a router lists it.
type Handler struct {
	Method  string // empty, *, ANY or ALL for all methods
	Pattern string // in the syntax of the router
}

// A Gap is a place where a table and the handlers of a router do not agree.
type Gap struct {
	Kind    string
	Handler int    // its index; -1 for NoHandler
	Row     int    // the row that the gap is about, or that decides on the path; -1 for none
	Method  string // of a request that shows the gap
	Pattern string // of the handler, without a method before it; empty for NoHandler
	Path    string // of this request; empty for Unread
	Why     string // why the pattern cannot be read; for Unread alone
}

// The kinds of gaps.
const (
	NoRow      = gapNoRow
	NoHandler  = gapNoHandler
	Broader    = gapBroader
	FinalSlash = gapFinalSlash
	Unread     = gapUnread
)

// EchoNotFound is the method that echo lists handlers of 404 with. They are no handlers of the service.
const EchoNotFound = echoNotFound

// Kinds returns the kinds of gaps, and what each one means in a sentence.
func Kinds() []Kind {
	return []Kind{
		{NoRow, "A handler has no row with its pattern."},
		{NoHandler, "A row has no handler."},
		{Broader, "A handler answers more than its row."},
		{FinalSlash, "A handler and its row differ in a final slash."},
		{Unread, "The pattern of a handler cannot be read."},
	}
}

// A Kind is a kind of gap, and what it means.
type Kind struct{ Name, Meaning string }

// An Asked answers for a request: the row that decides, or -1, and whether some caller may send the request.
type Asked func(method, path string) (row int, open bool)

// Compare compares a table with the handlers of a router. The gaps of handlers come first, in the order of their
// patterns. Rows without a handler follow, in the order of the table.
func Compare(rows []Row, handlers []Handler, asked Asked) (gaps []Gap) {
	var compared []comparedHandler
	for _, h := range handlers {
		h.Pattern = withoutFormat(h.Pattern)
		compared = append(compared, comparedHandler(h))
	}
	for _, g := range compareHandlers(comparedRows(rows), compared, asked) {
		gaps = append(gaps, Gap(g))
	}
	return gaps
}

// RowOf returns the index of the row that has the pattern of a handler, or -1.
func RowOf(rows []Row, h Handler) int {
	h.Pattern = withoutFormat(h.Pattern)
	return rowOfHandler(comparedRows(rows), comparedHandler(h))
}

func comparedRows(rows []Row) (compared []comparedRow) {
	for _, r := range rows {
		compared = append(compared, comparedRow(r))
	}
	return compared
}

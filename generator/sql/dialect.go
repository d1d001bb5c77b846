package sql

import (
	"fmt"
	"strings"
)

// A Dialect is how an engine writes what the view needs.
type Dialect struct {
	Name string

	matches string // of a text and an expression: whether it matches anywhere in it
	extract string // of a text and an expression: what its first group matches
	plain   string // of a column: compared byte by byte
	lower   string // of a text: its ASCII letters small
	end     string // in an expression: the end of the text
	control string // in a class of an expression: the ASCII control characters that a text can have
	fence   string // behind a subquery: its columns are computed once, not where they are used
	escapes bool   // a backslash in a text is an escape
}

// Dialects returns the dialects, in the order of their names. What their expressions have in common is
// all that a view uses.
func Dialects() []Dialect {
	return []Dialect{
		{Name: "clickhouse", matches: "match(%s, %s)", extract: "extract(%s, %s)", plain: "%s", lower: "lower(%s)",
			end: `\z`, control: `\x00-\x1f\x7f`, escapes: true},
		{Name: "duckdb", matches: "regexp_matches(%s, %s)", extract: "regexp_extract(%s, %s, 1)", plain: "%s", lower: "lower(%s)",
			end: `\z`, control: `\x00-\x1f\x7f`},
		{Name: "postgres", matches: "%s ~ %s", extract: "substring(%s FROM %s)", plain: `(%s COLLATE "C")`, lower: "lower(%s)",
			end: `$`, control: `\x01-\x1f\x7f`, fence: " OFFSET 0"},
		{Name: "spark", matches: "%s RLIKE %s", extract: "regexp_extract(%s, %s, 1)", plain: "%s", lower: "lower(%s)",
			end: `\z`, control: `\x00-\x1f\x7f`, escapes: true},
		{Name: "trino", matches: "regexp_like(%s, %s)", extract: "regexp_extract(%s, %s, 1)", plain: "%s", lower: "lower(%s)",
			end: `\z`, control: `\x00-\x1f\x7f`},
	}
}

// DialectNames returns the names of Dialects.
func DialectNames() (names []string) {
	for _, d := range Dialects() {
		names = append(names, d.Name)
	}
	return names
}

// DialectOf returns the dialect of that name, and whether there is one.
func DialectOf(name string) (Dialect, bool) {
	for _, d := range Dialects() {
		if d.Name == name {
			return d, true
		}
	}
	return Dialect{}, false
}

// text returns a text as a literal.
func (d *Dialect) text(s string) string {
	if d.escapes {
		s = strings.ReplaceAll(s, `\`, `\\`)
		return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// expression returns an expression as a literal.
func (d *Dialect) expression(re string) string {
	return d.text(strings.NewReplacer(end, d.end, controls, d.control).Replace(re))
}

// match returns the condition that an expression matches anywhere in a text.
func (d *Dialect) match(text, re string) string {
	return fmt.Sprintf(d.matches, text, d.expression(re))
}

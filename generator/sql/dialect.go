package sql

import (
	"fmt"
	"strings"
)

// A Dialect is how an engine writes what a view needs. The fields are formats.
type Dialect struct {
	Name string

	matches string // of a text and an expression: whether the expression matches anywhere in the text
	extract string // of a text and an expression: what the first group matches
	plain   string // of a column: the text compared byte by byte
	lower   string // of a text: the text with small ASCII letters
	end     string // in an expression: the end of the text
	control string // in a class of an expression: the ASCII control characters that a text can contain
	fence   string // after a subquery: makes the engine compute its columns once, not at each use
	escapes bool   // a backslash begins an escape in a text
}

// Dialects returns the dialects, sorted by name.
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

// text returns the literal for a text.
func (d *Dialect) text(s string) string {
	if d.escapes {
		s = strings.ReplaceAll(s, `\`, `\\`)
		return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// texts returns literals of texts, separated by commas.
func (d *Dialect) texts(all []string) string {
	var literals []string
	for _, s := range all {
		literals = append(literals, d.text(s))
	}
	return strings.Join(literals, ", ")
}

// expression returns the literal for a regular expression.
func (d *Dialect) expression(re string) string {
	return d.text(strings.NewReplacer(end, d.end, controls, d.control).Replace(re))
}

// match returns the condition that a regular expression matches anywhere in a text.
func (d *Dialect) match(text, re string) string {
	return fmt.Sprintf(d.matches, text, d.expression(re))
}

package sql

import "strings"

// A cond is a condition on a path.
type cond interface {
	// sql returns the condition in a dialect. It can be used anywhere without parentheses.
	sql(d *Dialect) string
}

// A constant is a condition that always or never holds.
type constant bool

const (
	always constant = true
	never  constant = false
)

func (c constant) sql(*Dialect) string {
	if c {
		return "1 = 1"
	}
	return "1 = 0"
}

// is is the condition that the path is this text.
type is string

func (c is) sql(d *Dialect) string { return pathColumn + " = " + d.text(string(c)) }

// matches is the condition that an expression matches the path or, if folded is set, the path in small letters.
type matches struct {
	re     string
	folded bool
}

func (c matches) sql(d *Dialect) string {
	column := pathColumn
	if c.folded {
		column = foldedColumn
	}
	return d.match(column, c.re)
}

type not struct{ cond }

func (c not) sql(d *Dialect) string { return "NOT (" + c.cond.sql(d) + ")" }

type all []cond

func (c all) sql(d *Dialect) string { return combined(c, " AND ", d) }

type anyOf []cond

func (c anyOf) sql(d *Dialect) string { return combined(c, " OR ", d) }

func combined(list []cond, word string, d *Dialect) string {
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = c.sql(d)
	}
	return "(" + strings.Join(parts, word) + ")"
}

// either returns the condition that one of the conditions holds.
func either(list []cond) cond {
	var open anyOf
	for _, c := range list {
		known, ok := c.(constant)
		switch {
		case !ok:
			open = append(open, c)
		case known == always:
			return always
		}
	}
	switch len(open) {
	case 0:
		return never
	case 1:
		return open[0]
	}
	return open
}

// both returns the condition that all of the conditions hold.
func both(list ...cond) cond {
	var open all
	for _, c := range list {
		known, ok := c.(constant)
		switch {
		case !ok:
			open = append(open, c)
		case known == never:
			return never
		}
	}
	switch len(open) {
	case 0:
		return always
	case 1:
		return open[0]
	}
	return open
}

// no returns the condition that another one does not hold.
func no(c cond) cond {
	if known, ok := c.(constant); ok {
		return !known
	}
	return not{c}
}

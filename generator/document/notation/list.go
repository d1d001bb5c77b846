package notation

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// closed joins the items of a line that "any of" or "all of" stands behind.
func (p *parser) closed(op Op, items []*Expr) written {
	e := join(op, items)
	if len(items) == 1 && e.Op != op && e.Op != Code {
		p.doubt("%s joins its codes in two ways: read as %s", p.quoted(), e)
		if e.Op == Any {
			p.not("%s", p.tokens[p.at-1])
		}
	}
	return written{e, true, false}
}

// listed joins the items of a line. The joint before the last item can speak for all: a, b, or c.
func (p *parser) listed(items []written, joints []joint, all []*Expr) written {
	if len(items) == 1 {
		return items[0]
	}
	switch last := joints[len(joints)-1]; {
	case last == byOr || last == byAnd:
		for _, j := range joints {
			if j != byComma && j != last {
				p.not("%s in a list with several words that join its items", p.tokens[p.at-1])
			}
		}
		return written{join(map[joint]Op{byOr: Any, byAnd: All}[last], all), true, false}
	case p.series(items, joints):
		end := items[len(items)-1]
		e := join(end.Op, append(all[:len(all)-1:len(all)-1], end.Items...))
		if e.Op == Any {
			p.doubt("%s: read as %s", p.quoted(), e)
		}
		return written{e, true, false}
	}
	e := join(List, all)
	alternatives := false
	for i, j := range append([]joint{byComma}, joints...) {
		alternatives = alternatives || items[i].Op == Any && !items[i].bracket
		if j == byOr || j == byAnd {
			p.not("%s in a list with several words that join its items", p.tokens[p.at-1])
		}
	}
	if alternatives {
		p.doubt("%s is a list, and an item of it has alternatives: read as %s", p.quoted(), e)
	}
	return written{e, false, false}
}

// series reports whether items are like a, b or c: the word before the last one speaks for all.
func (p *parser) series(items []written, joints []joint) bool {
	for i, item := range items {
		switch {
		case i < len(joints) && joints[i] != byComma:
			return false
		case i < len(items)-1:
			if item.Op != Code {
				return false
			}
		default:
			return item.word && !item.bracket && len(item.Items) == 2 && item.Items[0].Op == Code && item.Items[1].Op == Code
		}
	}
	return false
}

// quoted returns the tokens, for messages.
func (p *parser) quoted() string {
	var texts []string
	for _, t := range p.tokens {
		texts = append(texts, t.text)
	}
	return diag.Quote(source.OneLine(strings.Join(texts, " ")))
}

// String returns the expression with and, or and brackets.
func (e *Expr) String() string {
	if e.Op == Code {
		return e.Code
	}
	var items []string
	for _, item := range e.Items {
		text := item.String()
		if item.Op != Code {
			text = "(" + text + ")"
		}
		items = append(items, text)
	}
	return strings.Join(items, map[Op]string{All: " and ", Any: " or ", List: ", "}[e.Op])
}

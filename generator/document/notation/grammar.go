package notation

import (
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// A phrase is an expression and how it is written.
type written struct {
	*Expr
	word    bool // its items are joined by a word or a sign
	bracket bool
}

// ended reports whether the part ends here.
func (p *parser) ended() bool {
	return p.reason != "" || p.at == len(p.tokens) || p.peek() == shutToken
}

// part reads groups of lines.
func (p *parser) part() *Expr {
	var groups []*Expr
	for more := true; more && p.reason == ""; more = p.reason == "" && !p.ended() && (p.peek() == anyToken || p.peek() == allToken) {
		groups = append(groups, p.group())
	}
	if p.reason != "" {
		return nil
	}
	return join(List, groups)
}

// opens reports whether "any of" or "all of" stands before codes here, and not behind them.
func (p *parser) opens() (op Op, is bool) {
	k := p.peek()
	if k != anyToken && k != allToken || p.at+1 == len(p.tokens) || p.tokens[p.at+1].kind == shutToken {
		return List, false
	}
	return opOf(k), true
}

func opOf(k tokenKind) Op {
	if k == anyToken || k == orToken {
		return Any
	}
	return All
}

// group reads lines, perhaps with "any of" or "all of" before or behind all of them.
func (p *parser) group() *Expr {
	op, opened := p.opens()
	if opened {
		p.at++
		p.take(breakToken)
	}
	var lines []written
	for p.reason == "" {
		lines = append(lines, p.line(opened))
		if !p.take(breakToken) {
			break
		}
		if _, next := p.opens(); next {
			break
		}
		if k := p.peek(); !opened && (k == anyToken || k == allToken) {
			p.at++
			op, opened = opOf(k), true
			break
		}
	}
	if p.reason != "" {
		return nil
	}
	return p.grouped(op, opened, lines)
}

// grouped joins the lines of a group.
func (p *parser) grouped(op Op, opened bool, lines []written) *Expr {
	var items []*Expr
	alternatives := false
	for _, l := range lines {
		alternatives = alternatives || l.Op == Any
		if opened && l.Op == List {
			items = append(items, l.Items...)
		} else {
			items = append(items, l.Expr)
		}
	}
	e := join(op, items)
	switch {
	case opened && op == All && e.Op == Any:
		p.not("%s with alternatives", token{allToken, "all of"})
	case opened && op == Any && e.Op == All:
		p.doubt("%s joins its codes in two ways: read as %s", p.quoted(), e)
	case !opened && len(lines) > 1 && alternatives:
		p.doubt("%s is a list, and an item of it has alternatives: read as %s", p.quoted(), e)
	}
	return e
}

// A joint is what joins two items of a line.
type joint uint8

const (
	byComma joint = iota
	byBlank
	byOr // after a comma
	byAnd
)

// line reads items with commas or blanks between them.
func (p *parser) line(opened bool) written {
	items, joints := []written{p.or()}, []joint(nil)
	for p.reason == "" {
		j, more := p.joint()
		if !more {
			break
		}
		items, joints = append(items, p.or()), append(joints, j)
	}
	if p.reason != "" {
		return written{}
	}
	var all []*Expr
	for _, item := range items {
		all = append(all, item.Expr)
	}
	if k := p.peek(); !opened && (k == anyToken || k == allToken) && len(p.tokens) > 0 {
		if _, opens := p.opens(); !opens {
			p.at++
			return p.closed(opOf(k), all)
		}
	}
	return p.listed(items, joints, all)
}

// joint reads what joins two items.
func (p *parser) joint() (joint, bool) {
	if p.take(commaToken) {
		switch {
		case p.take(orToken):
			return byOr, true
		case p.take(andToken):
			return byAnd, true
		case p.ended() || p.peek() == breakToken:
			return byComma, false // a list may end with a comma
		}
		return byComma, true
	}
	if p.at > 0 && p.peek() == codeToken && p.tokens[p.at-1].kind == codeToken {
		if p.options.Levels || formOf(p.tokens[p.at].text) == sureCode && formOf(p.tokens[p.at-1].text) == sureCode {
			return byBlank, true
		}
	}
	return byComma, false
}

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

// or reads alternatives.
func (p *parser) or() written {
	either := p.take(eitherToken)
	items, mixed, first := []*Expr(nil), false, written{}
	word := false
	for {
		item := p.and()
		if p.reason != "" {
			return written{}
		}
		if items == nil {
			first = item
		}
		mixed = mixed || item.word && !item.bracket
		items = append(items, item.Expr)
		if !p.take(orToken) {
			break
		}
		word = word || p.tokens[p.at-1].text != "|" && p.tokens[p.at-1].text != "||"
	}
	if len(items) == 1 {
		if either {
			p.not("%s without or", token{eitherToken, "either"})
		}
		return first
	}
	e := join(Any, items)
	if mixed {
		p.doubt("%s has no brackets: read as %s", p.quoted(), e)
	}
	return written{e, word, false}
}

// and reads what is needed together.
func (p *parser) and() written {
	both := p.take(bothToken)
	var items []*Expr
	first := written{}
	for {
		item := p.item()
		if p.reason != "" {
			return written{}
		}
		if items == nil {
			first = item
		}
		items = append(items, item.Expr)
		if !p.take(andToken) {
			break
		}
	}
	if len(items) == 1 {
		if both {
			p.not("%s without and", token{bothToken, "both"})
		}
		return first
	}
	return written{join(All, items), true, false}
}

// item reads a code or an expression in brackets.
func (p *parser) item() written {
	if p.at < len(p.tokens) && p.take(codeToken) {
		return written{Expr: &Expr{Code: p.tokens[p.at-1].text}}
	}
	if p.depth == mostBrackets || !p.take(openToken) {
		p.fail()
		return written{}
	}
	p.depth++
	e := p.part()
	p.depth--
	if p.reason == "" && !p.take(shutToken) {
		p.fail()
	}
	return written{e, false, true}
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

package notation

// A written is an expression and how it is written.
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
		if IsCode(p.tokens[p.at].text) && IsCode(p.tokens[p.at-1].text) { // several bare words may be one name
			return byBlank, true
		}
	}
	return byComma, false
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

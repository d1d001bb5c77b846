package notation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

// Options say how a column's cells are read.
type Options struct {
	Words  bool // a bare word is a code, unless it begins with a capital
	Levels bool // every bare word is a code, even one that says how much is allowed
}

// tooMany is why a requirement is closed that would have too many alternatives.
var tooMany = fmt.Sprintf("more than %d alternatives", MostAlternatives)

// ReadRequirement reads a text to its last character. A text that is not understood is Closed.
//
//	requirement = saying | part { part }
//	part        = [ "any of" | "all of" ] line { break line }
//	line        = or { comma or } [ "any of" | "all of" ]
//	or          = and { "or" and }
//	and         = item { "and" item }
//	item        = code | "(" part ")"
//
// A break is ";" or the end of a line. Beside a word that joins codes, it has no meaning.
func ReadRequirement(cell string, o Options) Requirement {
	if IsCode(cell) {
		return Requirement{Kind: Codes, Expr: &Expr{Code: cell}, Plain: true, Tokens: []string{cell}, Doubts: starred(cell)}
	}
	if s, is := sayingOf[spoken(cell)]; is {
		return said(s, cell)
	}
	text, doubts := unmarked(cell)
	p := &parser{options: o, tokens: joinLines(lex(text)), plain: text == cell, doubts: doubts}
	r := p.requirement()
	r.Doubts, r.Plain, r.Or = p.doubts, p.plain && r.Kind == Codes, p.choice
	for _, t := range p.tokens {
		if t.kind == codeToken {
			r.Tokens = append(r.Tokens, t.text)
			r.Doubts = append(r.Doubts, starred(t.text)...)
		}
	}
	return r
}

// starred returns a doubt if a code has a star: it can be a pattern of codes, or the mark of a footnote.
func starred(code string) []Doubt {
	if !strings.Contains(code, "*") {
		return nil
	}
	return []Doubt{{Message: fmt.Sprintf("%s has a star: read as a code of its own, which no other code includes", diag.Quote(code)), Access: true}}
}

// said returns the requirement of a saying.
func said(s saying, cell string) Requirement {
	r := Requirement{Kind: s.kind}
	if s.kind == Closed {
		r.Reason = fmt.Sprintf("%s does not say who may call", diag.Quote(source.OneLine(cell)))
	}
	if s.doubt != "" {
		r.Doubts = []Doubt{{Message: fmt.Sprintf("%s %s", diag.Quote(source.OneLine(cell)), s.doubt), Access: true}}
	}
	return r
}

// retired is how documents mark what will be removed.
var retired = regexp.MustCompile(`(?i)[\s(\[{【<-]*(?:该接口|此接口|接口)?(?:即将|待|已)(?:下线|废弃|弃用)[\s)\]}】>]*` +
	`|[(\[{【]\s*(?:下线|废弃|弃用|停用|deprecated|obsolete|legacy|to be (?:removed|retired|deprecated|discontinued|brought offline|taken offline))\s*[)\]}】]` +
	`|[\s-]+(?:deprecated|to be deprecated|to be removed)\s*$|^\s*deprecated[\s:]+`)

// Lasting returns a text without the marks of what will be removed.
func Lasting(s string) string {
	if narrow := Narrow(s); retired.MatchString(narrow) {
		return strings.TrimSpace(retired.ReplaceAllString(narrow, " "))
	}
	return s
}

// unmarked returns a cell in ASCII width, without bullets and without the marks of what will be removed.
func unmarked(cell string) (text string, doubts []Doubt) {
	narrow := strings.Join(Items(Narrow(cell)), "\n")
	text = narrow
	if marks := retired.FindString(narrow); marks != "" {
		text = strings.TrimSpace(retired.ReplaceAllString(narrow, " "))
		doubts = append(doubts, Doubt{Message: fmt.Sprintf("%s has a mark of what will be removed: it is needed as long as the document has it", diag.Quote(source.OneLine(cell)))})
	}
	for _, word := range strings.FieldsFunc(cell, func(r rune) bool {
		return r == ' ' || r == '\n' || strings.ContainsRune("、，；（）。：", r) && r != '：'
	}) {
		if strings.ContainsFunc(word, func(r rune) bool { return r >= 0xff01 && r <= 0xff5e }) && formOf(Narrow(word)) == sureCode {
			doubts = append(doubts, Doubt{Message: fmt.Sprintf("full-width characters in %s", diag.Quote(word))})
		}
	}
	return text, doubts
}

// joinLines drops the breaks beside words that join codes, and the words that change nothing.
func joinLines(tokens []token) (kept []token) {
	tokens = slices.DeleteFunc(tokens, func(t token) bool { return t.kind == fillerToken })
	for i, t := range tokens {
		if t.kind == breakToken {
			last := len(kept) - 1
			if last < 0 || i+1 == len(tokens) || joins(kept[last].kind) || joins(tokens[i+1].kind) || kept[last].kind == breakToken ||
				kept[last].kind == openToken || tokens[i+1].kind == shutToken {
				continue
			}
			if kept[last].kind == commaToken {
				kept[last] = t
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// joins reports whether a token joins what stands before and after it.
func joins(k tokenKind) bool { return k == andToken || k == orToken }

// A parser reads the tokens of a requirement.
type parser struct {
	options Options
	tokens  []token
	at      int
	plain   bool
	choice  bool
	doubts  []Doubt
	reason  string // why the text is not understood; "" as long as it is
	depth   int    // of brackets
}

// mostCodes is how many codes a requirement may have.
const mostCodes = 200

// mostBrackets is how deep brackets may stand in each other.
const mostBrackets = 20

func (p *parser) requirement() Requirement {
	if len(p.tokens) == 0 {
		return Requirement{Reason: "no code"}
	}
	codes := 0
	for _, t := range p.tokens {
		p.word(t)
		if t.kind == codeToken {
			codes++
		}
	}
	if codes > mostCodes {
		return Requirement{Reason: fmt.Sprintf("more than %d codes", mostCodes)}
	}
	expr := p.part()
	if p.reason == "" && p.at < len(p.tokens) {
		p.fail()
	}
	if p.reason == "" {
		if _, ok := expr.Alternatives(false); !ok {
			p.reason = tooMany
		} else if _, ok := expr.Alternatives(true); !ok {
			p.reason = tooMany
		}
	}
	if p.reason != "" {
		return Requirement{Reason: p.reason}
	}
	return Requirement{Kind: Codes, Expr: expr}
}

// word notes what a token means for the whole text.
func (p *parser) word(t token) {
	switch t.kind {
	case orToken, anyToken, eitherToken:
		p.choice, p.plain = true, false
	case andToken, allToken, bothToken, openToken, shutToken:
		p.plain = false
	case codeToken:
		switch form := formOf(t.text); {
		case form == level && !p.options.Levels:
			p.not("%s says how much is allowed, not of what", t)
		case form == bareWord && !p.options.Levels && (!p.options.Words || capitalized(t.text)):
			p.not("the word %s", t)
		}
	case unknownToken:
		if words[strings.ToLower(t.text)] {
			p.not("the word %s", t)
		} else {
			p.not("%s", t)
		}
	}
}

// not notes a token that is not understood. The first one counts.
func (p *parser) not(format string, t token) {
	if p.reason == "" {
		p.reason = fmt.Sprintf(format, diag.Quote(t.text))
	}
}

// fail notes that the grammar ends before the next token.
func (p *parser) fail() {
	if p.at < len(p.tokens) {
		p.not("%s at this place", p.tokens[p.at])
	} else {
		p.not("nothing after %s", p.tokens[len(p.tokens)-1])
	}
}

func (p *parser) doubt(format string, args ...any) {
	p.doubts = append(p.doubts, Doubt{fmt.Sprintf(format, args...), true})
}

// peek returns the kind of the next token; unknownToken at the end.
func (p *parser) peek() tokenKind {
	if p.at < len(p.tokens) {
		return p.tokens[p.at].kind
	}
	return unknownToken
}

// take takes the next token if it is of a kind.
func (p *parser) take(k tokenKind) bool {
	if p.at < len(p.tokens) && p.tokens[p.at].kind == k {
		p.at++
		return true
	}
	return false
}

// CodeLike reports whether a text is made of codes and what joins them.
func CodeLike(s string) bool {
	return IsCode(s) || len(CodesIn(s)) > 0 && ReadRequirement(s, Options{}).Kind == Codes
}

// Joint reports whether a text is a word that joins the codes before and after it.
func Joint(s string) bool {
	tokens := lex(Narrow(s))
	return len(tokens) == 1 && joins(tokens[0].kind)
}

// Void reports whether a text is a sign that a cell has nothing to say: -, N/A.
func Void(s string) bool {
	said, is := sayingOf[spoken(s)]
	return is && said.kind == Closed
}

// Says reports whether a text says who may call without naming a code.
func Says(s string) bool {
	said, is := sayingOf[spoken(s)]
	return is && said.kind != Closed
}

// GoesOn reports whether a text begins with a word that joins it to the codes before it.
func GoesOn(s string) bool {
	tokens := lex(Narrow(s))
	return len(tokens) > 1 && joins(tokens[0].kind) && tokens[1].kind == codeToken
}

// Unfinished reports whether a text ends with a word or a comma that joins it to the codes after it.
func Unfinished(s string) bool {
	tokens := lex(Narrow(s))
	last := len(tokens) - 1
	return last > 0 && (joins(tokens[last].kind) || tokens[last].kind == commaToken) && tokens[0].kind == codeToken
}

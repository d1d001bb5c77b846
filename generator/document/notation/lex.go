package notation

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A tokenKind is a kind of token in a requirement.
type tokenKind uint8

const (
	codeToken    tokenKind = iota
	andToken               // and, 且, &
	orToken                // or, 或, |
	commaToken             // , 、 and a blank between codes
	breakToken             // ; and the end of a line
	openToken              // (
	shutToken              // )
	anyToken               // any of, one of, 任一
	allToken               // all of, 同时
	eitherToken            // either
	bothToken              // both
	fillerToken            // words that change nothing: are required, 权限
	unknownToken           // everything else
)

// A token is a piece of a requirement. text is as printed.
type token struct {
	kind tokenKind
	text string
}

// phrases holds the words of requirements, the longer ones first. The English ones end at a word's end.
var phrases = []struct {
	kind tokenKind
	form *regexp.Regexp
}{
	{unknownToken, phrase(`and\s*/\s*or\b|或/和|和/或|且/或|或且`)},
	{anyToken, phrase(`(?:any(?:\s+one)?|either(?:\s+one)?|(?:at\s+least\s+)?one)\s+of(?:\s+the)?(?:\s+(?:following|these|them|below))?` + things + `(?:\s*:|\b)`)},
	{anyToken, phrase(`(?:满足|具备|拥有|需要|需)?(?:以下|如下|下列|其中)?(?:任意一|任一|其中一|任何一)[个項项条种]?(?:权限项|权限码|权限|授权项)?(?:即可|就可|便可)?:?`)},
	{anyToken, phrase(`(?:其中之一|之一|其一|二选一|任选其一)(?:即可|就可)?:?`)},
	{allToken, phrase(`all(?:\s+of)?(?:\s+the)?(?:\s+(?:following|these|them|below))?` + things + `(?:\s*:|\b)`)},
	{allToken, phrase(`(?:需要|需|须|必须)?(?:同时|全部|均)(?:具备|需要|满足|拥有|需|须)(?:以下|如下|下列)?(?:权限项|权限码|权限|授权项)?:?|都需要|缺一不可|同时:?`)},
	{eitherToken, phrase(`either\b`)},
	{bothToken, phrase(`both(?:\s+of)?\b`)},
	{fillerToken, phrase(`(?:is|are)\s+(?:required|needed|necessary)\b|required\b|(?:requires?|needs?)\b:?` + `|(?:the\s+)?permissions?\b:?|(?:the\s+)?(?:scopes?|actions?)\b:?|需要|权限码?|授权项|即可|就可`)},
	{andToken, phrase(`and\b|&&|&|\+|并且|而且|以及|且|和|与|及`)},
	{orToken, phrase(`or\b|\|\||\||或者|或是|或`)},
}

// things is what a phrase can call codes.
const things = `(?:\s+(?:permissions?|codes?|actions?|scopes?))?`

func phrase(form string) *regexp.Regexp { return regexp.MustCompile(`^(?i:` + form + `)`) }

// marksAround holds what can stand around a code and belongs to the print alone.
const marksAround = "\"'`“”‘’"

// lex cuts a text in ASCII width into tokens.
func lex(s string) (tokens []token) {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == ' ' || r == '\t' || strings.ContainsRune(marksAround, r):
			s = s[size:]
			continue
		case r == '\n' || r == ';' || r == '。':
			tokens, s = append(tokens, token{breakToken, s[:size]}), s[size:]
			continue
		case r == ',' || r == '、':
			tokens, s = append(tokens, token{commaToken, s[:size]}), s[size:]
			continue
		case r == '(' || r == '[':
			tokens, s = append(tokens, token{openToken, s[:size]}), s[size:]
			continue
		case r == ')' || r == ']':
			tokens, s = append(tokens, token{shutToken, s[:size]}), s[size:]
			continue
		}
		t := next(s)
		tokens, s = append(tokens, t), s[len(t.text):]
	}
	return tokens
}

// next returns the word at the start of a text.
func next(s string) token {
	run := runAt(s)
	code := strings.TrimSuffix(run, ".") // the end of a sentence
	if formOf(code) == sureCode {
		return token{codeToken, code}
	}
	for _, p := range phrases {
		if found := p.form.FindString(s); found != "" {
			return token{p.kind, found}
		}
	}
	if run == "" {
		_, size := utf8.DecodeRuneInString(s)
		run = s[:size]
	}
	if run == "." && (len(s) == 1 || s[1] == '\n') {
		return token{fillerToken, run} // of a sentence
	}
	if formOf(code) != noCode {
		return token{codeToken, code}
	}
	return token{unknownToken, run}
}

// runAt returns the run at the start of a text that can be a code: up to a blank or a sign that joins
// codes. A letter that is not ASCII ends it.
func runAt(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf || strings.ContainsRune(" \t\n,;|&+()[]\"'`", r)
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

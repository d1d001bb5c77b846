package lint

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
)

func spellingStyle() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "spelling-style", Level: report.Info,
			Summary: "Codes join words in several styles.",
			Why:     "People misspell codes that follow no rule, in roles and in tokens.",
			Remedy:  "Spell all codes in one style. Accept the finding for codes that tokens carry already, with this reason.",
		},
		Detail: "The styles are camelCase, kebab-case and snake_case. A code such as `costanalysis`, which joins two words without any\n" +
			"style, is reported too: words are known from the table's paths, ids and codes, and from a short list.",
		Example: Example{
			Found: `permissions: [{code: "billDetail:view"}, {code: "costanalysis:view"}]
routes:
  - {id: ShowBill, route: GET /bills, require: billDetail:view}
  - {id: ShowCosts, route: GET /costs, require: costanalysis:view}
`,
			Mended: `permissions: [{code: "billDetail:view"}, {code: "costAnalysis:view"}]
routes:
  - {id: ShowBill, route: GET /bills, require: billDetail:view}
  - {id: ShowCosts, route: GET /costs, require: costAnalysis:view}
`,
		},
		find: (*linter).spellingStyles,
	}
}

// A style is a way to join words.
type style string

const (
	camel style = "camelCase"
	kebab style = "kebab-case"
	snake style = "snake_case"
	none  style = "" // one word, or words joined without any sign
)

// styleOf returns the style of a part of a code.
func styleOf(part string) style {
	runes := []rune(part)
	switch {
	case strings.Contains(part, "-"):
		return kebab
	case strings.Contains(part, "_"):
		return snake
	}
	for i := 1; i < len(runes); i++ {
		if unicode.IsLower(runes[i-1]) && unicode.IsUpper(runes[i]) {
			return camel
		}
	}
	return none
}

// spellingStyles reports the codes that are not in the style that most codes have.
func (l *linter) spellingStyles() {
	first := map[style]*model.Permission{}
	count := map[style]int{}
	for _, p := range l.api.Permissions {
		for _, part := range partsOf(p.Code) {
			s := styleOf(part)
			if count[s]++; first[s] == nil {
				first[s] = p
			}
		}
	}
	usual := none
	for _, s := range []style{camel, kebab, snake} {
		if count[s] > 0 && (usual == none || count[s] > count[usual]) {
			usual = s
		}
	}
	if usual == none {
		return
	}
	known := l.vocabulary()
	for _, p := range l.api.Permissions {
		if odd := oddPart(p.Code, usual, known); odd != "" {
			f := l.finding(p.Position(), "spell codes in one style, or accept spelling-style with the reason", "%s, but %q is in %s", odd, first[usual].Code, usual)
			relate(&f, first[usual].Position(), "a code in the usual style")
			l.atCode(p, f)
		}
	}
}

// oddPart says how the first part of a code that is not in the usual style is spelt; "" if there is none.
func oddPart(code string, usual style, known map[string]bool) string {
	for _, part := range partsOf(code) {
		s := styleOf(part)
		if s != none && s != usual {
			return fmt.Sprintf("%q is in %s", part, s)
		}
		if a, b := compound(part, known); s == none && a != "" {
			return fmt.Sprintf("%q joins %s and %s in no style", part, a, b)
		}
	}
	return ""
}

// vocabulary returns the words of paths, ids and codes, and some that are frequent in permissions.
func (l *linter) vocabulary() map[string]bool {
	words := map[string]bool{}
	add := func(text string) {
		for _, part := range partsOf(text) {
			for _, word := range wordsOf(part) {
				words[word], words[strings.TrimSuffix(word, "s")] = true, true
			}
		}
	}
	for _, row := range l.api.Routes {
		add(row.Pattern.String())
		add(row.ID)
	}
	for _, p := range l.api.Permissions {
		add(p.Code)
	}
	add(`account address alarm analysis analytics audit balance bill budget cluster config contract cost
		coupon customer data detail device discount domain event export file group image import info instance
		invoice item key list log member message metric network node order package payment policy price
		product profile project quota rate record refund report resource role rule server service session
		setting status stock summary task template ticket token trade type usage user version view volume`)
	return words
}

// compound returns the two known words that a part in small letters is made of, or "".
func compound(part string, known map[string]bool) (a, b string) {
	const shortest = 4
	for i := len(part) - shortest; i >= shortest; i-- {
		a, b := part[:i], part[i:]
		if known[a] && (known[b] || known[strings.TrimSuffix(b, "s")]) {
			return a, b
		}
	}
	return "", ""
}

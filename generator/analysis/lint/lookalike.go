package lint

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

func lookalike() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "lookalike", Level: report.Warning,
			Summary: "Two codes or two ids look the same but are different texts.",
			Why:     "Nobody sees the difference in a review. A caller with one of the codes is denied what needs the other.",
			Remedy:  "Use one of them, spelt with the letters of the other codes or ids.",
		},
		Detail: "Cyrillic, Greek and Armenian letters are compared as the Latin letters that they look like. `0` is compared as `O`, and\n" +
			"`1` and `I` as `l`. Invisible characters are left out, and a character is the same in each of its Unicode forms.",
		Example: Example{
			Found: `permissions: [{code: "report:view"}, {code: "r\u0435port:view"}]
routes:
  - {id: ListReports, route: GET /reports, require: "report:view"}
  - {id: ShowReport, route: "GET /reports/{id}", require: "r\u0435port:view"}
`,
			Mended: `permissions: [{code: "report:view"}]
routes:
  - {id: ListReports, route: GET /reports, require: "report:view"}
  - {id: ShowReport, route: "GET /reports/{id}", require: "report:view"}
`,
		},
		find: func(l *linter) {
			l.lookalikeCodes()
			l.lookalikeIDs()
		},
	}
}

// lookalikes returns, for each ASCII character, the characters that look like it in many fonts.
func lookalikes() map[rune]string {
	return map[rune]string{
		'a':  "\u0430\u0251\u03b1",             // а ɑ α
		'c':  "\u0441\u03c2",                   // с ς
		'd':  "\u0501",                         // ԁ
		'e':  "\u0435",                         // е
		'g':  "\u0261",                         // ɡ
		'h':  "\u04bb",                         // һ
		'i':  "\u0456\u0131\u03b9",             // і ı ι
		'j':  "\u0458\u03f3",                   // ј ϳ
		'k':  "\u043a\u03ba",                   // к κ
		'n':  "\u0578",                         // ո
		'o':  "\u043e\u03bf\u0585\u03c3",       // о ο օ σ
		'p':  "\u0440\u03c1",                   // р ρ
		'q':  "\u051b",                         // ԛ
		'r':  "\u0433",                         // г
		's':  "\u0455",                         // ѕ
		'u':  "\u03c5\u057d",                   // υ ս
		'v':  "\u03bd\u0475",                   // ν ѵ
		'w':  "\u051d",                         // ԝ
		'x':  "\u0445\u03c7",                   // х χ
		'y':  "\u0443\u03b3\u04af",             // у γ ү
		'A':  "\u0410\u0391",                   // А Α
		'B':  "\u0412\u0392",                   // В Β
		'C':  "\u0421",                         // С
		'E':  "\u0415\u0395",                   // Е Ε
		'H':  "\u041d\u0397",                   // Н Η
		'J':  "\u0408\u037f",                   // Ј Ϳ
		'K':  "\u041a\u039a",                   // К Κ
		'l':  "I1|\u0406\u0399\u04c0\u04cf",    // I 1 | І Ι Ӏ ӏ
		'M':  "\u041c\u039c",                   // М Μ
		'N':  "\u039d",                         // Ν
		'O':  "0\u041e\u039f\u0555",            // 0 О Ο Օ
		'P':  "\u0420\u03a1",                   // Р Ρ
		'Q':  "\u051a",                         // Ԛ
		'S':  "\u0405",                         // Ѕ
		'T':  "\u0422\u03a4",                   // Т Τ
		'U':  "\u054d",                         // Ս
		'V':  "\u0474",                         // Ѵ
		'W':  "\u051c",                         // Ԝ
		'X':  "\u0425\u03a7",                   // Х Χ
		'Y':  "\u0423\u03a5\u04ae",             // У Υ Ү
		'Z':  "\u0396",                         // Ζ
		'-':  "\u2010\u2012\u2013\u2014\u2212", // ‐ ‒ – — −
		':':  "\u2236\u02d0\ua789\u0589\u05c3", // ∶ ː ꞉ ։ ׃
		'/':  "\u2044\u2215",                   // ⁄ ∕
		'\'': "\u2019\u2018\u02bc",             // ’ ‘ ʼ
	}
}

// skeletons returns a function that gives texts the same skeleton if they look the same.
func skeletons() func(text string) string {
	var pairs []string
	for character, similar := range lookalikes() {
		for _, other := range similar {
			pairs = append(pairs, string(other), string(character))
		}
	}
	replacer := strings.NewReplacer(pairs...)
	return func(text string) string {
		visible := strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
				return -1
			}
			return r
		}, norm.NFKD.String(text))
		return replacer.Replace(visible)
	}
}

// lookalikeCodes reports the codes that look like another one.
func (l *linter) lookalikeCodes() {
	var codes []string
	for _, p := range l.api.Permissions {
		codes = append(codes, p.Code)
	}
	for _, pair := range lookalikePairs(codes) {
		usual, odd := l.api.Permissions[pair[0]], l.api.Permissions[pair[1]]
		f := l.finding(odd.Position(), "use one of them", "%s", looksLike("code", odd.Code, usual.Code))
		relate(&f, usual.Position(), "the other code")
		l.atCode(odd, f)
	}
}

// lookalikeIDs reports the ids that look like another one.
func (l *linter) lookalikeIDs() {
	var ids []string
	for _, r := range l.api.Routes {
		ids = append(ids, r.ID)
	}
	places := map[string]diag.Position{}
	placesOfIDs(places, l.api.Written.Groups)
	for _, pair := range lookalikePairs(ids) {
		usual, odd := l.api.Routes[pair[0]], l.api.Routes[pair[1]]
		f := l.finding(places[odd.ID], "change one of them", "%s", looksLike("id", odd.ID, usual.ID))
		relate(&f, places[usual.ID], "the other id")
		l.atRoute(odd, f)
	}
}

// placesOfIDs collects where the ids of routes are written.
func placesOfIDs(places map[string]diag.Position, groups []syntax.Group) {
	for _, g := range groups {
		for _, r := range g.Routes {
			places[r.ID.Value] = r.ID.Pos
			if !r.ID.Written() {
				places[r.ID.Value] = r.Route.Pos
			}
		}
		placesOfIDs(places, g.Groups)
	}
}

// lookalikePairs returns pairs of texts that look the same, by their indices. Of several such texts the
// one with the fewest characters beyond ASCII is the first in the pair of each other one.
func lookalikePairs(texts []string) (pairs [][2]int) {
	usual, skeleton := map[string]int{}, skeletons()
	for i, text := range texts {
		key := skeleton(text)
		if j, seen := usual[key]; !seen || foreign(text) < foreign(texts[j]) {
			usual[key] = i
		}
	}
	for i, text := range texts {
		if j := usual[skeleton(text)]; j != i {
			pairs = append(pairs, [2]int{j, i})
		}
	}
	return pairs
}

// foreign counts the characters beyond ASCII.
func foreign(text string) (n int) {
	for _, r := range text {
		if r > unicode.MaxASCII {
			n++
		}
	}
	return n
}

// looksLike says that one text looks like another.
func looksLike(what, odd, usual string) string {
	return fmt.Sprintf("the %s %s looks like %s", what, shown(odd), shown(usual))
}

// shown returns a text as messages show it, followed by its escaped form where that is different.
func shown(text string) string {
	const longest = 200
	quoted, ascii := diag.Quote(text), strconv.QuoteToASCII(text)
	if foreign(quoted) == 0 {
		return quoted
	}
	if len(ascii) > longest {
		ascii = ascii[:longest] + "…"
	}
	return quoted + " (" + ascii + ")"
}

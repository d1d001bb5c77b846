package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A literal of the table's paths, and where it stands.
type literal struct {
	text    string
	rows    []*model.Route
	segment int             // of the first row
	parents map[string]bool // the shapes before it
}

// literals returns the literals of all paths, in the order of the rows.
func (l *linter) literals() (all []*literal) {
	byText := map[string]*literal{}
	for _, row := range l.api.Routes {
		parent := ""
		for i, s := range row.Pattern.Segments() {
			if s.Kind == route.Literal {
				x := byText[s.Text]
				if x == nil {
					x = &literal{text: s.Text, segment: i, parents: map[string]bool{}}
					byText[s.Text], all = x, append(all, x)
				}
				x.rows = append(x.rows, row)
				x.parents[parent] = true
			}
			parent += "/" + s.Shape()
		}
	}
	return all
}

func (x *literal) besides(y *literal) bool {
	for parent := range x.parents {
		if y.parents[parent] {
			return true
		}
	}
	return false
}

// nearDuplicates finds literals and codes that are spelt nearly alike. A finding stands at the rarer one,
// of equals at the later.
func (l *linter) nearDuplicates() {
	all := l.literals()
	texts := make([]string, len(all))
	for i, x := range all {
		texts[i] = x.text
	}
	for _, pair := range nearPairs(texts) {
		usual, odd := all[pair[0]], all[pair[1]]
		if !near(usual.text, odd.text, usual.besides(odd)) {
			continue
		}
		if len(usual.rows) < len(odd.rows) {
			usual, odd = odd, usual
		}
		f := l.at(odd.rows[0].PositionOf(odd.segment), "spell them alike, or accept near-duplicate with the reason",
			"the literal %q of %s is spelt nearly as %q of %s", odd.text, rows(len(odd.rows)), usual.text, rows(len(usual.rows)))
		related(&f, usual.rows[0].PositionOf(usual.segment), "the usual spelling")
		l.row(odd.rows[0], f)
	}
	l.nearCodes()
}

func rows(n int) string {
	if n == 1 {
		return "one row"
	}
	return cmp.Or(map[int]string{2: "two rows", 3: "three rows"}[n], "several rows")
}

// nearCodes finds codes that are alike but for one part that is spelt nearly alike.
func (l *linter) nearCodes() {
	uses := l.uses()
	var codes []string
	for _, p := range l.api.Permissions {
		codes = append(codes, p.Code)
	}
	for _, pair := range nearPairs(codes) {
		usual, odd := l.api.Permissions[pair[0]], l.api.Permissions[pair[1]]
		if !nearCode(usual.Code, odd.Code) {
			continue
		}
		if len(uses[usual]) < len(uses[odd]) {
			usual, odd = odd, usual
		}
		f := l.at(odd.Position(), "use one of them, or accept near-duplicate with the reason", "the code %q is spelt nearly as %q", odd.Code, usual.Code)
		related(&f, usual.Position(), "the other code")
		l.code(odd, f)
	}
}

// nearCode reports whether two codes differ in one part, which is spelt nearly alike.
func nearCode(a, b string) bool {
	p, q := parts(a), parts(b)
	if len(p) != len(q) {
		return near(a, b, true) && bare(strings.Join(p, "")) == bare(strings.Join(q, ""))
	}
	differ := 0
	for i := range p {
		if p[i] != q[i] {
			if differ++; !near(p[i], q[i], true) {
				return false
			}
		}
	}
	return differ == 1 || differ > 0 && strings.EqualFold(a, b)
}

// A style is a way to write a word made of several.
type style string

const (
	camel style = "camelCase"
	kebab style = "kebab-case"
	snake style = "snake_case"
	flat  style = "" // one word, or several without a sign
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
	return flat
}

// styles finds codes whose words are joined in another style than most, or in none.
func (l *linter) styles() {
	first := map[style]*model.Permission{}
	count := map[style]int{}
	for _, p := range l.api.Permissions {
		for _, part := range parts(p.Code) {
			s := styleOf(part)
			if count[s]++; first[s] == nil {
				first[s] = p
			}
		}
	}
	usual := flat
	for _, s := range []style{camel, kebab, snake} {
		if count[s] > 0 && (usual == flat || count[s] > count[usual]) {
			usual = s
		}
	}
	if usual == flat {
		return
	}
	vocabulary := l.vocabulary()
	for _, p := range l.api.Permissions {
		l.style(p, usual, first[usual], vocabulary)
	}
}

// style finds the first part of a code that is not in the usual style.
func (l *linter) style(p *model.Permission, usual style, example *model.Permission, vocabulary map[string]bool) {
	for _, part := range parts(p.Code) {
		s := styleOf(part)
		a, b := compound(part, vocabulary)
		if s == usual || s == flat && a == "" {
			continue
		}
		found := fmt.Sprintf("%q is written in %s", part, s)
		if s == flat {
			found = fmt.Sprintf("%q reads as %s and %s without a sign between them", part, a, b)
		}
		f := l.at(p.Position(), "spell codes in one style, or accept spelling-style with the reason", "%s, but %q is written in %s", found, example.Code, usual)
		related(&f, example.Position(), "a code in the usual style")
		l.code(p, f)
		return
	}
}

// vocabulary returns the words of paths, ids and codes, and some that permissions are often made of.
func (l *linter) vocabulary() map[string]bool {
	words := map[string]bool{}
	add := func(text string) {
		for _, part := range parts(text) {
			for _, word := range split(part) {
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

// compound returns the two words that a part in small letters is made of, or "".
func compound(part string, vocabulary map[string]bool) (a, b string) {
	const least = 4
	for i := len(part) - least; i >= least; i-- {
		a, b := part[:i], part[i:]
		if vocabulary[a] && (vocabulary[b] || vocabulary[strings.TrimSuffix(b, "s")]) {
			return a, b
		}
	}
	return "", ""
}

// parameterNames finds parameters that rows name differently. A finding stands at the first row with the
// rarer name.
func (l *linter) parameterNames() {
	type slot struct {
		names []string
		rows  map[string][]*model.Route
		at    int
	}
	slots := map[string]*slot{}
	var order []string
	for _, row := range l.api.Routes {
		shape := ""
		for i, s := range row.Pattern.Segments() {
			shape += "/" + s.Shape()
			if s.Kind != route.Param {
				continue
			}
			x := slots[shape]
			if x == nil {
				x = &slot{rows: map[string][]*model.Route{}, at: i}
				slots[shape], order = x, append(order, shape)
			}
			if x.rows[s.Text] == nil {
				x.names = append(x.names, s.Text)
			}
			x.rows[s.Text] = append(x.rows[s.Text], row)
		}
	}
	for _, shape := range order {
		x := slots[shape]
		slices.SortStableFunc(x.names, func(a, b string) int { return len(x.rows[b]) - len(x.rows[a]) })
		usual := x.rows[x.names[0]][0]
		for _, name := range x.names[1:] {
			row := x.rows[name][0]
			f := l.at(row.PositionOf(x.at), "give it one name: OpenAPI has one for all methods of a path", "the parameter {%s} is {%s} in %s", name, x.names[0], named(usual))
			related(&f, usual.PositionOf(x.at), "the usual name")
			l.row(row, f)
		}
	}
}

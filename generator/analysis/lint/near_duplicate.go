package lint

import (
	"strings"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func nearDuplicate() Rule {
	return Rule{
		Rule: report.Rule{
			ID: "near-duplicate", Level: report.Warning,
			Summary: "Two literals of paths, or two codes, differ by a probable misspelling.",
			Why:     "A route with a misspelt path protects nothing, and the real path is unlisted.",
			Remedy:  "Spell both the same way, or accept the finding with the reason.",
		},
		Detail: "They differ by one character that is missing, added, changed or swapped with its neighbour, or only by letter case,\n" +
			"hyphens and underscores. Words of fewer than five characters and numbers are not compared, nor are plurals unless\n" +
			"both words stand at the same place of a path.",
		Example: Example{
			Found: `routes:
  - {id: Renew, route: POST /subscriptions/renew, require: order:update}
  - {id: Cancel, route: POST /subscriptions/cancel, require: order:update}
  - {id: Query, route: GET /suscriptions/query, require: order:view}
`,
			Mended: `routes:
  - {id: Renew, route: POST /subscriptions/renew, require: order:update}
  - {id: Cancel, route: POST /subscriptions/cancel, require: order:update}
  - {id: Query, route: GET /subscriptions/query, require: order:view}
`,
		},
		find: func(l *linter) {
			l.misspeltLiterals()
			l.misspeltCodes()
		},
	}
}

// A literal of the table's paths, and where it is used.
type literal struct {
	text    string
	rows    []*model.Route
	segment int             // in the first row
	parents map[string]bool // the shapes before it
}

// literals returns the literals of all paths, in the order of the routes.
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

// siblings reports whether both literals occur behind the same segments.
func (x *literal) siblings(y *literal) bool {
	for parent := range x.parents {
		if y.parents[parent] {
			return true
		}
	}
	return false
}

// misspeltLiterals reports the literal of a pair that fewer routes have, else the later one.
func (l *linter) misspeltLiterals() {
	all := l.literals()
	texts := make([]string, len(all))
	for i, x := range all {
		texts[i] = x.text
	}
	for _, pair := range candidatePairs(texts) {
		usual, odd := all[pair[0]], all[pair[1]]
		if !misspelt(usual.text, odd.text, usual.siblings(odd)) {
			continue
		}
		if len(usual.rows) < len(odd.rows) {
			usual, odd = odd, usual
		}
		f := l.finding(odd.rows[0].PositionOf(odd.segment), "spell both the same way, or accept near-duplicate with the reason",
			"the literal %q (in %s) differs little from %q (in %s)", odd.text, rows(len(odd.rows)), usual.text, rows(len(usual.rows)))
		relate(&f, usual.rows[0].PositionOf(usual.segment), "the other spelling")
		l.atRoute(odd.rows[0], f)
	}
}

func rows(n int) string {
	switch n {
	case 1:
		return "one route"
	case 2:
		return "two routes"
	case 3:
		return "three routes"
	}
	return "several routes"
}

// misspeltCodes reports the code of a pair that fewer routes need, else the later one.
func (l *linter) misspeltCodes() {
	var codes []string
	for _, p := range l.api.Permissions {
		codes = append(codes, p.Code)
	}
	skeleton := skeletons()
	for _, pair := range candidatePairs(codes) {
		usual, odd := l.api.Permissions[pair[0]], l.api.Permissions[pair[1]]
		if !misspeltCode(usual.Code, odd.Code) || skeleton(usual.Code) == skeleton(odd.Code) { // lookalike reports those
			continue
		}
		if len(l.uses[usual]) < len(l.uses[odd]) {
			usual, odd = odd, usual
		}
		f := l.finding(odd.Position(), "use one of them, or accept near-duplicate with the reason", "the code %q differs little from %q", odd.Code, usual.Code)
		relate(&f, usual.Position(), "the other code")
		l.atCode(odd, f)
	}
}

// misspeltCode reports whether one of two codes may be the other one misspelt: in one of its parts, or
// in letter case alone.
func misspeltCode(a, b string) bool {
	p, q := partsOf(a), partsOf(b)
	if len(p) != len(q) {
		return misspelt(a, b, true) && bare(strings.Join(p, "")) == bare(strings.Join(q, ""))
	}
	differ := 0
	for i := range p {
		if p[i] != q[i] {
			if differ++; !misspelt(p[i], q[i], true) {
				return false
			}
		}
	}
	return differ == 1 || differ > 0 && strings.EqualFold(a, b)
}

package sql

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"
)

// compiled holds expressions as Go's engine has them, which is RE2's.
type compiled map[string]*regexp.Regexp

func (c compiled) match(re, text string) bool {
	if c[re] == nil {
		c[re] = regexp.MustCompile(goExpression(re))
	}
	return c[re].MatchString(text)
}

func goExpression(re string) string {
	return strings.NewReplacer(end, `\z`, controls, `\x00-\x1f\x7f`).Replace(re)
}

// holds reports whether a condition holds for a path.
func (c compiled) holds(x cond, path string) bool {
	switch x := x.(type) {
	case constant:
		return bool(x)
	case is:
		return string(x) == path
	case matches:
		if x.folded {
			path = strings.ToLower(path)
		}
		return c.match(x.re, path)
	case not:
		return !c.holds(x.cond, path)
	case all:
		return !slices.ContainsFunc(x, func(y cond) bool { return !c.holds(y, path) })
	case anyOf:
		return slices.ContainsFunc(x, func(y cond) bool { return c.holds(y, path) })
	}
	panic(x)
}

// forms holds the expressions for canonical paths, by what escapes may stand for.
var forms = func() (all [route.EveryEncoding + 1]struct{ path, blanks string }) {
	for e := range all {
		all[e].path, all[e].blanks = pathForm(route.Encoding(e)), blankEnds(route.Encoding(e))
	}
	return all
}()

// answer answers as the view does.
func (c compiled) answer(t route.Table, list []*decision, method, path string) (int, route.Verdict) {
	var e route.Encoding
	for _, row := range t.Rows {
		e |= row.Encoded
	}
	e |= t.Encoded
	if !c.match(methodForm, method) || method == "CONNECT" || method == "TRACE" || !c.match(forms[e].path, path) || c.match(notCanonical, path) ||
		forms[e].blanks != "" && c.match(forms[e].blanks, path) {
		return -1, route.Refused
	}
	row, verdict := c.decide(list, method, path)
	if decoded := route.DecodeReserved(path); decoded != path && t.HasReserved() {
		switch other, second := c.decide(list, method, decoded); {
		case row == other && verdict == second, second == route.Unlisted:
		case verdict == route.Unlisted:
			row, verdict = other, second
		default:
			row, verdict = -1, route.Refused
		}
	}
	allowed := t.Encoded
	if verdict == route.Listed {
		allowed = t.Rows[row].Encoded
	}
	if allowed&route.Space == 0 && c.match(hasSpace, path) || allowed&route.UTF8 == 0 && c.match(hasUTF8, path) ||
		allowed&route.Reserved == 0 && c.match(hasReserved, path) {
		return -1, route.Refused
	}
	return row, verdict
}

func (c compiled) decide(list []*decision, method, path string) (int, route.Verdict) {
	at := slices.IndexFunc(list, func(d *decision) bool { return d.methods == nil || slices.Contains(d.methods, method) })
	d := list[at]
	take := func(a arm) (int, route.Verdict) {
		if c.holds(a.against, path) {
			return -1, route.Refused
		}
		return a.row, route.Listed
	}
	for _, a := range slices.Concat(d.static, d.exact) {
		if c.holds(a.when, path) {
			return take(a)
		}
	}
	if c.holds(d.script, path) {
		return -1, route.Refused
	}
	if !c.holds(d.known, path) {
		if c.holds(d.foreign, path) {
			return -1, route.MethodUnlisted
		}
		return -1, route.Unlisted
	}
	arms := d.reached
	for len(arms) > 1 {
		half := arms[:len(arms)/2]
		var rows []int
		for _, a := range half {
			rows = append(rows, a.row)
		}
		if c.holds(d.any(rows), path) {
			arms = half
		} else {
			arms = arms[len(half):]
		}
	}
	return take(arms[0])
}

// TestDecisions compares the decisions with the reference matcher, on random tables that are made so that their
// rows meet in every way.
func TestDecisions(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	verdicts := map[route.Verdict]int{}
	for range testsize.Of(1500, 15000) {
		table := routetest.Table(random)
		check(t, random, table, verdicts)
	}
	for _, v := range []route.Verdict{route.Listed, route.Unlisted, route.MethodUnlisted, route.Refused} {
		assert.Greater(t, verdicts[v], 1000, v)
	}
}

func check(t *testing.T, random *rand.Rand, table route.Table, verdicts map[route.Verdict]int) {
	t.Helper()
	c, list := compiled{}, decisions(table.Views())
	for range 30 {
		method, path := routetest.Request(random, table)
		row, verdict := table.Match(method, path)
		got, gotVerdict := c.answer(table, list, method, path)
		require.Equal(t, verdict, gotVerdict, "%v\n%s %s", table, method, path)
		require.Equal(t, row, got, "%v\n%s %s", table, method, path)
		verdicts[verdict]++
	}
}

// TestDecisionsOfSpanningRows has rows of which one's segments are not where the other one's are.
func TestDecisionsOfSpanningRows(t *testing.T) {
	var table route.Table
	for i, text := range []string{"/{n})/{m}/c", "/x/y)/z/c", "/k{n}k", "/{x}/k"} {
		p, err := route.ParsePattern(text)
		require.NoError(t, err)
		table.Rows = append(table.Rows, route.Row{Method: "GET", Pattern: p, Demand: route.Demand{{1 + i}}})
	}
	c, list, verdicts := compiled{}, decisions(table.Views()), map[route.Verdict]int{}
	for _, path := range []string{"/x/y)/z/c", "/X/y)/z/c", "/X/y)/q/c", "/x/y)/z/c/", "/k/k", "/kx/k", "/kxK/k", "/KxK/K", "/kx/x/K", "/kxk/x/K", "/kxK/x/K", "/q"} {
		row, verdict := table.Match("GET", path)
		got, gotVerdict := c.answer(table, list, "GET", path)
		assert.Equal(t, verdict, gotVerdict, path)
		assert.Equal(t, row, got, path)
		verdicts[verdict]++
	}
	assert.Len(t, verdicts, 3)
}

// TestPaths holds the expressions for canonical paths against ParsePath, byte by byte and with escapes.
func TestPaths(t *testing.T) {
	const anything = route.EveryEncoding
	c := compiled{}
	canonical := func(path string, e route.Encoding) bool {
		return c.match(forms[e].path, path) && !c.match(notCanonical, path) && (forms[e].blanks == "" || !c.match(forms[e].blanks, path))
	}
	random := rand.New(rand.NewPCG(7, 8))
	parts := []string{"/", "/", "a", "B", ".", "..", "%20", "%41", "%2F", "%c3%a9", "%C3%A9", "%E3%80%80", "%e2%80%80", "%EF%BC%8F", "%00", "%", "%zz", "%C3", "?", ";", "\\", "é", " ", "~", "*", "(", "'", "%F0%9F%98%80", "%ed%a0%80", "%c2%85", "%c2%a0"}
	for range 200000 {
		var b strings.Builder
		if random.IntN(10) > 0 {
			b.WriteString("/")
		}
		for range random.IntN(7) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		p, ok := route.ParsePath(b.String())
		require.Equal(t, ok, canonical(b.String(), anything), "%q", b.String())
		require.Equal(t, ok && p.Encoded() == 0, canonical(b.String(), 0), "%q", b.String())
	}
	for b := range 256 {
		path := "/a" + string([]byte{byte(b)}) + "b"
		_, ok := route.ParsePath(path)
		require.Equal(t, ok, canonical(path, 0), "%q", path)
	}
}

// TestCharacters holds the expressions for escapes against ParsePath, for every character.
func TestCharacters(t *testing.T) {
	form := regexp.MustCompile("^" + escapeForm(route.UTF8, func(rune) bool { return true }) + `\z`)
	for r := rune(0x80); r <= 0x10ffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		var escaped strings.Builder
		for _, b := range []byte(string(r)) {
			escaped.WriteString("%" + strings.ToUpper(string("0123456789abcdef"[b>>4])) + string("0123456789abcdef"[b&15]))
		}
		if form.MatchString(escaped.String()) != route.Escapable(r) {
			t.Fatalf("%U", r)
		}
	}
}

// manyColons reports whether a web target is one that Go takes or not, as the version says that its module
// asks for. The view never takes it.
func manyColons(target string) bool {
	m := regexp.MustCompile(`^(?i:https?)://([^/?]*)`).FindStringSubmatch(target)
	if m == nil {
		return false
	}
	host := m[1][strings.LastIndex(m[1], "@")+1:]
	return !strings.HasPrefix(host, "[") && strings.Count(host, ":") > 1
}

// TestTargets holds the expressions for targets against net/url.
func TestTargets(t *testing.T) {
	c := compiled{}
	web, other := absoluteForm(true), absoluteForm(false)
	group := func(re, target string) string {
		if c[re] == nil {
			c[re] = regexp.MustCompile(goExpression(re))
		}
		if m := c[re].FindStringSubmatch(target); m != nil {
			return m[1]
		}
		return ""
	}
	path := func(target string) string {
		switch {
		case strings.HasPrefix(target, "/"):
			return group(originForm, target)
		case c.match(hasControl, target):
			return ""
		case c.match(webScheme, target):
			return group(web, target)
		}
		return group(other, target)
	}
	same := func(target string) {
		want, ok := route.TargetPath(target)
		_, canonical := route.ParsePath(want)
		got := path(target)
		_, gotCanonical := route.ParsePath(got)
		if manyColons(target) {
			require.False(t, gotCanonical, target)
			return
		}
		require.Equal(t, ok && canonical, gotCanonical, "%q: %q, %q", target, want, got)
		if gotCanonical {
			require.Equal(t, want, got, target)
		}
	}
	for b := range 256 {
		for _, form := range []string{"http://a%b/x", "x://a%b/x", "http://a%@b/x", "http%://a/x", "http://[::1%b]/x", "http://[fe80::1%25%b]/x", "http://a/x%y", "%http://a/x", "x%:/a", "http://a:%/x", "http://%/x"} {
			same(strings.Replace(form, "%b", "\x00", 1))
			same(strings.Replace(strings.Replace(form, "%25", "\x02", 1), "%", string([]byte{byte(b)}), 1))
			same(strings.Replace(strings.Replace(strings.Replace(form, "%25", "\x02", 1), "%", string([]byte{byte(b)}), 1), "\x02", "%25", 1))
		}
		for _, form := range []string{"http://a#b/x", "http://[fe80::1%25#]/x", "http://u#@b/x", "http://a/x#"} {
			for _, hex := range []string{"0123456789ABCDEF", "0123456789abcdef"} {
				same(strings.Replace(form, "#", "%"+string(hex[b>>4])+string(hex[b&15]), 1))
			}
		}
	}
	random := rand.New(rand.NewPCG(9, 10))
	parts := []string{"http", "https", "HTTP", "x", "a+b", ":", ":", "//", "/", "/", "@", "a", "b.c", "[", "]", "::", ":", "1", "ffff", "fe80", "1.2.3.4", "256.1.1.1", "%25", "%20", "%41", "%", "%C3%A9", "?", "#", "*", "80", "é", " ", "\x7f", "\n", "0", "12345", ";", "\\"}
	for range 120000 {
		var b strings.Builder
		if random.IntN(2) == 0 {
			b.WriteString([]string{"http://", "x://", "https://[", "ws:", "http:/"}[random.IntN(5)])
		}
		for range random.IntN(9) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		if random.IntN(3) > 0 {
			b.WriteString([]string{"/x", "]/x", "/x?y", "]:80/x", "/%20"}[random.IntN(5)])
		}
		same(b.String())
	}
	for range 60000 { // addresses
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString([]string{"1:", "ab:", ":", "1", "ffff:", "1.2.3.4", "fffff:", "0"}[random.IntN(8)])
		}
		same("http://[" + b.String() + "]/x")
	}
}

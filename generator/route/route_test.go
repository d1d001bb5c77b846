package route

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
)

// table reads lines `METHOD /pattern demand`, a demand being letters (A is permission 1) joined to
// sets, sets joined by |; or a word of package access.
func table(t testing.TB, lines ...string) Table {
	t.Helper()
	var rows Table
	for _, line := range lines {
		f := strings.Fields(line)
		p, err := ParsePattern(f[1])
		require.NoError(t, err)
		rows.Rows = append(rows.Rows, Row{Method: f[0], Pattern: p, Demand: demand(f[2])})
	}
	return rows
}

func demand(text string) Demand {
	if a, ok := access.Of(text); ok {
		return DemandFor(a)
	}
	var d Demand
	for set := range strings.SplitSeq(text, "|") {
		var s []int
		for _, c := range set {
			s = append(s, int(c-'A')+1)
		}
		d = append(d, s)
	}
	return d.Normalise()
}

func TestMatch(t *testing.T) {
	tables := map[string][]string{
		"siblings":   {"GET /users/{id} X", "GET /users/me Y"},
		"children":   {"GET /users/{id} X", "GET /users/{id}/roles Y"},
		"crossing":   {"GET /a/** X", "GET /{x}/b Y"},
		"open":       {"GET /a/** X", "GET /a/{p} Y", "GET /a Z"},
		"root":       {"GET / X", "GET /{p} Y"},
		"everything": {"GET /** X"},
		"head":       {"GET /a X", "HEAD /{x} Y", "GET /b/{p} X", "HEAD /b/{q} Y"},
		"head root":  {"GET / X", "HEAD /{p} Y"},
		"foreign":    {"GET /a/{id} X", "POST /a/me Y", "POST /b X"},
		"same":       {"GET /a/{id} X", "POST /a/me X", "DELETE /a/{n} Y"},
		"demands":    {"GET /a/{id} XY", "GET /a/me X", "GET /b/{id} X|Y", "GET /b/me X", "GET /c/{id} nobody", "GET /c/me X", "GET /d/{id} X", "GET /d/me public"},
		"extension":  {"GET /a/me X", "GET /a/me.json Y"},
		"open param": {"GET /a/{x}/** X", "GET /a/{x} Y"},
		"nested":     {"GET /a/{x}/b X", "GET /{y}/c/d Y", "GET /a/c/{z} Z"},
	}
	for _, c := range []struct{ table, request, want string }{
		{"siblings", "GET /users/me", "1"},
		{"siblings", "GET /users/7", "0"},
		{"siblings", "GET /users/ME", "Refused"},
		{"siblings", "GET /users/me.json", "Refused"},
		{"siblings", "GET /users/me/", "Refused"},
		{"siblings", "GET /users/", "0"},
		{"siblings", "GET /users", "Unlisted"},
		{"siblings", "GET /users/7/x", "0"},
		{"siblings", "GET /users/mex", "0"},
		{"siblings", "POST /users/me", "MethodUnlisted"},
		{"siblings", "POST /users/ME", "MethodUnlisted"}, // {id} names it
		{"siblings", "POST /Users/me", "MethodUnlisted"},
		{"siblings", "POST /other", "Unlisted"},
		{"siblings", "get /users/me", "Refused"},
		{"siblings", "TRACE /users/me", "Refused"},
		{"siblings", " /users/me", "Refused"},
		{"children", "GET /users/7/roles", "1"},
		{"children", "GET /users/7/avatar", "0"},
		{"children", "GET /users/7", "0"},
		{"children", "GET /users/7/ROLES", "1"}, // extends the row that its tail reaches
		{"children", "GET /Users/7/roles", "Refused"},
		{"crossing", "GET /a/b", "Refused"},
		{"crossing", "GET /a/c", "0"},
		{"crossing", "GET /c/b", "1"},
		{"open", "GET /a", "2"},
		{"open", "GET /a/", "Refused"},
		{"open", "GET /a/x", "1"},
		{"open", "GET /a/x/y", "Refused"},
		{"everything", "GET /", "0"},
		{"everything", "GET /x/y/", "0"},
		{"root", "GET /", "0"},
		{"root", "GET /x", "1"},
		{"head", "HEAD /a", "Refused"},
		{"head", "HEAD /b/x", "Refused"}, // some servers run GET for it
		{"head", "GET /b/x", "2"},
		{"head", "HEAD /c/x", "1"}, // by its tail
		{"head", "GET /a", "0"},
		{"head", "HEAD /c", "1"},
		{"head", "GET /c", "MethodUnlisted"},
		{"head root", "HEAD /", "Refused"}, // a handler of HEAD goes first, also for an empty parameter
		{"head root", "GET /", "0"},
		{"foreign", "GET /a/me", "Refused"},
		{"foreign", "GET /a/you", "0"},
		{"foreign", "POST /a/me", "1"},
		{"foreign", "POST /a/you", "MethodUnlisted"},
		{"foreign", "GET /b", "MethodUnlisted"},
		{"foreign", "GET /b/", "MethodUnlisted"},
		{"same", "GET /a/me", "0"},
		{"same", "DELETE /a/me", "Refused"},
		{"demands", "GET /a/ME", "0"},
		{"demands", "GET /b/ME", "Refused"},
		{"demands", "GET /c/ME", "4"},
		{"demands", "GET /d/ME", "6"},
		{"extension", "GET /a/me.json", "1"},
		{"extension", "GET /a/me", "0"},
		{"extension", "GET /a/me.xml", "0"},
		{"open param", "GET /a/x", "1"},
		{"open param", "GET /a/x/y", "0"},
		{"open param", "GET /a/x/", "Refused"},
		{"nested", "GET /a/c/d", "Refused"},
		{"nested", "GET /a/c/e", "2"},
		{"nested", "GET /a/c/b", "Refused"},
		{"nested", "GET /x/c/d", "1"},
	} {
		t.Run(c.table+" "+c.request, func(t *testing.T) {
			method, path, _ := strings.Cut(c.request, " ")
			row, verdict := table(t, tables[c.table]...).Match(method, path)
			got := verdict.String()
			if verdict == Listed {
				got = string(rune('0' + row))
			} else {
				assert.Equal(t, -1, row)
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestParsePath(t *testing.T) {
	for path, want := range map[string]bool{
		"/": true, "/a": true, "/a/": true, "/a/b": true, "/-_.~:@$&+,=!'()*": true, "/.a": true, "/..a": true,
		"": false, "a": false, "//": false, "/a//": false, "//a": false, "/a//b": false, "/.": false, "/..": false,
		"/a/./b": false, "/a/../b": false, "/a.": false, "/a./": false, "/%61": false, "/a;b": false, `/a\b`: false,
		"/a b": false, "/a\x00": false, "/ä": false, "/a?b": false, "/a#b": false, "*": false, "http://h/a": false,
		"/a|b": false, "/[a]": false, "/a\x7f": false, `/"`: false, "/<": false, "/^": false, "/`": false, "/{a}": false,
	} {
		p, ok := ParsePath(path)
		assert.Equal(t, want, ok, "%q", path)
		if ok {
			assert.Equal(t, path, p.Text())
		}
	}
}

func TestParsePattern(t *testing.T) {
	for text, want := range map[string]struct {
		offset  int
		message string
	}{
		"":            {0, `the path "" does not begin with a slash`},
		"a":           {0, `the path "a" does not begin with a slash`},
		"/a/**/":      {5, "a slash after **"},
		"//":          {1, "an empty segment"},
		"/a//b":       {3, "an empty segment"},
		"/a/**/b":     {3, "** is not the last segment"},
		"/{}":         {1, "a parameter without a name"},
		"/{a b}":      {2, `the parameter name "a b"`},
		"/a/{x}/{x}":  {8, "the parameter {x} stands twice in one path"},
		"/a/*/b":      {3, `* in the segment "*"`},
		"/a/{x}{y}":   {6, `a brace inside the segment "{x}{y}"`},
		"/a/{x}:c{y}": {8, `a brace inside the segment "{x}:c{y}"`},
		"/a/v{x}.":    {7, `the segment "." ends in a dot, which no canonical path has`},
		"/a/{x}*":     {6, `* in the segment "{x}*"`},
		"/a/*{x}":     {3, `* in the segment "*{x}"`},
		"/a/ü{x}":     {3, `'ü' in the segment "ü{x}", which no canonical path has`},
		"/a/v{}":      {4, "a parameter without a name"},
		"/a/}{x":      {3, `a brace inside the segment "}{x"`},
		"/a/{x":       {3, `a brace inside the segment "{x"`},
		"/v{x}/a{x}":  {8, "the parameter {x} stands twice in one path"},
		"/a/x}":       {4, `a brace inside the segment "x}"`},
		"/a b":        {2, `' ' in the segment "a b", which no canonical path has`},
		"/ab/größe":   {6, `'ö' in the segment "größe", which no canonical path has`},
		"/a/..":       {4, `the segment ".." ends in a dot, which no canonical path has`},
	} {
		_, err := ParsePattern(text)
		var e *PatternError
		require.ErrorAs(t, err, &e, text)
		assert.Equal(t, want.offset, e.Offset, text)
		assert.Equal(t, want.message, e.Error(), text)
	}
	p, err := ParsePattern("/a/{b}/**")
	require.NoError(t, err)
	assert.Equal(t, []Segment{{Kind: Literal, Text: "a"}, {Kind: Param, Text: "b"}, {Kind: Rest}}, p.Segments())
	assert.Equal(t, "/a/{}/**", p.Shape())
	p, err = ParsePattern("/v{version}/{id}.json/{name}:cancel")
	require.NoError(t, err)
	assert.Equal(t, []Segment{
		{Kind: Param, Text: "version", Prefix: "v"}, {Kind: Param, Text: "id", Suffix: ".json"}, {Kind: Param, Text: "name", Suffix: ":cancel"},
	}, p.Segments())
	assert.Equal(t, "/v{}/{}.json/{}:cancel", p.Shape())
}

func TestPatternOrder(t *testing.T) {
	ordered := []string{"/a/b", "/a/a{p}b", "/a/{p}bc", "/a/{p}cd", "/a/a{p}", "/a/{p}a", "/a/{p}", "/a", "/a/**", "/{p}/bb", "/{p}/a", "/{p}/b", "/{p}", "/{p}/**", "/", "/**"}
	for i, a := range ordered {
		for j, b := range ordered {
			got := ComparePatterns(table(t, "GET "+a+" X").Rows[0].Pattern, table(t, "GET "+b+" X").Rows[0].Pattern)
			assert.Equal(t, sign(i-j), sign(got), "%s %s", a, b)
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestDemand(t *testing.T) {
	assert.Equal(t, Demand{{1, 2}, {3}}, Demand{{3, 4}, {2, 1, 2}, {3}, {3}}.Normalise())
	assert.Equal(t, Demand{{}}, Demand{{1}, {}}.Normalise())
	assert.Equal(t, Demand{{}}, Demand{{Known}, {}}.Normalise())
	assert.Equal(t, Demand{{Known}}, Demand{{1}, {Known}, {2, Known}}.Normalise())
	assert.Equal(t, Demand{{1}}, Demand{{1, Known}}.Normalise())
	for _, a := range access.All() {
		is, ok := DemandFor(a).Normalise().Access()
		assert.True(t, ok)
		assert.Equal(t, a, is)
	}
	_, ok := Demand{{1}}.Access()
	assert.False(t, ok)
	for _, c := range []struct {
		d, c string
		want bool
	}{
		{"X", "X", true}, {"XY", "X", true}, {"X", "XY", false}, {"X", "X|Y", true}, {"X|Y", "X", false},
		{"nobody", "X", true}, {"X", "nobody", false}, {"X", "public", true}, {"public", "X", false}, {"public", "public", true},
		{"nobody", "public", true}, {"XY|XZ", "X", true}, {"X|Y", "authenticated", true}, {"authenticated", "X|Y", false},
		{"authenticated", "public", true}, {"public", "authenticated", false}, {"nobody", "authenticated", true},
		{"authenticated", "authenticated", true}, {"authenticated", "nobody", false},
	} {
		assert.Equal(t, c.want, demand(c.d).Implies(demand(c.c)), "%s %s", c.d, c.c)
	}
}

func TestMute(t *testing.T) {
	for _, c := range []struct {
		rows    []string
		row     int
		path    string
		against int
		mute    bool
	}{
		{[]string{"GET /a X", "GET /A Y"}, 0, "/a", 1, true},
		{[]string{"GET /a X", "GET /A X"}, 0, "", 0, false},
		{[]string{"GET /a/{x} X", "POST /a/{y}/** Y"}, 0, "", 0, false},
		{[]string{"GET /a/{x} X", "POST /a/{y}/ Y"}, 0, "/a/7", 1, true},
		{[]string{"GET /a/~ X", "GET /a/{x} Y"}, 1, "", 0, false},
		{[]string{"GET /a/** X", "POST /a/{y}/b/{c} Y"}, 0, "", 0, false},
		{[]string{"GET /a/** X", "POST /** Y"}, 0, "", 0, false},
		{[]string{"GET /{a}/x X", "GET /{b}/X Y"}, 1, "/7/X", 0, true},
	} {
		rows := table(t, c.rows...)
		path, against, mute := rows.View(rows.Rows[c.row].Method).Mute(c.row)
		assert.Equal(t, c.mute, mute, c.rows)
		assert.Equal(t, c.path, path, c.rows)
		assert.Equal(t, c.against, against, c.rows)
	}
}

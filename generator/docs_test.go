package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
)

// tableOf returns the cells of the table of a document that begins with this row.
func tableOf(t *testing.T, document, header string) (rows [][]string) {
	t.Helper()
	_, text, found := strings.Cut(document, header+"\n")
	require.True(t, found, "no table %s", header)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			return rows
		}
		if !strings.HasPrefix(line, "|---") {
			rows = append(rows, strings.Split(strings.Trim(line, "|"), " | "))
		}
	}
	return rows
}

// codes returns what stands in a text as code.
func codes(text string) (list []string) {
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// rowsOf returns a table of these rows, each with a permission of its own.
func rowsOf(t *testing.T, rows ...string) (table route.Table) {
	t.Helper()
	for i, row := range rows {
		method, path, _ := strings.Cut(row, " ")
		pattern, err := route.ParsePattern(path)
		require.NoError(t, err, path)
		table.Rows = append(table.Rows, route.Row{Method: method, Pattern: pattern, Demand: route.Demand{{i + 1}}})
	}
	return table
}

// TestPatternsOfTheDocument holds the table of patterns in docs/rules.md.
func TestPatternsOfTheDocument(t *testing.T) {
	document := read(t, "../docs/rules.md")
	rows := tableOf(t, document, "| pattern | matches | does not match |")
	require.Len(t, rows, 7)
	for _, row := range rows {
		table := rowsOf(t, "GET "+codes(row[0])[0])
		table.Excluded = route.AnyServer
		for _, path := range codes(row[1]) {
			_, verdict := table.Match("GET", path)
			assert.Equal(t, route.Listed, verdict, "%s: %s", row[0], path)
		}
		for _, path := range codes(row[2]) {
			_, verdict := table.Match("GET", path)
			assert.Equal(t, route.Unlisted, verdict, "%s: %s", row[0], path)
		}
	}
}

// TestRequestsOfTheDocument holds the table of requests in docs/rules.md.
func TestRequestsOfTheDocument(t *testing.T) {
	document := read(t, "../docs/rules.md")
	table := rowsOf(t, "GET /users/{id}", "GET /users/me")
	rows := tableOf(t, document, "| the request | needs |")
	require.Len(t, rows, 5)
	for _, row := range rows {
		for _, request := range codes(row[0]) {
			method, path, found := strings.Cut(request, " ")
			if !found {
				method, path = "GET", request
			}
			got, verdict := table.Match(method, path)
			want := map[string]int{"X": 0, "Y": 1, "r": -1}[strings.TrimSpace(row[1])[:1]]
			assert.Equal(t, want, got, "%s: %s", request, verdict)
			assert.Equal(t, want < 0, verdict == route.Refused, request)
		}
	}
}

// TestPathsThatAlsoCount holds the table of what servers do with a path in docs/rules.md: the path reaches the row on
// some server, and not exactly.
func TestPathsThatAlsoCount(t *testing.T) {
	document := read(t, "../docs/rules.md")
	rows := tableOf(t, document, "| your server may | so this path | also counts for | measured on |")
	does := []route.Equivalence{
		route.FinalSlash, route.LetterCase, route.Extension, route.EmptyParam, route.Tail, route.LooseSuffix, route.Affixes, route.Spanning,
		route.HeadAsGet, route.OtherMethods,
	}
	require.Len(t, rows, len(does))
	for i, row := range rows {
		for _, named := range regexp.MustCompile(`[a-z]+(?:-[a-z]+)*`).FindAllString(row[3], -1) {
			if _, known := route.UpstreamOf(named); known && named != "any" {
				assert.Contains(t, route.Servers(does[i], nil), named, row[0])
			}
		}
		method, path, found := strings.Cut(codes(row[1])[0], " ")
		if !found {
			method, path = "GET", codes(row[1])[0]
		}
		pattern := codes(row[2])[0]
		if !strings.Contains(pattern, " ") {
			pattern = "GET " + pattern
		}
		table := rowsOf(t, pattern)
		_, verdict := table.Match(method, path)
		reached := verdict == route.Listed || verdict == route.MethodUnlisted
		assert.True(t, reached, "%s: %s", row[0], verdict)
		if method == "GET" {
			table.Excluded = route.AnyServer
			_, verdict = table.Match(method, path)
			assert.Equal(t, route.Unlisted, verdict, row[0])
		}
	}
}

// TestServersInDocs holds the names of servers in docs/rules.md and their number in the README against the list. With
// -update it writes them.
func TestServersInDocs(t *testing.T) {
	names := slices.DeleteFunc(route.UpstreamNames(), func(name string) bool { return name == "all-methods" }) // it is no server
	held(t, "../docs/rules.md", `(?s)(## Names of servers\n\n).*?(\.\n)`, wrapped(strings.Join(names, ", "), 120))
	held(t, "../README.md", `(On )\d+( servers)`, strconv.Itoa(len(names)))
}

// held holds what a document has between the two groups of an expression against a text. With -update it writes it.
func held(t *testing.T, file, expression, text string) {
	t.Helper()
	document := read(t, file)
	between := regexp.MustCompile(expression)
	require.True(t, between.MatchString(document), "%s: %s", file, expression)
	want := between.ReplaceAllString(document, "${1}"+text+"${2}")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
		return
	}
	assert.Equal(t, want, document)
}

// wrapped returns a text in lines of at most this length.
func wrapped(text string, length int) string {
	var b strings.Builder
	left := length
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case len(word) < left:
			b.WriteByte(' ')
			left--
		default:
			b.WriteByte('\n')
			left = length
		}
		b.WriteString(word)
		left -= len(word)
	}
	return b.String()
}

// TestClaimsHaveTests holds that each test that docs/security.md names stands in the file that it links to.
func TestClaimsHaveTests(t *testing.T) {
	document := read(t, "../docs/security.md")
	claims := tableOf(t, document, "| claim | test |")
	require.NotEmpty(t, claims)
	for _, claim := range claims {
		named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)` in \\[[^]]+\\]\\(([^)]+)\\)").FindAllStringSubmatch(claim[1], -1)
		assert.NotEmpty(t, named, "no test: %s", claim[0])
		for _, n := range named {
			assert.Contains(t, read(t, filepath.Join("../docs", n[2])), "func "+n[1]+"(", claim[0])
		}
	}
}

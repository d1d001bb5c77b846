package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tableOf returns a table with a row for each METHOD, path and demand.
func tableOf(t *testing.T, rows ...Row) Table {
	t.Helper()
	return Table{Rows: rows}
}

func rowOf(t *testing.T, method, pattern string, permissions ...int) Row {
	t.Helper()
	p, err := ParsePattern(pattern)
	require.NoError(t, err)
	return Row{Method: method, Pattern: p, Demand: Demand{permissions}}
}

func TestRefusal(t *testing.T) {
	view := tableOf(t, rowOf(t, "GET", "/a/{b}", 1)).View("GET")
	for path, want := range map[string]Refusal{
		"":                {"path", 0, RuleNoSlash},
		"a":               {"path", 0, RuleNoSlash},
		"//":              {"path", 1, RuleEmptySegment},
		"/a//b":           {"path", 3, RuleEmptySegment},
		"/a/../b":         {"path", 4, RuleFinalDot},
		"/a/b.":           {"path", 4, RuleFinalDot},
		"/a/b;c":          {"path", 4, RuleByte},
		"/a/b?c":          {"path", 4, RuleByte},
		"/a/b\\c":         {"path", 4, RuleByte},
		"/a/é":            {"path", 3, RuleByte},
		"/a/%4":           {"path", 3, RuleEscape},
		"/a/x%zz":         {"path", 4, RuleEscape},
		"/a/x%C3":         {"path", 4, RuleEscapeText},
		"/a/%EF%BF":       {"path", 3, RuleEscapeText},
		"/a/%20x":         {"path", 3, RuleEscapeBlank},
		"/a/x%20":         {"path", 4, RuleEscapeBlank},
		"/a/%E4%20%2F":    {"path", 3, RuleEscapeText},
		"/a/x%2Fy":        {"path", 4, RuleEscapeByte},
		"/a/x%EF%BC%8F":   {"path", 4, RuleEscapeByte},
		"/a/x%61":         {"path", 4, RuleEscapeSame},
		"/a/%E4%BD%A0%2E": {"path", 12, RuleFinalDot},
		"/a/x%20y":        {"path", 4, RuleEncoded},
	} {
		a := view.Account(path)
		assert.Equal(t, Refused, a.Verdict, path)
		if assert.NotNil(t, a.Refusal, path) {
			assert.Equal(t, want, *a.Refusal, path)
		}
	}
	for method, want := range map[string]Refusal{
		"": {"method", 0, RuleMethod}, "GeT": {"method", 1, RuleMethod}, "TRACE": {"method", 0, RuleMethodNever},
	} {
		assert.Equal(t, &want, tableOf(t).View(method).Account("/").Refusal, method)
	}
}

func TestAccount(t *testing.T) {
	users := tableOf(t, rowOf(t, "GET", "/users/{id}", 1), rowOf(t, "GET", "/users/me", 2), rowOf(t, "GET", "/users/{id}/roles", 3), rowOf(t, "PUT", "/users/you", 4))
	for _, c := range []struct {
		method, path string
		want         Account
	}{
		{"GET", "/users/7", Account{Listed, 0, nil, []Met{{0, Exactly, true, Same}}, 0}},
		{"GET", "/users/me", Account{Listed, 1, nil, []Met{{0, Exactly, true, ByCover}, {1, Exactly, true, Same}}, 1}},
		{"GET", "/users/ME", Account{Refused, -1, nil, []Met{{0, Exactly, true, Same}, {1, Inexactly, true, Unbeaten}}, 0}},
		{"GET", "/users/7/roles", Account{Listed, 2, nil, []Met{{0, ByTail, true, ByTailCover}, {2, Exactly, true, Same}}, 2}},
		{"GET", "/users/7/roles/", Account{Listed, 2, nil, []Met{{0, ByTail, true, ByExtending}, {2, Inexactly, true, Same}}, 2}},
		{"GET", "/users/you", Account{Refused, -1, nil, []Met{{0, Exactly, true, Same}, {3, Exactly, false, Unbeaten}}, 0}},
		{"POST", "/users/me", Account{MethodUnlisted, -1, nil, []Met{{0, Exactly, false, Unbeaten}, {1, Exactly, false, Unbeaten}}, -1}},
		{"GET", "/", Account{Unlisted, -1, nil, nil, -1}},
	} {
		assert.Equal(t, c.want, users.View(c.method).Account(c.path), "%s %s", c.method, c.path)
	}
	files := tableOf(t, rowOf(t, "GET", "/a", 1), rowOf(t, "GET", "/a.b", 2), rowOf(t, "PUT", "/c", 3), rowOf(t, "GET", "/{x}", 4), rowOf(t, "HEAD", "/a", 1, 2))
	assert.Equal(t, []Met{{0, ByExtension, true, ByAllLiterals}, {1, Exactly, true, Same}, {3, Exactly, true, ByCover}}, files.View("GET").Account("/a.b").Met[:3])
	assert.Equal(t, ByDemand, tableOf(t, rowOf(t, "GET", "/a", 1, 2), rowOf(t, "PUT", "/a/{x}", 1)).View("GET").Account("/a/").Met[1].Why)
	files.Excluded = OtherMethods
	assert.Equal(t, ByMethod, files.View("GET").Account("/c").Met[1].Why)
}

// TestHeadAsGet asserts what rows of HEAD are worth in front of a server that runs the rows of GET for HEAD.
func TestHeadAsGet(t *testing.T) {
	links := tableOf(t, rowOf(t, "GET", "/links/{id}", 1), rowOf(t, "HEAD", "/links/{link}", 2), rowOf(t, "GET", "/**", 3), rowOf(t, "HEAD", "/own", 2))
	twin := Met{0, Exactly, false, Unbeaten}
	assert.Equal(t, Account{Refused, -1, nil, []Met{{1, Exactly, true, Same}, {2, Exactly, true, ByCover}, twin}, 1}, links.View("HEAD").Account("/links/7"))
	assert.Equal(t, Unbeaten, links.View("HEAD").Account("/own").Met[0].Why, "no row of GET has the shape of /own: the broader one runs")
	links.Rows[1].Demand = Demand{{1, 2}}
	twin.Why = ByDemand
	assert.Equal(t, Account{Listed, 1, nil, []Met{{1, Exactly, true, Same}, {2, Exactly, true, ByCover}, twin}, 1}, links.View("HEAD").Account("/links/7"))
	links.Excluded = HeadAsGet
	assert.Equal(t, []Met{{1, Exactly, true, Same}, {2, Exactly, true, ByCover}}, links.View("HEAD").Account("/links/7").Met)
}

func TestWays(t *testing.T) {
	view := tableOf(t, rowOf(t, "GET", "/a/{x}", 1), rowOf(t, "PUT", "/b", 2)).View("GET")
	for path, want := range map[string]Equivalence{
		"/a/x": 0, "/a/x/": FinalSlash, "/A/x/": FinalSlash | LetterCase, "/a/x/y": Tail, "/a/x/y/": Tail, "/a/": EmptyParam,
		"/b": OtherMethods, "/b.x": OtherMethods | Extension, "/B.x/": OtherMethods | Extension | LetterCase | FinalSlash,
	} {
		a := view.Account(path)
		require.Len(t, a.Met, 1, path)
		assert.Equal(t, want, view.Ways(a.Met[0], path), path)
	}
}

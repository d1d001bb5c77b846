package corpus

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func TestSmallSetsAreWhole(t *testing.T) {
	sets, err := Small()
	require.NoError(t, err)
	got := map[string][2]int{}
	for _, s := range sets {
		got[s.Name] = [2]int{len(s.Routes), s.Found}
		require.Len(t, s.Drops, s.Found-len(s.Routes), s.Name)
	}
	require.Equal(t, map[string][2]int{
		"bss": {26, 26}, "gplus": {13, 13}, "parse": {26, 26}, "static": {149, 157}, "adversarial": {1024, 1024}, "github203": {203, 203},
	}, got)
}

func TestRowsAreCleaned(t *testing.T) {
	s := clean(Set{Name: "made", Routes: []Route{
		{Method: "GET", Path: "/a/{x}/{x}", Name: "things.get", API: "made:v1", Service: "made"},
		{Method: "GET", Path: "/a/{other}/{name}", Name: "things.find"},
		{Method: "GET", Path: "/b/", Name: "slash"},
		{Method: "TRACE", Path: "/c", Name: "trace"},
		{Method: "POST", Path: "/a/{+y}:run", Name: "made.things.get", API: "made:v2", Service: "made"},
		{Method: "PUT", Path: "/a", Name: "things get", API: "made:v2", Service: "made"},
		{Method: "PATCH", Path: "/"},
	}})
	var kept []string
	for _, r := range s.Routes {
		kept = append(kept, r.ID+" "+r.Method+" "+r.Path)
	}
	require.Equal(t, []string{
		"MadeV1ThingsGet GET /a/{x}/{x_2}", "MadeThingsGet POST /a/{_y}:run", "MadeV2ThingsGet PUT /a", "Patch PATCH /",
	}, kept)
	require.Equal(t, []string{
		"1: an empty segment (GET /b/)", "1: the method TRACE (TRACE /c)", "1: the method and shape of another row (GET /a/{other}/{name})",
	}, s.Reasons())
	require.Equal(t, 7, s.Found)
}

func TestAPIsByThemselves(t *testing.T) {
	all := clean(Set{Name: "made", Routes: []Route{
		{Method: "GET", Path: "/a", Name: "one", API: "a:v1"}, {Method: "GET", Path: "/a", Name: "two", API: "b:v1"},
	}})
	require.Len(t, all.Routes, 1)
	apis := all.PerAPI()
	require.Len(t, apis, 2)
	require.Equal(t, []string{"madeav1", "madebv1"}, []string{apis[0].Name, apis[1].Name})
	require.Equal(t, "Two", apis[1].Routes[0].ID)
}

// The same versions, the same bytes; and requests are what they are said to be.
func TestSpecsAndRequestsFollowFromTheSets(t *testing.T) {
	sets, err := Small()
	require.NoError(t, err)
	for _, s := range sets {
		spec, err := s.Spec()
		require.NoError(t, err)
		again, err := s.Spec()
		require.NoError(t, err)
		require.Equal(t, string(spec), string(again))
		api, err := Resolve(s.Name+".yaml", spec)
		require.NoError(t, err, s.Name)
		require.LessOrEqual(t, len(api.Permissions), 64, s.Name)
		requests, err := Invent(NewReference(api))
		require.NoError(t, err, s.Name)
		same, err := Invent(NewReference(api))
		require.NoError(t, err, s.Name)
		require.Equal(t, requests, same, s.Name)
		for _, q := range requests.Random[:100] {
			row, named := NewReference(api).Named(q.Method, q.Path)
			require.True(t, named && row == q.Row, "%s: %v", s.Name, q)
		}
		for _, q := range append(requests.Near[:100:100], requests.Foreign[:100]...) {
			require.Contains(t, []route.Verdict{route.Unlisted, route.MethodUnlisted}, q.Verdict)
			_, named := NewReference(api).Named(q.Method, q.Path)
			require.False(t, named, "%s: %v", s.Name, q)
		}
	}
}

// A row that no request can get gets the permission of the one that stands against it.
func TestTwinsInLetterCaseAreAnswerable(t *testing.T) {
	s := clean(Set{Name: "twins", Title: "twins", Routes: []Route{
		{Method: "GET", Path: "/stores/{id}", Name: "a"}, {Method: "GET", Path: "/Stores/{id}/parts", Name: "b"}, {Method: "GET", Path: "/STORES/{id}", Name: "c"},
	}})
	codes, err := s.answerable([]string{"a:view", "b:view", "c:view"})
	require.NoError(t, err)
	require.NotEqual(t, []string{"a:view", "b:view", "c:view"}, codes)
	spec, err := s.Spec()
	require.NoError(t, err)
	_, err = Resolve("twins.yaml", spec)
	require.NoError(t, err)
}

// TestOwnRequestsAreListed counts the rows that do not get their own request, with values that no literal resembles, if
// the servers behind may be any and each row needs another permission. Those rows differ from other rows in what some
// servers cannot tell: in letter case, or as HEAD and GET.
func TestOwnRequestsAreListed(t *testing.T) {
	want := map[string]int{}
	sets, err := Small()
	if os.Getenv("PERMROUTE_LARGE") != "" {
		sets, err = All()
		want = map[string]int{"kubernetes": 6, "huawei": 4, "huaweiplain": 4, "google": 103, "googleplain": 84}
	}
	require.NoError(t, err)
	refused := map[string]int{}
	for _, s := range sets {
		table, err := s.table(numbered(len(s.Routes)))
		require.NoError(t, err)
		ref := NewReference(&model.API{Table: table})
		for i, r := range s.Routes {
			path := param.ReplaceAllString(strings.TrimSuffix(r.Path, "/**"), "neutral7value")
			if path == "" {
				path = "/"
			}
			row, verdict := ref.Match(r.Method, path)
			if row != i || verdict != route.Listed {
				refused[s.Name]++
			}
		}
	}
	require.Equal(t, want, refused)
}

// numbered returns n permissions.
func numbered(n int) (codes []string) {
	for i := range n {
		codes = append(codes, fmt.Sprint("p", i))
	}
	return codes
}

package support

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRoute(t *testing.T) {
	assert.Equal(t, []Route{RouteShowThing, RouteShowMine, RouteDeleteThing, RoutePutFile, RouteStopJob, RoutePing, RouteLogin}, slices.Collect(Routes()))
	for r := range Routes() {
		parsed, err := ParseRoute(r.String())
		require.NoError(t, err)
		assert.Equal(t, r, parsed)
	}
	for range Routes() {
		break // yields no more
	}
	r := RouteShowThing
	assert.Equal(t, []string{"ShowThing", "GET", "/things/{id}", "show a thing", "Things"},
		[]string{r.String(), r.Method(), r.Pattern(), r.Name(), r.Group()})
}

func TestRouteUnknown(t *testing.T) {
	for _, r := range []Route{0, 8, 65535} {
		assert.Contains(t, r.String(), "Route(")
		assert.Empty(t, r.Method()+r.Pattern()+r.Name()+r.Group())
		assert.Empty(t, slices.Collect(r.Alternatives()))
		assert.False(t, r.Permits(NewSet(slices.Collect(Permissions())...)))
		_, ok := r.Param("/things/1", "id")
		assert.False(t, ok)
		_, err := r.MarshalText()
		assert.ErrorIs(t, err, ErrUnknown)
	}
	_, err := ParseRoute("showThing")
	assert.ErrorIs(t, err, ErrUnknown)
}

func TestAlternatives(t *testing.T) {
	want := map[Route][]Set{
		RouteShowThing:   {NewSet(ThingView), NewSet(ThingOwn)},
		RouteShowMine:    {NewSet(ThingOwn, ThingEdit)},
		RouteDeleteThing: nil,
		RoutePutFile:     {NewSet(FilePut, ThingEdit), NewSet(FilePut, ThingOwn)},
		RouteStopJob:     {NewSet(ThingEdit)},
		RoutePing:        {{}},
		RouteLogin:       {{}},
	}
	for r, alternatives := range want {
		assert.Equal(t, alternatives, slices.Collect(r.Alternatives()), r)
		for granted := range sets {
			permits := slices.ContainsFunc(alternatives, granted.HasAll)
			assert.Equal(t, permits, r.Permits(granted), "%v %v", r, granted)
		}
	}
	for range RouteShowThing.Alternatives() {
		break // yields no more
	}
}

func TestParam(t *testing.T) {
	for _, c := range []struct {
		route            Route
		path, name, want string
		ok               bool
	}{
		{RouteShowThing, "/things/7", "id", "7", true},
		{RouteShowThing, "/things/7", "ID", "", false},
		{RouteShowThing, "/things/7", "", "", false},
		{RouteShowThing, "/things/7", "**", "", false},
		{RouteShowThing, "/things/7/", "id", "", false},
		{RouteShowThing, "/things/", "id", "", false},
		{RouteShowThing, "/things", "id", "", false},
		{RouteShowThing, "/things/7/8", "id", "", false},
		{RouteShowThing, "/Things/7", "id", "", false},
		{RouteShowThing, "/things/%37", "id", "", false},
		{RouteShowThing, "", "id", "", false},
		{RouteShowMine, "/things/mine", "id", "", false},
		{RouteStopJob, "/jobs/7:stop", "id", "7", true},
		{RouteStopJob, "/jobs/7:8:stop", "id", "", false},
		{RoutePutFile, "/files/a", "space", "a", true},
		{RoutePutFile, "/files/a/", "space", "a", true},
		{RoutePutFile, "/files/a/b/c", "space", "a", true},
		{RoutePutFile, "/files/a/b/c", "**", "b/c", true},
		{RoutePutFile, "/files/a/b/c/", "**", "b/c/", true},
		{RoutePutFile, "/files/a", "**", "", true},
		{RoutePutFile, "/files/", "**", "", false},
		{RoutePutFile, "/files/a//b", "**", "", false},
	} {
		got, ok := c.route.Param(c.path, c.name)
		assert.Equal(t, c.ok, ok, "%v", c)
		assert.Equal(t, c.want, got, "%v", c)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() { RoutePutFile.Param("/files/a/b/c", "**") }))
}

func TestRouteText(t *testing.T) {
	text, err := json.Marshal(RouteShowMine)
	require.NoError(t, err)
	assert.Equal(t, `"ShowMine"`, string(text))
	var back Route
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, RouteShowMine, back)
	assert.ErrorIs(t, json.Unmarshal([]byte(`"Nope"`), &back), ErrUnknown)
	assert.Equal(t, RouteShowMine, back)
}

func TestVerdict(t *testing.T) {
	var zero Verdict
	assert.Equal(t, Refused, zero)
	names := []string{"Refused", "Listed", "Unlisted", "MethodUnlisted", "Verdict(4)"}
	for i, name := range names {
		assert.Equal(t, name, Verdict(i).String())
	}
}

package support

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAuthorize(t *testing.T) {
	for _, c := range []struct {
		method, path string
		granted      Set
		want         Decision
		status       int
		err          string
	}{
		{"GET", "/things/7", NewSet(ThingView), Decision{RouteShowThing, Listed, Set{}, outcome{allowed: true}}, 200, ""},
		{"GET", "/things/7", NewSet(ThingOwn), Decision{RouteShowThing, Listed, Set{}, outcome{allowed: true}}, 200, ""},
		{"GET", "/things/7", Set{}, Decision{RouteShowThing, Listed, NewSet(ThingView), outcome{}}, 403,
			"request denied: ShowThing needs thing:view"},
		{"GET", "/things/mine", NewSet(ThingOwn), Decision{RouteShowMine, Listed, NewSet(ThingEdit), outcome{}}, 403,
			"request denied: ShowMine needs thing:edit"},
		{"GET", "/things/mine", Set{}, Decision{RouteShowMine, Listed, NewSet(ThingEdit, ThingOwn), outcome{}}, 403,
			"request denied: ShowMine needs thing:own,thing:edit"},
		{"PUT", "/files/a", NewSet(ThingOwn), Decision{RoutePutFile, Listed, NewSet(FilePut), outcome{nearest: 1}}, 403,
			"request denied: PutFile needs file:put"},
		{"PUT", "/files/a", Set{}, Decision{RoutePutFile, Listed, NewSet(FilePut, ThingEdit), outcome{}}, 403,
			"request denied: PutFile needs thing:edit,file:put"},
		{"DELETE", "/things/7", NewSet(ThingView, ThingOwn, ThingEdit, FilePut), Decision{RouteDeleteThing, Listed, Set{}, outcome{}}, 403,
			"request denied: nobody may call DeleteThing"},
		{"GET", "/other", Set{}, Decision{0, Unlisted, Set{}, outcome{allowed: true}}, 200, ""},
		{"PATCH", "/things/7", NewSet(ThingView), Decision{0, MethodUnlisted, Set{}, outcome{}}, 405,
			"request denied: its path is not listed with this method"},
		{"GET", "/things//7", NewSet(ThingView), Decision{}, 400,
			"request refused: byte 8 of the path: \"/\": a segment is not empty: most servers clean // up, some do not"},
	} {
		d := Authorize(c.method, c.path, c.granted)
		if d.Verdict == Refused {
			c.want.outcome.why = d.outcome.why
		}
		assert.Equal(t, c.want, d, "%s %s %v", c.method, c.path, c.granted)
		assert.Equal(t, c.want.Allowed(), d.Allowed())
		assert.Equal(t, c.status, d.Status())
		if c.err == "" {
			assert.NoError(t, d.Err())
			continue
		}
		var denied *DeniedError
		require.ErrorAs(t, d.Err(), &denied)
		assert.Equal(t, d, denied.Decision)
		assert.EqualError(t, denied, c.err)
	}
	assert.Zero(t, testing.AllocsPerRun(10, func() { Authorize("PUT", "/files/a", Set{}) }))
}

// TestPublic asserts which requests everyone may send, and that a decision that denies is never public.
func TestPublic(t *testing.T) {
	for request, want := range map[string]bool{
		"POST /login": true, "GET /other": true, "GET /ping": false, "GET /things/7": false, "DELETE /things/7": false, "PATCH /ping": false, "GET /other//": false,
	} {
		method, path, _ := strings.Cut(request, " ")
		for granted := range sets {
			assert.Equal(t, want, Authorize(method, path, granted).Public(), request)
		}
	}
	assert.True(t, RouteLogin.Public())
	for r := range Routes() {
		assert.Equal(t, r == RouteLogin, r.Public(), r)
	}
	assert.False(t, Route(0).Public())
	assert.False(t, Decision{Route: RouteLogin, Verdict: Listed}.Public())
}

// TestOnlyAuthorizeAllows asserts that decisions which other code composes deny.
func TestOnlyAuthorizeAllows(t *testing.T) {
	for v, status := range map[Verdict]int{Refused: 400, Listed: 403, Unlisted: 403, MethodUnlisted: 405, 9: 403} {
		d := Decision{Route: RouteShowThing, Verdict: v}
		assert.False(t, d.Allowed(), v)
		assert.Equal(t, status, d.Status(), v)
		assert.Error(t, d.Err(), v)
	}
	assert.Equal(t, http.StatusBadRequest, Decision{}.Status())
	assert.EqualError(t, Decision{Route: RouteShowThing, Verdict: Listed}.Err(), "request denied")
	assert.EqualError(t, Decision{Verdict: Unlisted}.Err(), "request denied: its path is not listed")
	allowed := Authorize("GET", "/other", Set{})
	allowed.Verdict = Refused
	assert.True(t, allowed.Allowed(), "a decision keeps what was decided")
}

func TestDecisionJSON(t *testing.T) {
	for want, d := range map[string]Decision{
		`{"allowed":false,"verdict":"Listed","route":"ShowMine","missing":["thing:own","thing:edit"]}`: Authorize("GET", "/things/mine", Set{}),
		`{"allowed":true,"verdict":"Unlisted"}`:                                                        Authorize("GET", "/other", Set{}),
		`{"allowed":false,"verdict":"Refused"}`:                                                        {},
	} {
		got, err := json.Marshal(d)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
}

func TestLogValue(t *testing.T) {
	var b bytes.Buffer
	handler := slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if groups == nil && a.Key != "d" {
			return slog.Attr{}
		}
		return a
	}})
	slog.New(handler).Info("", "d", Authorize("GET", "/things/mine", Set{}))
	slog.New(handler).Info("", "d", Authorize("GET", "/other", Set{}))
	slog.New(handler).Info("", "d", Decision{Route: RoutePing, Verdict: Listed, outcome: outcome{why: &cause{unknown: ErrUnauthenticated}}})
	assert.Equal(t, "d.allowed=false d.verdict=Listed d.route=ShowMine d.missing=\"[thing:own thing:edit]\"\n"+
		"d.allowed=true d.verdict=Unlisted\n"+
		"d.allowed=false d.verdict=Listed d.route=Ping d.error=\"the caller is not authenticated\"\n", b.String())
}

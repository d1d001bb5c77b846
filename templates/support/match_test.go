package support

import (
	"bufio"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		request string
		route   Route
		verdict Verdict
	}{
		{"GET /things/7", RouteShowThing, Listed},
		{"HEAD /things/7", RouteShowThing, Listed},
		{"GET /things/mine", RouteShowMine, Listed},
		{"GET /things/Mine", 0, Refused},
		{"GET /things/mine.json", 0, Refused},
		{"GET /things/mine.json.", 0, Refused},
		{"GET /things/mine.json/", RouteShowMine, Listed},
		{"GET /things/mines", RouteShowThing, Listed},
		{"GET /things/mine/", RouteShowMine, Listed},
		{"GET /things/7/", RouteShowThing, Listed},
		{"GET /THINGS/7", RouteShowThing, Listed},
		{"GET /things/", RouteShowThing, Listed},
		{"GET /things/7/8", RouteShowThing, Listed},
		{"GET /things/7/8/9/", RouteShowThing, Listed},
		{"GET /things", 0, Unlisted},
		{"GET /thing/7", 0, Unlisted},
		{"GET /", 0, Unlisted},
		{"GET /thingsx/7", 0, Unlisted},
		{"POST /things/7", 0, MethodUnlisted},
		{"POST /things/mine", 0, MethodUnlisted},
		{"POST /things/MINE", 0, MethodUnlisted},
		{"POST /Things/7", 0, MethodUnlisted},
		{"DELETE /things/7", RouteDeleteThing, Listed},
		{"DELETE /things/mine", RouteDeleteThing, Listed},
		{"POST /jobs/7:stop", RouteStopJob, Listed},
		{"POST /jobs/7:8:stop", RouteStopJob, Listed},
		{"POST /jobs/:stop", RouteStopJob, Listed},
		{"POST /jobs/7", RouteStopJob, Listed}, // some servers ignore the literal after a parameter
		{"PUT /files/a", RoutePutFile, Listed},
		{"PUT /files/a/", RoutePutFile, Listed},
		{"PUT /files/a/b.c/d/", RoutePutFile, Listed},
		{"PUT /files/a/..", 0, Refused},
		{"PUT /files/a/b//c", 0, Refused},
		{"PUT /files/a/b%2fc", 0, Refused},
		{"PUT /files/", RoutePutFile, Listed},
		{"PUT /files", 0, Unlisted},
		{"PUT /FILES/a", RoutePutFile, Listed},
		{"GET /files/a/b", 0, MethodUnlisted},
		{"get /things/7", 0, Refused},
		{" /things/7", 0, Refused},
		{"TRACE /other", 0, Refused},
		{"CONNECT /other", 0, Refused},
		{"X-Y /other", 0, Unlisted},
		{"GET //things/7", 0, Refused},
		{"GET things/7", 0, Refused},
		{"GET ", 0, Refused},
		{"GET /other;x", 0, Refused},
		{"PUT /files/a/me%40example.org/%3A%2C%21", RoutePutFile, Listed},
		{"PUT /files/a%24/b", RoutePutFile, Listed},
		{"PUT /%66iles/a/b", 0, Refused},
		{"PUT /files/a%2Fb/c", 0, Refused},
		{"PUT /files/a/b%2E", 0, Refused},
		{"POST /jobs/7%3Astop", RouteStopJob, Listed}, // those who do not decode it ignore the literal
		{"POST /jobs/a%40b:stop", RouteStopJob, Listed},
		{"GET /things/a%40b", 0, Refused}, // the table allows no escapes
		{"PUT /files/a/%E6%B5%8B%e8%af%95/b%20c", RoutePutFile, Listed},
		{"PUT /files/%F0%9F%98%80", RoutePutFile, Listed},
		{"PUT /files/%EF%BF%BD", RoutePutFile, Listed},
		{"PUT /files/a/%E6%B5%8B/", RoutePutFile, Listed},
		{"PUT /FILES/a/%E6%B5%8B", RoutePutFile, Listed},
		{"PUT /files/%20b", 0, Refused},
		{"PUT /files/b%20", 0, Refused},
		{"PUT /files/b%E3%80%80", 0, Refused},
		{"PUT /files/..%20", 0, Refused},
		{"PUT /files/a%2Fb", 0, Refused},
		{"PUT /files/%61", 0, Refused},
		{"PUT /files/%2e%2e", 0, Refused},
		{"PUT /files/%00", 0, Refused},
		{"PUT /files/%C2%85b", 0, Refused},
		{"PUT /files/%C0%AF", 0, Refused},
		{"PUT /files/%E6%B5", 0, Refused},
		{"PUT /files/%ED%A0%80", 0, Refused},
		{"PUT /files/%F5%80%80%80", 0, Refused},
		{"PUT /files/%FF", 0, Refused},
		{"PUT /files/a%", 0, Refused},
		{"PUT /files/a%E", 0, Refused},
		{"PUT /files/%\x10\x10", 0, Refused},
		{"PUT /files/\u6d4b", 0, Refused},
		{"PUT /files/\xff", 0, Refused},
		{"PUT /files/a b", 0, Refused},
		{"PUT /files/%EF%BC%8F", 0, Refused}, // full-width slash
		{"PUT /files/%E2%80%A6", 0, Refused}, // …
		{"PUT /files/%E2%84%AA", 0, Refused}, // Kelvin sign
		{"GET /things/%E6%B5%8B", 0, Refused},
		{"GET /other/%E6%B5%8B", 0, Refused},
	} {
		method, path, _ := strings.Cut(c.request, " ")
		r, v := Match(method, path)
		assert.Equal(t, c.verdict, v, c.request)
		assert.Equal(t, c.route, r, c.request)
		if encoded, _ := new(cutPath).cut(path, slashesOf(path), onWire); encoded&reserved == 0 { // else it decodes them
			assert.Zero(t, testing.AllocsPerRun(10, func() { Match(method, path) }), c.request)
		}
	}
}

func TestMatchTarget(t *testing.T) {
	for target, want := range map[string]Verdict{
		"/things/7":                Listed,
		"/things/7?x=/../y":        Listed,
		"/things/7#x":              Refused,
		"http://host/things/7?x":   Listed,
		"http://user@host:8/other": Unlisted,
		"http:/things/7":           Listed,
		"http:///things/7":         Listed,
		"http://host":              Refused,
		"http://host?/things/7":    Refused,
		"http:things/7":            Refused,
		"//host/things/7":          Refused,
		"things/7":                 Refused,
		"a/b:c/things/7":           Refused,
		"*":                        Refused,
		"1http://h/other":          Refused,
		"http://[bad/other":        Refused,
		"http://h:port/other":      Refused,
		"http://h:80x/other":       Refused,
		"://h/other":               Refused,
		":/other":                  Refused,
		"http://h\\other/x":        Refused,
		"":                         Refused,
		"?":                        Refused,
	} {
		_, v := MatchTarget("GET", target)
		assert.Equal(t, want, v, target)
	}
}

func TestMatchRequest(t *testing.T) {
	for target, want := range map[string]Verdict{
		"/things/7":                Listed,
		"/things/7?a=b;c":          Listed,
		"/things/a!b":              Listed,
		"/things/a%21b":            Refused,
		"/things/%37":              Refused,
		"/things/a%20b":            Refused,
		"/things/a%2Fb":            Refused,
		"/things/7;v=1":            Refused,
		"/things/%E4%BD%A0":        Refused,
		"http://host/things/7":     Listed,
		"http://host":              Refused,
		"http:things/7":            Refused,
		"*":                        Refused,
		"/things/7/../mine":        Refused,
		"/other/x":                 Unlisted,
		"/things/(a)'*":            Listed,
		"/things/%28a%29%27%2A":    Refused,
		"/things/a!%62":            Refused,
		"/things/7%3Fx":            Refused,
		"//host/things/7":          Refused,
		"/files/a/b!?x=/../things": MethodUnlisted,
	} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n")))
		require.NoError(t, err, target)
		_, v := MatchRequest(r)
		assert.Equal(t, want, v, target)
		if !strings.Contains(target, "%2") { // else it decodes them
			assert.Zero(t, testing.AllocsPerRun(10, func() { MatchRequest(r) }), target)
		}
	}
	_, v := MatchRequest(nil)
	assert.Equal(t, Refused, v)
	assert.Equal(t, Decision{}, withoutCause(AuthorizeRequest(nil, NewSet(ThingView))))
	_, v = MatchRequest(&http.Request{Method: "GET"})
	assert.Equal(t, Refused, v)
	_, v = MatchRequest(&http.Request{Method: "GET", URL: &url.URL{Opaque: "//h/things/7", Path: "/things/7"}})
	assert.Equal(t, Refused, v)
}

package support

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// question sends a question to an endpoint for a caller with thing:view. It is METHOD and target of the question,
// then its headers as Name:value.
func question(from Forwarded, text string) (*http.Response, *Decision) {
	var decision *Decision
	g := Guard{Granted: granting(ThingView), Challenge: "Bearer", OnDecision: func(_ *http.Request, d Decision) { decision = &d }}
	f := strings.Fields(text)
	r := httptest.NewRequest(f[0], f[1], strings.NewReader("a body"))
	for _, header := range f[2:] {
		name, value, _ := strings.Cut(header, ":")
		r.Header[name] = append(r.Header[name], value)
	}
	w := httptest.NewRecorder()
	g.Endpoint(from).ServeHTTP(w, r)
	return w.Result(), decision
}

var (
	forwardAuth = Forwarded{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri"}
	authRequest = Forwarded{Method: "X-Original-Method", URI: "X-Original-Uri", Statuses: []int{401, 403}}
	extAuthz    = Forwarded{Prefix: "/check"}
)

func TestEndpoint(t *testing.T) {
	for _, c := range []struct {
		from     Forwarded
		question string
		status   int
		decision int // 0 for the same
	}{
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7", 200, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7?page=/things/mine", 200, 0},
		{forwardAuth, "POST /any X-Forwarded-Method:DELETE X-Forwarded-Uri:/things/7", 403, 0},
		{forwardAuth, "GET / X-Forwarded-Method:PATCH X-Forwarded-Uri:/things/7", 405, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/%6dine", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/mine", 403, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET", 400, 0},
		{forwardAuth, "GET /things/7 X-Forwarded-Uri:/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method: X-Forwarded-Uri:/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7 X-Forwarded-Uri:/things/8", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7 X_Forwarded_Uri:/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7 x-forwarded-uri:/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET,GET X-Forwarded-Uri:/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:http://shop.example/things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri://things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:things/7", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/%zz", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7 X-Original-Uri:/ping", 400, 0},
		{forwardAuth, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/things/7 X-HTTP-Method-Override:DELETE", 400, 0},
		{authRequest, "GET /auth X-Original-Method:GET X-Original-Uri:/things/7", 200, 0},
		{authRequest, "GET /auth X-Original-Method:DELETE X-Original-Uri:/things/7", 403, 0},
		{authRequest, "GET /auth X-Original-Method:PATCH X-Original-Uri:/things/7", 403, 405},
		{authRequest, "GET /auth X-Original-Method:GET X-Original-Uri:/things/../x", 403, 400},
		{authRequest, "GET /auth X-Original-Method:GET X-Original-Uri:/things/7 X-Forwarded-Uri:/login", 403, 400},
		{extAuthz, "GET /check/things/7", 200, 0},
		{extAuthz, "DELETE /check/things/7?x=1", 403, 0},
		{extAuthz, "GET /things/7", 400, 0},
		{extAuthz, "GET /check", 400, 0},
		{extAuthz, "GET /checkthings/7", 400, 0},
		{extAuthz, "GET /check/check/things/7", 200, 0},
		{extAuthz, "GET /check/things/7 X-Forwarded-Uri:/login", 400, 0},
	} {
		response, decision := question(c.from, c.question)
		require.NotNil(t, decision, c.question)
		assert.Equal(t, c.status, response.StatusCode, c.question)
		want := c.decision
		if want == 0 {
			want = c.status
		}
		assert.Equal(t, want, decision.Status(), c.question)
		assert.Equal(t, http.StatusText(want), http.StatusText(decision.Status()))
		assert.Equal(t, []string{"no-store"}, response.Header["Cache-Control"], c.question)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, c.status == 200, len(body) == 0, c.question)
	}
}

func TestEndpointHeaders(t *testing.T) {
	from := forwardAuth
	var seen *http.Request
	from.Upstream = func(h http.Header, r *http.Request, _ Decision) { seen = r; h.Set("X-Subject", "ann") }
	response, _ := question(from, "GET /asked X-Forwarded-Method:HEAD X-Forwarded-Uri:/things/7?a=b X-Other:c")
	assert.Equal(t, "ShowThing", response.Header.Get("X-Permroute-Route"))
	assert.Equal(t, "200", response.Header.Get("X-Permroute-Status"))
	assert.Equal(t, "ann", response.Header.Get("X-Subject"))
	assert.Equal(t, "HEAD /things/7?a=b", seen.Method+" "+seen.URL.String())
	assert.Equal(t, "/things/7?a=b", seen.RequestURI)
	assert.Equal(t, http.Header{"X-Other": {"c"}}, seen.Header)
	response, _ = question(from, "GET / X-Forwarded-Method:GET X-Forwarded-Uri:/nothing")
	assert.Equal(t, []string{""}, response.Header["X-Permroute-Route"], "the client's own header must not stay")
}

func TestEndpointUnauthenticated(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/check/ping", nil)
	Guard{Granted: failing(ErrUnauthenticated), Challenge: "Bearer"}.Endpoint(extAuthz).ServeHTTP(w, r)
	assert.Equal(t, 401, w.Code)
	assert.Equal(t, "Bearer", w.Header().Get("WWW-Authenticate"))
}

// TestEndpointDeny asserts that no answer of Deny lets a denied request pass.
func TestEndpointDeny(t *testing.T) {
	for _, c := range []struct {
		statuses []int
		deny     func(http.ResponseWriter)
		want     int
	}{
		{nil, func(w http.ResponseWriter) { w.WriteHeader(200) }, 403},
		{nil, func(w http.ResponseWriter) { w.WriteHeader(204) }, 403},
		{nil, func(w http.ResponseWriter) { w.WriteHeader(299) }, 403},
		{nil, func(w http.ResponseWriter) { _, _ = w.Write([]byte("no")) }, 405},
		{nil, func(http.ResponseWriter) {}, 405},
		{nil, func(w http.ResponseWriter) { w.WriteHeader(103); w.WriteHeader(200) }, 403},
		{nil, func(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }, 405},
		{nil, func(w http.ResponseWriter) { w.WriteHeader(302) }, 302},
		{nil, func(w http.ResponseWriter) { w.WriteHeader(503) }, 503},
		{[]int{200, 401, 403}, func(w http.ResponseWriter) { w.WriteHeader(200) }, 403},
		{[]int{401, 403}, func(w http.ResponseWriter) { w.WriteHeader(302) }, 403},
		{[]int{401, 403}, func(w http.ResponseWriter) { w.WriteHeader(503) }, 503},
	} {
		g := Guard{Granted: granting(), Deny: func(w http.ResponseWriter, _ *http.Request, _ Decision) { c.deny(w) }}
		server := httptest.NewServer(g.Endpoint(Forwarded{Prefix: "/check", Statuses: c.statuses}))
		request, err := http.NewRequest("PATCH", server.URL+"/check/things/7", nil)
		require.NoError(t, err)
		response, err := http.DefaultTransport.RoundTrip(request)
		require.NoError(t, err)
		response.Body.Close()
		server.Close()
		assert.Equal(t, c.want, response.StatusCode)
		assert.Equal(t, "405", response.Header.Get("X-Permroute-Status"))
	}
}

func TestEndpointPanics(t *testing.T) {
	good := Guard{Granted: granting()}
	assert.Panics(t, func() { Guard{}.Endpoint(forwardAuth) })
	for _, from := range []Forwarded{{}, {Method: "A"}, {URI: "A"}, {Method: "X-A", URI: "x-a"}, {Method: "A", URI: "B", Prefix: "/c"}, {URI: "B", Prefix: "/c"}, {Prefix: "/"}, {Prefix: "c"}, {Prefix: "/c/"}} {
		assert.Panics(t, func() { good.Endpoint(from) }, "%v", from)
	}
	for _, from := range []Forwarded{forwardAuth, authRequest, extAuthz} {
		assert.NotPanics(t, func() { good.Endpoint(from) })
	}
}

// TestShadow asserts that the answer is the handler's own byte for byte, whatever is decided, and that OnDecision gets
// what Wrap would decide.
func TestShadow(t *testing.T) {
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, decided := FromContext(r.Context())
		w.Header().Set("X-Seen", r.Method+" "+r.RequestURI+" "+r.Header.Get("X-Changed"))
		w.WriteHeader(202)
		_, _ = w.Write(append(body, []byte(map[bool]string{true: "decided", false: ""}[decided])...))
	})
	var reported []Decision
	report := func(_ *http.Request, d Decision) { reported = append(reported, d) }
	for _, granted := range []func(*http.Request) (Set, error){
		granting(ThingView), failing(ErrUnauthenticated), failing(io.ErrUnexpectedEOF),
		func(r *http.Request) (Set, error) {
			_, _ = io.ReadAll(r.Body)
			r.Header.Set("X-Changed", "yes")
			r.Method, r.URL.Path = "X", "/x"
			return Set{}, nil
		},
	} {
		for _, line := range []string{"GET /things/7", "GET /things/mine", "DELETE /things/7", "PATCH /things/7", "GET /things/../x", "GET /other", "POST /login"} {
			method, target, _ := strings.Cut(line, " ")
			answers := []*httptest.ResponseRecorder{httptest.NewRecorder(), httptest.NewRecorder()}
			var wrapped Decision
			Guard{Granted: granted, OnDecision: func(_ *http.Request, d Decision) { wrapped = d }}.Wrap(next).
				ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, target, strings.NewReader("body")))
			for i, h := range []http.Handler{next, Guard{Granted: granted, OnDecision: report}.Shadow(next)} {
				h.ServeHTTP(answers[i], httptest.NewRequest(method, target, strings.NewReader("body")))
			}
			assert.Equal(t, answers[0], answers[1], line)
			last := reported[len(reported)-1]
			assert.Equal(t, wrapped.Status(), last.Status(), line)
			assert.Equal(t, wrapped.Route, last.Route, line)
		}
	}
	panics := Guard{Granted: func(*http.Request) (Set, error) { panic("a") }, OnDecision: func(_ *http.Request, d Decision) { report(nil, d); panic("b") }}
	w := httptest.NewRecorder()
	panics.Shadow(next).ServeHTTP(w, httptest.NewRequest("GET", "/ping", nil))
	assert.Equal(t, 202, w.Code)
	assert.Equal(t, 500, reported[len(reported)-1].Status())
	assert.EqualError(t, reported[len(reported)-1].unknown(), "Granted has panicked: a")
	for _, g := range []Guard{{}, {Granted: granting()}, {OnDecision: report}} {
		assert.Panics(t, func() { g.Shadow(next) })
	}
	assert.Panics(t, func() { panics.Shadow(nil) })
}

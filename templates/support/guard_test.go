package support

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// granting returns a Granted for callers with these permissions.
func granting(permissions ...Permission) func(*http.Request) (Set, error) {
	return func(*http.Request) (Set, error) { return NewSet(permissions...), nil }
}

// failing returns a Granted that returns an error, and a set that must be ignored.
func failing(err error) func(*http.Request) (Set, error) {
	return func(*http.Request) (Set, error) { return NewSet(ThingView, ThingOwn, ThingEdit, FilePut), err }
}

// answer sends a request through the guard to a handler that answers 200 with "next". The request is METHOD and
// path, and perhaps the name of a header.
func answer(g Guard, request string) *http.Response {
	f := strings.Fields(request)
	r := httptest.NewRequest(f[0], f[1], nil)
	for _, name := range f[2:] {
		r.Header.Set(name, "DELETE")
	}
	w := httptest.NewRecorder()
	g.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "next") })).ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, response *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}

func TestGuard(t *testing.T) {
	const problem = `{"type":"about:blank","title":%q,"status":%d}`
	viewer := granting(ThingView)
	nobody := failing(fmt.Errorf("no token: %w", ErrUnauthenticated))
	broken := failing(errors.New("secret.example:5432 refused"))
	for _, c := range []struct {
		request string
		granted func(*http.Request) (Set, error)
		status  int
		explain string // what Explain adds to the body
		allow   string
	}{
		{"GET /things/7", viewer, 200, "", ""},
		{"HEAD /things/7", viewer, 200, "", ""},
		{"GET /other", broken, 200, "", ""},
		{"GET /ping", granting(), 200, "", ""},
		{"GET /ping", nobody, 401, "", ""},
		{"GET /ping", broken, 500, "", ""},
		{"GET /things/mine", viewer, 403, `,"route":"ShowMine","missing":["thing:own","thing:edit"]`, ""},
		{"GET /things/mine", nobody, 401, "", ""},
		{"GET /things/mine", broken, 500, "", ""},
		{"DELETE /things/7", viewer, 403, `,"route":"DeleteThing"`, ""},
		{"DELETE /things/7", nobody, 403, `,"route":"DeleteThing"`, ""},
		{"POST /login", nobody, 200, "", ""},
		{"POST /login", broken, 200, "", ""},
		{"PATCH /things/7", broken, 405, "", "GET, HEAD, DELETE"},
		{"PATCH /things/mine", broken, 405, "", "GET, HEAD, DELETE"},
		{"HEAD /files/a/b", broken, 405, "", "PUT"},
		{"GET /things//7", broken, 400, `,"reason":"empty-segment","detail":"byte 8 of the path: \"/\": a segment is not empty: most servers clean // up, some do not"`, ""},
		{"GET /things/7 X-HTTP-Method-Override", viewer, 400, `,"reason":"header","detail":"the header X-Http-Method-Override: some servers take the method or the path from it, or another protocol"`, ""},
		{"GET /other x_original_url", viewer, 400, `,"reason":"header","detail":"the header X_original_url: some servers take the method or the path from it, or another protocol"`, ""},
	} {
		for _, explain := range []bool{false, true} {
			response := answer(Guard{Granted: c.granted, Challenge: "Bearer", Explain: explain}, c.request)
			body := bodyOf(t, response)
			assert.Equal(t, c.status, response.StatusCode, c.request)
			assert.Equal(t, c.allow, response.Header.Get("Allow"), c.request)
			if c.status == 200 {
				assert.Equal(t, "next", body)
				assert.Equal(t, http.Header{"Content-Type": {"text/plain; charset=utf-8"}}, response.Header)
				continue
			}
			want := fmt.Sprintf(problem, http.StatusText(c.status), c.status)
			if explain {
				want = strings.TrimSuffix(want, "}") + c.explain + "}"
			}
			if strings.HasPrefix(c.request, "HEAD") {
				want = ""
			}
			assert.Equal(t, want, body, c.request)
			assert.Equal(t, "application/problem+json", response.Header.Get("Content-Type"))
			assert.Equal(t, "no-store", response.Header.Get("Cache-Control"))
			assert.Equal(t, "nosniff", response.Header.Get("X-Content-Type-Options"))
			assert.Equal(t, c.status == 401, response.Header.Get("WWW-Authenticate") == "Bearer", c.request)
			for _, values := range response.Header {
				assert.NotContains(t, strings.Join(values, " "), "secret")
			}
		}
	}
	assert.NotContains(t, answer(Guard{Granted: nobody}, "GET /ping").Header, "Www-Authenticate")
}

// TestGranted asserts for which requests Granted is called.
func TestGranted(t *testing.T) {
	for request, want := range map[string]int{
		"GET /things/7": 1, "GET /ping": 1, "DELETE /things/7": 0, "POST /login": 0, "GET /other": 0, "PATCH /things/7": 0, "GET /things//7": 0, "GET /ping x-http-method": 0,
	} {
		calls := 0
		answer(Guard{Granted: func(r *http.Request) (Set, error) {
			calls++
			assert.Equal(t, strings.Fields(request)[1], r.URL.Path)
			return Set{}, nil
		}}, request)
		assert.Equal(t, want, calls, request)
	}
}

func TestWrapPanics(t *testing.T) {
	next := http.NotFoundHandler()
	assert.PanicsWithValue(t, "Guard.Wrap: Granted is nil: set it to a function that returns the permissions of the caller",
		func() { Guard{}.Wrap(next) })
	assert.PanicsWithValue(t, "Guard.Wrap: the handler is nil", func() { Guard{Granted: granting()}.Wrap(nil) })
}

// TestPanics asserts that a panic of a function reaches the server, and that the handler is not called.
func TestPanics(t *testing.T) {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the next handler runs") })
	for name, g := range map[string]Guard{
		"Granted":    {Granted: func(*http.Request) (Set, error) { panic("p") }},
		"OnDecision": {Granted: granting(ThingView), OnDecision: func(*http.Request, Decision) { panic("p") }},
		"Deny":       {Granted: granting(), Deny: func(http.ResponseWriter, *http.Request, Decision) { panic("p") }},
	} {
		w := httptest.NewRecorder()
		assert.PanicsWithValue(t, "p", func() { g.Wrap(next).ServeHTTP(w, httptest.NewRequest("GET", "/things/7", nil)) }, name)
		assert.Zero(t, w.Body.Len(), name)
	}
}

func TestOnDecision(t *testing.T) {
	broken := errors.New("connection refused")
	for _, c := range []struct {
		request string
		granted func(*http.Request) (Set, error)
		want    string
	}{
		{"GET /things/7", granting(ThingView), "200 <nil>"},
		{"GET /other", granting(), "200 <nil>"},
		{"GET /things/7", granting(), "403 request denied: ShowThing needs thing:view"},
		{"GET /things/7", failing(broken), "500 request denied: the permissions of the caller of ShowThing are not known: connection refused"},
		{"GET /ping", failing(ErrUnauthenticated), "401 request denied: the permissions of the caller of Ping are not known: the caller is not authenticated"},
		{"GET /ping//", granting(), "400 request refused: byte 6 of the path: \"/\": a segment is not empty: most servers clean // up, some do not"},
	} {
		var seen []string
		answer(Guard{Granted: c.granted, OnDecision: func(_ *http.Request, d Decision) {
			seen = append(seen, fmt.Sprint(d.Status(), " ", d.Err()))
			assert.Equal(t, d.Status() == 500, errors.Is(d.Err(), broken))
			assert.Equal(t, d.Status() == 401, errors.Is(d.Err(), ErrUnauthenticated))
			assert.Equal(t, d.Status() == 200, d.Allowed())
		}}, c.request)
		assert.Equal(t, []string{c.want}, seen)
	}
}

// TestGuardContext asserts that the handler gets the decision, and that the request of the guard's caller does
// not change.
func TestGuardContext(t *testing.T) {
	r := httptest.NewRequest("GET", "/things/7", nil)
	var got Decision
	Guard{Granted: granting(ThingOwn)}.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var ok bool
		got, ok = FromContext(r.Context())
		assert.True(t, ok)
	})).ServeHTTP(httptest.NewRecorder(), r)
	assert.Equal(t, Authorize("GET", "/things/7", NewSet(ThingOwn)), got)
	_, ok := FromContext(r.Context())
	assert.False(t, ok)
}

// TestWholeURL asserts that the next handler finds the path that the guard has read, wherever it looks.
func TestWholeURL(t *testing.T) {
	for target, want := range map[string]string{
		"/things/7?x=1": "/things/7?x=1", "http://other.test/things/7": "/things/7", "http://other.test/things/a(b)?x": "/things/a(b)?x",
		"http:/things/7": "/things/7",
	} {
		got := ""
		r := httptest.NewRequest("GET", "/", nil)
		u, err := url.ParseRequestURI(target)
		require.NoError(t, err)
		r.URL, r.RequestURI = u, target
		next := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RequestURI })
		Guard{Granted: granting(ThingView)}.Wrap(next).ServeHTTP(httptest.NewRecorder(), r)
		assert.Equal(t, want, got, target)
		assert.Equal(t, target, r.RequestURI, "the guard has changed the request that it was given")
	}
}

func TestDeny(t *testing.T) {
	for name, c := range map[string]struct {
		deny   func(http.ResponseWriter, *http.Request, Decision)
		status int
		body   string
	}{
		"nothing":      {func(http.ResponseWriter, *http.Request, Decision) {}, 405, ""},
		"a body":       {func(w http.ResponseWriter, _ *http.Request, d Decision) { fmt.Fprint(w, "no: ", d.Status()) }, 405, "no: 405"},
		"a status":     {func(w http.ResponseWriter, _ *http.Request, _ Decision) { w.WriteHeader(404) }, 404, ""},
		"both":         {func(w http.ResponseWriter, r *http.Request, _ Decision) { http.NotFound(w, r) }, 404, "404 page not found\n"},
		"early hints":  {func(w http.ResponseWriter, _ *http.Request, _ Decision) { w.WriteHeader(103) }, 405, ""},
		"a controller": {func(w http.ResponseWriter, _ *http.Request, _ Decision) { http.NewResponseController(w).Flush() }, 405, ""},
	} {
		server := httptest.NewServer(Guard{Granted: granting(), Deny: c.deny}.Wrap(http.NotFoundHandler()))
		request, err := http.NewRequest("PATCH", server.URL+"/things/7", nil)
		require.NoError(t, err)
		response, err := server.Client().Do(request)
		require.NoError(t, err)
		assert.Equal(t, c.status, response.StatusCode, name)
		assert.Equal(t, c.body, bodyOf(t, response), name)
		assert.Equal(t, "GET, HEAD, DELETE", response.Header.Get("Allow"), name)
		assert.Equal(t, "no-store", response.Header.Get("Cache-Control"), name)
		assert.NotEqual(t, "application/problem+json", response.Header.Get("Content-Type"), name)
		server.Close()
	}
	deny := func(w http.ResponseWriter, _ *http.Request, d Decision) {
		assert.Equal(t, "Bearer", w.Header().Get("WWW-Authenticate"))
		assert.ErrorIs(t, d.Err(), ErrUnauthenticated)
	}
	assert.Equal(t, 401, answer(Guard{Granted: failing(ErrUnauthenticated), Challenge: "Bearer", Deny: deny}, "GET /ping").StatusCode)
}

func TestAllowed(t *testing.T) {
	for path, want := range map[string]string{
		"/things/7": "GET, HEAD, DELETE", "/files/a": "PUT", "/ping": "GET, HEAD", "/other": "",
		"/things//7": "GET, HEAD, DELETE, PUT, POST", // Refused with all of them
	} {
		assert.Equal(t, want, strings.Join(allowedMethods(*httptest.NewRequest("PATCH", path, nil)), ", "), path)
	}
}

// TestGuardServer sends requests over a connection, where more happens than with a recorder.
func TestGuardServer(t *testing.T) {
	server := httptest.NewServer(Guard{Granted: granting()}.Wrap(http.NotFoundHandler()))
	defer server.Close()
	response, err := server.Client().Head(server.URL + "/things/7")
	require.NoError(t, err)
	assert.Equal(t, 403, response.StatusCode)
	assert.Empty(t, bodyOf(t, response))
	response, err = server.Client().Get(server.URL + "/things/%37")
	require.NoError(t, err)
	assert.Equal(t, 400, response.StatusCode)
	assert.Equal(t, `{"type":"about:blank","title":"Bad Request","status":400}`, bodyOf(t, response))
}

// TestGuardAllocations asserts that a request that passes needs two allocations: a context, and the copy of the
// request that holds it.
func TestGuardAllocations(t *testing.T) {
	h := Guard{Granted: granting(ThingView), OnDecision: func(*http.Request, Decision) {}}.
		Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, path := range []string{"/things/7", "/ping", "/other"} {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer t")
		assert.Equal(t, 2.0, testing.AllocsPerRun(100, func() { h.ServeHTTP(w, r) }), path)
	}
}

// TestGuardConcurrently lets 64 callers with different permissions use one guard.
func TestGuardConcurrently(t *testing.T) {
	type caller struct{}
	h := Guard{Explain: true, Granted: func(r *http.Request) (Set, error) {
		p := r.Context().Value(caller{}).(Permission)
		if p == 0 {
			return Set{}, ErrUnauthenticated
		}
		return NewSet(p), nil
	}}.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d, _ := FromContext(r.Context())
		w.Header().Set("Route", d.Route.String())
	}))
	statuses := [][]int{{401, 401, 403, 405, 200, 400}, {200, 403, 403, 405, 200, 400}, {200, 403, 403, 405, 200, 400}, {403, 403, 403, 405, 200, 400}}
	var wait sync.WaitGroup
	for i := range 64 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			p := Permission(i % 4)
			for range 50 {
				for at, path := range []string{"/things/7", "/things/mine", "DELETE /things/8", "PUT /ping", "/other/8", "/ping//"} {
					method, target, found := strings.Cut(path, " ")
					if !found {
						method, target = "GET", path
					}
					r := httptest.NewRequest(method, target, nil)
					w := httptest.NewRecorder()
					h.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), caller{}, p)))
					if !assert.Equal(t, statuses[p][at], w.Code, "%v %s", p, path) {
						return
					}
				}
			}
		}()
	}
	wait.Wait()
}

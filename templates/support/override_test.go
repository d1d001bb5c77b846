package support

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

var overrides = []string{"X-Script-Name", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL",
	"X-Forwarded-Uri", "X-Original-URI", "X-Forwarded-Method", "X-Original-Method", "Script-Name", "Path-Info", "Daphne-Root-Path",
	"X-Forwarded-Script-Name", "HTTP2-Settings"}

func TestIsOverrideHeader(t *testing.T) {
	for _, name := range overrides {
		for _, spelled := range []string{name, strings.ToLower(name), strings.ToUpper(name), http.CanonicalHeaderKey(name),
			strings.ReplaceAll(name, "-", "_"), strings.Replace(name, "-", "_", 1), strings.ReplaceAll(name, "-", "."), strings.ToLower(name[:1]) + name[1:]} {
			is := false
			assert.Zero(t, testing.AllocsPerRun(10, func() { is = IsOverrideHeader(spelled) }))
			assert.True(t, is, spelled)
		}
		for i := range name {
			assert.Equal(t, name[:i] == "X-HTTP-Method", IsOverrideHeader(name[:i]), name[:i])
			assert.False(t, IsOverrideHeader(name[:i]+"q"+name[i+1:]), name)
			assert.False(t, IsOverrideHeader(name[:i]+"0"+name[i+1:]), name)
		}
		assert.False(t, IsOverrideHeader(name+"s"))
		assert.False(t, IsOverrideHeader(" "+name))
	}
	for _, name := range []string{"", "Host", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Path",
		"X-Forwarded-Proto", "X-Requested-With", "Content-Length", "x\u2010http\u2010method"} {
		assert.False(t, IsOverrideHeader(name), name)
	}
}

// TestUpgrade asserts that a request for HTTP/2 is refused, in each way to write it, and that other protocols
// pass.
func TestUpgrade(t *testing.T) {
	ask := func(name string, values ...string) bool {
		r := httptest.NewRequest("GET", "/other", nil)
		r.Header = http.Header{name: values, "Connection": {"Upgrade"}}
		return AuthorizeRequest(r, Set{}).Allowed()
	}
	for _, values := range [][]string{{"h2c"}, {"H2C"}, {" h2c "}, {"websocket, h2c"}, {"h2c,websocket"}, {"h2c/2"}, {"websocket", "h2c"}, {",h2c"}} {
		assert.False(t, ask("Upgrade", values...), "%q", values)
		assert.False(t, ask("upgrade", values...), "%q", values)
	}
	for _, values := range [][]string{{"websocket"}, {"WebSocket"}, {"websocket/13"}, {"TLS/1.0, HTTP/1.1"}, {"h2cx"}, {"xh2c"}, {""}, {","}, nil} {
		assert.True(t, ask("Upgrade", values...), "%q", values)
	}
	assert.True(t, ask("X-Upgrade", "h2c"))
	assert.True(t, ask("Upgrade-Insecure-Requests", "1"))
	assert.False(t, ask("HTTP2-Settings", ""))
	r := httptest.NewRequest("GET", "/other", nil)
	r.Header.Set("Upgrade", "websocket, TLS/1.0")
	assert.Zero(t, testing.AllocsPerRun(10, func() { AuthorizeRequest(r, Set{}) }))
}

// TestAuthorizeRequest asserts that AuthorizeRequest decides like Authorize, and refuses all requests with
// override headers.
func TestAuthorizeRequest(t *testing.T) {
	for _, request := range []string{"GET /things/7", "GET /things/mine", "PATCH /things/7", "GET /other", "GET /things//7", "DELETE /things/7"} {
		method, path, _ := strings.Cut(request, " ")
		for granted := range sets {
			r := httptest.NewRequest(method, path, nil)
			r.Header.Set("X-Forwarded-For", "192.0.2.1")
			assert.Equal(t, Authorize(method, path, granted), AuthorizeRequest(r, granted), request)
			for _, name := range overrides {
				r.Header = http.Header{strings.ReplaceAll(name, "-", "_"): {""}}
				d := AuthorizeRequest(r, granted)
				assert.Equal(t, Decision{}, withoutCause(d), "%s with %s", request, name)
				assert.False(t, d.Allowed())
			}
		}
	}
	r := httptest.NewRequest("GET", "/things/%37", nil)
	assert.Equal(t, Decision{}, withoutCause(AuthorizeRequest(r, NewSet(ThingView))))
	r = httptest.NewRequest("GET", "/things/7", nil)
	r.Header.Set("Accept", "*/*")
	assert.Zero(t, testing.AllocsPerRun(10, func() { AuthorizeRequest(r, Set{}) }))
}

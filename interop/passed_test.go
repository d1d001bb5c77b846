package interop

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generated/bss"
)

// passedOn returns a request as the Guard of a package passes it on.
func passedOn(r *http.Request) *http.Request {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r
	}
	copied := *r
	copied.RequestURI = r.URL.RequestURI()
	return &copied
}

// TestPassedOn asserts that a Guard passes requests on as passedOn does.
func TestPassedOn(t *testing.T) {
	passed, changed := 0, 0
	for _, table := range corpusTables(t) {
		for _, l := range corpus(table) {
			r, err := parsed(l.text())
			if l.http2 || err != nil {
				continue
			}
			guard := bss.Guard{Granted: func(*http.Request) (bss.Set, error) { return bss.Set{}, nil }}
			guard.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, got *http.Request) {
				passed++
				if got.RequestURI != r.RequestURI {
					changed++
				}
				assert.Equal(t, seen(passedOn(r)), seen(got), l.text())
			})).ServeHTTP(httptest.NewRecorder(), r)
		}
	}
	assert.Greater(t, passed, 1000)
	assert.Greater(t, changed, 100)
}

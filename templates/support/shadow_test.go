package support

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestShadowConnections compares what goes over the connection, with and without Shadow, for handlers that flush, stream,
// take over the connection, read with an interim answer, send trailers, stop in the middle or write late.
func TestShadowConnections(t *testing.T) {
	for name, c := range map[string]struct {
		request string
		handler http.HandlerFunc
	}{
		"flush": {"GET /things/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", func(w http.ResponseWriter, _ *http.Request) {
			for range 3 {
				_, _ = io.WriteString(w, "part")
				w.(http.Flusher).Flush()
			}
		}},
		"controller": {"DELETE /things/7 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", func(w http.ResponseWriter, _ *http.Request) {
			control := http.NewResponseController(w)
			_ = control.SetWriteDeadline(time.Now().Add(time.Minute))
			w.WriteHeader(http.StatusEarlyHints)
			_, _ = io.WriteString(w, "part")
			_ = control.Flush()
		}},
		"hijack": {"GET /things/mine HTTP/1.1\r\nHost: a\r\n\r\n", func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\nraw")
				conn.Close()
			}
		}},
		"interim answer": {"POST /login HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(w, r.Body)
		}},
		"unread body": {"POST /things/7 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
		}},
		"chunks and trailers": {"PUT /things/../x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n2\r\nab\r\n0\r\nX-Sum: 7\r\n\r\n", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Trailer", "X-Sum")
			_, _ = io.Copy(w, r.Body)
			w.Header().Set("X-Sum", r.Trailer.Get("X-Sum"))
		}},
		"stop": {"GET /things/7 HTTP/1.1\r\nHost: a\r\n\r\n", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "part")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}},
		"two requests": {"GET /things/7 HTTP/1.1\r\nHost: a\r\n\r\nGET /no HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, r.RequestURI)
		}},
	} {
		decided := 0
		guard := Guard{Granted: failing(ErrUnauthenticated), OnDecision: func(*http.Request, Decision) { decided++ }}
		plain := overConnection(t, c.handler, c.request)
		assert.Equal(t, plain, overConnection(t, guard.Shadow(c.handler), c.request), name)
		assert.Contains(t, plain, "HTTP/1.1 ", name)
		assert.Equal(t, strings.Count(c.request, "HTTP/1.1\r\n"), decided, name)
	}
}

var date = regexp.MustCompile(`(?m)^Date: .*$`)

// overConnection returns all that a server sends on a connection, without the time.
func overConnection(t *testing.T, h http.Handler, request string) string {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(20*time.Second)))
	_, err = io.WriteString(conn, request)
	require.NoError(t, err)
	answer, err := io.ReadAll(bufio.NewReader(conn))
	require.NoError(t, err)
	return date.ReplaceAllString(string(answer), "Date: now")
}

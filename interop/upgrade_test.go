package interop

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/http2"

	"github.com/permroute/permroute/generated/bss"
)

// upgradePath is a path that no row has, and protectedPath one of a row.
const upgradePath, protectedPath = "/elsewhere", "/v2/orders/customer-orders"

// upgradeFront returns the address of the standard library's reverse proxy before a server that can go on
// with HTTP/2 or with a WebSocket, and the paths that the server is asked for. The guard grants nothing.
func upgradeFront(t *testing.T, guarded bool) (address string, asked chan string) {
	asked = make(chan string, 10)
	ask := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path })
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocol := r.Header.Get("Upgrade")
		if protocol == "" {
			ask(w, r)
			return
		}
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "+protocol+"\r\n\r\n")
		if protocol == "h2c" { // as hypercorn does, without the header HTTP2-Settings, which proxies drop
			new(http2.Server).ServeConn(conn, &http2.ServeConnOpts{Handler: ask, UpgradeRequest: r})
			return
		}
		ask(w, r)
		io.Copy(conn, buffered)
	}))
	t.Cleanup(upstream.Close)
	target, err := url.Parse(upstream.URL)
	require.NoError(t, err)
	var front http.Handler = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, ErrorLog: silent}
	if guarded {
		front = bss.Guard{Granted: func(*http.Request) (bss.Set, error) { return bss.Set{}, nil }}.Wrap(front)
	}
	server := httptest.NewServer(front)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String(), asked
}

// upgrade asks for an upgrade and returns the connection and the status of the answer.
func upgrade(t *testing.T, address, headers string) (net.Conn, int) {
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	_, err = io.WriteString(conn, "GET "+upgradePath+" HTTP/1.1\r\nHost: front.test\r\n"+headers+"\r\n\r\n")
	require.NoError(t, err)
	answer, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), nil) // what follows stays on the connection, but for a few bytes
	require.NoError(t, err)
	return conn, answer.StatusCode
}

const (
	forHTTP2     = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__"
	forWebSocket = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
)

// TestUpgradeToHTTP2 asserts that a reverse proxy tunnels HTTP/2 past itself, with any path, and that the
// guard in front of it refuses to begin that.
func TestUpgradeToHTTP2(t *testing.T) {
	address, asked := upgradeFront(t, false)
	conn, status := upgrade(t, address, forHTTP2)
	require.Equal(t, http.StatusSwitchingProtocols, status)
	client := &http2Client{dial: func() (net.Conn, error) { return conn, nil }}
	require.NoError(t, client.connect())
	client.stream = 3 // the first stream has the answer to the upgrade
	require.NoError(t, client.send(line{method: "GET", target: protectedPath}))
	assert.Equal(t, upgradePath, <-asked)
	assert.Equal(t, protectedPath, <-asked)

	address, asked = upgradeFront(t, true)
	for _, headers := range []string{forHTTP2, strings.Replace(forHTTP2, "h2c", "websocket, h2c", 1), strings.Split(forHTTP2, "\r\nHTTP2-Settings:")[0]} {
		_, status = upgrade(t, address, headers)
		assert.Equal(t, http.StatusBadRequest, status, headers)
	}
	assert.Empty(t, asked)
}

// TestUpgradeToWebSocket asserts that the guard lets a WebSocket begin.
func TestUpgradeToWebSocket(t *testing.T) {
	address, asked := upgradeFront(t, true)
	conn, status := upgrade(t, address, forWebSocket)
	require.Equal(t, http.StatusSwitchingProtocols, status)
	assert.Equal(t, upgradePath, <-asked)
	_, err := io.WriteString(conn, "ping")
	require.NoError(t, err)
	echo := make([]byte, 4)
	_, err = io.ReadFull(conn, echo)
	require.NoError(t, err)
	assert.Equal(t, "ping", string(echo))
}

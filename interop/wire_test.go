package interop

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/http/httpguts"
)

var silent = log.New(io.Discard, "", 0)

// peer is where requests come from that come over no connection.
const peer = "192.0.2.1:1"

// parsed returns the request that net/http's server hands to its handler for these bytes, or an error
// where it answers by itself.
func parsed(text string) (*http.Request, error) {
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
	if err != nil {
		return nil, err
	}
	if r.ProtoMajor != 1 {
		return nil, errors.New("unsupported version")
	}
	if err := headAccepted(r, text); err != nil {
		return nil, err
	}
	if r.RequestURI == "*" && r.Method == http.MethodOptions {
		return nil, errors.New("answered by the server itself")
	}
	r.RemoteAddr = peer
	return r, nil
}

// headAccepted does what net/http's server does between reading a request and calling the handler.
func headAccepted(r *http.Request, text string) error {
	hasHost := strings.Contains(strings.ToLower(text), "\nhost:")
	if r.ProtoAtLeast(1, 1) && !hasHost && r.Method != http.MethodConnect {
		return errors.New("missing required Host header")
	}
	if r.Host != "" && !httpguts.ValidHostHeader(r.Host) {
		return errors.New("malformed Host header")
	}
	for name, values := range r.Header {
		if !httpguts.ValidHeaderFieldName(name) || !slices.ContainsFunc(values, httpguts.ValidHeaderFieldValue) {
			return errors.New("invalid header")
		}
	}
	return nil
}

// seen describes a request as far as a guard or a router reads it.
func seen(r *http.Request) string {
	if r == nil {
		return "nothing"
	}
	u := *r.URL
	u.User = nil
	header := slices.Sorted(maps.Keys(r.Header))
	return fmt.Sprintf("%q %q %#v %q %q %q", r.Method, r.RequestURI, u, r.Host, r.Proto, header)
}

// A listener is a net/http server on a port of this machine which keeps what it saw of each connection's
// request.
type listener struct {
	address string
	mu      sync.Mutex
	byPeer  map[string]string
}

// listen serves until the test ends.
func listen(t testing.TB) *listener {
	t.Helper()
	l := &listener{byPeer: map[string]string{}}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l.address = socket.Addr().String()
	server := &http.Server{ErrorLog: silent, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.byPeer[r.RemoteAddr] = seen(r)
	})}
	go server.Serve(socket)
	t.Cleanup(func() { server.Close() })
	return l
}

// send writes the bytes on a connection of their own, waits for the answer, and returns what was seen.
func (l *listener) send(text string) (string, error) {
	conn, err := net.Dial("tcp", l.address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return "", err
	}
	// The server may have answered and closed before it has read all of a long line.
	_, _ = io.WriteString(conn, text)
	if _, err := bufio.NewReader(conn).ReadString('\n'); err != nil && !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "reset") {
		return "", err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	arrived, ok := l.byPeer[conn.LocalAddr().String()]
	delete(l.byPeer, conn.LocalAddr().String())
	if !ok {
		return seen(nil), nil
	}
	return arrived, nil
}

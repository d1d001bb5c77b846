package interop

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/valyala/fasthttp/fasthttputil"
	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// http2Requests returns for each of the lines the request that net/http's HTTP/2 server hands to its
// handler, nil where it answers by itself. The frames are written by hand, for no client sends such lines.
func http2Requests(t testing.TB, lines []line) []*http.Request {
	t.Helper()
	var arrived *http.Request
	memory := fasthttputil.NewInmemoryListener()
	server := &http.Server{ErrorLog: silent, Protocols: new(http.Protocols), Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		arrived = r
	})}
	server.Protocols.SetUnencryptedHTTP2(true)
	go server.Serve(memory)
	defer server.Close()
	requests := make([]*http.Request, len(lines))
	client := &http2Client{dial: memory.Dial}
	defer client.close()
	for i, l := range lines {
		arrived = nil
		require.NoError(t, client.send(l), "%q", l.target)
		if arrived != nil {
			// The stream is over, and with it the request's context and body.
			requests[i] = arrived.WithContext(context.Background())
			requests[i].Body, requests[i].RemoteAddr = http.NoBody, peer
		}
	}
	return requests
}

// An http2Client sends one request after the other, on a new connection where the server ended the last.
type http2Client struct {
	dial   func() (net.Conn, error)
	conn   net.Conn
	framer *http2.Framer
	stream uint32
	block  bytes.Buffer
	hpack  *hpack.Encoder
}

func (c *http2Client) close() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
}

func (c *http2Client) connect() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	c.conn, c.framer, c.stream = conn, http2.NewFramer(conn, conn), 1
	c.framer.AllowIllegalWrites = true
	c.hpack = hpack.NewEncoder(&c.block)
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte(http2.ClientPreface)); err != nil {
		return err
	}
	return c.framer.WriteSettings()
}

// send sends the line and waits until the server is done with it.
func (c *http2Client) send(l line) error {
	if c.conn == nil {
		if err := c.connect(); err != nil {
			return err
		}
	}
	c.block.Reset()
	for _, f := range [][2]string{{":method", l.method}, {":scheme", "http"}, {":authority", "front.test"}, {":path", l.target}} {
		c.field(f[0], f[1])
	}
	for _, h := range l.headers {
		name, value, _ := strings.Cut(h, ": ")
		c.field(name, value)
	}
	stream := c.stream
	c.stream += 2
	if err := c.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: c.block.Bytes(), EndStream: true, EndHeaders: true}); err != nil {
		return err
	}
	return c.await(stream)
}

func (c *http2Client) field(name, value string) {
	_ = c.hpack.WriteField(hpack.HeaderField{Name: name, Value: value}) // into memory
}

// await reads until the stream or the connection ends.
func (c *http2Client) await(stream uint32) error {
	for {
		frame, err := c.framer.ReadFrame()
		if err != nil {
			c.close()
			if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
				return err
			}
			return nil
		}
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				err = c.framer.WriteSettingsAck()
			}
		case *http2.GoAwayFrame:
			c.close()
			return nil
		case *http2.HeadersFrame:
			if f.StreamID == stream && f.StreamEnded() {
				return nil
			}
		case *http2.DataFrame:
			if f.StreamID == stream && f.StreamEnded() {
				return nil
			}
		case *http2.RSTStreamFrame:
			if f.StreamID == stream {
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

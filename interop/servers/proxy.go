package servers

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/valyala/fasthttp/fasthttputil"
)

// behindProxy puts a reverse proxy and a connection before the handler of a host function.
func behindProxy(host hostFunc) hostFunc {
	return func(t Table, way Way) (Hosted, error) {
		direct, err := host(t, way)
		if err != nil {
			return Hosted{}, err
		}
		listener := fasthttputil.NewInmemoryListener()
		server := &http.Server{Handler: direct.handler, ErrorLog: silent}
		go server.Serve(listener)
		return Hosted{overMemory(listener), direct.endpoints, []func(){func() { server.Close() }}}, nil
	}
}

// hostingListener returns the host function of a server that reads requests from connections itself: build
// makes it, or panics as a builder does, and returns what serves those of the listener.
func hostingListener(build func([]endpoint, net.Listener) (serve func())) hostFunc {
	return func(t Table, way Way) (Hosted, error) {
		hosted := Hosted{endpoints: endpoints(t, way)}
		over := builder(func(endpoints []endpoint) http.Handler {
			listener := fasthttputil.NewInmemoryListener()
			go build(endpoints, listener)()
			hosted.close = append(hosted.close, func() { listener.Close() })
			return overMemory(listener)
		})
		handler, err := over.try(hosted.endpoints)
		hosted.handler = handler
		return hosted, err
	}
}

// overMemory returns a reverse proxy that dials the listener.
func overMemory(listener *fasthttputil.InmemoryListener) http.Handler {
	return reverseProxy("", &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return listener.Dial() },
	})
}

// over returns a reverse proxy to a port of this machine, or to a socket that is a file. It tells the
// server there which of its tables is meant, if it has several.
func over(network, address, number string) http.Handler {
	return reverseProxy(number, dialing(network, address))
}

// dialing returns a transport that has one address, whatever the URL says.
func dialing(network, address string) *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}}
}

// numberHeader carries the number of a table to a server that hosts several.
const numberHeader = "X-Server"

// reverseProxy returns the front that stands between a guard and a server of its own: the standard
// library's reverse proxy, which keeps the client's Host.
func reverseProxy(number string, transport *http.Transport) http.Handler {
	transport.MaxIdleConnsPerHost, transport.IdleConnTimeout = 8, 2*time.Second
	transport.ResponseHeaderTimeout, transport.DisableCompression = startTimeout, true
	target := &url.URL{Scheme: "http", Host: "upstream"}
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
			if number != "" {
				r.Out.Header.Set(numberHeader, number)
			}
		},
		Transport: stubborn{transport},
		ErrorLog:  silent,
	}
}

// stubborn sends a request again if there was no answer: a connection that was lost is not a server
// that ran nothing. What has no answer four times is a server that gives none.
type stubborn struct{ http.RoundTripper }

func (s stubborn) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	for range 4 {
		if answer, err = s.RoundTripper.RoundTrip(r); err == nil || r.Context().Err() != nil {
			break
		}
	}
	return answer, err
}

var silent = log.New(io.Discard, "", 0)

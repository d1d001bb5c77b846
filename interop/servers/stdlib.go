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

var serveMuxDialect = dialect{param: "{P}", rests: []string{"{rest...}"}, root: "/{$}"}

func serveMux() []Setup {
	return []Setup{
		{Name: "servemux", Upstream: "servemux", Host: hosting(newServeMux)},
		{Name: "servemux+any", Upstream: "servemux", Host: hostingByPath(newServeMux)},
		{Name: "servemux+proxy", Upstream: "servemux", Connected: true, Host: behindProxy(hosting(newServeMux))},
	}
}

func newServeMux(endpoints []endpoint) http.Handler {
	mux := http.NewServeMux()
	for _, e := range endpoints {
		for _, path := range serveMuxDialect.paths(e) {
			if e.method != "" {
				path = e.method + " " + path
			}
			mux.Handle(path, e)
		}
	}
	return mux
}

// behindProxy puts a reverse proxy and a connection before each handler.
func behindProxy(host func(Table) Hosted) func(Table) Hosted {
	return func(t Table) Hosted {
		var proxied Hosted
		for _, handler := range host(t).Handlers {
			listener := fasthttputil.NewInmemoryListener()
			server := &http.Server{Handler: handler, ErrorLog: silent}
			go server.Serve(listener)
			proxied.add(overMemory(listener), func() { server.Close() })
		}
		return proxied
	}
}

func (h *Hosted) add(handler http.Handler, end func()) {
	h.Handlers, h.close = append(h.Handlers, handler), append(h.close, end)
}

// overMemory returns a reverse proxy that dials the listener.
func overMemory(listener *fasthttputil.InmemoryListener) http.Handler {
	return reverseProxy("upstream", func(context.Context, string, string) (net.Conn, error) { return listener.Dial() })
}

// overTCP returns a reverse proxy to a port of this machine.
func overTCP(address string) http.Handler {
	return reverseProxy(address, new(net.Dialer).DialContext)
}

// reverseProxy returns the front that stands between a guard and a server of its own: the standard
// library's reverse proxy, which keeps the client's Host.
func reverseProxy(host string, dial func(_ context.Context, network, address string) (net.Conn, error)) http.Handler {
	target := &url.URL{Scheme: "http", Host: host}
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
		},
		Transport: stubborn{&http.Transport{
			DialContext:           dial,
			MaxIdleConnsPerHost:   8,
			IdleConnTimeout:       2 * time.Second,
			ResponseHeaderTimeout: startTimeout,
			DisableCompression:    true,
		}},
		ErrorLog: silent,
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

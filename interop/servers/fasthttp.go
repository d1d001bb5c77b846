package servers

import (
	"net"

	"github.com/fasthttp/router"
	"github.com/valyala/fasthttp"
)

var fasthttpDialect = dialect{param: "{P}", quote: asWritten, rest: "{rest:*}", root: "/", noSlash: true}

func fasthttpRouter() []Setup {
	return []Setup{
		{Name: "fasthttp-router", Upstream: "fasthttp-router", Connected: true, host: hostingFasthttp(true)},
		{Name: "fasthttp-router+plain", Upstream: "fasthttp-router", Connected: true, host: hostingFasthttp(false)},
	}
}

// hostingFasthttp returns the host function of routers that redirect to the paths they have, as they do
// unless told not to, or of routers that do not.
func hostingFasthttp(redirect bool) hostFunc {
	return hostingListener(func(endpoints []endpoint, listener net.Listener) func() {
		server := &fasthttp.Server{Handler: newFasthttp(endpoints, redirect).Handler, Logger: silent}
		return func() { server.Serve(listener) }
	})
}

func newFasthttp(endpoints []endpoint, redirect bool) *router.Router {
	r := router.New()
	r.RedirectTrailingSlash, r.RedirectFixedPath, r.HandleMethodNotAllowed = redirect, redirect, redirect
	for _, e := range endpoints {
		handler := func(c *fasthttp.RequestCtx) { c.Response.Header.Set(ranHeader, e.mark(string(c.Method()))) }
		for _, path := range fasthttpDialect.paths(e) {
			if e.method == "" {
				r.ANY(path, handler)
			} else {
				r.Handle(e.method, path, handler)
			}
		}
	}
	return r
}

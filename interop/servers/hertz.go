package servers

import (
	"context"
	"io"
	"net"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/config"
	"github.com/cloudwego/hertz/pkg/common/hlog"
	"github.com/cloudwego/hertz/pkg/network/standard"
)

func hertzServer() []Setup {
	hlog.SetOutput(io.Discard)
	return []Setup{
		{Name: "hertz", Upstream: "hertz", Connected: true, host: hostingHertz()},
		{Name: "hertz+raw", Upstream: "hertz", Connected: true, host: hostingHertz(server.WithUseRawPath(true), server.WithRemoveExtraSlash(true), server.WithRedirectFixedPath(true))},
		{Name: "hertz+plain", Upstream: "hertz", Connected: true, host: hostingHertz(server.WithRedirectTrailingSlash(false), server.WithHandleMethodNotAllowed(true))},
	}
}

func hostingHertz(options ...config.Option) hostFunc {
	return hostingListener(func(endpoints []endpoint, listener net.Listener) func() {
		own := []config.Option{server.WithListener(listener), server.WithTransport(standard.NewTransporter), server.WithDisablePrintRoute(true)}
		h := newHertz(endpoints, append(own, options...))
		return func() { h.Engine.Run() }
	})
}

func newHertz(endpoints []endpoint, options []config.Option) *server.Hertz {
	h := server.New(options...)
	for _, e := range endpoints {
		handler := func(_ context.Context, c *app.RequestContext) { c.Header(ranHeader, e.mark(string(c.Method()))) }
		for _, path := range treeDialect.paths(e) {
			if e.method == "" {
				h.Any(path, handler)
			} else {
				h.Handle(e.method, path, handler)
			}
		}
	}
	return h
}

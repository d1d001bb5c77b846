package servers

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

var echoDialect = dialect{param: ":P", quote: asWritten, rest: "*", root: "/"}

func echoServer() []Setup {
	return []Setup{
		{Name: "echo", Upstream: "echo", host: hosting(newEcho())},
		{Name: "echo+slash", Upstream: "echo", host: hosting(newEcho(middleware.RemoveTrailingSlash()))},
		{Name: "echo+override", Upstream: "echo", host: hosting(newEcho(middleware.MethodOverride()))},
	}
}

func newEcho(before ...echo.MiddlewareFunc) builder {
	return func(endpoints []endpoint) http.Handler {
		server := echo.New()
		server.Pre(before...)
		for _, e := range endpoints {
			for _, path := range echoDialect.paths(e) {
				if e.method == "" {
					server.Any(path, echo.WrapHandler(e))
				} else {
					server.Add(e.method, path, echo.WrapHandler(e))
				}
			}
		}
		return server
	}
}

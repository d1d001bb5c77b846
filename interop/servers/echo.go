package servers

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

var echoDialect = dialect{param: ":P", rests: []string{"*"}, root: "/"}

func echoServer() []Setup {
	return []Setup{
		{Name: "echo", Upstream: "echo", Host: hosting(newEcho())},
		{Name: "echo+slash", Upstream: "echo", Host: hosting(newEcho(middleware.RemoveTrailingSlash()))},
		{Name: "echo+override", Upstream: "echo", Host: hosting(newEcho(middleware.MethodOverride()))},
		{Name: "echo+any", Upstream: "echo", Routed: true, Host: hostingByPath(newEcho())},
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
